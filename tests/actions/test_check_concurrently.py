"""Two checkers at once: on different statements both succeed, on one neither covers what the other said."""

import pytest

from casestudies.actions.check_statement import dispute_statement, tick_statement
from casestudies.models import Notification, Verification
from tests.actions.test_check_statement import keys
from tests.actions.threads import at_once
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_checkers_of_different_statements_both_succeed_and_the_end_is_told_once():
    author = make_account()
    case_study = make_case(by=author)
    checkers = [make_account() for _ in range(4)]
    calls = [
        lambda key=key, by=by: tick_statement(case_study, key, by=by, now=NOW, seen="")
        for key, by in zip(keys(case_study), checkers, strict=True)
    ]
    assert all(isinstance(result, Verification) for result in at_once(*calls))
    assert Verification.objects.filter(verdict="checked").count() == 4
    assert Notification.objects.filter(kind="checked", account=author).count() == 1


def test_one_of_two_different_words_on_a_statement_wins_and_the_other_is_told():
    case_study = make_case()
    key, first, second = keys(case_study)[0], make_account(), make_account()
    results = at_once(
        lambda: tick_statement(case_study, key, by=first, now=NOW, seen=""),
        lambda: dispute_statement(case_study, key, by=second, now=NOW, note="No.", seen=""),
    )
    [winner] = [result for result in results if isinstance(result, Verification)]
    assert [result for result in results if result is not winner] == ["StaleDraft"]
    assert Verification.objects.get().verdict == winner.verdict
