"""Our records as a harvester from elsewhere takes them: Sickle, talking to the site through the test client."""

from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from sickle import Sickle

from casestudies.actions.withdraw import withdraw
from casestudies.models import PublicState, Redaction
from casestudies.public.oai import door
from tests.factories import NOW, make_account, make_case, publish_case
from tests.public.conftest import publish_next
from tests.worlds import world

pytestmark = pytest.mark.django_db
NAMES = {"o": "http://www.openarchives.org/OAI/2.0/"}


@pytest.fixture
def harvester(client, monkeypatch):
    """Sickle at our address; a request of its own goes to the test client."""

    def get(address, params, **how):
        answer = client.get("/oai", params)
        return SimpleNamespace(
            status_code=answer.status_code,
            content=answer.content,
            text=answer.content.decode(),
            encoding="utf-8",
            raise_for_status=lambda: None,
        )

    monkeypatch.setattr("sickle.app.requests.get", get)
    return Sickle("http://localhost:8000/oai")


@world
def three():
    """Three case studies, an hour apart."""
    cases = [make_case(slug=f"case-{number}") for number in range(3)]
    for hours, case_study in enumerate(cases):
        publish_case(case_study, now=NOW + timedelta(hours=hours))
    return cases


def slugs(records):
    return [record.metadata["identifier"][0].split("/")[-2] for record in records]


def oai_id(case_study):
    return f"oai:localhost:{case_study.uuid}"


def error_of(client, query):
    """`query` as text, or as a dict that is still to be written."""
    answer = client.get(f"/oai?{query if isinstance(query, str) else urlencode(query)}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return ElementTree.fromstring(answer.content).find("o:error", NAMES).attrib["code"]


def test_repository_says_what_it_is(harvester, three):
    about = harvester.Identify()

    assert (about.repositoryName, about.protocolVersion, about.deletedRecord) == ("Casebook", "2.0", "persistent")
    assert (about.baseURL, about.granularity) == ("http://localhost:8000/oai", "YYYY-MM-DDThh:mm:ssZ")
    assert about.earliestDatestamp == "2026-11-14T09:30:00Z"
    assert [form.metadataPrefix for form in harvester.ListMetadataFormats()] == ["oai_dc"]
    assert [(one.setSpec, one.setName) for one in harvester.ListSets()] == [
        ("topic:creative-labour", "Creative labour")
    ]


def test_record_is_the_citation_in_dublin_core(harvester, three):
    record = harvester.GetRecord(identifier=oai_id(three[0]), metadataPrefix="oai_dc")

    assert (record.header.identifier, record.header.datestamp) == (oai_id(three[0]), "2026-11-14T09:30:00Z")
    assert record.header.setSpecs == ["topic:creative-labour"]
    assert record.metadata == {
        "title": ["The leak of case-0"],
        "creator": ["Casebook"],
        "subject": ["Creative labour"],
        "description": ["What happened in case-0, and what it says about testing."],
        "publisher": ["Casebook"],
        "date": ["2026-11-14"],
        "type": ["Text", "Case study"],
        "format": ["text/html"],
        "identifier": ["http://localhost:8000/cases/case-0/"],
        "language": ["en"],
        "rights": ["https://creativecommons.org/licenses/by/4.0/"],
    }


def test_list_is_resumed_to_its_end(harvester, three, monkeypatch):
    monkeypatch.setattr(door, "PAGE_SIZE", 2)

    assert slugs(harvester.ListRecords(metadataPrefix="oai_dc")) == ["case-0", "case-1", "case-2"]
    headers = harvester.ListIdentifiers(metadataPrefix="oai_dc", set="topic:creative-labour")
    assert [header.identifier for header in headers] == [oai_id(case_study) for case_study in three]


def test_last_page_of_several_has_an_empty_token_and_a_single_page_none(client, three, monkeypatch):
    def token(query):
        return ElementTree.fromstring(client.get(f"/oai?{query}").content).find(".//o:resumptionToken", NAMES)

    assert token("verb=ListRecords&metadataPrefix=oai_dc") is None
    monkeypatch.setattr(door, "PAGE_SIZE", 2)
    first = token("verb=ListRecords&metadataPrefix=oai_dc")
    last = token(urlencode({"verb": "ListRecords", "resumptionToken": first.text}))

    assert first.attrib == {"completeListSize": "3", "cursor": "0"}
    assert (last.text, last.attrib) == (None, {"completeListSize": "3", "cursor": "2"})


def test_many_that_changed_at_one_moment_are_resumed_without_loss(harvester, monkeypatch):
    monkeypatch.setattr(door, "PAGE_SIZE", 2)
    for number in range(5):
        publish_case(make_case(slug=f"case-{number}"))

    assert slugs(harvester.ListRecords(metadataPrefix="oai_dc")) == [f"case-{number}" for number in range(5)]


def test_change_during_a_harvest_is_met_again(client, three, monkeypatch):
    monkeypatch.setattr(door, "PAGE_SIZE", 2)
    first = ElementTree.fromstring(client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").content)
    publish_next(three[0], hours=9)

    token = first.find(".//o:resumptionToken", NAMES).text
    rest = ElementTree.fromstring(client.get("/oai", {"verb": "ListIdentifiers", "resumptionToken": token}).content)

    assert [node.text for node in rest.findall(".//o:identifier", NAMES)] == [oai_id(three[2]), oai_id(three[0])]


def test_withdrawn_and_redacted_stay_as_deleted_records(harvester, three):
    withdraw(three[0], by=make_account(), now=NOW + timedelta(hours=5), reason="It cannot be relied on.")
    by = make_account(), make_account()
    redacted = three[1].editions.get()
    Redaction.objects.create(edition=redacted, reason="x", made_at=NOW, made_by=by[0].uuid, seconded_by=by[1].uuid)

    records = list(harvester.ListRecords(metadataPrefix="oai_dc", ignore_deleted=False))

    assert [(record.header.identifier, record.deleted) for record in records] == [
        (oai_id(three[1]), True),
        (oai_id(three[2]), False),
        (oai_id(three[0]), True),
    ]
    one = harvester.GetRecord(identifier=oai_id(three[0]), metadataPrefix="oai_dc")
    assert (one.deleted, one.header.datestamp) == (True, "2026-11-14T14:30:00Z")
    assert "The leak of case-0" not in one.raw


def test_list_is_narrowed_by_the_time_of_change(harvester, three):
    spans = {
        ("2026-11-14T10:30:00Z", None): ["case-1", "case-2"],
        (None, "2026-11-14T10:30:00Z"): ["case-0", "case-1"],
        ("2026-11-14T10:00:00Z", "2026-11-14T11:00:00Z"): ["case-1"],
        ("2026-11-14", "2026-11-14"): ["case-0", "case-1", "case-2"],
        (None, "9999-12-31"): ["case-0", "case-1", "case-2"],
    }

    for (since, until), found in spans.items():
        span = {name: text for name, text in (("from", since), ("until", until)) if text}
        assert slugs(harvester.ListRecords(metadataPrefix="oai_dc", **span)) == found


ERRORS = {
    "": "badVerb",
    "verb=Destroy": "badVerb",
    "verb=Identify&verb=Identify": "badVerb",
    "verb=Identify&set=a": "badArgument",
    "verb=GetRecord&metadataPrefix=oai_dc": "badArgument",
    "verb=GetRecord&identifier=x": "badArgument",
    "verb=ListRecords": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&%00<b>=1": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=yesterday": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-01T00:00:00Z": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2030-01-01": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=oai_dc&set=topic:none": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=oai_dc&set=%00": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=marc21": "cannotDisseminateFormat",
    "verb=ListRecords&resumptionToken=forged:token": "badResumptionToken",
    "verb=ListSets&resumptionToken=x": "badResumptionToken",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:1": "idDoesNotExist",
    "verb=ListMetadataFormats&identifier=nothing": "idDoesNotExist",
}


def test_what_cannot_be_answered_has_the_error_of_the_protocol(client, sora):
    assert {query: error_of(client, query) for query in ERRORS} == ERRORS


def test_record_of_a_known_identifier_in_another_format(client, sora):
    query = {"verb": "GetRecord", "metadataPrefix": "marc21", "identifier": oai_id(sora)}

    assert error_of(client, query) == "cannotDisseminateFormat"
    assert error_of(client, query | {"identifier": oai_id(sora).upper()}) == "idDoesNotExist"


def test_token_goes_on_with_its_own_verb_alone(client, three, monkeypatch):
    monkeypatch.setattr(door, "PAGE_SIZE", 2)
    first = ElementTree.fromstring(client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").content)
    token = first.find(".//o:resumptionToken", NAMES).text

    assert error_of(client, {"verb": "ListIdentifiers", "resumptionToken": token}) == "badResumptionToken"
    assert error_of(client, {"verb": "ListRecords", "resumptionToken": token[:-1]}) == "badResumptionToken"


def test_site_without_cases_has_no_sets_and_no_records(client):
    assert error_of(client, "verb=ListSets") == "noSetHierarchy"
    assert error_of(client, "verb=ListRecords&metadataPrefix=oai_dc") == "noRecordsMatch"


def test_post_asks_as_get_does_and_other_methods_are_refused(client, sora):
    client.handler.enforce_csrf_checks = True

    posted = client.post("/oai", urlencode({"verb": "Identify"}), content_type="application/x-www-form-urlencoded")

    assert b"<repositoryName>Casebook</repositoryName>" in posted.content
    assert (posted["Cache-Control"], posted.cookies) == ("no-store", {})
    assert client.put("/oai").status_code == 405


def test_page_of_records_costs_three_queries_at_most(client, three, monkeypatch, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc")
    monkeypatch.setattr(door, "PAGE_SIZE", 1)
    with django_assert_num_queries(2):
        client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc")


def test_draft_is_no_record(harvester, sora):
    make_case(slug="hidden")

    assert PublicState.objects.count() == len(list(harvester.ListRecords(metadataPrefix="oai_dc"))) == 1
