"""Related cases follow the public record: why they are named, when they change, what it costs."""

from datetime import timedelta

import pytest

from casestudies.actions import relate_cases as relating
from casestudies.actions.relate_cases import relate_cases
from casestudies.actions.withdraw import withdraw
from casestudies.actions.write_draft import write_draft
from casestudies.models import ChangeLogEntry, PublicState, RelatedCase, RelationMark
from casestudies.queries import related
from tests.factories import NOW, cite, document, make_account, make_library, make_source, publish_case

pytestmark = pytest.mark.django_db
ALONE = {"sections": 1, "questions": [], "timeline": [], "parties": [], "classifications": [], "instruments": []}


def publish(slug, *keys, **changes):
    """A case that cites these sources, and has nothing else in common with others."""
    make_library()
    for key in keys:
        make_source(key)
    content = document(seed=slug, **(ALONE | changes))
    content["sections"][0]["prose"] = f"<p>A statement.{cite(*keys)}</p>"
    return publish_case(write_draft(content, teaching={}, slug=slug, by=make_account(), now=NOW)).case_study


def named(slug):
    rows = RelatedCase.objects.filter(state__slug=slug).order_by("position")
    return [(row.slug, [(reason["kind"], len(reason["labels"])) for reason in row.reasons]) for row in rows]


def test_cases_are_related_by_what_both_carry_the_most_telling_first():
    publish("one", "a2024", "b2024", instruments=[{"key": "eu-ai-act", "note": ""}])
    publish("two", "a2024", "b2024")
    publish("three", "c2024", instruments=[{"key": "eu-ai-act", "note": ""}])
    publish("four", "d2024")

    assert relate_cases(NOW) == 4

    assert named("one") == [("two", [("source", 2)]), ("three", [("instrument", 1)])]
    assert named("two") == [("one", [("source", 2)])]
    assert named("four") == []
    assert relate_cases(NOW) == 0


def test_page_names_them_with_the_reason_and_its_etag_follows(client):
    publish("one", "a2024")
    relate_cases(NOW)
    first = client.get("/cases/one/")
    two = publish("two", "a2024", title="The <second> case")
    relate_cases(NOW)

    again = client.get("/cases/one/", headers={"if-none-match": first["ETag"]})
    page = again.content.decode()
    assert ("Related cases" in first.content.decode(), again.status_code) == (False, 200)
    assert '<a href="/cases/two/">The &lt;second&gt; case</a>' in page
    assert "Both cite: " in page

    withdraw(two, by=make_account(), now=NOW + timedelta(hours=1), reason="Wrong.")
    assert "Related cases" not in client.get("/cases/one/").content.decode()
    relate_cases(NOW)
    gone = client.get("/cases/one/", headers={"if-none-match": again["ETag"]})
    assert (gone.status_code, RelatedCase.objects.count()) == (200, 0)


def test_nothing_is_written_where_nothing_changed():
    publish("one", "a2024")
    publish("two", "a2024")
    relate_cases(NOW)
    counters = list(PublicState.objects.order_by("pk").values_list("counter", flat=True))

    RelationMark.objects.update(sequence=0)
    relate_cases(NOW)

    assert list(PublicState.objects.order_by("pk").values_list("counter", flat=True)) == counters


def test_what_everybody_carries_relates_nobody(monkeypatch):
    monkeypatch.setattr(related, "COMMON", 2)
    for slug in ("one", "two", "three"):
        publish(slug, "a2024")
    publish("four", "b2024")
    publish("five", "b2024")
    relate_cases(NOW)

    assert (named("one"), named("five")) == ([], [("four", [("source", 1)])])


def test_a_round_ends_in_time_and_the_next_goes_on(monkeypatch):
    monkeypatch.setattr(relating, "LONGEST_ROUND", timedelta(0))
    publish("one", "a2024")
    publish("two", "a2024")

    assert [relate_cases(NOW) for _ in range(3)] == [1, 1, 0]
    assert RelationMark.objects.get().sequence == ChangeLogEntry.objects.count()


def test_relations_cost_the_same_queries_with_one_neighbour_candidate_or_many(django_assert_num_queries):
    publish("one", "a2024")
    publish("two", "a2024")
    state = PublicState.objects.get(slug="one")
    with django_assert_num_queries(5):
        related.relations(state, related.candidates(state))
    for number in range(6):
        publish(f"more-{number}", "a2024")
    with django_assert_num_queries(5):
        assert len(related.relations(state, related.candidates(state))) == related.MOST
