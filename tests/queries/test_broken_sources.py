"""Dead links are listed for drafts that the reader of the list sees, and for whatever readers of the site are shown."""

import pytest

from casestudies.actions.withdraw import withdraw
from casestudies.models import CaseStudy, Source
from casestudies.queries.desk import broken_sources
from tests.factories import NOW, make_account, make_case, make_member, make_source, publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def editor():
    return make_member("Editor")


def kill(key):
    Source.objects.filter(key=key).update(link_state="dead")


def listed(account):
    return [(source.key, source.uses) for source in broken_sources(account)]


def test_dead_link_of_a_limited_draft_is_listed_for_the_named_alone(editor):
    case_study = make_case()
    CaseStudy.objects.update(is_limited=True)
    kill("wiggers2024")
    assert listed(editor) == []

    case_study.limited_to.add(editor)

    assert listed(editor) == [("wiggers2024", 1)]


def test_dead_link_counts_the_drafts_that_are_seen(editor):
    make_case()
    CaseStudy.objects.filter(pk=make_case().pk).update(is_limited=True)
    kill("wiggers2024")

    assert listed(editor) == [("wiggers2024", 1)]
    assert listed(make_account()) == [("wiggers2024", 2)]


def test_dead_link_of_a_live_edition_is_listed_when_no_draft_cites_it(editor):
    case_study = publish_case().case_study
    case_study.references.filter(source__key="wiggers2024").delete()
    kill("wiggers2024")

    assert listed(editor) == [("wiggers2024", 0)]
    withdraw(case_study, by=make_account(), now=NOW, reason="Wrong.")
    assert listed(editor) == []


def test_dead_link_that_nothing_uses_is_not_listed(editor):
    make_case()
    make_source("unused2024")
    kill("unused2024")

    assert listed(editor) == []
