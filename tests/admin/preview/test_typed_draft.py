"""What was typed, as the document that a save would make of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.admin.preview.typed_draft import typed_draft
from casestudies.models import Party, Revision, Topic
from casestudies.publication.snapshot import document_of, take_snapshot
from tests.admin.forms import add_row, open_form, save
from tests.factories import cite, make_account, make_case, make_picture, make_source
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def desk():
    browser = Client()
    browser.force_login(make_account())
    return browser


def typed(fields):
    return {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


def preview(draft, fields):
    return document_of(typed_draft(draft, typed(fields)))


def picture():
    media = make_picture()
    return {
        "key": "form",
        "kind": "image",
        "sha256": media.sha256,
        "video_url": "",
        "alt": "A form.",
        "caption": "The form.",
        "credit": "",
        "licence": {"key": "CC0-1.0"},
    }


def test_an_untouched_form_is_the_saved_document(desk):
    draft = make_case(sections=3, figures=[picture()])
    assert preview(draft, open_form(desk, draft)) == take_snapshot(draft).document


def test_what_a_preview_shows_is_what_a_save_then_keeps(desk):
    draft = make_case(sections=2)
    make_source("new2025")
    topic = Topic.objects.create(slug="voice", name="Voice")
    artists = Party.objects.create(key="artists", name="The artists", kind="group")
    fields = open_form(desk, draft)
    fields |= {
        "title": "Another title",
        "date": "2024-11-01",
        "precision": "month",
        "topics": [str(topic.pk)],
        "jurisdictions": "US, EU",
        "sections-0-DELETE": "on",
        "sections-1-heading": "Renamed",
        "timeline-0-citations": "new2025, p. 3",
    }
    add_row(fields, "parties", party=str(artists.pk), roles=["protester"], response_state="not_sought", position="2")
    index = add_row(fields, "sections", heading="Added last", kind="analysis", position="0")
    fields[f"sections-{index}-prose"] = f"<p>New words.{cite('new2025')}</p>"
    index = add_row(fields, "sections", heading="Added first", kind="record", position="1")
    fields[f"sections-{index}-prose"] = "<p>First words.</p>"
    fields["sections-1-position"] = "2"

    shown = preview(draft, fields)
    answer = save(desk, draft, fields)

    assert answer.status_code == 302, answer.context["mistakes"]
    kept = take_snapshot(draft).document
    for document in (shown, kept):
        for section in document["sections"]:
            section.pop("uuid")  # a new row gets its own when it is saved
    assert [section["heading"] for section in kept["sections"]] == ["Added first", "Renamed", "Added last"]
    assert shown == kept


def test_what_cannot_be_read_is_left_out(desk):
    draft = make_case()
    fields = open_form(desk, draft)
    fields |= {"date": "soon", "timeline-0-date": "31 February", "sections-TOTAL_FORMS": "9" * 30}
    fields |= {"licence": "made-up", "topics": ["x", "999999"], "timeline-0-citations": "Not a key!", "language": ""}

    shown = preview(draft, fields)

    assert shown["event"]["when"] is None
    assert (shown["timeline"], shown["sections"], shown["topics"], shown["licence"]) == ([], [], [], None)
    assert shown["language"] == "en"


def test_a_preview_writes_nothing(desk):
    draft = make_case()
    fields = open_form(desk, draft) | {"title": "Never saved"}
    with CaptureQueriesContext(
        connection,
    ) as queries:
        preview(draft, fields)
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    draft.refresh_from_db()
    assert draft.title != "Never saved"
    assert Revision.objects.filter(case_study=draft).count() == 1


def test_queries_do_not_grow_with_the_rows(desk):
    counts = []
    for sections in (1, 20):
        draft = make_case(sections=sections)
        fields = open_form(desk, draft)
        with CaptureQueriesContext(connection) as queries:
            preview(draft, fields)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("dropped", [True, False])
def test_poster_of_a_video_is_there_unless_it_is_dropped(desk, dropped):
    draft = make_case(figures=[picture()])
    fields = open_form(desk, draft) | {"figures-0-kind": "video", "figures-0-video_url": "https://example.org/v"}
    fields |= {"figures-0-drop_poster": "on"} if dropped else {}

    shown = preview(draft, fields)

    assert shown["figures"][0]["sha256"] == ("" if dropped else make_picture().sha256)
    save(desk, draft, fields)
    assert take_snapshot(draft).document == shown
