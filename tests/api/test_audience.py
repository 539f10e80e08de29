"""What is one partner's is not another's: cursors, and what a text says of itself in other languages."""

from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.actions.begin_translation import begin_translation
from casestudies.actions.offer_release import cancel_release
from casestudies.actions.set_coverage import set_coverage
from casestudies.actions.withdraw import withdraw
from casestudies.enums import Coverage, Scope
from tests.api.asking import client_for, follow, key_for, told
from tests.api.strict import check
from tests.factories import NOW, correct_case, make_account, make_case, make_partner, offer_case, publish_case

pytestmark = pytest.mark.django_db
LIST = "/api/v1/case-studies/"
WITH_LANGUAGES = "fields=slug,translation_of,translations"
LISTS = (
    f"{LIST}?limit=1",
    f"{LIST}?limit=1&sort=title",
    "/api/v1/sources/?limit=1",
    "/api/v1/classifications/?limit=1",
    "/api/v1/sources/wiggers2024/statements/?limit=1",
)


@pytest.fixture
def by():
    return make_account()


@pytest.fixture
def languages(by):
    """One text in four languages, and a text in one."""
    original = publish_case(make_case(slug="leak", by=by), by=by).case_study
    found = {"leak": original, "other": publish_case(slug="other", by=by).case_study}
    for tag in ("fr", "de", "es"):
        found[tag] = publish_case(begin_translation(original, language=tag, by=by, now=NOW), by=by).case_study
    return found


def partner_with(*case_studies, by):
    partner = make_partner(f"Partner {len(case_studies)}")
    set_coverage(partner, Coverage.CHOSEN, case_studies=case_studies, by=by, now=NOW)
    return partner


def named(item):
    """The languages in which an answer says that its text can be read."""
    original = [item["translation_of"]] if item["translation_of"] else []
    return sorted(one["language"] for one in [*original, *item["translations"]])


def test_a_text_names_those_languages_alone_that_its_reader_may_have(languages, by):
    slugs = {tag: case_study.slug for tag, case_study in languages.items()}
    mine = partner_with(languages["leak"], languages["fr"], by=by)
    theirs = partner_with(languages["fr"], languages["de"], languages["es"], by=by)
    expected = {
        Client(): {"leak": ["de", "es", "fr"], "fr": ["de", "en", "es"]},
        client_for(mine): {"leak": ["fr"], "fr": ["en"]},
        client_for(theirs): {"fr": [], "de": []},
    }
    for client, texts in expected.items():
        for tag, wanted in texts.items():
            one = client.get(f"{LIST}{slugs[tag]}/").json()
            check("CaseStudy", one)
            assert named(one) == wanted
            edition = client.get(f"{LIST}{slugs[tag]}/editions/1/").json()
            assert named(edition) == wanted
            for other in [*one["translations"], *([one["translation_of"]] if one["translation_of"] else [])]:
                assert client.get(urlparse(other["links"]["api"]).path).status_code == 200
        for address in (LIST, f"{LIST}?q=form"):
            for item in client.get(address, {"fields": "slug,translation_of,translations"}).json()["results"]:
                tag = next(tag for tag, slug in slugs.items() if slug == item["slug"])
                assert named(item) == texts.get(tag, named(item)), address
        rows = client.get("/api/v1/classifications/", {"fields": "case_study(slug,translation_of,translations)"}).json()
        for row in rows["results"]:
            item = row["case_study"]
            assert named(item) == next((texts[tag] for tag in texts if slugs[tag] == item["slug"]), named(item))

    client = client_for(mine)
    before = client.get(f"{LIST}leak/")
    assert "Last-Modified" not in before, "no date tells of what a partner may have"
    set_coverage(mine, Coverage.CHOSEN, case_studies=[languages[tag] for tag in ("leak", "es")], by=by, now=NOW)
    after = client.get(f"{LIST}leak/", headers={"if-none-match": before["ETag"]})
    assert (after.status_code, named(after.json())) == (200, ["es"])


def test_languages_cost_a_query_however_many_there_are(languages, by):
    def queries(client, address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    alone = client_for(partner_with(languages["other"], by=by))
    several = client_for(partner_with(*languages.values(), by=by))
    for client in (alone, several):
        client.get(LIST)  # what is kept once a process
    for address in (f"{LIST}?limit=100&fields=*", f"{LIST}?q=form&{WITH_LANGUAGES}", f"{LIST}other/"):
        assert queries(several, address) - queries(alone, address) <= 1, address
    assert queries(several, f"{LIST}leak/") == queries(several, f"{LIST}{languages['fr'].slug}/")


def test_a_cursor_is_its_readers_own(by):
    for number in range(2):
        publish_case(slug=f"case-{number}", by=by)
    mine, other = make_partner("Mine"), make_partner("Other")
    readers = {
        "“mine”": client_for(mine),
        "“other”": client_for(other),
        "a reader without a key": Client(),
    }
    for address in LISTS:
        path, query = address.partition("?")[::2]
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        for name, client in readers.items():
            cursor = parse_qs(urlparse(client.get(address).json()["next"]).query)["cursor"][0]
            for another in readers.values():
                answer = another.get(path, asked | {"cursor": cursor})
                if another is client:
                    assert answer.status_code == 200, address
                    continue
                assert answer.status_code == 400, address
                assert answer.json()["type"].endswith("/problems/invalid-cursor/")
                assert answer.json()["errors"] == [{"parameter": "cursor", "detail": answer.json()["detail"]}]
                assert f"was made for {name}" in answer.json()["detail"]
    cursor = parse_qs(urlparse(readers["“mine”"].get(LISTS[0]).json()["next"]).query)["cursor"][0]
    assert client_for(mine).get(LIST, {"cursor": cursor}).status_code == 200, "whichever key of the partner's it is"
    sandbox = Client(headers={"authorization": f"Bearer {key_for(mine, is_sandbox=True)}"})
    assert sandbox.get(LIST, {"cursor": cursor}).status_code == 400


def test_what_is_to_be_taken_down_reaches_a_key_of_whatever_scopes(by):
    """A key that may not read texts is told by “changes” what concerns the copies of its partner all the same."""
    partner = make_partner()
    edition = publish_case(slug="leak", by=by)
    draft = make_case(slug="under-embargo", by=by)
    offer_case(draft, partner, until=NOW + timedelta(days=2), by=by)
    cancel_release(draft, reason="The agency settled.", by=by, now=NOW)
    withdraw(correct_case(edition, now=NOW).case_study, by=by, reason="Forged.", now=NOW)

    public = [("published", "leak"), ("corrected", "leak"), ("withdrawn", "leak")]
    for scope in Scope:
        client = client_for(partner, scope)
        changes, _ = follow(client)
        own = [change for change in changes if change["release"]]
        assert [one for one in told(changes) if one[1]] == public
        assert [bool(change["tombstone"]) for change in own] == ([False, True] if scope == Scope.EMBARGO else [])
        assert client.get(LIST).status_code == (200 if scope == Scope.READ else 403)
