"""The readiness panel: beside the form, asked for anew, of what was saved or typed, each line leading to its field."""

import pytest
from lxml import html

from casestudies.models import AuditEntry, Passage, Source, WorkingCopy
from tests.admin.forms import address, fields_of, text_of
from tests.admin.workflow.steps import client_of
from tests.factories import NOW, make_account, make_case, make_member

pytestmark = pytest.mark.django_db


def panel_of(client, case_study):
    response = client.get(address(case_study, "readiness"))
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def links(panel):
    """`{message: where it leads}`"""
    return {" ".join(link.text_content().split()): link.get("href") for link in panel.xpath(".//li/a")}


def typed_by(account, case_study, fields):
    values = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return WorkingCopy.objects.create(
        case_study=case_study, account=account, base_version=case_study.version, fields=values, kept_at=NOW
    )


def test_form_shows_what_blocks_and_counts_it_in_the_bar(desk, editor):
    case_study = make_case(by=editor, summary="", contributors=[])

    response = desk.get(address(case_study))

    page = html.fromstring(response.content.decode())
    assert [badge.text_content() for badge in page.xpath('//*[@data-badge="readiness"]')] == ["2 to fix", "2 to fix"]
    assert "2 things stop approval and publication." in text_of(response)
    found = links(page.get_element_by_id("panel-readiness"))
    assert found["Nobody is credited. Add at least one contributor."] == "#contributions-part"
    assert found["The case study has no summary; lists, feeds and partners show it."] == "#id_summary"
    for target in ("contributions-part", "id_summary"):
        assert page.xpath(f'//*[@id="{target}"]')


def test_panel_leads_sources_to_their_pages_and_the_rest_to_the_form(desk, case_study):
    Source.objects.filter(key="ars2024").update(link_state="dead")
    source = Source.objects.get(key="ars2024")

    found = links(panel_of(desk, case_study))

    dead = "The link to “Title of ars2024” is dead; add an archived copy."
    assert found[dead] == f"/admin/casestudies/source/{source.pk}/change/#id_archived_url"
    assert found["4 of 4 statements are not checked."] == address(case_study, "check")
    assert found["No source is quoted with the words “Participation is voluntary”."] == "#id_parties-0-response_words"


def test_reference_that_nothing_cites_leads_to_its_row(desk, editor):
    case_study = make_case(by=editor, timeline=[])
    case_study.references.create(source=Source.objects.get(key="letter2024"), position=9)

    assert links(panel_of(desk, case_study))["Nothing cites “Title of letter2024”."] == "#references-2"
    page = html.fromstring(desk.get(address(case_study)).content.decode())
    assert "letter2024" in page.get_element_by_id("references-2").text_content()


def test_who_may_not_see_sources_is_led_to_the_references(case_study):
    Source.objects.filter(key="ars2024").update(link_state="dead")
    reader = make_member("Author")
    reader.user_permissions.remove(*reader.user_permissions.filter(codename__endswith="_source"))

    found = links(panel_of(client_of(reader), case_study))

    assert found["The link to “Title of ars2024” is dead; add an archived copy."] == "#references-1"


def test_panel_hears_of_a_dangerous_link_and_of_a_quoted_passage(desk, case_study):
    before = text_of(desk.get(address(case_study, "readiness")))
    Source.objects.filter(key="ars2024").update(link_state="dangerous")
    Passage.objects.create(
        case_study=case_study,
        source=Source.objects.get(key="ars2024"),
        statement_key="any",
        words="“Participation is voluntary,” a spokesperson said.",
        at=NOW,
    )

    after = text_of(desk.get(address(case_study, "readiness")))

    assert "Nothing stops publication." in before
    assert "No source is quoted with the words" in before
    assert "One thing stops approval and publication. The link to “Title of ars2024” is dangerous." in after
    assert "No source is quoted with the words" not in after


def test_panel_judges_what_this_person_typed_and_did_not_save(desk, editor, case_study):
    fields = fields_of(desk.get(address(case_study))) | {"summary": "", "sections-1-prose": "<p>Nobody says so.</p>"}
    typed_by(editor, case_study, fields)

    mine = panel_of(desk, case_study)
    theirs = panel_of(client_of(make_account()), case_study)

    assert "Of what you typed, saved or not." in mine.text_content()
    assert (
        links(mine)["A paragraph of the record “Part 2” cites no source: “Nobody says so.”"] == "#id_sections-1-prose"
    )
    assert "Nothing stops publication." in theirs.text_content()
    assert "Of the text as last saved." in theirs.text_content()


def test_row_that_was_moved_is_found_by_its_number_in_the_form(desk, editor, case_study):
    moved = {"sections-0-position": "2", "sections-1-position": "1", "sections-0-prose": "<p>Nobody says so.</p>"}
    typed_by(editor, case_study, fields_of(desk.get(address(case_study))) | moved)

    found = links(panel_of(desk, case_study))

    assert found["A paragraph of the record “Part 1” cites no source: “Nobody says so.”"] == "#id_sections-0-prose"


def test_panel_is_for_who_may_see_the_draft_and_changes_nothing(desk, case_study):
    entries = AuditEntry.objects.count()

    assert desk.post(address(case_study, "readiness")).status_code == 405
    assert client_of(make_member("Partnerships")).get(address(case_study, "readiness")).status_code == 404
    assert "no-cache" in desk.get(address(case_study, "readiness"))["Cache-Control"]
    assert AuditEntry.objects.count() == entries
