"""What was typed, the draft and the revision, as states that can be compared."""

import pytest

from casestudies.admin.inlines import INLINES
from casestudies.admin.tabs import FIELDSETS, FOLLOWS
from casestudies.admin.together.form_fields import form_fields
from casestudies.admin.together.states import versions_of
from casestudies.admin.together.values import FRAME, PARTS, Kind, kept_value, typed_value
from casestudies.models import CaseStudy
from casestudies.publication.merge import Side, compare, merged
from tests.admin.forms import add_row, save
from tests.factories import cite, make_case, make_picture, make_source, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
NOT_MERGED = {"base_version", "base_slug"}


@world
def case_study(editor):
    draft = make_case(by=editor, sections=3)
    draft.figures.create(key="map", kind="image", media=make_picture(), alt="A map", position=1)
    draft.figures.create(key="clip", kind="video", video_url="https://example.org/v", position=2)
    draft.objectives.create(text="Weigh one against the other.", position=2)
    revise_case(draft, by=editor)
    return draft


def typed(fields):
    return {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


def versions(case_study, fields, number=2):
    case_study.refresh_from_db()
    return versions_of(case_study, typed(fields), case_study.revisions.get(number=number))


def found(case_study, fields):
    three = versions(case_study, fields)
    return {(item.part, item.field): item.suggested for item in compare(three.mine, three.theirs, three.base)}


def test_every_field_of_the_form_takes_part():
    own = {name for _title, options in [*FIELDSETS, FOLLOWS] for line in options["fields"] for name in [line]}
    flat = {name for line in own for name in ([line] if isinstance(line, str) else line)}
    assert set(FRAME) == flat - NOT_MERGED
    assert {inline.model._meta.get_field("case_study").remote_field.related_name for inline in INLINES} == set(PARTS)
    for inline in INLINES:
        part = inline.model._meta.get_field("case_study").remote_field.related_name
        names = {name for line in inline.fields for name in ([line] if isinstance(line, str) else line)}
        assert set(PARTS[part]) == names - {"position", "upload", "drop_poster"}


def test_untouched_form_is_the_draft_and_the_revision(case_study, form):
    three = versions(case_study, form)

    assert three.mine == three.theirs
    assert three.mine.frame == three.base.frame
    for part in PARTS:
        assert list(three.mine.parts[part].items()) == list(three.theirs.parts[part].items())
        assert three.mine.parts[part] == three.base.parts[part]


def test_what_each_side_changed_is_told_apart(case_study, form):
    fields = form | {
        "title": "Mine",
        "topics": [],
        "jurisdictions": "US,  EU",
        "sections-1-heading": "My heading",
        "questions-0-teacher_note": "My note",
        "figures-0-alt": "My map",
        "objectives-1-text": "Weigh both.",
        "parties-0-involvement": "Mine.",
    }
    CaseStudy.objects.update(title="Theirs")
    case_study.timeline.update(title="Their event")
    revise_case(case_study, text="Theirs.")

    assert found(case_study, fields) == {
        ("", "title"): None,
        ("", "topics"): Side.MINE,
        ("", "jurisdictions"): Side.MINE,
        ("sections", "prose"): Side.THEIRS,
        ("sections", "heading"): Side.MINE,
        ("timeline", "title"): Side.THEIRS,
        ("questions", "teacher_note"): Side.MINE,
        ("figures", "alt"): Side.MINE,
        ("objectives", "text"): Side.MINE,
        ("parties", "involvement"): Side.MINE,
    }


def test_merged_fields_save_what_was_decided(desk, case_study, form):
    fields = form
    fields |= {"title": "Mine", "sections-0-position": "9", "questions-0-teacher_note": "My note"}
    fields["sections-1-prose"] = "<p>Hours of work.</p>"
    index = add_row(fields, "sections", heading="My new one", prose="<p>New.</p>", kind="record")
    fields[f"sections-{index}-position"] = "10"
    make_source("theirs2024")
    case_study.sections.get(position=2).delete()
    case_study.sections.create(heading="Their new one", prose=f"<p>New.{cite('theirs2024')}</p>", position=9)
    CaseStudy.objects.update(summary="Theirs.")
    revise_case(case_study, text="Theirs.")
    three = versions(case_study, fields)
    differences = compare(three.mine, three.theirs, three.base)

    result = merged(three.mine, three.theirs, differences, {})
    response = save(desk, case_study, form_fields(result, three, typed(fields), version=case_study.version))

    assert response.status_code == 302
    case_study.refresh_from_db()
    assert (case_study.title, case_study.summary) == ("Mine", "Theirs.")
    assert list(case_study.sections.values_list("heading", flat=True)) == [
        "Part 2",
        "Part 3",
        "Their new one",
        "Part 1",
        "My new one",
    ]
    assert "Theirs." in case_study.sections.get(heading="Part 1").prose
    assert case_study.sections.get(heading="Part 2").prose == "<p>Hours of work.</p>"
    assert case_study.questions.get().teacher_note == "My note"


def test_figure_that_they_deleted_comes_back_with_its_picture(desk, case_study, form):
    fields = form | {"figures-0-alt": "Described with care"}
    case_study.figures.get(key="map").delete()
    revise_case(case_study, text="Theirs.")
    three = versions(case_study, fields)
    differences = compare(three.mine, three.theirs, three.base)

    save(
        desk,
        case_study,
        form_fields(
            merged(three.mine, three.theirs, differences, {}), three, typed(fields), version=case_study.version
        ),
    )

    figure = case_study.figures.get(key="map")
    assert (figure.alt, figure.media.media_type) == ("Described with care", "image/svg+xml")


def test_section_that_was_deleted_and_brought_back_is_the_same(case_study, form):
    fields = form | {"sections-1-heading": "Mine"}
    old = case_study.sections.get(position=2)
    uuid = old.uuid
    old.delete()
    case_study.sections.create(uuid=uuid, heading="Part 2", anchor="part-2", kind="record", prose=old.prose, position=2)
    revise_case(case_study, text="Theirs.")

    assert found(case_study, fields) == {("sections", "heading"): Side.MINE, ("sections", "prose"): Side.THEIRS}


@pytest.mark.rows
@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Kind.TEXT, [" two\r\nlines "], "two\nlines"),
        (Kind.TEXT, [], ""),
        (Kind.TEXT, ["Cafe\u0301"], "Café"),
        (Kind.PROSE, ["<p>Kept<script>x()</script></p>"], "<p>Kept</p>"),
        (Kind.CITATIONS, ['[{"key": "ars2024", "locator": "p. 3"}]'], [{"key": "ars2024", "locator": "p. 3"}]),
        (Kind.CODES, ["US,EU"], "US, EU"),
        (Kind.TIME, ["08:30:00"], "08:30"),
        (Kind.DATE, ["14 November 2026"], "2026-11-14"),
        (Kind.FLAG, ["on"], True),
        (Kind.FLAG, [], False),
        (Kind.MANY, ["b", "a"], ["a", "b"]),
        (Kind.TEXT, ["10"], 10),
        (Kind.TEXT, [""], None),
    ],
)
def test_what_is_typed_and_what_is_kept_are_spelt_alike(kind, typed, kept):
    assert typed_value(kind, typed) == kept_value(kind, kept)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(Kind.DATE, "2024-02-30"), (Kind.CITATIONS, "Not a key!"), (Kind.PROSE, "x" * 500_000), (Kind.TIME, "25:00")],
)
def test_what_cannot_be_read_stays_as_it_was_typed(kind, typed):
    assert typed_value(kind, [typed]) == typed
