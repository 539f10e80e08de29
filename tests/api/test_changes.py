"""The changes: every one, once, in order, from any cursor; no filter hides what has to be taken down."""

import uuid
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import signing
from django.test import Client

from casestudies.actions.record import log_change
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.api.change_cursors import SALT
from casestudies.enums import ChangeEvent, Coverage, EditionKind
from casestudies.models import CaseStudy, ChangeLogEntry, Topic
from casestudies.publication.chain import change_digest
from casestudies.queries.changes import Place, events_after
from tests.api.asking import CHANGES, client_for, follow, told
from tests.api.strict import check
from tests.factories import (
    NOW,
    correct_case,
    make_account,
    make_library,
    make_partner,
    publish_approved,
    publish_case,
    revise_case,
)
from tests.worlds import world

pytestmark = pytest.mark.django_db
PRISONS = [{"slug": "prisons"}]


@world
def by():
    make_library()
    Topic.objects.create(slug="prisons", name="Prisons")
    return make_account()


def update(slug, by, topics=None):
    """The next edition, on other topics where they are named."""
    case_study = CaseStudy.objects.get(slug=slug)
    if topics is not None:
        case_study.topics.set(Topic.objects.filter(slug__in=topics))
    revise_case(case_study, text=f"Words {uuid.uuid4()}.")
    return publish_approved(case_study, by=by, now=NOW, kind=EditionKind.UPDATE, change_note="More.")


def test_everything_that_happens_is_told_in_order_with_what_stood_then(by):
    first = publish_case(slug="first", by=by)
    publish_case(slug="second", by=by)
    correct_case(first, by=by, now=NOW + timedelta(hours=1))
    withdraw(first.case_study, by=by, now=NOW, reason="Wrong.")
    reinstate(first.case_study, by=by, now=NOW, reason="Right.")
    log_change(ChangeEvent.REDACTED, first, now=NOW)

    answer = Client().get(CHANGES)
    check("ChangeList", answer.json())
    changes = answer.json()["results"]
    assert told(changes) == [
        ("published", "first"),
        ("published", "second"),
        ("corrected", "first"),
        ("withdrawn", "first"),
        ("reinstated", "first"),
        ("redacted", "first"),
    ]
    assert [change["sequence"] for change in changes] == [1, 2, 3, 4, 5, 6]
    assert [(change["tombstone"] or {}).get("why") for change in changes] == [None] * 3 + [
        "withdrawn",
        None,
        "redacted",
    ]
    assert changes[2]["edition"]["number"] == 2
    assert changes[0]["edition"] == {"number": 1, "edition_digest": first.edition_digest}
    assert Client().get(changes[0]["links"]["edition_api"].removeprefix("http://localhost:8000")).status_code == 200


def test_a_cursor_leads_on_for_ever_and_from_an_empty_page_too(by):
    publish_case(slug="first", by=by)
    seen, end = follow(Client())
    assert told(seen) == [("published", "first")]
    nothing = Client().get(CHANGES, {"cursor": end})
    assert (nothing.json()["results"], nothing.json()["has_more"]) == ([], False)
    again = Client().get(CHANGES, {"cursor": end}, headers={"if-none-match": nothing["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert nothing["Cache-Control"] == "public, no-cache"

    for number in range(5):
        publish_case(slug=f"later-{number}", by=by)
    for size in (1, 2, 500):
        more, _ = follow(Client(), nothing.json()["cursor"], limit=size)
        assert told(more) == [("published", f"later-{number}") for number in range(5)]


def test_a_cursor_of_another_log_of_a_restored_backup_or_of_another_reader_is_refused(by):
    edition = publish_case(slug="first", by=by)
    for _ in range(3):
        log_change(ChangeEvent.UPDATED, edition, now=NOW)
    _, end = follow(Client())

    def refused(cursor, kind, client=None, **query):
        answer = (client or Client()).get(CHANGES, {"cursor": cursor, **query})
        assert answer.json()["type"].rstrip("/").endswith(kind), answer.json()
        return answer.status_code

    value = signing.Signer(salt=SALT).unsign_object(end)
    for position, other in ((1, "0" * 16), (3, "f" * 16), (2, 99)):
        forged = signing.Signer(salt=SALT).sign_object([*value[:position], other, *value[position + 1 :]])
        assert refused(forged, "other-log") == 410
    assert refused(f"{end}x", "invalid-cursor") == 400
    assert refused(end, "invalid-cursor", topic="prisons") == 400
    assert refused(end, "invalid-cursor", client_for(make_partner())) == 400


def test_what_enters_and_leaves_a_partners_coverage_is_told_and_nothing_else(by):
    partner = make_partner()
    client = client_for(partner)
    publish_case(slug="kept", by=by, topics=PRISONS)
    publish_case(slug="lost", by=by)
    withdraw(publish_case(slug="withdrawn", by=by).case_study, by=by, now=NOW, reason="Wrong.")
    seen, cursor = follow(client)
    assert len(seen) == 4

    set_coverage(partner, Coverage.TOPICS, topics=Topic.objects.filter(slug="prisons"), by=by, now=NOW)
    publish_case(slug="outside", by=by)
    publish_case(slug="inside", by=by, topics=PRISONS)
    update("outside", by, ["prisons"])
    update("kept", by, ["creative-labour"])
    update("kept", by)
    update("kept", by, ["prisons"])
    more, cursor = follow(client, cursor, limit=2)
    assert [(change["event"], change["case_study"]["slug"]) for change in more] == [
        ("coverage.lost", "lost"),
        ("case_study.published", "inside"),
        ("coverage.gained", "outside"),
        ("coverage.lost", "kept"),
        ("coverage.gained", "kept"),
    ]
    assert {change["tombstone"]["why"] for change in more if change["tombstone"]} == {"coverage"}
    assert all(change["edition"] is None and not change["links"]["api"] for change in more if change["tombstone"])
    for change in more:
        check("Change", change)

    set_coverage(partner, Coverage.EVERYTHING, by=by, now=NOW)
    rest, cursor = follow(client, cursor)
    assert told(rest) == [("gained", "lost")]
    whole, _ = follow(client, limit=3)
    assert whole == seen + more + rest, "read from the beginning it is the same, entry by entry"
    update("lost", by)
    assert told(follow(client, cursor)[0]) == [("updated", "lost")]


def test_a_partner_that_never_had_a_key_begins_with_what_it_may_have(by):
    partner = make_partner()
    chosen = publish_case(slug="chosen", by=by).case_study
    publish_case(slug="other", by=by)
    set_coverage(partner, Coverage.CHOSEN, case_studies=[chosen], by=by, now=NOW)
    changes, cursor = follow(client_for(partner))
    assert told(changes) == [("published", "chosen")]
    update("other", by)
    assert follow(client_for(partner), cursor)[0] == []


def test_no_filter_hides_what_has_to_be_taken_down(by):
    publish_case(slug="on-topic", by=by, topics=PRISONS)
    other = publish_case(slug="off-topic", by=by)
    update("on-topic", by)
    update("on-topic", by, ["creative-labour"])
    update("on-topic", by)
    withdraw(other.case_study, by=by, now=NOW, reason="Wrong.")
    by_topic, _ = follow(Client(), topic="prisons")
    assert [change["event"] for change in by_topic] == [
        "case_study.published",
        "case_study.updated",
        "topic.left",
        "case_study.withdrawn",
    ]
    assert [(change["tombstone"] or {}).get("why") for change in by_topic] == [None, None, "topic", "withdrawn"]
    assert told(follow(Client(), event="case_study.corrected")[0]) == [("withdrawn", "off-topic")]
    for query in ({"topic": "not a topic"}, {"event": "case_study.burnt"}, {"limit": "501"}, {"since": "2024"}):
        assert Client().get(CHANGES, query).status_code == 400


@pytest.mark.proves("Changes of one moment are told once each, in order")
def test_2500_changes_of_one_moment_are_told_once_each(by, record_property):
    edition = publish_case(slug="first", by=by)
    write_changes(edition, 2_499)
    changes, _ = follow(Client(), limit=500)
    record_property("changes", len(changes))
    assert [change["sequence"] for change in changes] == list(range(1, 2_501))
    assert len({change["at"] for change in changes}) == 1


def write_changes(edition, count):
    """As `log_change` does, in one statement."""
    last = ChangeLogEntry.objects.latest("sequence")
    rows, previous = [], last.digest
    for sequence in range(last.sequence + 1, last.sequence + 1 + count):
        facts = {
            "sequence": sequence,
            "event": ChangeEvent.UPDATED,
            "case_uuid": edition.case_study.uuid,
            "edition_number": edition.number,
            "at": last.at,
            "previous_digest": previous,
        }
        previous = change_digest(digest_of_edition=edition.edition_digest, **facts)
        rows.append(ChangeLogEntry(edition_digest=edition.edition_digest, digest=previous, **facts))
    ChangeLogEntry.objects.bulk_create(rows, batch_size=500)


def test_one_change_costs_as_many_queries_as_a_hundred(by, django_assert_max_num_queries):
    partner = make_partner()
    client = client_for(partner)
    set_coverage(partner, Coverage.TOPICS, topics=Topic.objects.all(), by=by, now=NOW)
    edition = publish_case(slug="first", by=by)
    counts = []
    for number in (0, 100):
        write_changes(edition, number)
        with django_assert_max_num_queries(20) as captured:
            client.get(CHANGES, {"limit": 100})
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_pages_of_every_size_say_the_same(by):
    """Public changes and the partner's own, at the same places of the log, cut anywhere."""
    partner = make_partner()
    client_for(partner)
    topic = Topic.objects.filter(slug="prisons")
    for number in range(4):
        publish_case(slug=f"case-{number}", by=by, topics=PRISONS if number % 2 else [{"slug": "creative-labour"}])
        set_coverage(partner, Coverage.TOPICS if number % 2 else Coverage.EVERYTHING, topics=topic, by=by, now=NOW)
    last = ChangeLogEntry.objects.count()
    whole = events_after(Place(), partner=partner, limit=100, upto=last).changes
    assert len(whole) > 6
    for limit in range(1, len(whole) + 2):
        place, found = Place(), []
        while True:
            page = events_after(place, partner=partner, limit=limit, upto=last)
            found += page.changes
            place = page.end
            if not page.has_more:
                break
        assert found == whole
    assert all((one.sequence, one.number) < (two.sequence, two.number) for one, two in pairwise(whole))
