"""What the client has already is answered 304, and no text is read for that: not of the answer, not of any edition."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casestudies.actions.fan_out import fan_out
from casestudies.actions.manage_endpoint import create_endpoint
from casestudies.actions.offer_release import move_release
from casestudies.actions.shape_endpoint import Wanted
from casestudies.api.negotiation import ITEM_FORMATS, LIST_FORMATS
from casestudies.api.statements import NAMES
from casestudies.models import Delivery, PublicationSettings
from casestudies.queries.editions import BODY
from tests.api.asking import client_for
from tests.factories import (
    NOW,
    correct_case,
    make_account,
    make_case,
    make_holding,
    make_partner,
    offer_case,
    publish_case,
)
from tests.worlds import world

pytestmark = pytest.mark.django_db
API = "/api/v1/"
LEAK = "case-studies/a-leak"
ADDRESSES = (
    *(f"{LEAK}.{form.ending}" for form in ITEM_FORMATS),
    *(f"{LEAK}/editions/1.{form.ending}" for form in ITEM_FORMATS),
    *(f"case-studies/?format={form.name}" for form in LIST_FORMATS),
    *(f"{LEAK}/?{query}" for query in ("fields=sections(body)", "fields=statements", "body=markdown")),
    *(f"case-studies/?{query}" for query in ("fields=*", "q=statement&fields=sections&body=text", "sort=title")),
    *(f"{LEAK}/{path}" for path in ("editions/", "statements/", "teaching/")),
    *(f"{LEAK}/editions/1/{path}" for path in ("statements/", "snapshot", "signature")),
    *("changes/", "holdings/", "holdings/a-leak/", "webhooks/endpoints/", "webhooks/deliveries/", "releases/"),
    *(f"{name}/" for name in ("topics", "parties", "sources", "instruments", "frameworks", "classifications")),
    *("topics/creative-labour/", "parties/openai/", "sources/wiggers2024/", "instruments/eu-ai-act/"),
    *("frameworks/mit-ai-risk/", "sources/wiggers2024/statements/", "classifications/?fields=case_study(sections)"),
)
NOBODY = "00000000-0000-0000-0000-000000000000"
# What has no answer of 200: wrong parameters, names of nothing, parameters that do not go together, what there is not.
REFUSED = (
    *(f"{path}{'&' if '?' in path else '?'}nonsense=1" for path in ADDRESSES),
    *(
        f"{LEAK}{path}?{query}"
        for path in ("/", "/editions/1/")
        for query in ("body=text&fields=title", "format=text&fields=title")
    ),
    *(f"{LEAK}.md?format=text", f"{LEAK}/editions/1.md?format=text", f"{LEAK}/statements/?kind=evnt"),
    *(f"{LEAK}{path}?{name}=nonsense" for path in ("/statements/", "/editions/1/statements/") for name in NAMES),
    *(f"{name}/?topic=nonsense" for name in ("case-studies", "classifications", "changes")),
    *("case-studies/?sort=relevance", "case-studies/?page=2", "case-studies/?q=the&cursor=x"),
    *(f"{name}/?cursor=x" for name in ("case-studies", "changes", "topics", "classifications", "holdings")),
    *("webhooks/deliveries/?cursor=x", "sources/wiggers2024/statements/?cursor=x"),
    *(f"webhooks/deliveries/?endpoint={NOBODY}", f"webhooks/deliveries/{NOBODY}/", f"webhooks/endpoints/{NOBODY}/"),
    *(f"releases/{NOBODY}/", f"releases/{NOBODY}.md", "holdings/nothing/", "frameworks/nothing/"),
    *(f"{name}/nothing/" for name in ("topics", "parties", "sources", "instruments")),
    *(f"case-studies/nothing{path}" for path in ("/", ".md", "/editions/", "/statements/", "/teaching/")),
    *(f"{LEAK}/editions/9{path}" for path in ("/", ".md", "/statements/", "/snapshot", "/signature")),
    *("sources/nothing/statements/", "openapi.json?nonsense=1", "changelog.atom?nonsense=1", "?nonsense=1"),
    *("docs/nothing/", "docs/problems/nothing/", "docs/scripts/nothing.py", "docs/sandbox/keys.json?nonsense=1"),
)
CONDITIONS = (
    {"if-none-match": "*"},
    {"if-match": '"x"'},
    {"if-modified-since": "Sat, 14 Nov 2099 09:30:00 GMT"},
    {"if-unmodified-since": "Sat, 14 Nov 1998 09:30:00 GMT"},
)
# The columns that hold texts, as SQL names them.
TEXTS = re.compile(
    "|".join(
        [
            rf'"casestudies_rendering"\."(?:{"|".join(BODY)})"',
            '"casestudies_editionpayload"',
            r'"casestudies_release"\."(?:content|teaching|rendered)"',
            r'"casestudies_delivery"\."body"',
        ]
    )
)


@world
def held():
    """A partner with every scope, two editions of a case study, a text under embargo, and everything around them."""
    by, partner = make_account(), make_partner()
    first = publish_case(slug="a-leak", by=by)
    create_endpoint(partner, Wanted("https://hooks.example.org/"), by=by, now=NOW)
    correct_case(first, by=by, now=NOW + timedelta(hours=1))
    make_holding(first, partner=partner)
    draft = make_case(slug="held-back", by=by)
    client = client_for(partner)
    release = offer_case(draft, partner, until=NOW + timedelta(days=36_500), by=by)
    fan_out(NOW)
    assert Delivery.objects.exists()
    return client, draft, release, by


def test_unchanged_is_answered_without_reading_a_text(held):
    client, _, release, _ = held
    release_at = [f"releases/{release.uuid}.{form.ending}" for form in ITEM_FORMATS]
    for path in (*ADDRESSES, *release_at, f"releases/{release.uuid}/?body=markdown"):
        for asker in (client, Client()):
            with CaptureQueriesContext(connection) as reading:
                first = asker.get(API + path)
            if first.status_code in (401, 403, 404):
                assert asker is not client, path
                continue
            assert first.status_code == 200, (path, first.content)
            with CaptureQueriesContext(connection) as caught:
                again = asker.get(API + path, headers={"if-none-match": first["ETag"]})
            assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), path
            read = {match for query in caught.captured_queries for match in TEXTS.findall(query["sql"])}
            assert read == set(), path
            if path.startswith((f"{LEAK}.md", f"{LEAK}.html", "releases/")):  # the pattern finds what is read
                assert any(TEXTS.search(query["sql"]) for query in reading.captured_queries), path


def test_what_is_refused_is_refused_under_any_condition(held):
    """Conditions are asked of what would be answered 200, and of nothing else (RFC 9110, 13.2.1)."""
    client, _, release, _ = held
    odd = [f"releases/{release.uuid}/?{query}" for query in ("nonsense=1", "format=text&body=text")]
    for path in (*REFUSED, *odd, f"releases/{release.uuid}.md?format=text"):
        status = client.get(API + path).status_code
        assert status in (400, 404), path
        for condition in CONDITIONS:
            assert client.get(API + path, headers=condition).status_code == status, (path, condition)


def test_a_text_under_embargo_has_another_etag_once_anything_about_it_is_another(held):
    client, draft, release, by = held
    one, listed = f"{API}releases/{release.uuid}/", f"{API}releases/"

    def etags():
        queries = [{"format": form.name} for form in ITEM_FORMATS] + [{"body": "text"}, {"body": "markdown"}]
        return [client.get(one, query)["ETag"] for query in queries] + [client.get(listed)["ETag"]]

    before = etags()
    assert len(set(before)) == len(before)
    move_release(draft, embargoed_until=release.embargoed_until - timedelta(days=1), by=by, now=NOW)
    moved = etags()
    assert not set(moved) & set(before)
    PublicationSettings.objects.create(name="The Ledger")
    assert not set(etags()[:-1]) & set(moved), "its name stands in every format"
