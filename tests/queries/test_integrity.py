"""What readers are shown is compared with the record, and every difference is named."""

import pytest

from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import EditionKind
from casestudies.models import Edition, PublicState, PublishedTerm, Rendering, SearchEntry, SearchFacet
from casestudies.queries.integrity import Finding, verify_record
from tests.factories import NOW, make_account, make_case, publish_approved, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def corrected():
    """A case study with two editions, the second a correction."""
    case_study = make_case(slug="sora")
    publish_case(case_study)
    return publish_next(case_study, "A second text.", EditionKind.CORRECTION)


def publish_next(case_study, text, kind=EditionKind.UPDATE):
    revise_case(case_study, text=text)
    return publish_approved(
        case_study, by=make_account(), now=NOW, kind=kind, change_note="Three hours, not four."
    ).case_study


def change(model, **columns):
    """As somebody would who gets at the database; of the newest edition."""
    row = model.objects.order_by("-pk")[:1]
    assert model.objects.filter(pk__in=list(row.values_list("pk", flat=True))).update(**columns) == 1


def breaks():
    return [(finding.subject, finding.sentence) for finding in verify_record() if finding.broken]


def test_record_is_whole_through_corrections_withdrawal_and_reinstatement(corrected):
    by = make_account()
    publish_next(corrected, "A third text.", EditionKind.CORRECTION)
    assert breaks() == []
    withdraw(corrected, by=by, now=NOW, reason="Forged.")
    assert breaks() == []
    reinstate(corrected, by=by, now=NOW, reason="Not forged.")
    assert breaks() == []
    publish_next(corrected, "A fourth text.")

    assert list(verify_record()) == [
        Finding(f"sora, edition {number}", "as published.", False) for number in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [
        ("html", "<p>Altered.</p>", "page"),
        ("contents", [], "table of contents"),
        ("text", "Altered.", "plain text"),
        ("document", "{}", "API document"),
        ("card", {"title": "Altered"}, "entry in lists"),
        ("word_count", 7, "word count"),
        ("reading_minutes", 7, "reading time"),
    ],
)
def test_rendering_that_was_altered_is_found(corrected, column, value, name):
    change(Rendering, **{column: value})

    assert breaks() == [("sora, edition 2", f"Its {name} is not what its text makes.")]


def test_rendering_of_an_old_edition_that_was_altered_is_found(corrected):
    Rendering.objects.filter(edition__number=1).update(html="<p>Altered.</p>")

    assert breaks() == [("sora, edition 1", "Its page is not what its text makes.")]


def test_rendering_of_another_version_is_not_compared_and_that_is_said(corrected):
    Rendering.objects.filter(edition__number=1).update(renderer_version=1, html="<p>As it was made then.</p>")

    sentence = "as published; its page was made by another version and not compared: run rebuild_search."
    assert next(iter(verify_record())) == Finding("sora, edition 1", sentence, False)
    assert breaks() == []


def test_rendering_that_is_missing_is_found(corrected):
    Rendering.objects.filter(edition__number=1).delete()

    assert breaks() == [("sora, edition 1", "Its page is missing.")]


@pytest.mark.parametrize("column", ["title", "names", "questions", "text", "passages"])
def test_search_entry_that_was_altered_is_found(corrected, column):
    change(SearchEntry, **{column: "altered"})

    assert breaks() == [("sora, edition 2", "Its search entry is not what its text makes.")]


def test_search_entry_that_is_missing_is_found(corrected):
    SearchEntry.objects.all().delete()

    assert breaks() == [("sora, edition 2", "Its search entry is not what its text makes.")]


@pytest.mark.parametrize("columns", [{"label": "Altered"}, {"value": "altered"}, {"also": "host"}])
def test_facet_that_was_altered_is_found(corrected, columns):
    first = SearchFacet.objects.filter(facet="topic").first()
    SearchFacet.objects.filter(pk=first.pk).update(**columns)

    assert breaks() == [("sora, edition 2", "What lists narrow it by is not what its text makes.")]


def test_withdrawn_case_that_search_still_finds_is_found(corrected):
    state = PublicState.objects.get()
    entry, kept = SearchEntry.objects.get(), list(SearchFacet.objects.all())
    withdraw(state.case_study, by=make_account(), now=NOW, reason="Forged.")
    assert breaks() == []

    SearchEntry.objects.create(**{name: value for name, value in vars(entry).items() if name not in ("_state", "id")})
    SearchFacet.objects.bulk_create(kept)

    assert breaks() == [("sora, edition 2", "It was withdrawn, and search still finds it.")]


@pytest.mark.parametrize("columns", [{"label": "Altered"}, {"key": "altered"}, {"detail": {"altered": True}}])
def test_term_that_was_altered_is_found(corrected, columns):
    change(PublishedTerm, **columns)

    assert breaks() == [("sora, edition 2", "Its topics, parties or sources in lists are not what its text makes.")]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"corrections": []}, "The corrections that the public sees are not those on record."),
        (
            {"corrections": [{"edition": 2, "note": "Nothing.", "at": NOW.isoformat()}]},
            "The corrections that the public sees are not those on record.",
        ),
        ({"corrections": [{}]}, "The corrections that the public sees are not those on record."),
        ({"corrections": "none"}, "The corrections that the public sees are not those on record."),
        ({"status": "withdrawn"}, "The public sees it as withdrawn, the record does not say so."),
        (
            {"withdrawal": {"reason": "Forged.", "at": NOW.isoformat()}},
            "The notice of withdrawal that the public sees is not the one on record.",
        ),
        ({"uuid": "00000000-0000-4000-8000-000000000000"}, "Its public identifier was changed."),
        ({"first_published_at": NOW.replace(year=2020)}, "The day of its first publication was changed."),
    ],
)
def test_public_state_that_was_altered_is_found(corrected, columns, sentence):
    change(PublicState, **columns)

    assert breaks() == [("sora", sentence)]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"status": "live"}, "The record says it was withdrawn, the public sees it."),
        ({"withdrawal": None}, "The notice of withdrawal that the public sees is not the one on record."),
        (
            {"withdrawal": {"reason": "Our choice.", "at": NOW.isoformat()}},
            "The notice of withdrawal that the public sees is not the one on record.",
        ),
    ],
)
def test_withdrawal_that_was_altered_is_found(corrected, columns, sentence):
    withdraw(corrected, by=make_account(), now=NOW, reason="Forged.")
    change(PublicState, **columns)

    assert breaks() == [("sora", sentence)]


def test_public_state_that_shows_an_old_edition_is_found(corrected):
    change(PublicState, edition=Edition.objects.get(number=1))

    assert ("sora", "The public sees an edition that is not the newest.") in breaks()


def test_public_state_that_is_missing_is_found(corrected):
    PublicState.objects.all().delete()

    assert breaks() == [("sora", "Its editions are on record and the public sees nothing of it.")]


@pytest.mark.parametrize("cases", [1, 4])
def test_record_is_read_in_the_same_number_of_queries_however_long(cases, django_assert_num_queries):
    by = make_account()
    for index in range(cases):
        publish_next(publish_case(slug=f"case-{index}", by=by).case_study, "More.")

    with django_assert_num_queries(7):
        assert len(list(verify_record())) == 2 * cases
