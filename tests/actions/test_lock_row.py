"""Two actions that each hold what the other refers to: neither waits for the other."""

from threading import Barrier

import pytest

from casestudies.actions import merge_sources as merge_module
from casestudies.actions import note_link_check as link_module
from casestudies.actions import quote_passage as passage_module
from casestudies.actions.merge_sources import merge_sources
from casestudies.actions.note_link_check import Answered, LinkFound, mark_dangerous, note_link_check
from casestudies.actions.quote_passage import quote_passage
from casestudies.models import Notification, Passage, Reference, Source
from tests.actions.test_check_statement import keys
from tests.actions.threads import at_once
from tests.factories import NOW, make_account, make_case

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def meet(monkeypatch):
    """Makes two actions wait for each other where each holds its first lock: where they call these functions."""

    def patch(*places):
        holding = Barrier(len(places), timeout=30)
        for module, name in places:
            monkeypatch.setattr(module, name, waiting(holding, getattr(module, name)))

    def waiting(holding, act):
        def acts(*args, **how):
            holding.wait()
            return act(*args, **how)

        return acts

    return patch


def die(source, by):
    found = LinkFound(Answered.GONE, "Answered with status 404.")
    return lambda: note_link_check(source.pk, source.url, found, by=by, now=NOW).link_state


def mark(source, by):
    return lambda: mark_dangerous(source, True, by=by, now=NOW).link_state


@pytest.mark.parametrize(("end", "state"), [(die, "dead"), (mark, "dangerous")])
def test_passage_is_quoted_while_the_link_of_its_source_dies(meet, end, state):
    author, checker = make_account(), make_account()
    case_study = make_case(by=author)
    source = Source.objects.get(key="wiggers2024")
    key = keys(case_study)[0]
    meet((passage_module, "audit"), (link_module, "tell_of_link"))

    results = at_once(
        lambda: quote_passage(case_study, key, source_key=source.key, words="Words", by=checker, now=NOW).words,
        end(source, checker),
    )

    assert results == ["Words", state]
    assert Passage.objects.get().source == source
    assert Notification.objects.filter(case_study=case_study, account=author).exists()


def test_sources_are_merged_while_the_link_of_the_one_that_stays_dies(meet):
    author, by = make_account(), make_account()
    case_study = make_case(by=author)
    goes, stays = Source.objects.get(key="ars2024"), Source.objects.get(key="wiggers2024")
    meet((merge_module, "can_edit"), (link_module, "tell_of_link"))

    results = at_once(lambda: len(merge_sources(goes, stays, by=by, now=NOW).drafts), die(stays, by))

    assert results == [1, "dead"]
    assert not Reference.objects.filter(case_study=case_study, source__key="ars2024").exists()
