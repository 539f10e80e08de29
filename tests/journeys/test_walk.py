"""The README's walk is followed to the letter, on a site as `make run` leaves it."""

import re
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from casestudies.models import Account, CaseStudy, Edition
from tests.journeys.walk import Walker, read_walk

README = Path(__file__).parents[2] / "README.md"
HEADING = "A walk from first sign-in to a published correction"
STEP = "## Walk\n\n1. {}\n\n## End\n"


@pytest.fixture
def roles(live_server):
    """What the migration makes, and the flush after another test took away."""
    import_module("casestudies.migrations.0003_roles").make_groups(apps, SimpleNamespace(connection=connection))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_readme_leads_from_the_first_sign_in_to_a_published_correction(page, live_server, roles):
    # Given a site as `make run` leaves it, and the login that it printed,
    printed = StringIO()
    call_command("prepare_site", stdout=printed)
    password = re.search(r"First login: admin with the password (\S+) ", printed.getvalue())[1]

    # when somebody does what the README says, and nothing else,
    page.set_viewport_size({"width": 1280, "height": 860})
    Walker(page, password).walk(read_walk(README, HEADING))

    # then one person wrote and another approved two editions, the second of them a correction.
    case_study = CaseStudy.objects.get(title="The permit office’s chatbot")
    editions = Edition.objects.filter(case_study=case_study).order_by("number")
    assert list(editions.values_list("number", "kind")) == [(1, "initial"), (2, "correction")]
    maria, jonas = (Account.objects.get(username=name) for name in ("maria", "jonas"))
    assert case_study.updated_by == maria
    assert {edition.published_by for edition in editions} == {jonas.uuid}


def test_walk_numbers_its_steps_and_shows_its_pictures():
    text = README.read_text(encoding="utf-8").split(f"## {HEADING}\n")[1].split("\n## ")[0]
    numbers = [int(number) for number in re.findall(r"(?m)^(\d+)\. ", text)]
    assert numbers == list(range(1, len(numbers) + 1))
    pictures = [action.words[0] for action in read_walk(README, HEADING) if action.verb == "picture"]
    assert 5 <= len(pictures) <= 7
    assert [name for name in pictures if not (README.parent / f"tests/screenshots/{name}.png").exists()] == []


@pytest.mark.parametrize(
    ("step", "actions"),
    [
        ("Open `/admin/`.", [("open", ("/admin/",))]),
        ("Press **Save**. See “Saved. As 2.”.", [("press", ("Save",)), ("see", ("Saved. As 2.",))]),
        ("Press **More** in **Menu**.", [("press", ("More", "Menu"))]),
        ("Press the key `t`.", [("key", ("t",))]),
        (
            "Fill **A** with `1`, **B** with the printed password and **C** with `P. B.`.",
            [("fill", ("A", "1", "B", "the printed password", "C", "P. B."))],
        ),
        ("Press **One**.\n\n   Press **Two**.", [("press", ("One",)), ("press", ("Two",))]),
    ],
)
def test_step_is_read_as_what_it_says(tmp_path, step, actions):
    assert [(action.verb, action.words) for action in read(tmp_path, step)] == actions


@pytest.mark.parametrize(
    "step", ["Sign in as the editor.", "Press **Save**", "Press **Save** and wait.", "Fill **Title**.", "Press `Save`."]
)
def test_step_that_has_to_be_guessed_is_an_error(tmp_path, step):
    with pytest.raises(ValueError, match=r"README\.md, line 3"):
        read(tmp_path, step)


def read(tmp_path, step):
    path = tmp_path / "README.md"
    path.write_text(STEP.format(step), encoding="utf-8")
    return read_walk(path, "Walk")
