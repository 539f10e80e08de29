"""Worlds are built once, and no test finds in them what another did."""

from pathlib import Path

import pytest
from django.conf import settings

from casestudies.models import Topic
from tests.factories import make_picture
from tests.worlds import world

pytestmark = pytest.mark.django_db
BUILT = []


@world
def labour():
    BUILT.append("labour")
    make_picture()
    return Topic.objects.create(slug="labour", name="Labour")


@world
def renamed(labour):
    labour.name = "Work"
    labour.save()
    return labour


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_does_to_a_world_is_undone(labour, turn):
    (stored,) = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    stored.unlink()
    assert (labour.name, Topic.objects.get().name) == ("Labour", "Labour")

    labour.name = "Toil"
    labour.save()
    Topic.objects.create(slug="more", name="More")


def test_world_that_stands_is_not_built_again(request, worlds, labour):
    times = len(BUILT)
    worlds.stand_for(request.node)
    assert len(BUILT) == times


def test_world_on_a_world_leaves_the_lower_one_as_it_was(renamed):
    assert Topic.objects.get().name == "Work"


def test_who_wants_no_world_has_none():
    assert not Topic.objects.exists()
