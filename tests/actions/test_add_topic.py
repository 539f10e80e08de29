"""A topic more is a change of the text: a revision, an approval that lapses, and nothing where it was there."""

import pytest

from casestudies.actions.add_topic import add_topic
from casestudies.enums import Stage
from casestudies.errors import NotAllowed, StaleDraft
from casestudies.models import CaseStudy, Topic
from tests.factories import NOW, approve_case, make_account, make_case, make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def topic():
    return Topic.objects.create(slug="labour", name="Labour")


def test_topic_is_added_as_a_revision_and_the_approval_lapses(topic):
    case = make_case()
    approve_case(case)

    revision = add_topic(case, topic, by=make_account(), now=NOW, base_version=case.version)

    case.refresh_from_db()
    assert (revision.number, case.version, case.stage) == (2, 2, Stage.DRAFT)
    assert topic in case.topics.all()


def test_topic_that_is_there_changes_nothing(topic):
    case = make_case()
    approve_case(case)

    assert add_topic(case, case.topics.get(), by=make_account(), now=NOW, base_version=case.version) is None

    assert CaseStudy.objects.get().stage == Stage.APPROVED


def test_topic_is_refused_to_the_stale_and_to_who_may_not(topic):
    case = make_case()

    with pytest.raises(StaleDraft):
        add_topic(case, topic, by=make_account(), now=NOW, base_version=0)
    with pytest.raises(NotAllowed):
        add_topic(case, topic, by=make_member("Fact-checker"), now=NOW, base_version=case.version)
    assert topic not in case.topics.all()
