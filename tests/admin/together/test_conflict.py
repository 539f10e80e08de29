"""The loser of a stale save chooses field by field, and nothing that was typed is gone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from casestudies.models import CaseStudy
from tests.admin.forms import add_row, address, fields_of, open_form, save, text_of, value_of
from tests.factories import SVG, make_case, make_picture, make_source, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def case_study(editor):
    return make_case(by=editor, sections=3)


def decisions(page):
    """`{what it is about: short name}`, and whether it is still open."""
    tree = html.fromstring(page.content.decode())
    found = {}
    for field in tree.xpath('//fieldset[starts-with(@id, "decision-")]'):
        label = " ".join(field.xpath("./legend")[0].text_content().split())
        found[label] = (field.get("id").removeprefix("decision-"), not field.xpath('.//input[@type="radio"][@checked]'))
    return found


def choose(page, **sides):
    """The fields of the screen with these choices; `Title="theirs"`."""
    names = decisions(page)
    return fields_of(page) | {f"choice-{names[label.replace('_', ' ')][0]}": side for label, side in sides.items()}


def merge(desk, case_study, fields):
    current = CaseStudy.objects.get(pk=case_study.pk).version
    return desk.post(address(case_study), fields | {"_merge": str(current)})


def refuse(desk, case_study, fields, **theirs):
    """Somebody saves, then the form is sent."""
    CaseStudy.objects.filter(pk=case_study.pk).update(**theirs)
    revise_case(case_study, text="Their words.")
    return save(desk, case_study, fields)


def test_both_versions_stand_side_by_side(desk, case_study, form):
    fields = form | {"title": "Mine", "sections-0-prose": "<p>My words.</p>", "summary": "Mine."}

    page = refuse(desk, case_study, fields, title="Theirs", question="Theirs?")

    assert {label: is_open for label, (_name, is_open) in decisions(page).items()} == {
        "Title": True,
        "Section “Part 1” Text": True,
        "Question": False,
        "Summary": False,
    }
    text = text_of(page)
    assert all(words in text for words in ("Mine", "Theirs", "My words.", "Their words."))


def test_choices_and_what_only_one_changed_are_saved_together(desk, case_study, form):
    fields = form | {"title": "Mine", "sections-0-prose": "<p>My words.</p>", "summary": "Mine."}
    fields |= {"questions-0-teacher_note": "My note", "sections-1-position": "9"}
    add_row(fields, "sections", heading="My new one", prose="<p>New.</p>", kind="record", position="10")
    page = refuse(desk, case_study, fields, title="Theirs", question="Theirs?")
    chosen = choose(page, Title="theirs") | {f"choice-{decisions(page)['Section “Part 1” Text'][0]}": "mine"}

    answer = merge(desk, case_study, chosen)

    assert answer.status_code == 302
    case_study.refresh_from_db()
    assert (case_study.title, case_study.question, case_study.summary) == ("Theirs", "Theirs?", "Mine.")
    assert case_study.version == 3
    assert case_study.sections.first().prose == "<p>My words.</p>"
    assert case_study.questions.get().teacher_note == "My note"
    assert list(case_study.sections.values_list("heading", flat=True)) == ["Part 1", "Part 3", "Part 2", "My new one"]


def test_text_written_by_hand_is_saved_clean(desk, case_study, form):
    fields = form | {"sections-0-prose": "<p>My words.</p>"}
    page = refuse(desk, case_study, fields)
    name = decisions(page)["Section “Part 1” Text"][0]

    written = {f"choice-{name}": "hand", f"hand-{name}": "<p onclick='x()'>Both words.</p>"}
    answer = merge(desk, case_study, fields_of(page) | written)

    assert answer.status_code == 302
    assert case_study.sections.first().prose == "<p>Both words.</p>"


def test_changes_of_different_paragraphs_are_put_together_for_the_editor_to_look_at(desk, case_study, form):
    save(desk, case_study, form | {"sections-0-prose": "<p>One.</p><p>Two.</p><p>Three.</p>"})
    base = open_form(desk, case_study)
    fields = base | {"sections-0-prose": "<p>One, mine.</p><p>Two.</p><p>Three.</p>"}
    theirs = base | {"sections-0-prose": "<p>One.</p><p>Two.</p><p>Three, theirs.</p>"}
    assert save(desk, case_study, theirs).status_code == 302

    page = save(desk, case_study, fields)

    name, is_open = decisions(page)["Section “Part 1” Text"]
    assert is_open
    assert value_of(page, f"hand-{name}").strip() == "<p>One, mine.</p><p>Two.</p><p>Three, theirs.</p>"


def test_choice_that_is_missing_is_asked_for_and_nothing_is_saved(desk, case_study, form):
    fields = form | {"title": "Mine", "sections-0-prose": "<p>My words.</p>"}
    page = refuse(desk, case_study, fields, title="Theirs")

    again = merge(desk, case_study, choose(page, Title="mine"))

    assert "some choices are still to be made" in text_of(again)
    assert {label: is_open for label, (_name, is_open) in decisions(again).items()} == {
        "Title": False,
        "Section “Part 1” Text": True,
    }
    assert value_of(again, "sections-0-prose").strip() == "<p>My words.</p>"
    assert CaseStudy.objects.get().version == 2


def test_save_in_between_brings_the_screen_again_with_the_choices_that_still_hold(desk, case_study, form):
    fields = form | {"title": "Mine", "sections-0-prose": "<p>My words.</p>"}
    page = refuse(desk, case_study, fields, title="Theirs")
    name = decisions(page)["Section “Part 1” Text"][0]
    chosen = choose(page, Title="mine") | {f"choice-{name}": "hand", f"hand-{name}": "<p>By hand.</p>"}
    revise_case(case_study, text="Their second thoughts.")

    stale = desk.post(address(case_study), chosen | {"_merge": "2"})

    assert "this case study moved on" in text_of(stale)
    found = decisions(stale)
    assert (found["Title"][1], found["Section “Part 1” Text"][1]) == (False, True)
    assert "They changed this again since you chose" in text_of(stale)
    assert value_of(stale, f"hand-{name}").strip() == "<p>By hand.</p>"
    assert "Their second thoughts." in text_of(stale)
    assert CaseStudy.objects.get().version == 3
    answer = merge(desk, case_study, fields_of(stale) | {f"choice-{name}": "hand"})
    assert answer.status_code == 302
    assert CaseStudy.objects.get().title == "Mine"
    assert case_study.sections.first().prose == "<p>By hand.</p>"


def test_section_that_they_deleted_and_i_changed_is_mine_to_keep(desk, case_study, form):
    fields = form | {"sections-1-prose": "<p>Hours of work.</p>"}
    case_study.sections.get(position=2).delete()
    page = refuse(desk, case_study, fields)
    assert decisions(page)["Section “Part 2” Removed by them"][1]

    for side, headings in [("theirs", ["Part 1", "Part 3"]), ("mine", ["Part 1", "Part 2", "Part 3"])]:
        label = decisions(page)["Section “Part 2” Removed by them"][0]
        if side == "mine":
            assert merge(desk, case_study, fields_of(page) | {f"choice-{label}": side}).status_code == 302
            assert list(case_study.sections.values_list("heading", flat=True)) == headings
            assert case_study.sections.get(heading="Part 2").prose == "<p>Hours of work.</p>"


def test_section_that_i_deleted_and_they_changed_is_kept_if_i_say_so(desk, case_study, form):
    fields = form | {"sections-0-DELETE": "on", "title": "Mine"}
    page = refuse(desk, case_study, fields)
    name, is_open = decisions(page)["Section “Part 1” Removed by you"]
    assert is_open

    assert merge(desk, case_study, fields_of(page) | {f"choice-{name}": "theirs"}).status_code == 302
    assert "Their words." in case_study.sections.first().prose
    assert CaseStudy.objects.get().title == "Mine"


def test_source_that_both_cited_is_one_reference(desk, case_study, form):
    source = make_source("both2024")
    fields = form
    add_row(fields, "references", source=str(source.pk))
    case_study.references.create(source=source, position=9)
    page = refuse(desk, case_study, fields)

    assert merge(desk, case_study, fields_of(page)).status_code == 302
    assert case_study.references.filter(source=source).count() == 1


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("sections", {"heading": "Aftermath", "kind": "record", "prose": "<p>Mine.</p>", "anchor": "aftermath"}),
        ("figures", {"key": "film", "kind": "video", "video_url": "https://example.org/film", "alt": "A film."}),
        ("references", {"source": "new2024"}),
    ],
)
def test_row_that_both_added_is_mine_when_i_save_over_theirs(desk, case_study, form, part, values):
    if part == "references":
        values = {"source": str(make_source("new2024").pk)}
    fields, theirs = form | {"summary": "Mine."}, form
    add_row(theirs, part, **values)
    add_row(fields, part, **values)
    save(desk, case_study, theirs)
    count = getattr(case_study, part).count()

    refused = save(desk, case_study, fields)
    saved = save(desk, case_study, fields_of(refused) | {"_over": "2"})

    assert saved.status_code == 302
    assert (CaseStudy.objects.get().summary, getattr(case_study, part).count()) == ("Mine.", count)


def test_form_that_sends_nothing_at_all_is_stale(desk, case_study):
    answer = desk.post(address(case_study))

    assert answer.status_code == 200
    assert CaseStudy.objects.get().version == 1


def test_picture_that_came_with_a_stale_save_is_not_lost(desk, case_study):
    case_study.figures.create(key="clip", kind="video", video_url="https://example.org/v", position=1)
    save(desk, case_study, open_form(desk, case_study) | {"title": "Base"})
    fields = open_form(desk, case_study)
    index = add_row(fields, "figures", key="map", kind="image", alt="A map", position="2")
    fields[f"figures-{index}-upload"] = SimpleUploadedFile("map.svg", SVG, "image/svg+xml")
    page = refuse(desk, case_study, fields)

    assert merge(desk, case_study, fields_of(page)).status_code == 302
    figure = case_study.figures.get(key="map")
    assert (figure.alt, figure.media.media_type) == ("A map", "image/svg+xml")


def test_picture_chosen_on_the_screen_itself_goes_to_its_row(desk, case_study, form):
    fields = form
    index = add_row(fields, "figures", key="map", kind="image", alt="A map")
    case_study.figures.create(key="clip", kind="video", video_url="https://example.org/v", position=1)
    page = refuse(desk, case_study, fields)
    again = fields_of(page)
    again[f"figures-{index}-upload"] = SimpleUploadedFile("map.svg", SVG, "image/svg+xml")

    assert merge(desk, case_study, again).status_code == 302
    assert case_study.figures.get(key="map").media.media_type == "image/svg+xml"
    assert case_study.figures.get(key="clip").media is None


def test_poster_that_a_stale_save_drops_is_dropped(desk, case_study):
    case_study.figures.create(
        key="clip", kind="video", video_url="https://example.org/v", media=make_picture(), position=1
    )
    save(desk, case_study, open_form(desk, case_study) | {"title": "Base"})
    page = refuse(desk, case_study, open_form(desk, case_study) | {"figures-0-drop_poster": "on"}, question="Theirs?")

    assert merge(desk, case_study, fields_of(page)).status_code == 302
    case_study.refresh_from_db()
    assert (case_study.question, case_study.figures.get().media) == ("Theirs?", None)


def test_mistake_in_what_was_put_together_is_shown_with_all_of_it(desk, case_study, form):
    fields = form | {"title": "Mine", "date": "2024-02-30", "summary": "Mine."}
    page = refuse(desk, case_study, fields, question="Theirs?")

    answer = merge(desk, case_study, fields_of(page))

    assert answer.status_code == 200
    shown = fields_of(answer)
    assert (shown["title"], shown["question"], shown["date"]) == ("Mine", "Theirs?", "2024-02-30")
    assert shown["base_version"] == "2"
    assert save(desk, case_study, shown | {"date": "2024-02-29"}).status_code == 302


def test_address_that_they_changed_is_not_put_back_unasked(desk, case_study, form):
    fields = form | {"title": "Mine"}
    page = refuse(desk, case_study, fields, slug="their-address")
    assert decisions(page)["Address"][1] is False

    assert merge(desk, case_study, fields_of(page)).status_code == 302
    case_study.refresh_from_db()
    assert (case_study.slug, case_study.title) == ("their-address", "Mine")


@pytest.mark.parametrize("base", ["", "x", "999", "99999999999"])
def test_save_that_names_no_version_has_everything_to_decide(desk, case_study, base, form):
    fields = form | {"base_version": base, "title": "Mine"}
    page = refuse(desk, case_study, fields, question="Theirs?")

    assert {label: is_open for label, (_name, is_open) in decisions(page).items()} == {
        "Title": True,
        "Question": True,
        "Section “Part 1” Text": True,
    }


@pytest.mark.parametrize("value", ["nobody", "hand", ""])
def test_forged_choice_is_no_choice(desk, case_study, value, form):
    fields = form | {"topics": []}
    case_study.topics.clear()
    page = refuse(desk, case_study, fields | {"title": "Mine"}, title="Theirs")
    name = decisions(page)["Title"][0]
    forged = fields_of(page) | {f"choice-{name}": value, f"hand-{name}": "x" * 10}

    answer = merge(desk, case_study, forged)

    assert answer.status_code == (302 if value == "hand" else 200)


def test_screen_costs_the_same_with_3_and_with_30_sections(desk, editor):
    costs = []
    for count in (3, 30):
        draft = make_case(by=editor, sections=count)
        fields = open_form(desk, draft) | {f"sections-{row}-heading": f"Mine {row}" for row in range(count)}
        draft.sections.update(heading="Theirs")
        revise_case(draft)
        save(desk, draft, fields)
        with CaptureQueriesContext(connection) as queries:
            page = save(desk, draft, fields)
        assert len(decisions(page)) == count + 1
        costs.append(len(queries))
    assert costs[0] == costs[1]
