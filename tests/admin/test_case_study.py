"""The form of a case study: it opens at one price, keeps what was typed, and refuses what came too late."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.actions.write_draft import write_draft
from casestudies.models import (
    AuditEntry,
    CaseStudy,
    Framework,
    FrameworkTerm,
    MediaFile,
    OldSlug,
    Party,
    Person,
    PolicyInstrument,
    Section,
    Source,
    Topic,
)
from casestudies.publication.snapshot import take_snapshot
from tests.admin.forms import add_row, address, errors_at, fields_of, open_form, save, text_of, value_of
from tests.factories import NOW, SVG, cite, make_case, make_picture, make_source, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


def sections(count):
    return [
        {
            "uuid": f"00000000-0000-4000-8000-{index:012d}",
            "anchor": f"part-{index}",
            "heading": f"Part {index}",
            "kind": "record",
            "prose": f"<p>Statement {index}.{cite('wiggers2024')}</p>",
        }
        for index in range(1, count + 1)
    ]


def queries_of(call):
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


@world
def three_sections(editor):
    return make_case(by=editor, sections=3)


@world
def three_rows(desk, three_sections):
    """The form of three sections as it is opened."""
    return open_form(desk, three_sections)


@world
def taken(editor):
    """A case study that has the address “taken”."""
    return make_case(slug="taken", by=editor)


def test_form_costs_the_same_with_1_and_with_20_rows_of_every_part(desk, case_study):
    desk.get(address(case_study))
    one = queries_of(lambda: desk.get(address(case_study)))
    for number in range(20):
        make_source(f"extra{number}")
    fill(case_study)

    assert queries_of(lambda: desk.get(address(case_study))) == one


def fill(case_study):
    """20 rows more in every part that refers to something."""
    framework = Framework.objects.first()
    for number, source in enumerate(Source.objects.filter(key__startswith="extra")):
        case_study.references.create(source=source, position=50 + number)
        party = Party.objects.create(key=f"party{number}", name=f"Party {number}")
        case_study.parties.create(party=party, roles=["host"])
        term = FrameworkTerm.objects.create(framework=framework, key=f"9.{number}", name=f"Term {number}")
        person = Person.objects.create(key=f"person{number}", name=f"Person {number}")
        case_study.classifications.create(term=term, classified_by=person)
        case_study.contributions.create(person=person, roles=["editing"])
        instrument = PolicyInstrument.objects.create(
            key=f"instrument{number}", title=f"Act {number}", kind="law", jurisdiction="EU"
        )
        case_study.instruments.create(instrument=instrument)
        case_study.questions.create(prompt=f"Question {number}?", section=case_study.sections.first())
        case_study.timeline.create(date="2024-01-01", title=f"Event {number}", citations=[{"key": source.key}])
        case_study.topics.add(Topic.objects.create(slug=f"topic{number}", name=f"Topic {number}"))


def test_saving_costs_the_same_with_5_and_with_100_sections(desk, editor):
    five = make_case(slug="five", by=editor, sections=5)
    many = make_case(slug="many", by=editor, sections=100)
    forms = [(case_study, open_form(desk, case_study)) for case_study in (five, many)]
    for _case_study, fields in forms:
        fields["sections-0-heading"] = "Another heading"

    costs = [queries_of(lambda: save(desk, *form)) for form in forms]  # noqa: B023

    assert costs[0] == costs[1]


def test_save_keeps_a_revision_and_stays_on_the_form(desk, editor, case_study, form):
    fields = form | {"title": "A better title", "sections-0-heading": "What was exposed"}

    response = save(desk, case_study, fields)

    case_study.refresh_from_db()
    assert (response.status_code, response.url) == (302, address(case_study))
    assert (case_study.title, case_study.version, case_study.updated_by) == ("A better title", 2, editor)
    assert case_study.sections.first().heading == "What was exposed"
    assert case_study.revisions.count() == 2


def test_save_without_a_change_keeps_no_revision(desk, case_study, form):
    response = desk.post(address(case_study), {**form, "_continue": "1"}, follow=True)

    case_study.refresh_from_db()
    assert (case_study.version, case_study.revisions.count()) == (1, 1)
    assert "no revision was needed" in text_of(response)


def test_new_case_study_is_a_draft_with_an_address_made_from_its_title(desk, editor):
    fields = fields_of(desk.get("/admin/casestudies/casestudy/add/")) | {"title": "The leak of the year"}
    add_row(fields, "sections", heading="What happened", prose="<p>It leaked.</p>")

    response = desk.post("/admin/casestudies/casestudy/add/", fields)

    case_study = CaseStudy.objects.get()
    assert response.url == address(case_study)
    assert (case_study.slug, case_study.version, case_study.licence) == ("the-leak-of-the-year", 1, "CC-BY-4.0")
    assert list(case_study.sections.values_list("anchor", "position")) == [("what-happened", 1)]


def test_cited_source_becomes_a_reference(desk, case_study, form):
    make_source("fresh2024")
    fields = form | {"sections-0-prose": f"<p>New.{cite('fresh2024')}</p>"}

    save(desk, case_study, fields)

    assert case_study.references.filter(source__key="fresh2024").count() == 1


def test_rows_keep_the_order_they_were_put_in(desk, three_sections, three_rows):
    fields = three_rows
    add_row(fields, "sections", heading="Between", prose="<p>New.</p>")
    fields |= {f"sections-{row}-position": place for row, place in [(0, "4"), (1, "1"), (2, "3"), (3, "2")]}

    save(desk, three_sections, fields)

    assert list(three_sections.sections.values_list("heading", "position")) == [
        ("Part 2", 1),
        ("Between", 2),
        ("Part 3", 3),
        ("Part 1", 4),
    ]


@pytest.mark.parametrize("place", ["", "-1", "x", "99999999999999999999", "1"])
def test_position_that_cannot_be_is_put_right(desk, place, three_sections, three_rows):
    fields = three_rows | {"sections-2-position": place}

    assert save(desk, three_sections, fields).status_code == 302
    assert sorted(three_sections.sections.values_list("position", flat=True)) == [1, 2, 3]


def test_removed_section_lets_its_question_go(desk, case_study, form):
    fields = form | {"sections-0-DELETE": "on", "questions-0-prompt": "Changed too?"}

    assert save(desk, case_study, fields).status_code == 302
    assert list(case_study.sections.values_list("heading", flat=True)) == ["Part 2"]
    assert list(case_study.questions.values_list("prompt", "section")) == [("Changed too?", None)]


def test_new_row_marked_for_removal_is_not_saved(desk, case_study, form):
    fields = form
    index = add_row(fields, "sections", heading="", prose="<p>Never mind.</p>")
    fields[f"sections-{index}-DELETE"] = "on"

    assert save(desk, case_study, fields).status_code == 302
    assert case_study.sections.count() == 2


def test_anchor_of_a_removed_section_can_be_taken_at_once(desk, case_study, form):
    fields = form | {"sections-1-DELETE": "on", "sections-0-anchor": "part-2"}

    assert save(desk, case_study, fields).status_code == 302
    assert list(case_study.sections.values_list("heading", "anchor")) == [("Part 1", "part-2")]


# Bad input: a message at the field, and nothing else that was typed is lost

BAD = [
    ({"title": ""}, "id_title", "This field is required."),
    ({"slug": "taken"}, "id_slug", "Another case study has this address. Choose another."),
    ({"jurisdictions": "Atlantis"}, "id_jurisdictions", "“Atlantis” is not a jurisdiction."),
    ({"language": "English!"}, "id_language", "Use a language tag such as en, fr or pt-BR."),
    ({"date": "2024-02-30"}, "id_date", "Enter a valid date."),
    ({"date": "2024-11-26", "until": "2024-11-25"}, "id_until", "The last day is before the first."),
    ({"time": "25:00"}, "id_time", "Enter a valid time."),
    ({"precision": "time", "time": "08:30"}, "id_zone", "Give the time zone of the time."),
    ({"zone": "Mars/Olympus"}, "id_zone", "“Mars/Olympus” is not a time zone."),
    ({"topics": "999999"}, "id_topics", "Select a valid choice. 999999 is not one of the available choices."),
    ({"topics": "abc"}, "id_topics", "“abc” is not a valid value."),
    ({"sections-0-heading": ""}, "id_sections-0-heading", "This field is required."),
    ({"sections-1-anchor": "part-1"}, "id_sections-1-anchor", "Another section has this anchor."),
    ({"sections-1-anchor": "not an anchor"}, "id_sections-1-anchor", "Enter a valid “slug”"),
    (
        {"sections-0-prose": f"<p>Gone.{cite('deleted2024')}</p>"},
        "id_sections-0-prose",
        "The text cites “deleted2024”, which is not in the source library.",
    ),
    (
        {"sections-0-prose": '<figure data-figure="nowhere"></figure>'},
        "id_sections-0-prose",
        "The text places the figure “nowhere”, which is not among this case’s figures.",
    ),
    ({"sections-0-prose": "<p>" + "long " * 100_000 + "</p>"}, "id_sections-0-prose", "the most that fits is 400,000"),
    ({"timeline-0-date": "2024-13-01"}, "id_timeline-0-date", "Enter a valid date."),
    ({"timeline-0-citations": "deleted2024, p. 3"}, "id_timeline-0-citations", "No source has the key “deleted2024”."),
    ({"timeline-0-citations": "Not a key!"}, "id_timeline-0-citations", "cannot be the key of a source"),
    ({"questions-0-minutes": "ten"}, "id_questions-0-minutes", "Enter a whole number."),
    ({"parties-0-response_state": "declined"}, "id_parties-0-response_words", "Words belong to a response"),
    ({"parties-0-response_citations": "gone2024"}, "id_parties-0-response_citations", "No source has the key"),
    ({"parties-0-party": "999999"}, "id_parties-0-party", "Select a valid choice."),
    ({"parties-0-party": "abc"}, "id_parties-0-party", "Select a valid choice."),
    ({"parties-0-sought_on": "2025-01-01"}, "id_parties-0-responded_on", "The answer is dated before the question."),
    ({"references-0-source": ""}, "id_references-0-source", "This field is required."),
    ({"contributions-0-roles": []}, "id_contributions-0-roles", "Tick at least one role."),
    ({"contributions-0-roles": ["king"]}, "id_contributions-0-roles", "Select a valid choice."),
]


@pytest.mark.rows
@pytest.mark.parametrize(
    ("typed", "field", "message"), BAD, ids=[f"{field}-{index}" for index, (_t, field, _m) in enumerate(BAD)]
)
def test_bad_input_is_named_at_its_field_and_loses_nothing(desk, taken, case_study, form, typed, field, message):
    kept = {
        "summary": "Typed before the mistake.",
        "sections-1-heading": "Typed after it",
        "questions-0-teacher_note": "Mine",
    }
    fields = form | kept
    index = add_row(fields, "sections", heading="A new one", prose="<p>Just typed.</p>")

    response = save(desk, case_study, fields | kept | typed)

    assert response.status_code == 200
    assert any(message in found for found in errors_at(response, field)), errors_at(response, field)
    shown = fields_of(response)
    for name, value in {
        **kept,
        f"sections-{index}-heading": "A new one",
        f"sections-{index}-prose": "<p>Just typed.</p>",
    }.items():
        assert shown[name].strip() == value
    case_study.refresh_from_db()
    assert case_study.version == 1
    assert case_study.sections.count() == 2


@pytest.mark.rows
@pytest.mark.parametrize(
    ("part", "values", "field", "message"),
    [
        ("figures", {"key": "map", "kind": "image"}, "upload", "Choose a picture, or make this a link to a video."),
        (
            "figures",
            {"key": "clip", "kind": "video", "video_url": "javascript:alert(1)"},
            "video_url",
            "Enter a valid URL.",
        ),
        (
            "figures",
            {"key": "clip", "kind": "video", "video_url": "ftp://example.org/x"},
            "video_url",
            "Enter a valid URL.",
        ),
        ("figures", {"key": "clip", "kind": "video"}, "video_url", "Give the video’s address."),
        ("figures", {"key": "not a key", "kind": "video"}, "key", "Enter a valid “slug”"),
        ("timeline", {"title": "Undated"}, "date", "This field is required."),
        ("contributions", {"roles": ["editing"]}, "person", "This field is required."),
    ],
)
def test_bad_new_row_is_named_at_its_field(desk, part, values, field, message, case_study, form):
    fields = form
    index = add_row(fields, part, **values)

    response = save(desk, case_study, fields)

    assert response.status_code == 200
    assert any(message in found for found in errors_at(response, f"id_{part}-{index}-{field}"))


@pytest.mark.rows
@pytest.mark.parametrize(
    ("part", "field", "message"),
    [
        ("parties", "party", "This party is already listed."),
        ("classifications", "term", "This case is already classified under that term."),
        ("instruments", "instrument", "This instrument is already listed."),
        ("contributions", "person", "This person is already credited; add the role there."),
        ("references", "source", "This source is already among the references."),
    ],
)
def test_record_chosen_twice_is_named_at_the_second_row(desk, part, field, message, case_study, form):
    fields = form
    values = {field: fields[f"{part}-0-{field}"]}
    values |= {"roles": ["editing"]} if part == "contributions" else {}
    values |= {"roles": ["host"], "response_state": "not_sought"} if part == "parties" else {}
    index = add_row(fields, part, **values)

    response = save(desk, case_study, fields)

    assert response.status_code == 200
    assert errors_at(response, f"id_{part}-{index}-{field}") == [message]


def test_two_figures_with_one_key_are_named_at_the_second(desk, case_study, form):
    fields = form
    for _ in range(2):
        index = add_row(fields, "figures", key="clip", kind="video", video_url="https://example.org/v")

    response = save(desk, case_study, fields)

    assert errors_at(response, f"id_figures-{index}-key") == ["Another figure of this case study has this key."]


def test_anchors_that_change_places_ask_for_two_saves(desk, case_study, form):
    fields = form | {"sections-0-anchor": "part-2", "sections-1-anchor": "part-1"}

    response = save(desk, case_study, fields)

    assert errors_at(response, "id_sections-0-anchor") == [
        "Another row has this until it is saved. Save that first, then this."
    ]


def test_malicious_prose_is_cleaned(desk, case_study, form):
    dirty = '<p onclick="x()">Kept<script>x()</script><a href="javascript:x()">link</a></p><iframe src="//x"></iframe>'
    fields = form | {"sections-0-prose": dirty}

    assert save(desk, case_study, fields).status_code == 302
    prose = Section.objects.get(case_study=case_study, position=1).prose
    assert "Kept" in prose
    assert not any(word in prose for word in ("script", "onclick", "iframe", "href"))


def test_file_that_is_no_picture_is_refused_at_its_field(desk, case_study, form):
    fields = form
    index = add_row(fields, "figures", key="map", kind="image", alt="A map")
    fields[f"figures-{index}-upload"] = SimpleUploadedFile("map.png", b"MZ this is a program", "image/png")

    response = save(desk, case_study, fields)

    assert response.status_code == 200
    (message,) = errors_at(response, f"id_figures-{index}-upload")
    assert message.startswith("This file is not a picture we can read")
    assert value_of(response, f"figures-{index}-alt").strip() == "A map"
    assert MediaFile.objects.count() == 0


def test_picture_is_kept_while_another_field_is_mended(desk, case_study, form):
    fields = form
    index = add_row(fields, "figures", key="map", kind="image", alt="A map")
    fields[f"figures-{index}-upload"] = SimpleUploadedFile("map.svg", SVG, "image/svg+xml")
    refused = save(desk, case_study, fields | {"title": ""})
    again = fields_of(refused) | {"title": "Mended"}

    assert save(desk, case_study, again).status_code == 302
    figure = case_study.figures.get()
    assert (figure.key, figure.media.media_type) == ("map", "image/svg+xml")


def test_picture_that_turns_into_a_video_is_its_poster_until_it_is_dropped(desk, case_study):
    case_study.figures.create(key="map", kind="image", media=make_picture(), position=1)
    fields = open_form(desk, case_study) | {"figures-0-kind": "video", "figures-0-video_url": "https://example.org/v"}

    assert save(desk, case_study, fields).status_code == 302
    assert case_study.figures.get().media == make_picture()

    page = desk.get(f"/admin/casestudies/casestudy/{case_study.pk}/change/").content.decode()
    assert f"/admin/casestudies/mediafile/{make_picture().sha256}/raw/" in page
    fields = open_form(desk, case_study) | {"figures-0-drop_poster": "on"}
    assert save(desk, case_study, fields).status_code == 302
    assert case_study.figures.get().media is None


def test_address_that_another_case_had_in_public_is_refused(desk, editor):
    other = publish_case(by=editor, slug="old-name").case_study
    OldSlug.objects.create(slug="older-name", case_study=other)
    case_study = make_case(by=editor)
    fields = open_form(desk, case_study)

    for slug in ("older-name", "old-name"):
        response = save(desk, case_study, fields | {"slug": slug})
        assert len(errors_at(response, "id_slug")) == 1


# Two editors


def test_stale_save_is_refused_and_keeps_what_was_typed(desk, case_study, form):
    fields = form | {"title": "My title", "sections-0-prose": "<p>My words.</p>"}
    revise_case(case_study, text="Their words.")

    response = save(desk, case_study, fields)

    text = text_of(response)
    assert response.status_code == 200
    assert "Not saved: this case study moved on" in text
    assert "the section “Part 1”" in text
    assert value_of(response, "title") == "My title"
    assert value_of(response, "sections-0-prose").strip() == "<p>My words.</p>"
    assert "Their words." in case_study.sections.first().prose


def test_save_over_another_address_is_refused_and_says_so(desk, editor):
    case_study = make_case(by=editor, slug="first-address")
    fields = open_form(desk, case_study)
    saved = desk.post(address(case_study), fields | {"slug": "second-address", "_continue": "1"}, follow=True)
    fields |= {"title": "My title"}

    refused = save(desk, case_study, fields)

    case_study.refresh_from_db()
    assert (case_study.slug, case_study.version, case_study.revisions.count()) == ("second-address", 2, 1)
    assert "only the address changed" in text_of(saved)
    assert "moved on" in text_of(refused)
    assert "What they changed: the address." in text_of(refused)


def test_import_over_an_open_form_leaves_the_form_its_rows(desk, editor, case_study, form):
    fields = form | {"title": "My title"}
    snapshot = take_snapshot(case_study)
    document = dict(snapshot.document, summary="Imported.")
    write_draft(document, teaching={}, slug=case_study.slug, by=editor, now=NOW)

    assert "moved on" in text_of(save(desk, case_study, fields))
    assert save(desk, case_study, fields | {"_over": "2"}).status_code == 302
    assert case_study.sections.count() == 2


def test_defect_in_the_database_is_not_taken_for_a_race(desk, monkeypatch, case_study, form):
    def fail(*args, **kwargs):
        raise IntegrityError("UNIQUE constraint failed: casestudies_revision.number")

    monkeypatch.setattr("casestudies.admin.case_study.settle_draft", fail)

    with pytest.raises(IntegrityError):
        save(desk, case_study, form)


def test_address_taken_at_the_same_moment_is_named_at_its_field(desk, monkeypatch, case_study, form):
    def fail(*args, **kwargs):
        raise IntegrityError("UNIQUE constraint failed: casestudies_casestudy.slug")

    monkeypatch.setattr("casestudies.admin.case_study.settle_draft", fail)
    response = save(desk, case_study, form | {"title": "Kept"})

    assert errors_at(response, "id_slug") == [
        "Another case study took this address at the same moment. Choose another."
    ]
    assert value_of(response, "title") == "Kept"


def test_stale_save_stays_refused_until_it_is_meant(desk, case_study, form):
    fields = form | {"title": "My title"}
    revise_case(case_study)
    refused = save(desk, case_study, fields)
    again = fields_of(refused)

    assert "moved on" in text_of(save(desk, case_study, again))
    assert save(desk, case_study, again | {"_over": "2"}).status_code == 302
    case_study.refresh_from_db()
    assert (case_study.title, case_study.version) == ("My title", 3)


def test_stale_save_keeps_a_section_that_somebody_deleted(desk, case_study, form):
    fields = form | {"sections-1-prose": "<p>Hours of work.</p>"}
    case_study.sections.get(position=2).delete()
    revise_case(case_study)

    refused = save(desk, case_study, fields)

    assert value_of(refused, "sections-1-prose").strip() == "<p>Hours of work.</p>"
    assert save(desk, case_study, fields_of(refused) | {"_over": "2"}).status_code == 302
    assert list(case_study.sections.values_list("heading", "prose")) == [
        ("Part 1", case_study.sections.first().prose),
        ("Part 2", "<p>Hours of work.</p>"),
    ]


def test_save_leaves_a_section_alone_that_somebody_added(desk, case_study, form):
    fields = form | {"title": "My title"}
    case_study.sections.create(heading="Theirs", prose="<p>Theirs.</p>", position=3)
    revise_case(case_study)

    save(desk, case_study, fields | {"_over": "2"})

    assert list(case_study.sections.values_list("heading", flat=True)) == ["Part 1", "Part 2", "Theirs"]


@pytest.mark.parametrize("base", ["", "x", "-5", "999"])
def test_save_that_names_no_version_it_began_from_is_refused(desk, base, case_study, form):
    response = save(desk, case_study, form | {"base_version": base, "title": "Mine"})

    assert "moved on" in text_of(response)


def test_problem_found_after_writing_is_shown_and_nothing_is_written(desk, monkeypatch, case_study, form):
    """The door's own checks let a bad citation through: the action's refusal comes out at the same field."""
    monkeypatch.setattr("casestudies.admin.part_formsets.unknown_keys", lambda keys: set(keys) and set())
    fields = form | {"title": "Half", "sections-1-prose": f"<p>Gone.{cite('deleted2024')}</p>"}

    response = save(desk, case_study, fields)

    case_study.refresh_from_db()
    assert response.status_code == 200
    assert len(errors_at(response, "id_sections-1-prose")) == 1
    assert (case_study.version, case_study.title == "Half") == (1, False)


# Who may


def test_writer_saves_and_sees_no_way_to_publish(writer):
    case_study = make_case()
    client = Client()
    client.force_login(writer)

    page = client.get(address(case_study))
    response = save(client, case_study, fields_of(page) | {"title": "By the writer"})

    assert response.status_code == 302
    assert address(case_study, "publish") not in page.content.decode()


def test_account_that_may_only_look_cannot_save(db, writer):
    case_study = make_case()
    writer.user_permissions.set(writer.user_permissions.filter(codename="view_casestudy"))
    client = Client()
    client.force_login(writer)

    assert client.get(address(case_study)).status_code == 200
    assert client.post(address(case_study), {"title": "Mine"}).status_code == 403


def test_published_case_study_cannot_be_deleted(desk, editor):
    case_study = publish_case(by=editor).case_study

    assert desk.post(address(case_study, "delete"), {"post": "yes"}).status_code == 403


def test_draft_can_be_deleted_and_the_audit_says_so(desk, editor, case_study):
    assert desk.post(address(case_study, "delete"), {"post": "yes"}).status_code == 302
    assert AuditEntry.objects.filter(verb="case_study.deleted", actor=editor.uuid).count() == 1


# The list


def test_list_costs_the_same_with_1_and_with_20_case_studies(desk, editor):
    publish_case(by=editor)
    desk.get("/admin/casestudies/casestudy/")
    one = queries_of(lambda: desk.get("/admin/casestudies/casestudy/"))
    for _ in range(19):
        make_case(by=editor)

    assert queries_of(lambda: desk.get("/admin/casestudies/casestudy/")) == one


def test_list_shows_edition_line_counts_and_what_is_unpublished(desk, editor):
    edition = publish_case(by=editor)
    make_case(by=editor)
    revise_case(edition.case_study)

    text = text_of(desk.get("/admin/casestudies/casestudy/"))

    assert "Edition 1 · 14 November 2026 · 0 of 4 statements checked" in text
    assert "unpublished changes" in text
    assert "Never published" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=sentinel", 1),
        ("q=SENTINEL+part", 1),
        ("q=nothing-like-it", 0),
        ("public=never", 2),
        ("public=live", 0),
        ("q=%00", 2),
    ],
)
def test_list_finds_by_text_and_public_state(desk, editor, query, found, case_study):
    revise_case(case_study, by=editor, text="A sentinel stands here.")
    make_case(by=editor)

    response = desk.get(f"/admin/casestudies/casestudy/?{query}")

    assert response.status_code == 200
    assert len(response.context["cl"].result_list) == found


def test_first_page_without_a_case_study_says_how_to_begin(desk):
    assert "Write the first one" in text_of(desk.get("/admin/"))
    assert "Write the first one" in text_of(desk.get("/admin/casestudies/casestudy/"))
