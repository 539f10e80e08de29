"""What a partner gains and loses by a new coverage is told it case by case, and costs the same for any number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.actions.follow_coverage import gained, lost
from casestudies.actions.set_coverage import set_coverage
from casestudies.enums import Coverage
from casestudies.models import CoverageSpan, Endpoint, OutboxEvent, PartnerChange, PublicState, Topic
from casestudies.publication.chain import to_the_millisecond
from casestudies.queries.changes import Place, events_after
from casestudies.queries.partner_coverage import open_spans
from casestudies.queries.told import Teller
from tests.api.asking import key_for
from tests.factories import NOW, correct_case, make_account, make_partner, publish_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_account()


def states(partner):
    """The slugs of what a partner may have, by its open spans."""
    open_now = open_spans(partner).values("case_uuid")
    return set(PublicState.objects.filter(uuid__in=open_now).values_list("slug", flat=True))


def test_each_case_study_is_told_once_and_the_same_to_followers_and_webhooks(by):
    for slug, topic in (("one", "prisons"), ("two", "schools"), ("three", "prisons"), ("four", "schools")):
        Topic.objects.get_or_create(slug=topic, defaults={"name": topic})
        edition = publish_case(slug=slug, by=by, topics=[{"slug": topic}])
    correct_case(edition, now=NOW)
    partner = make_partner()
    key_for(partner)
    prisons, schools = Topic.objects.get(slug="prisons"), Topic.objects.get(slug="schools")
    set_coverage(partner, Coverage.TOPICS, topics=[prisons], by=by, now=NOW)
    assert states(partner) == {"one", "three"}
    set_coverage(partner, Coverage.TOPICS, topics=[schools], by=by, now=NOW)
    set_coverage(partner, Coverage.TOPICS, topics=[schools, prisons], by=by, now=NOW)
    assert states(partner) == {"one", "two", "three", "four"}
    set_coverage(partner, Coverage.EVERYTHING, by=by, now=NOW)

    found = {state.slug: state for state in PublicState.objects.select_related("edition")}
    # The latest changed first; of two told at once, what is lost before what is gained.
    expected = [lost(found[slug]) for slug in ("four", "two")]
    expected += [lost(found[slug]) for slug in ("three", "one")] + [gained(found[slug]) for slug in ("four", "two")]
    expected += [gained(found[slug]) for slug in ("three", "one")]
    rows = list(PartnerChange.objects.filter(partner=partner).order_by("number"))
    assert [(row.event, row.case_uuid, row.data) for row in rows] == [
        (item.event, item.case_uuid, item.data) for item in expected
    ]
    assert [row.number for row in rows] == list(range(1, 9))
    assert {(row.after_sequence, row.at) for row in rows} == {(5, to_the_millisecond(NOW))}
    sent = list(OutboxEvent.objects.filter(partner=partner).order_by("pk"))
    assert [(event.event, event.case_uuid, event.payload) for event in sent] == [
        (row.event, row.case_uuid, {"sequence": 5, "number": row.number, **row.data}) for row in rows
    ]
    assert {event.uuid.version for event in sent} == {4}
    assert len({event.uuid for event in sent}) == len(sent)
    assert not CoverageSpan.objects.filter(partner=partner, until_sequence=None).exclude(case_uuid=None).exists()


def test_what_is_gained_on_another_topic_is_not_told_where_one_topic_is_followed(by):
    for slug, topic in (("one", "prisons"), ("two", "schools")):
        Topic.objects.get_or_create(slug=topic, defaults={"name": topic})
        publish_case(slug=slug, by=by, topics=[{"slug": topic}])
    prisons = Topic.objects.get(slug="prisons")
    Topic.objects.create(slug="ports", name="Ports")
    partner = make_partner()
    endpoint = Endpoint.objects.create(partner=partner, url="https://partner.example/hook", created_at=NOW)
    endpoint.topics.set([prisons])
    key_for(partner)
    set_coverage(partner, Coverage.TOPICS, topics=Topic.objects.filter(slug="ports"), by=by, now=NOW)
    set_coverage(partner, Coverage.EVERYTHING, by=by, now=NOW)

    def told(topic):
        found = events_after(Place(), partner=partner, limit=50, upto=2, topic=topic).changes
        return {change.slug for change in found if change.event == "coverage.gained"}

    gained_here = list(OutboxEvent.objects.filter(partner=partner, event="coverage.gained"))
    assert (told(""), told("prisons")) == ({"one", "two"}, {"one"})
    assert {change.slug for change in Teller(endpoint, NOW).told_of(gained_here)} == {"one"}
    endpoint.topics.clear()
    assert {change.slug for change in Teller(endpoint, NOW).told_of(gained_here)} == {"one", "two"}


def test_a_coverage_costs_the_same_for_any_number_of_case_studies(by):
    Topic.objects.create(slug="prisons", name="Prisons")

    def queries():
        partner = make_partner(f"Partner of {PublicState.objects.count()}")
        key_for(partner)
        publish_case(slug=f"alone-{PublicState.objects.count()}", by=by, topics=[{"slug": "prisons"}])
        with CaptureQueriesContext(connection) as asked:
            set_coverage(partner, Coverage.TOPICS, topics=Topic.objects.filter(slug="prisons"), by=by, now=NOW)
            set_coverage(partner, Coverage.EVERYTHING, by=by, now=NOW)
        return len(asked)

    few = queries()
    for number in range(6):
        publish_case(slug=f"case-{number}", by=by)
    assert queries() == few
