"""What is public, and how many queries it takes to read it."""

from datetime import timedelta

import pytest

from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind, Facet, Sort, TermKind
from casestudies.models import CaseStudy, EditionMedia, MediaFile, PublishedTerm, Redaction, Rendering, Topic
from casestudies.queries import editions
from casestudies.queries.callers import ANONYMOUS
from casestudies.queries.reading.cases import list_by
from casestudies.queries.reading.order import ORDERS
from casestudies.queries.reading.wanted import Wanted
from casestudies.queries.search.narrowing import Narrowing
from casestudies.queries.search.results import search
from casestudies.queries.surroundings import (
    article,
    surroundings,
    surroundings_of_all,
    surroundings_of_edition,
)
from tests.actions.test_publish import figure
from tests.factories import NOW, make_account, make_case, make_picture, publish_approved, publish_case, revise_case

pytestmark = pytest.mark.django_db


def test_draft_is_nowhere():
    make_case(slug="draft")

    assert surroundings("draft") is None
    assert surroundings_of_edition("draft", 1) is None
    assert surroundings_of_all("draft") == []
    assert editions.list_cases().total == 0
    assert editions.latest(5) == []
    assert editions.published_term(TermKind.TOPIC, "creative-labour") is None
    assert list(editions.sitemap_entries()) == []


def test_saved_change_is_not_public_before_it_is_published():
    case_study = make_case(slug="sora")
    publish_case(case_study)
    revise_case(case_study, text="Not yet public.")
    Topic.objects.filter(slug="creative-labour").update(name="Renamed in the library")

    assert "Not yet public" not in article(surroundings("sora"))[0]
    assert found("not yet public") == []
    assert topic_name() == "Creative labour"


def test_edition_page_keeps_every_edition_at_its_number():
    case_study = make_case(slug="sora")
    publish_case(case_study)
    revise_case(case_study, text="Second text.")
    publish_approved(case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")

    old, new = surroundings_of_edition("sora", 1), surroundings_of_edition("sora", 2)

    assert (old.is_current, new.is_current) == (False, True)
    assert "Second text" not in article(old)[0]
    assert "Second text" in article(new)[0]
    assert [page.edition.number for page in surroundings_of_all("sora")] == [2, 1]
    assert surroundings_of_edition("sora", 3) is None


def test_withdrawn_is_left_out_of_lists_and_kept_at_its_address():
    case_study = make_case(slug="sora")
    publish_case(case_study)
    withdraw(case_study, by=make_account(), now=NOW, reason="Forged.")

    assert surroundings("sora").is_withdrawn
    assert found("sora") == []
    assert editions.list_cases(kind=TermKind.TOPIC, key="creative-labour").total == 0
    assert editions.published_term(TermKind.TOPIC, "creative-labour") is None


def found(q):
    return [state.slug for state in search(q, Narrowing(), sort=Sort.RELEVANCE).rows]


def topic_name():
    return editions.published_term(TermKind.TOPIC, "creative-labour").label


def revised(slug):
    case_study = CaseStudy.objects.get(slug=slug)
    revise_case(case_study)
    publish_approved(case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")


def withdrawn(slug):
    withdraw(CaseStudy.objects.get(slug=slug), by=make_account(), now=NOW, reason="Forged.")


def redact(edition):
    """The notice of a redaction. Whether the text is gone already makes no difference."""
    one, two = make_account(), make_account()
    return Redaction.objects.create(
        edition=edition, reason="A court's order.", made_at=NOW, made_by=one.uuid, seconded_by=two.uuid
    )


def lose_rendering(edition):
    Rendering.objects.filter(edition=edition).delete()


@pytest.mark.parametrize("lose", [redact, lose_rendering])
def test_what_cannot_be_read_is_in_no_list(lose):
    lost = publish_case(slug="lost", figures=[figure(make_picture())])
    publish_case(slug="kept")
    lose(lost)

    assert [state.slug for state in editions.live()] == ["kept"]
    assert [state.slug for state in editions.latest(5)] == ["kept"]
    assert [state.slug for state in editions.sitemap_entries()] == ["kept"]
    assert found("leak") == ["kept"]
    assert found("lost") == []
    listed = list_by(ANONYMOUS, Wanted(), ORDERS["title"], after=None, limit=9)
    assert [page.slug for page in listed.rows] == ["kept"]
    assert search("", Narrowing(), sort=Sort.NEWEST).counts[Facet.TOPIC][0].cases == 1


def test_topic_of_what_was_redacted_alone_is_in_no_list():
    redact(publish_case())

    assert editions.published_term(TermKind.TOPIC, "creative-labour") is None
    assert search("", Narrowing(), sort=Sort.NEWEST).counts == {}


def test_picture_is_public_while_one_edition_that_was_not_redacted_shows_it():
    picture = make_picture()
    first, second = (publish_case(slug=slug, figures=[figure(picture)]) for slug in ("one", "two"))

    redact(first)
    assert editions.media_file(picture.sha256) == picture
    redact(second)
    assert editions.media_file(picture.sha256) is None
    assert (EditionMedia.objects.count(), MediaFile.objects.count()) == (2, 1)


def test_term_is_called_what_the_case_changed_last_calls_it():
    publish_case(slug="first")
    publish_case(slug="second", now=NOW + timedelta(hours=1))
    PublishedTerm.objects.filter(state__slug="second").update(label="Labour, creative")

    assert topic_name() == "Labour, creative"


@pytest.mark.parametrize("change", [publish_case, lambda: revised("sora"), lambda: withdrawn("sora")])
def test_public_version_changes_with_whatever_lists_show(change):
    publish_case(slug="sora")
    before = editions.public_version()

    change()

    assert editions.public_version() != before


def test_list_is_ordered_by_the_latest_change_and_paged():
    by = make_account()
    for index in range(editions.PAGE_SIZE + 3):
        publish_case(slug=f"case-number-{index}", by=by, now=NOW + timedelta(minutes=index))

    first, second = editions.list_cases(), editions.list_cases(number=2)

    assert (first.total, first.pages) == (editions.PAGE_SIZE + 3, 2)
    assert first.rows[0].slug == f"case-number-{editions.PAGE_SIZE + 2}"
    assert [row.slug for row in second.rows] == ["case-number-2", "case-number-1", "case-number-0"]


@pytest.mark.parametrize("cases", [1, 4])
def test_reads_take_a_constant_number_of_queries(cases, django_assert_num_queries):
    by = make_account()
    for index in range(cases):
        publish_case(slug=f"case-number-{index}", by=by, sections=2 + index)

    with django_assert_num_queries(1):
        page = surroundings("case-number-0")
        assert page.card["title"]
    with django_assert_num_queries(1):
        assert article(page)[0]
    with django_assert_num_queries(2):
        rows = editions.list_cases(kind=TermKind.TOPIC, key="creative-labour").rows
        assert [row.edition.rendering.card["title"] for row in rows]
    with django_assert_num_queries(2):
        assert surroundings_of_all("case-number-0")[0].card
    with django_assert_num_queries(1):
        editions.public_version()
    with django_assert_num_queries(1):
        editions.published_term(TermKind.TOPIC, "creative-labour")
