"""What is public, and how many queries it takes to read it."""

from datetime import timedelta

import pytest
from django.db import connection

from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from casestudies.models import EditionMedia, MediaFile, PublishedTerm, Redaction, Rendering, Topic
from casestudies.queries import editions
from casestudies.queries.editions import TopicInUse
from casestudies.queries.listing import newest_changes
from casestudies.queries.surroundings import (
    article_html,
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
    assert editions.topics_in_use() == []
    assert editions.topic_name("creative-labour") is None
    assert list(editions.sitemap_entries()) == []


def test_saved_change_is_not_public_before_it_is_published():
    case_study = make_case(slug="sora")
    publish_case(case_study)
    revise_case(case_study, text="Not yet public.")
    Topic.objects.filter(slug="creative-labour").update(name="Renamed in the library")

    assert "Not yet public" not in article_html(surroundings("sora"))
    assert editions.list_cases(q="not yet public").total == 0
    assert editions.topics_in_use() == [TopicInUse("creative-labour", "Creative labour", 1)]


def test_edition_page_keeps_every_edition_at_its_number():
    case_study = make_case(slug="sora")
    publish_case(case_study)
    revise_case(case_study, text="Second text.")
    publish_approved(case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")

    old, new = surroundings_of_edition("sora", 1), surroundings_of_edition("sora", 2)

    assert (old.is_current, new.is_current) == (False, True)
    assert "Second text" not in article_html(old)
    assert "Second text" in article_html(new)
    assert [page.edition.number for page in surroundings_of_all("sora")] == [2, 1]
    assert surroundings_of_edition("sora", 3) is None


def test_withdrawn_is_left_out_of_lists_and_kept_at_its_address():
    case_study = make_case(slug="sora")
    publish_case(case_study)
    withdraw(case_study, by=make_account(), now=NOW, reason="Forged.")

    assert surroundings("sora").is_withdrawn
    assert editions.list_cases(q="sora").total == 0
    assert editions.list_cases(topic="creative-labour").total == 0
    assert editions.topics_in_use() == []


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
    assert [state.slug for state in editions.list_cases(q="leak").rows] == ["kept"]
    assert editions.list_cases(q="lost").total == 0
    assert [page.slug for page in newest_changes({}, after=None, limit=9).rows] == ["kept"]
    assert editions.topics_in_use() == [TopicInUse("creative-labour", "Creative labour", 1)]


def test_topic_of_what_was_redacted_alone_is_in_no_list():
    redact(publish_case())

    assert editions.topic_name("creative-labour") is None
    assert editions.topics_in_use() == []


def test_picture_is_public_while_one_edition_that_was_not_redacted_shows_it():
    picture = make_picture()
    first, second = (publish_case(slug=slug, figures=[figure(picture)]) for slug in ("one", "two"))

    redact(first)
    assert editions.media_file(picture.sha256) == picture
    redact(second)
    assert editions.media_file(picture.sha256) is None
    assert (EditionMedia.objects.count(), MediaFile.objects.count()) == (2, 1)


def test_topics_in_use_are_counted_and_come_by_name():
    Topic.objects.create(slug="aviation", name="Aviation")
    both = [{"slug": "creative-labour", "name": ""}, {"slug": "aviation", "name": ""}]
    publish_case(topics=both)
    publish_case(topics=both[:1])
    withdrawn = publish_case(topics=both)
    withdraw(withdrawn.case_study, by=make_account(), now=NOW, reason="Forged.")

    assert editions.topics_in_use() == [
        TopicInUse("aviation", "Aviation", 1),
        TopicInUse("creative-labour", "Creative labour", 2),
    ]


def test_topics_in_use_read_a_row_a_topic_however_many_cases_carry_it(django_assert_num_queries):
    for _ in range(3):
        publish_case()
    PublishedTerm.objects.filter(state__slug=editions.latest(1)[0].slug).update(label="Labour, creative")

    with django_assert_num_queries(1) as queries:
        topics = editions.topics_in_use()

    assert topics == [TopicInUse("creative-labour", "Labour, creative", 3)]
    with connection.cursor() as cursor:
        cursor.execute(queries.captured_queries[0]["sql"])
        assert len(cursor.fetchall()) == 1


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("", 2),
        ("beta", 1),
        ("BÉTA leak", 1),
        ("alpha beta", 0),
        ("title of ars2024", 2),
        ("   ", 2),
        ("draw out", 0),
    ],
)
def test_list_finds_cases_by_every_word_of_their_published_text(q, found):
    publish_case(slug="alpha")
    publish_case(slug="beta")

    assert editions.list_cases(q=q).total == found


@pytest.mark.parametrize("q", ["sorensen", "SØRENSEN", "Sörensen", "strasse", "Straße", "lodz"])
def test_list_finds_letters_however_they_are_accented(q):
    publish_case(slug="alpha", summary="Mette Sørensen of Straße 5, Łódź.")
    publish_case(slug="beta")

    assert [row.slug for row in editions.list_cases(q=q).rows] == ["alpha"]


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
        assert article_html(page)
    with django_assert_num_queries(2):
        rows = editions.list_cases(q="record", topic="creative-labour").rows
        assert [row.edition.rendering.card["title"] for row in rows]
    with django_assert_num_queries(2):
        assert surroundings_of_all("case-number-0")[0].card
    with django_assert_num_queries(1):
        editions.topics_in_use()
