"""The texts of many drafts say what their sheets say."""

import pytest

from casestudies.actions.check_statement import tick_statement
from casestudies.models import Party, Source
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.checking import progress, progress_of_all, verdicts_of
from casestudies.queries.latest_documents import latest_documents
from tests.actions.test_check_statement import keys
from tests.factories import NOW, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def checked():
    """A case study each of whose four statements is ticked."""
    case_study, by = make_case(), make_account()
    for key in keys(case_study):
        tick_statement(case_study, key, by=by, now=NOW)
    return case_study


def counts(case_study):
    """What is checked as the desk counts it, and as the sheet does."""
    documents = latest_documents([case_study])
    there = progress(take_snapshot(case_study).document, verdicts_of(case_study))
    return progress_of_all(documents)[case_study.pk].checked, there.checked


def test_ticks_that_lapsed_with_a_source_are_not_counted(checked):
    assert counts(checked) == (4, 4)

    Source.objects.filter(key="letter2024").update(title="Another title")
    assert counts(checked) == (3, 3)

    Party.objects.update(name="Another name")
    assert counts(checked) == (2, 2)


def test_source_is_put_in_as_a_snapshot_writes_it(checked):
    """An address that nobody could follow is no part of it, and letters are composed."""
    Source.objects.filter(key="ars2024").update(url="javascript:alert(1)", title="Cafe\u0301")
    Party.objects.update(name="Cafe\u0301 Ltd")

    document, snapshot = latest_documents([checked])[checked.pk], take_snapshot(checked).document

    assert document["sources"] == snapshot["sources"]
    assert document["parties"][0]["name"] == snapshot["parties"][0]["name"] == "Caf\u00e9 Ltd"


def test_documents_of_many_cost_what_one_costs(django_assert_num_queries):
    cases = [make_case() for _ in range(3)]
    for some in (cases[:1], cases):
        with django_assert_num_queries(4):
            assert set(latest_documents(some)) == {case_study.pk for case_study in some}
