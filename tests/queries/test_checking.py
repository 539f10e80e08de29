"""How far the checking got, what an edition freezes of it, and which lapsed verdict belongs to which statement."""

from datetime import timedelta

import pytest

from casestudies.actions.check_statement import ask_about_statement, dispute_statement, tick_statement
from casestudies.actions.rebuild import rebuild
from casestudies.enums import EditionKind
from casestudies.models import CheckRequest, Edition, Rendering, Verification
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.statements import CitedStatement
from casestudies.queries.checking import Progress, progress, progress_of_all, verdicts_of
from casestudies.queries.integrity import verify_record
from casestudies.queries.lapsed import lapsed_of
from tests.actions.test_check_statement import keys
from tests.factories import NOW, make_account, make_case, publish_approved, publish_case, revise_case

pytestmark = pytest.mark.django_db
MARK = 'class="cite-checked"'


def named(name, *, agrees):
    given, _, family = name.partition(" ")
    return make_account(first_name=given, last_name=family, agrees_to_be_named=agrees)


def progress_now(case_study):
    return progress(take_snapshot(case_study).document, verdicts_of(case_study))


def test_progress_counts_every_verdict():
    case_study, by = make_case(), make_account()
    ticked, disputed, asked, _ = keys(case_study)
    tick_statement(case_study, ticked, by=by, now=NOW)
    dispute_statement(case_study, disputed, by=by, now=NOW, note="No.")
    ask_about_statement(case_study, asked, by=by, now=NOW, note="Where?")
    found = progress_now(case_study)
    assert found == Progress(statements=4, checked=1, disputed=1, asked=1)
    assert (found.open, found.is_complete) == (1, False)


def test_progress_is_complete_only_where_there_is_something():
    assert not Progress().is_complete
    assert Progress(statements=2, checked=2).is_complete
    assert not Progress(statements=2, checked=1, disputed=1).is_complete


def test_progress_of_many_takes_one_query(django_assert_num_queries):
    by = make_account()
    cases = [make_case() for _ in range(3)]
    for case_study in cases[:2]:
        tick_statement(case_study, keys(case_study)[0], by=by, now=NOW)
    documents = {case_study.pk: take_snapshot(case_study).document for case_study in cases}
    with django_assert_num_queries(1):
        found = progress_of_all(documents)
    assert [found[case_study.pk].checked for case_study in cases] == [1, 1, 0]


def test_edition_freezes_what_is_checked_and_names_those_who_agreed():
    case_study = make_case()
    first, second, third, fourth = keys(case_study)
    tick_statement(case_study, first, by=named("Ada Kern", agrees=True), now=NOW)
    tick_statement(case_study, second, by=named("Secret Checker", agrees=False), now=NOW)
    request = CheckRequest.objects.create(
        case_study=case_study,
        name="Noor Outside",
        email="noor@example.org",
        token_digest="0" * 64,
        agrees_to_be_named=True,
        asked_by=make_account(),
        asked_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    tick_statement(case_study, third, by=request, now=NOW)
    dispute_statement(case_study, fourth, by=named("Only Disputed", agrees=True), now=NOW, note="No.")
    Verification.objects.create(
        case_study=case_study,
        statement_key="f" * 64,
        text="Gone.",
        verdict="checked",
        by=named("Long Ago", agrees=True),
        at=NOW,
    )
    edition = publish_case(case_study)
    assert edition.fact_check == {
        "statements": 4,
        "checked": 3,
        "checkers": ["Ada Kern", "Noor Outside"],
        "marks": sorted([first, second, third]),
    }
    assert not [finding for finding in verify_record() if finding.broken]


def test_readers_see_each_mark_and_the_names(client):
    case_study = make_case(slug="a-leak")
    for key in keys(case_study)[1:3]:
        tick_statement(case_study, key, by=named("Ada Kern", agrees=True), now=NOW)
    publish_case(case_study)
    page = client.get("/cases/a-leak/").content.decode()
    assert page.count(MARK) == 2
    assert "2 of 4 statements checked" in page
    assert "<dt>Checked by</dt><dd>Ada Kern</dd>" in page
    answer = client.get("/api/v1/case-studies/a-leak/").json()
    assert (answer["edition"]["checked"], answer["edition"]["checkers"]) == (2, ["Ada Kern"])
    assert [section["body"].count(MARK) for section in answer["sections"]] == [0, 1]
    assert answer["timeline"][0]["checked"] is True
    assert answer["parties"][0]["response"]["checked"] is False


def test_tick_given_after_publication_waits_for_the_next_edition(client):
    case_study = publish_case(slug="a-leak").case_study
    before = client.get("/cases/a-leak/").content
    tick_statement(case_study, keys(case_study)[0], by=named("Ada Kern", agrees=True), now=NOW)
    assert client.get("/cases/a-leak/").content == before
    revise_case(case_study)
    publish_approved(case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")
    assert [edition.fact_check["checked"] for edition in Edition.objects.order_by("number")] == [0, 0]


def test_page_is_rebuilt_with_its_marks_and_one_without_marks_as_it_was():
    case_study = make_case(slug="a-leak")
    tick_statement(case_study, keys(case_study)[0], by=make_account(), now=NOW)
    publish_case(case_study)
    made = Rendering.objects.get().html
    assert made.count(MARK) == 1
    Rendering.objects.update(html="", renderer_version=1)
    list(rebuild())
    assert Rendering.objects.get().html == made
    Rendering.objects.update(html=made.replace(MARK, ""))
    broken = [finding.sentence for finding in verify_record() if finding.broken]
    assert broken == ["Its page is not what its text makes."]


def statement(text, key):
    return CitedStatement(key=key, kind="prose", text=text, items=(), place="sections[0].prose")


def verdict(text, key, minutes=0):
    return Verification(text=text, statement_key=key, verdict="checked", at=NOW + timedelta(minutes=minutes))


def test_lapsed_verdict_goes_to_the_statement_most_like_what_it_was_given_for():
    now = [
        statement("The form stayed up for four hours on Tuesday", "a"),
        statement("The firm paused access for every tester", "b"),
        statement("Something entirely different", "c"),
    ]
    said = {
        "x": verdict("The form stayed up for three hours on Tuesday", "x"),
        "y": verdict("The firm paused access for every tester", "y"),
        "z": verdict("Nothing of this is left", "z"),
    }
    found = lapsed_of(now, said)
    assert {key: row.statement_key for key, row in found.items()} == {"a": "x", "b": "y"}


def test_lapsed_verdict_stands_for_one_statement_and_for_none_that_has_its_own():
    now = [statement("It closed at noon", "a"), statement("It closed at noon today", "b")]
    said = {"a": verdict("It closed at noon", "a"), "x": verdict("It closed at noon", "x")}
    assert {key: row.statement_key for key, row in lapsed_of(now, said).items()} == {"b": "x"}
    said = {"x": verdict("It closed at noon", "x"), "y": verdict("It closed at noon", "y", minutes=5)}
    assert {key: row.statement_key for key, row in lapsed_of(now, said).items()} == {"a": "y", "b": "x"}
