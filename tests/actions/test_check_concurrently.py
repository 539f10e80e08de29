"""Two checkers at once: on different statements both succeed, on one neither covers what the other said."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from casestudies.actions.check_statement import dispute_statement, tick_statement
from casestudies.errors import StaleDraft
from casestudies.models import Notification, Verification
from tests.actions.test_check_statement import keys
from tests.factories import NOW, make_account, make_case

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """What each call returned or raised, all of them begun together."""
    barrier, results = Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        barrier.wait()
        try:
            results[index] = call()
        except StaleDraft as error:
            results[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


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
    assert sorted(type(result).__name__ for result in results) == ["StaleDraft", "Verification"]
    winner = next(result for result in results if isinstance(result, Verification))
    assert Verification.objects.get().verdict == winner.verdict
