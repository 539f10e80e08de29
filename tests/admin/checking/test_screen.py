"""The checking screen: what it shows, what its forms do without a script, and who may use them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from lxml import html

from casestudies.actions.check_statement import dispute_statement, tick_statement
from casestudies.actions.quote_passage import quote_passage
from casestudies.models import CheckRequest, Passage, Source, Verification
from tests.actions.test_check_statement import keys
from tests.admin.forms import address, text_of
from tests.factories import NOW, cite, make_account, make_case, make_source, revise_case

pytestmark = pytest.mark.django_db


def rows_of(response):
    return html.fromstring(response.content.decode()).xpath("//li[@data-check-row]")


def words(element):
    return " ".join(element.text_content().split())


def post(client, case_study, **fields):
    return client.post(address(case_study, "check"), fields)


def reader(*names):
    account = make_account(is_superuser=False)
    account.user_permissions.set(Permission.objects.filter(codename__in=["view_casestudy", *names]))
    client = Client()
    client.force_login(account)
    return client


def test_screen_lists_every_statement_in_the_order_of_reading_with_its_sources(desk, case_study):
    Source.objects.filter(key="wiggers2024").update(
        archived_url="https://archive.org/w",
        provenance="Read on paper.",
        standing="retracted",
        standing_note="Made up.",
    )
    response = desk.get(address(case_study, "check"))

    rows = rows_of(response)
    assert [words(row.xpath(".//*[@class='check-says']")[0]) for row in rows] == [
        "Statement 1 of the record.",
        "Statement 2 of the record.",
        "26 November 2024: The form appears",
        "OpenAI (26 November 2024): “Participation is voluntary.”",
    ]
    first = words(rows[0])
    for shown in ("Title of wiggers2024", "Kyle Wiggers", "News article", "TechCrunch", "26 November 2024"):
        assert shown in first
    assert "Read at its address." in first
    assert "Retracted by its publisher: Made up." in first
    assert "Read on paper." in first
    links = {link.get("href"): link.get("rel") for link in rows[0].xpath(".//a[@target='_blank']")}
    assert links["https://example.org/wiggers2024"] == "noopener noreferrer"
    assert "https://archive.org/w" in links
    assert "0 of 4 statements checked" in text_of(response)


def test_dead_source_is_opened_by_its_archived_copy(desk, case_study):
    Source.objects.filter(key="wiggers2024").update(archived_url="https://archive.org/w", link_state="dead")
    row = rows_of(desk.get(address(case_study, "check")))[0]
    assert row.xpath(".//a[@data-check-open]")[0].get("href") == "https://archive.org/w"
    assert "Its link is dead." in words(row)


def test_statement_stands_in_the_words_around_it(desk, case_study, editor):
    section = case_study.sections.get(position=1)
    section.prose = f"<p>It opened{cite('wiggers2024')}. It closed{cite('ars2024')}. Nobody knew why.</p>"
    section.save()
    row = rows_of(desk.get(address(case_study, "check")))[1]
    assert words(row.xpath(".//*[@class='check-text']")[0]) == "It opened. It closed. Nobody knew why."
    assert words(row.xpath(".//*[@class='check-says']")[0]) == "It closed"


def test_form_ticks_and_leads_back_to_the_statement(desk, case_study, editor):
    key = keys(case_study)[1]
    response = post(desk, case_study, do="tick", key=key, seen="")

    assert response.status_code == 302
    assert response["Location"] == f"{address(case_study, 'check')}#s2"
    assert Verification.objects.get().by == editor
    shown = desk.get(address(case_study, "check"))
    assert "Checked by maria" in words(rows_of(shown)[1])
    assert "1 of 4 statements checked" in text_of(shown)


@pytest.mark.parametrize(("do", "shown"), [("dispute", "Disputed by maria"), ("ask", "Asked by maria")])
def test_form_objects_with_a_note_and_takes_it_back(desk, case_study, do, shown):
    key = keys(case_study)[0]
    post(desk, case_study, do=do, key=key, seen="", note="Four <hours>.")

    row = words(rows_of(desk.get(address(case_study, "check")))[0])
    assert shown in row
    assert "Four <hours>." in row
    post(desk, case_study, do="clear", key=key)
    assert not Verification.objects.exists()


def test_refused_form_says_why_and_keeps_what_was_typed(desk, case_study, editor):
    key = keys(case_study)[0]
    dispute_statement(case_study, key, by=make_account(username="mina"), now=NOW, note="Four hours.")
    response = post(desk, case_study, do="ask", key=key, seen="", note="Which <copy>?")

    assert response.status_code == 409
    assert "mina disputed this statement while you were reading" in text_of(response)
    assert rows_of(response)[0].xpath(".//textarea[@name='note']")[0].text == "Which <copy>?"
    assert Verification.objects.get().verdict == "disputed"

    revise_case(case_study, by=editor)
    response = post(desk, case_study, do="dispute", key=key, note="Typed at length.")
    assert response.status_code == 409
    assert "Typed at length." in text_of(response)


@pytest.mark.rows
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"do": "publish"},
        {"do": "dispute", "note": ""},
        {"do": "dispute", "note": "x" * 4_001},
        {"do": "ask", "note": "a\0b"},
        {"do": "passage", "source": "nobody", "words": "x"},
        {"do": "passage", "source": "wiggers2024", "words": "x" * 5_001},
    ],
)
def test_bad_form_is_answered_with_a_sentence(desk, case_study, fields):
    response = post(desk, case_study, key=keys(case_study)[0], **fields)
    assert response.status_code == 400
    assert html.fromstring(response.content.decode()).xpath("//*[@role='alert']//p")
    assert not Verification.objects.exists()
    assert not Passage.objects.exists()


def test_unknown_or_odd_keys_are_refused(desk, case_study):
    for key in ("", "0" * 64, "ü", "a\0b"):
        assert post(desk, case_study, do="tick", key=key).status_code in (400, 409)


def test_script_gets_the_rows_that_changed(desk, case_study):
    section = case_study.sections.get(position=2)
    section.prose = case_study.sections.get(position=1).prose
    section.save()
    response = desk.post(
        address(case_study, "check"),
        {"do": "tick", "key": keys(case_study)[0], "seen": ""},
        headers={"accept": "application/json"},
    )
    body = response.json()
    assert (body["said"], body["refusal"]) == ("Ticked.", "")
    assert sorted(body["rows"]) == ["s1", "s2"]
    assert "2 of 4 statements checked" in body["progress"]
    assert body["counts"]["checked"] == 2
    refused = desk.post(
        address(case_study, "check"), {"do": "tick", "key": "0" * 64}, headers={"accept": "application/json"}
    )
    assert (refused.status_code, refused.json()["rows"]) == (409, {})


def test_passage_is_kept_and_offered_wherever_the_source_is_cited_again(desk, case_study):
    first, second = keys(case_study)[:2]
    post(desk, case_study, do="passage", key=first, source="ars2024", words="Three hours.", locator="p. 2")

    rows = rows_of(desk.get(address(case_study, "check")))
    assert "Three hours." in words(rows[0].xpath(".//blockquote")[0])
    assert not rows[1].xpath(".//blockquote")
    assert rows[1].xpath(".//button[@data-check-use]")[0].get("data-check-use") == "Three hours."
    assert Passage.objects.get().statement_key == first
    assert second != first


def test_passage_of_a_limited_case_study_is_offered_to_nobody_else(case_study):
    other = make_case()
    quote_passage(other, keys(other)[0], source_key="ars2024", words="SENTINEL words", by=make_account(), now=NOW)
    checker = reader("check_casestudy")
    assert "SENTINEL" in checker.get(address(case_study, "check")).content.decode()
    other.is_limited = True
    other.save()
    assert "SENTINEL" not in checker.get(address(case_study, "check")).content.decode()


def test_lapsed_verdict_is_shown_beside_what_the_statement_became(desk, case_study, editor):
    for key in keys(case_study):
        tick_statement(case_study, key, by=editor, now=NOW)
    section = case_study.sections.get(position=1)
    section.prose = section.prose.replace("Statement 1", "Sentence 1")
    section.save()
    Source.objects.filter(key="letter2024").update(title="A letter, corrected")

    response = desk.get(address(case_study, "check") + "?show=lapsed")
    rows = rows_of(response)
    assert [row.get("data-state") for row in rows] == ["lapsed", "checked", "lapsed", "checked"]
    assert (
        "The words changed since maria looked at it on 14 November 2026. It said: Statement 1 of the record."
        in words(rows[0])
    )
    assert "What it rests on changed since maria looked at it" in words(rows[2])
    assert [row.get("hidden") is None for row in rows] == [True, False, True, False]


def test_filter_hides_the_others_and_an_unknown_one_nothing(desk, case_study, editor):
    tick_statement(case_study, keys(case_study)[0], by=editor, now=NOW)
    shown = {}
    for show in ("", "open", "checked", "disputed", "nonsense"):
        rows = rows_of(desk.get(address(case_study, "check") + f"?show={show}"))
        shown[show] = [row.get("id") for row in rows if row.get("hidden") is None]
    assert shown == {
        "": ["s1", "s2", "s3", "s4"],
        "open": ["s2", "s3", "s4"],
        "checked": ["s1"],
        "disputed": [],
        "nonsense": ["s1", "s2", "s3", "s4"],
    }


def test_who_may_not_check_reads_without_buttons(case_study):
    author = reader()
    response = author.get(address(case_study, "check"))
    assert response.status_code == 200
    assert not html.fromstring(response.content.decode()).xpath("//button[@name='do']")
    assert post(author, case_study, do="tick", key=keys(case_study)[0]).status_code == 403
    assert not Verification.objects.exists()


def test_limited_case_study_does_not_exist_for_others(case_study):
    case_study.is_limited = True
    case_study.save()
    stranger = reader("check_casestudy")
    assert stranger.get(address(case_study, "check")).status_code == 404
    assert post(stranger, case_study, do="tick", key=keys(case_study)[0]).status_code == 404


def test_screen_says_that_there_is_nothing_to_check(desk, editor):
    case_study = make_case(by=editor, sections=0, timeline=[], parties=[], questions=[])
    assert "There is nothing to check yet" in text_of(desk.get(address(case_study, "check")))


def test_checker_says_whether_readers_may_see_the_name(desk, case_study, editor):
    post(desk, case_study, do="name", agrees="yes")
    editor.refresh_from_db()
    assert editor.agrees_to_be_named
    post(desk, case_study, do="name", agrees="no")
    editor.refresh_from_db()
    assert not editor.agrees_to_be_named


def test_screen_asks_the_same_number_of_queries_of_one_statement_and_of_many(
    desk, editor, django_assert_max_num_queries, django_assert_num_queries
):
    small, large = make_case(by=editor, sections=1, timeline=[], parties=[]), make_case(by=editor, sections=1)
    checkers = [make_account() for _ in range(3)]
    request = CheckRequest.objects.create(
        case_study=small,
        name="Noor",
        email="noor@example.org",
        token_digest="1" * 64,
        asked_by=editor,
        asked_at=NOW,
        expires_at=NOW + timedelta(days=3650),
    )
    section = large.sections.get(position=1)
    sources = [make_source(f"source{index}").key for index in range(60)]
    section.prose = "".join(
        f"<p>Fact {index}{cite(sources[index % 60], sources[(index + 7) % 60])}.</p>" for index in range(60)
    )
    section.save()
    from_desk = address(small, "check")
    tick_statement(small, keys(small)[0], by=request, now=NOW)
    quote_passage(small, keys(small)[0], source_key="ars2024", words="x", by=checkers[0], now=NOW)
    for index, key in enumerate(keys(large)[:40]):
        tick_statement(large, key, by=checkers[index % 3], now=NOW)
    for index in range(20):
        quote_passage(
            large, keys(large)[index], source_key=sources[index], words=f"w{index}", by=checkers[index % 3], now=NOW
        )
    desk.get(from_desk)
    with django_assert_max_num_queries(60) as captured:
        desk.get(from_desk)
    with django_assert_num_queries(len(captured)):
        assert len(rows_of(desk.get(address(large, "check")))) == 62


def test_panel_beside_the_form_tells_the_progress_and_leads_here(desk, case_study, editor):
    tick_statement(case_study, keys(case_study)[0], by=editor, now=NOW)
    dispute_statement(case_study, keys(case_study)[1], by=editor, now=NOW, note="No.")
    page = html.fromstring(desk.get(address(case_study)).content.decode())
    panel = page.xpath("//*[@id='panel-checking']")[0]
    assert "1 of 4 statements checked" in words(panel)
    assert [link.get("href") for link in panel.xpath(".//a")] == [
        address(case_study, "check"),
        f"{address(case_study, 'check')}?show=disputed",
    ]
