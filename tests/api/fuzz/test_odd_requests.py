"""What no description speaks of: odd cursors, headers, parameters, addresses and bodies.

Whatever is sent, the answer is one, or a problem that says what is wrong; and what is not understood is never passed
over as if it had been.
"""

import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casestudies.models import AuditEntry
from tests.api.fuzz.world import API, undone
from tests.api.strict import description
from tests.proofs import PROVES

pytestmark = pytest.mark.proves("What no description speaks of is no fault of the API, and never passed over")
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}
LONG = 100_000
# Read by the gate before all else: an answer that refuses them says why, and not which parameters there are.
KEYS = {"access_token", "api_key", "apikey", "api-key", "authorization"}


def sound(answer):
    """An answer, or a problem that names what is wrong."""
    assert answer.status_code < 500
    if answer.status_code >= 400:
        if answer.status_code == 410 and answer["Content-Type"] == "application/vnd.iptc.ninjs+json":
            return answer  # a tombstone, in the format that was asked for
        assert answer["Content-Type"] == "application/problem+json", answer.status_code
        if answer.request["REQUEST_METHOD"] == "HEAD":
            return answer
        body = json.loads(answer.content)
        assert body["status"] == answer.status_code
        assert body["detail"]
        assert body["type"]
        for status, header in ((401, "WWW-Authenticate"), (405, "Allow")):
            assert answer.status_code != status or answer[header]
    return answer


def refused(answer, *names):
    """A 400 that names each of these parameters."""
    assert answer.status_code == 400, (answer.status_code, names)
    named = {one["parameter"] for one in json.loads(answer.content)["errors"]}
    assert {name for name in names if len(name) < 60 and "\ufffd" not in name} <= named


class Operation:
    """`path` with its placeholders; `known` are the parameters that it takes."""

    def __init__(self, path, method, described):
        self.path, self.method = path, method
        self.known = {one["name"] for one in described.get("parameters", ()) if one["in"] == "query"}
        self.is_public = {} in described["security"]
        self.sent = next(iter(described.get("requestBody", {}).get("content", {}).values()), None)

    def at(self, asker, data):
        """The address, of something that is there."""
        start, _, rest = self.path.partition("{")
        if not rest:
            return self.path
        names = asker.known[start.removeprefix(API).rstrip("/")]
        return self.path.format(**{name: data.draw(st.sampled_from(some)) for name, some in names.items()})


OPERATIONS = [
    Operation(path, method, described)
    for path, methods in description()["paths"].items()
    for method, described in methods.items()
]
READING = [one for one in OPERATIONS if one.method == "get"]
WRITING = [one for one in OPERATIONS if one.sent]
PUBLIC = [one for one in READING if one.is_public]


def drawn(data, askers):
    """Somebody, and an operation of reading that is open to them."""
    asker = askers[data.draw(st.sampled_from(["nobody", "full"]))]
    return asker, data.draw(st.sampled_from(READING if asker.headers else PUBLIC))


ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "*", "-1", "0", "null", "true", "a" * 3_000, "%00", "\x00", "’", "../..", "1e9", "2024-02-30"]
    ),
)
NAMES = sorted({name for one in OPERATIONS for name in one.known} | KEYS)
ODD_NAMES = st.one_of(st.sampled_from([*NAMES, "order", "offset", "", "é", "cursor[]", "Limit"]), st.text(max_size=20))
PAIRS = st.lists(st.tuples(ODD_NAMES, ODD), max_size=3).map(
    lambda pairs: "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
)
RAW = st.lists(
    st.sampled_from(["limit", "q", "sort", "=", "=", "&", "%", "%ff", "%C3", ";", "+", "5", "title", "?", "%00", "[]"]),
    max_size=8,
).map("".join)


@settings(max_examples=1_000 if PROVES else 60, **QUIET)
@given(data=st.data(), query=st.one_of(PAIRS, RAW))
def test_no_parameter_is_passed_over(askers, data, query):
    asker, operation = drawn(data, askers)
    address = operation.at(asker, data)
    answer = sound(asker.client.get(f"{address}?{query}"))
    given_names = QueryDict(query, encoding="utf-8").lists()
    if KEYS & {name.lower() for name, _ in given_names}:
        assert answer.status_code == 400
        return
    wrong = [
        name
        for name, values in given_names
        if name not in operation.known or len(values) > 1 or values == [""] or "\ufffd" in f"{name}{values[0]}"
    ]
    if wrong:
        refused(answer, *wrong)


@settings(max_examples=500 if PROVES else 30, **QUIET)
@given(data=st.data(), odd=ODD, method=st.sampled_from(["get", "head", "post", "put", "patch", "delete", "trace"]))
def test_no_odd_address_is_taken_for_one_that_is_there(askers, data, odd, method):
    asker = askers[data.draw(st.sampled_from(["nobody", "full"]))]
    operation = data.draw(st.sampled_from([one for one in READING if "{" in one.path]))
    start, _, rest = operation.path.partition("{")
    address = f"{start}{quote(odd, safe='')}{rest.partition('}')[2].replace('{number}', quote(odd, safe=''))}"
    answer = sound(asker.client.generic(method.upper(), address))
    assert answer.status_code >= 300, address


GARBAGE = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=80)
VALUES = st.one_of(
    GARBAGE,
    st.sampled_from(
        ["*", "W/", '"', '"a", W/"b"', "*/*;q=2", "a/b;q=", ",,,", "x", "bytes=0-1", "bytes=9-1", "text/*"]
    ),
    st.sampled_from(["a", '"', ",", '"a",', "*/*,", "\xff", "text/html;q=0.1,"]).map(
        lambda one: one * (LONG // len(one))
    ),
)
CONDITIONS = ["If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "Range", "If-Range"]
OTHERS = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Content-Type",
    "Cookie",
    "Origin",
    "Prefer",
    "Content-Length",
]


@settings(max_examples=1_000 if PROVES else 60, **QUIET)
@given(data=st.data(), headers=st.dictionaries(st.sampled_from([*CONDITIONS, *OTHERS]), VALUES, max_size=4))
def test_no_header_is_a_fault_or_misread(askers, data, headers):
    asker, operation = drawn(data, askers)
    address = operation.at(asker, data)
    plain = asker.client.get(address)
    etag = plain.get("ETag", "")
    if etag:
        written = st.sampled_from([etag, f"W/{etag}", f'"x", {etag}', etag.strip('"'), f"{etag}, {etag}"])
        condition = data.draw(st.sampled_from(["If-None-Match", "If-Match", ""]))
        headers = {**headers, **({condition: data.draw(written)} if condition else {})}
    answer = sound(asker.client.get(address, headers={**asker.headers, **headers}))
    assert answer.status_code != 206  # nothing is read in parts
    if answer.status_code == 304:
        named = headers.get("If-None-Match", "")
        assert etag in named or "*" in named or ("If-None-Match" not in headers and "If-Modified-Since" in headers)
    if answer.status_code == 200:
        wanted = headers.get("If-Match", "*")
        assert etag in wanted or "*" in wanted
        accepted, kind = headers.get("Accept", "*/*").lower(), answer["Content-Type"].partition(";")[0]
        assert (
            kind in accepted or f"{kind.partition('/')[0]}/*" in accepted or "*/*" in accepted or not accepted.strip()
        )


@settings(max_examples=500 if PROVES else 30, **QUIET)
@given(data=st.data(), garbage=GARBAGE)
def test_a_key_that_is_none_opens_nothing(askers, data, garbage):
    key = askers["full"].headers["Authorization"]
    at = data.draw(st.integers(0, len(key) - 1))
    changed = [key[:at], key[:at] + "x" + key[at + 1 :], key + "0", f"{key}, {key}", key.upper(), key.split()[1]]
    odd = [garbage, f"Bearer {garbage}", "Bearer", "", "Basic YTpi", f"Bearer {'a' * LONG}", "Bearer cbk_live_x_y_z"]
    header = data.draw(st.sampled_from([*changed, *odd]))
    address = data.draw(st.sampled_from(READING)).at(askers["full"], data)
    answer = sound(askers["nobody"].client.get(address, headers={"Authorization": header}))
    assert (answer.status_code == 401) == (header != key), header


@settings(max_examples=200 if PROVES else 10, **QUIET)
@given(host=GARBAGE, method=st.sampled_from(["FOO", "get", "TRACE", "CONNECT", "M-SEARCH", "PROPFIND"]))
def test_an_odd_host_or_method_is_a_problem(askers, host, method):
    client = askers["nobody"].client
    assert sound(client.get(f"{API}topics/", headers={"Host": host})).status_code in (200, 400)
    assert sound(client.generic(method, f"{API}topics/")).status_code in (200, 405)


LISTS = [
    *(("case-studies/", {"sort": sort}) for sort in ("changed", "-changed", "event", "title")),
    ("case-studies/", {"sort": "title", "language": "en"}),
    *((f"{name}/", {}) for name in ("topics", "sources", "classifications", "changes", "holdings")),
    *((f"webhooks/{name}/", {}) for name in ("deliveries",)),
    ("sources/wiggers2024/statements/", {}),
]
READERS = ["nobody", "full", "other", "sandbox"]


def first_cursors(askers):
    """Who was given it, for which list, and the cursor: of every list that has a second page."""
    found = []
    for name in READERS:
        for path, query in LISTS:
            answer = askers[name].client.get(API + path, {**query, "limit": 1})
            following = answer.json().get("next") if answer.status_code == 200 else None
            if following:
                found.append((name, path, query, parse_qs(urlsplit(following).query)["cursor"][0]))
    return found


def mangled(data, cursor):
    at = data.draw(st.integers(0, len(cursor) - 1))
    head, sign, tail = cursor[:at], cursor[at], cursor[at + 1 :]
    other = data.draw(st.sampled_from("Aa0_-:.=+ %\x00é").filter(lambda one: one != sign))
    changed = [head, sign + tail, head + tail, head + other + tail, head + other + sign + tail, cursor + other]
    whole = [cursor * 2, cursor.swapcase(), quote(cursor, safe="") + "%", f" {cursor}", cursor + "\n", "a" * 3_000]
    return data.draw(st.sampled_from([one for one in [*changed, *whole] if one != cursor]))


@settings(max_examples=1_000 if PROVES else 60, **QUIET)
@given(data=st.data())
def test_a_cursor_is_taken_by_its_reader_for_its_list_as_it_was_given_or_not_at_all(askers, cursors, data):
    name, path, query, cursor = data.draw(st.sampled_from(cursors))
    client = askers[name].client
    if data.draw(st.booleans()):
        refused(sound(client.get(API + path, {**query, "cursor": mangled(data, cursor)})), "cursor")
    reader, other_path, other_query, _ = data.draw(st.sampled_from(cursors))
    answer = sound(askers[reader].client.get(API + other_path, {**other_query, "cursor": cursor}))
    if (reader, other_path, other_query) == (name, path, query):
        assert answer.status_code == 200
    else:
        refused(answer, "cursor")


@pytest.fixture(scope="module")
def cursors(askers):
    found = first_cursors(askers)
    assert {(name, path) for name, path, _, _ in found} >= {(name, "case-studies/") for name in READERS}
    assert {path for name, path, _, _ in found if name == "full"} >= {path for path, _ in LISTS}
    return found


def odd_bodies(text):
    """What is no JSON object in UTF-8, or has what nobody knows, of a body that would be taken."""
    half = text[: len(text) // 2]
    return st.sampled_from(
        [
            *(
                one.encode()
                for one in (half, text + text, f"[{text}]", "null", '"x"', "1", " ", "{", "[" * LONG, "\ufeff" + text)
            ),
            *(text.encode(code) for code in ("utf-16", "utf-32")),
            *(text[:-1].encode() + one for one in (b', "x": 1}', b', "\xff": 1}', b', "x": NaN}', b",}", b"} {")),
            text.encode() + b" " * LONG + b"1",
            b'{"url": "a", "url": "b"}',
            b'{"edition": 1e999, "removed": 1, "url": 1, "since": [], "sample": {}, "overlap_hours": "1"}',
            b'{"\\u0000": 1}',
            b'{"\\ud800": 1}',
            b'{"edition": ' + b"9" * 6_000 + b"}",
        ]
    )


TYPES = st.sampled_from(
    [
        *(
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/jsonx",
            "é",
            "*/*",
        ),
        *(
            "application/json; charset=latin-1",
            'application/json; charset="utf-16"',
            "application/json, application/json",
        ),
        *("application/merge-patch+json", "application/json" * 5_000),
    ]
)
# Of operations that take a body: one that is taken.
SOUND = {
    "put": {"edition": 1, "url": "https://partner.example/a"},
    "patch": {"description": "Production"},
    "endpoints": {"url": "https://hooks.example.org/b"},
    "rotate-secret": {"overlap_hours": 1},
    "test": {"sample": "case_study.corrected"},
    "replay": {"since": "2026-01-01", "until": "2026-12-01"},
}


@settings(max_examples=500 if PROVES else 30, **QUIET)
@given(data=st.data())
def test_a_body_is_taken_whole_or_not_at_all(askers, data):
    operation, asker = data.draw(st.sampled_from(WRITING)), askers["full"]
    address = operation.at(asker, data)
    kind = operation.method if operation.method != "post" else operation.path.rstrip("/").rpartition("/")[2]
    text = json.dumps(SOUND[kind])

    def send(body, content_type="application/json", **headers):
        with undone():
            before = AuditEntry.objects.count()
            answer = asker.client.generic(
                operation.method.upper(), address, body, content_type, headers={**asker.headers, **headers}
            )
            return sound(answer), AuditEntry.objects.count() - before

    answer, _ = send(text.encode())
    assert answer.status_code in (200, 201, 202), answer.content
    as_other, odd = data.draw(TYPES), data.draw(odd_bodies(text))
    header = data.draw(st.sampled_from(["If-Match", "If-None-Match", "Content-Encoding", "Transfer-Encoding"]))
    refusals = [
        (send(odd), {400, 413, 422}),
        (send(text.encode(), as_other), {415}),
        (send(text.encode(), **{header: data.draw(VALUES.filter(str.strip))}), {400, 415}),
        (send(b"x" * LONG * 2), {413}),
    ]
    for (answer, noted), statuses in refusals:
        assert answer.status_code in statuses, (address, answer.status_code)
        assert noted == 0
