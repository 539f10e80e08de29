"""One edition, every format: the API's, ninjs, the feeds and the harvesters' records say the same of it.

Asked of an item as it goes through its life: under embargo, live, corrected, withdrawn.
"""

from datetime import UTC, datetime, timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client

from casestudies.actions.publish import publish
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from tests.api.asking import client_for, follow
from tests.api.test_formats import is_ninjs
from tests.factories import NOW, correct_case, make_account, make_case, make_partner, offer_case, publish_case

pytestmark = pytest.mark.django_db
ONE = "/api/v1/case-studies/leak/"
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "o": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
NOTE, REASON = "Three hours, not <three> days.", "The witness took it back."


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def second(text):
    """As protocols without fractions have it."""
    return f"{moment(text):%Y-%m-%dT%H:%M:%SZ}"


def formats():
    """The current edition as the API gives it in each format that is JSON, one of them by the edition's address."""
    found = {name: Client().get(ONE, {"format": name}).json() for name in ("json", "ninjs", "csl", "jsonld")}
    found["csl"] = found["csl"][0]
    found["listed"] = next(
        one for one in Client().get("/api/v1/case-studies/").json()["results"] if one["slug"] == "leak"
    )
    found["edition"] = Client().get(f"{ONE}editions/{found['json']['edition']['number']}/").json()
    return found


def feeds(uuid):
    """What the feeds and OAI have of the case study: an item, an entry and a record; None where there is none."""
    ident = f"urn:uuid:{uuid}"
    written = Client().get("/feed.json").json()
    atom = ElementTree.fromstring(Client().get("/feed.atom").content)
    answer = Client().get(f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:{uuid}")
    return {
        "item": next((one for one in written["items"] if one["id"] == ident), None),
        "entry": next((one for one in atom.iterfind("a:entry", NAMES) if one.find("a:id", NAMES).text == ident), None),
        "deleted": next((one for one in written["_deleted"]["items"] if one["id"] == ident), None),
        "tombstone": next((one for one in atom.iterfind("at:deleted-entry", NAMES) if one.get("ref") == ident), None),
        "record": ElementTree.fromstring(answer.content).find(".//o:record", NAMES),
    }


def agree(number, corrections):
    """That every format says the same of the edition which is there now. Returns what our own JSON says."""
    found = formats()
    ours, ninjs, csl, ld = (found[name] for name in ("json", "ninjs", "csl", "jsonld"))
    is_ninjs(ninjs)
    assert ninjs["pubStatus"] == "usable"
    for other in ("edition", "listed"):
        assert {name: ours[name] for name in found[other] if name in ours} == {
            name: value for name, value in found[other].items() if name in ours
        }
    of = feeds(ours["uuid"])
    item, entry, record = of["item"], of["entry"], of["record"]

    def atom(name):
        return entry.find(f"a:{name}", NAMES).text

    def dublin(name):
        return [node.text for node in record.iterfind(f".//dc:{name}", NAMES)]

    edition, line = ours["edition"], ours["attribution"]["edition_line"]
    assert [str(number)] * 4 == [str(edition["number"]), ninjs["version"], csl["edition"], ld["version"]]
    assert f"Edition {number} " in line
    assert [ours["title"]] * 5 == [
        ninjs["title"],
        ninjs["headlines"][0]["value"],
        csl["title"],
        *dublin("title"),
        ld["name"],
    ]
    assert item["title"] == atom("title") == f"{ours['title']} ({line})"
    summary = next(one["value"] for one in ninjs["descriptions"] if one["role"] == "summary")
    assert [ours["summary"]] * 4 == [summary, csl["abstract"], ld["abstract"], *dublin("description")]
    told = f"Corrected: {NOTE} {ours['summary']}" if corrections else ours["summary"]
    assert item["summary"] == told
    assert ElementTree.fromstring(f"<p>{atom('summary')}</p>").text == told

    first, changed = moment(ours["first_published_at"]), moment(ours["changed_at"])
    assert [first] * 3 == [moment(one) for one in (ninjs["firstCreated"], item["date_published"], atom("published"))]
    assert [changed] * 3 == [moment(one) for one in (ninjs["versionCreated"], item["date_modified"], atom("updated"))]
    assert record.find(".//o:datestamp", NAMES).text == second(ours["changed_at"])
    assert moment(ninjs["contentCreated"]) == moment(edition["published_at"])
    day = edition["published_at"][:10]
    parts = [int(part) for part in day.split("-")]
    assert (csl["issued"]["date-parts"], ld["dateModified"], dublin("date")) == ([parts], day, [day])
    assert ld["datePublished"] == ours["first_published_at"][:10]

    known = {one["role"]: one["value"] for one in ninjs["altIds"]}
    proof = Client().get(f"{ONE}editions/{number}/signature").json()
    assert [edition["edition_digest"]] * 2 == [known["edition_digest"], proof["edition_digest"]]
    assert edition["content_digest"] == proof["content_digest"]
    told = [one for one in follow(Client())[0] if one["case_study"]["uuid"] == ours["uuid"]][-1]
    assert told["edition"] == {"number": number, "edition_digest": edition["edition_digest"]}
    assert told["at"] == edition["published_at"] == ours["changed_at"]

    assert [one["note"] for one in ours["corrections"]] == corrections
    assert [one["text"] for one in ld.get("correction", [])] == corrections
    assert ninjs.get("edNote", "") == "".join(f"Correction (edition {number}): {note}" for note in corrections)
    address = ours["canonical_url"]
    assert [address] * 6 == [
        csl["URL"],
        ld["url"],
        item["url"],
        known["canonical"],
        *dublin("identifier"),
        entry.find("a:link", NAMES).get("href"),
    ]
    written = {name: Client().get(ONE, {"format": name}).content.decode() for name in ("markdown", "text", "html")}
    assert written["markdown"] == Client().get("/cases/leak/case.md").content.decode(), "readers take the same along"
    paths = (f"{ONE}editions/{number}.md", f"/cases/leak/editions/{number}/case.md")
    assert len({Client().get(path).content for path in paths}) == 1
    around = [ours["title"], edition["edition_digest"], ours["uuid"], ours["licence"]["url"], line]
    around += [f"Correction (edition {number}): {note}" for note in corrections]
    for name, text in written.items():
        plain = text.replace("\\", "") if name == "markdown" else unescape(text)
        assert [one for one in around if one not in plain] == [], name
        assert plain.count("Correction (edition") == len(corrections)
    assert ours["licence"]["url"] == ninjs["rightsInfo"]["linkedRights"] == ld["license"] == dublin("rights")[0]
    topics = [topic["name"] for topic in ours["topics"]]
    assert topics == item["tags"] == ld["keywords"] == dublin("subject") == [csl["keyword"]]
    assert [ours["language"]] * 5 == [
        ninjs["language"],
        csl["language"],
        ld["inLanguage"],
        item["language"],
        *dublin("language"),
    ]
    return ours


def test_every_format_agrees_from_the_embargo_to_the_withdrawal():
    by, partner = make_account(), make_partner()
    publish_case(slug="another", by=by)
    draft = make_case(slug="leak", by=by)
    until = NOW + timedelta(days=2)
    release = offer_case(draft, partner, until=until, by=by)
    holder = client_for(partner)
    address = f"/api/v1/releases/{release.uuid}/"
    held, ninjs = holder.get(address).json(), holder.get(address, {"format": "ninjs"}).json()
    is_ninjs(ninjs)
    assert (ninjs["pubStatus"], ninjs["title"]) == ("withheld", held["title"])
    assert ninjs["embargoedUntil"] == held["embargoed_until"]
    assert ninjs["uri"] == f"urn:uuid:{held['case_study']['uuid']}"
    assert not [name for name, value in feeds(draft.uuid).items() if value is not None]

    edition = publish(draft, by=by, now=until, kind=EditionKind.INITIAL, change_note="First.")
    live = agree(1, [])
    assert (live["uuid"], live["title"]) == (held["case_study"]["uuid"], held["title"])
    assert live["edition"]["content_digest"] == held["content_digest"]
    assert live["canonical_url"] == held["case_study"]["canonical_url"]

    correct_case(edition, now=until + timedelta(days=1), text=NOTE)
    corrected = agree(2, [NOTE])
    assert corrected["edition"]["previous_digest"] == live["edition"]["edition_digest"]

    withdraw(draft, by=by, now=until + timedelta(days=2), reason=REASON)
    gone = Client().get(ONE)
    left, canceled = gone.json()["tombstone"], Client().get(ONE, {"format": "ninjs"}).json()
    is_ninjs(canceled)
    assert (gone.status_code, canceled["pubStatus"], canceled["uri"]) == (410, "canceled", f"urn:uuid:{left['uuid']}")
    of = feeds(draft.uuid)
    assert (of["item"], of["entry"]) == (None, None)
    change = follow(Client())[0][-1]
    assert (change["event"], change["case_study"]["uuid"]) == ("case_study.withdrawn", left["uuid"])
    at = moment(left["withdrawn_at"])
    times = (canceled["versionCreated"], of["deleted"]["date_deleted"], of["tombstone"].get("when"), change["at"])
    assert [at] * 4 == [moment(one) for one in times]
    header = of["record"].find("o:header", NAMES)
    assert (header.get("status"), header.find("o:datestamp", NAMES).text) == ("deleted", second(left["withdrawn_at"]))
    assert left["reason"] == of["deleted"]["reason"] == of["tombstone"].find("at:comment", NAMES).text == REASON
    assert canceled["edNote"] == f"Withdrawn: {REASON}"
