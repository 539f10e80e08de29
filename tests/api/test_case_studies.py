"""The list, the current edition and the editions before, as a partner reads them."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from jsonschema import ValidationError

from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import EditionKind
from casestudies.models import Party, PublicationSettings, Redaction, Rendering, Topic
from tests.api.strict import check
from tests.factories import (
    NOW,
    cite,
    make_account,
    make_case,
    make_picture,
    publish_approved,
    publish_case,
    revise_case,
    when,
)
from tests.proofs import PROVES
from tests.worlds import world

pytestmark = pytest.mark.django_db

LIST = "/api/v1/case-studies/"
SECRET = "zx-sentinel-zx"


@pytest.fixture
def api():
    return Client(headers={"accept": "application/json"})


def one(slug):
    return f"{LIST}{slug}/"


def publish_next(
    case_study, *, kind=EditionKind.UPDATE, note="A note on what changed.", hours=1, text="More is known."
):
    revise_case(case_study, text=text)
    return publish_approved(
        case_study, by=make_account(), now=NOW + timedelta(hours=hours), kind=kind, change_note=note
    )


# One case study


@world
def leak():
    return publish_case(slug="a-leak").case_study


def test_case_study_fits_its_description(api, leak):
    answer = api.get(one("a-leak"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    check("CaseStudy", answer.json())


def test_strict_check_refuses_an_undescribed_member(api, leak):
    body = api.get(one("a-leak")).json()
    body["sections"][0]["prose"] = ""
    with pytest.raises(ValidationError):
        check("CaseStudy", body)


def test_case_study_says_which_edition_it_is_and_how_to_attribute_it(api, settings):
    edition = publish_case(slug="a-leak", title="The <leak>")
    body = api.get(one("a-leak")).json()
    site = settings.SITE_URL
    assert body["edition"] == {
        "number": 1,
        "kind": "initial",
        "is_current": True,
        "published_at": "2026-11-14T09:30:00.000000Z",
        "change_note": "First edition.",
        "content_digest": edition.content_digest,
        "edition_digest": edition.edition_digest,
        "previous_digest": "",
        "statements": edition.fact_check["statements"],
        "checked": 0,
        "checkers": [],
    }
    line = f"Edition 1 · 14 November 2026 · 0 of {edition.fact_check['statements']} statements checked"
    licence = "Creative Commons Attribution 4.0"
    assert body["attribution"] == {
        "edition_line": line,
        "text": f"“The <leak>” by Casebook. Casebook, {line}. {licence}. {site}/cases/a-leak/",
        "html": f'“<a href="{site}/cases/a-leak/">The &lt;leak&gt;</a>” by Casebook. Casebook, {line}. '
        f'<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">{licence}</a>.',
    }
    assert body["canonical_url"] == f"{site}/cases/a-leak/"
    assert body["links"] == {
        "html": f"{site}/cases/a-leak/",
        "edition_html": f"{site}/cases/a-leak/editions/1/",
        "api": f"{site}{one('a-leak')}",
        "edition_api": f"{site}{one('a-leak')}editions/1/",
        "editions": f"{site}{one('a-leak')}editions/",
    }


def test_attribution_uses_the_publication_name_and_its_day(api):
    PublicationSettings.objects.create(name="The Ledger", time_zone="Pacific/Auckland")
    publish_case(slug="a-leak", now=NOW.replace(hour=22))
    text = api.get(one("a-leak")).json()["attribution"]["text"]
    assert "The Ledger, Edition 1 · 15 November 2026 · " in text


def test_sources_carry_the_number_and_the_id_that_bodies_link_to(api, leak):
    body = api.get(one("a-leak")).json()
    sources = {source["key"]: (source["number"], source["anchor"]) for source in body["sources"]}
    assert sources == {"wiggers2024": (1, "source-1"), "ars2024": (2, "source-2"), "letter2024": (3, "source-3")}
    assert 'href="#source-1"' in body["sections"][0]["body"]


def test_pictures_have_absolute_addresses(api, settings):
    picture = make_picture()
    figure = {
        "key": "route",
        "kind": "image",
        "sha256": picture.sha256,
        "alt": "A route.",
        "caption": 'Not an address: "/media/x.png"',
        "credit": "",
        "video_url": "",
        "licence": None,
    }
    case_study = make_case(slug="a-leak", figures=[figure])
    revise_case(
        case_study, text=f'See the route.{cite("wiggers2024")}</p><figure data-figure="route"></figure><p>It was short.'
    )
    publish_case(case_study)
    body = api.get(one("a-leak")).json()
    address = f"{settings.SITE_URL}/media/{picture.sha256}.svg"
    assert [shown["url"] for shown in body["figures"]] == [address]
    assert f'src="{address}"' in body["sections"][0]["body"]
    assert body["figures"][0]["caption"] == 'Not an address: "/media/x.png"'
    check("CaseStudy", body)


def test_case_study_serves_the_edition_and_not_the_draft(api, leak):
    revise_case(leak, text=SECRET)
    leak.title = SECRET
    leak.save()
    Topic.objects.update(name=SECRET)
    Party.objects.update(name=SECRET)
    for address in (LIST, one("a-leak"), f"{one('a-leak')}editions/", f"{one('a-leak')}editions/1/"):
        answer = api.get(address)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode() + str(answer.headers)


def test_unpublished_case_study_does_not_exist(api):
    make_case(slug=SECRET, title=SECRET, note=SECRET)
    publish_case(slug="a-leak", note=SECRET)
    assert [item["slug"] for item in api.get(LIST).json()["results"]] == ["a-leak"]
    for address in (one(SECRET), f"{one(SECRET)}editions/", f"{one(SECRET)}editions/1/"):
        unknown = api.get(address.replace(SECRET, "never-there"))
        answer = api.get(address)
        assert (answer.status_code, unknown.status_code) == (404, 404)
        same = {**answer.json(), "instance": ""}
        assert same == {**unknown.json(), "instance": ""}
    assert SECRET not in api.get(LIST).content.decode() + api.get(one("a-leak")).content.decode()


def test_correction_shows_at_once_with_its_note(api, leak):
    publish_next(leak, kind=EditionKind.CORRECTION, note="Three hours, not three days.")
    body = api.get(one("a-leak")).json()
    assert body["corrections"] == [
        {"edition": 2, "note": "Three hours, not three days.", "at": "2026-11-14T10:30:00.000000Z"}
    ]
    assert body["attribution"]["edition_line"].startswith("Edition 2 · correction · 14 November 2026 · ")
    assert (body["edition"]["number"], body["edition"]["kind"]) == (2, "correction")
    check("CaseStudy", body)


def test_old_address_redirects_within_the_api(api, settings, leak):
    leak.slug = "the-leak"
    leak.save()
    publish_next(leak)
    for old, new in (
        (one("a-leak"), one("the-leak")),
        (f"{one('a-leak')}editions/", f"{one('the-leak')}editions/"),
        (f"{one('a-leak')}editions/1/", f"{one('the-leak')}editions/1/"),
    ):
        answer = api.get(old)
        assert (answer.status_code, answer["Location"]) == (301, f"{settings.SITE_URL}{new}")


# Withdrawn


def test_withdrawn_case_study_is_gone_with_a_tombstone(api, settings, leak):
    withdraw(leak, by=make_account(), now=NOW + timedelta(days=1), reason="The witness took it back.")
    for address in (one("a-leak"), f"{one('a-leak')}editions/", f"{one('a-leak')}editions/1/"):
        answer = api.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
        problem = answer.json()
        check("Problem", problem)
        assert problem["type"] == f"{settings.SITE_URL}/api/v1/docs/problems/withdrawn/"
        assert problem["tombstone"] == {
            "uuid": str(leak.uuid),
            "slug": "a-leak",
            "edition": 1,
            "withdrawn_at": "2026-11-15T09:30:00.000000Z",
            "reason": "The witness took it back.",
            "html": f"{settings.SITE_URL}/cases/a-leak/",
        }
    assert api.get(LIST).json() == {"results": [], "next": None}


def test_withdrawal_is_answered_even_to_who_has_the_text(api, leak):
    etag = api.get(one("a-leak"))["ETag"]
    withdraw(leak, by=make_account(), now=NOW, reason="A reason.")
    assert api.get(one("a-leak"), headers={"if-none-match": etag}).status_code == 410


def test_reinstated_case_study_answers_again_with_another_etag(api, leak):
    etag = api.get(one("a-leak"))["ETag"]
    withdraw(leak, by=make_account(), now=NOW, reason="A reason.")
    reinstate(leak, by=make_account(), now=NOW, reason="Another.")
    answer = api.get(one("a-leak"), headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert answer["ETag"] != etag


# Editions


def test_editions_are_listed_newest_first(api):
    first = publish_case(slug="a-leak")
    publish_next(first.case_study)
    body = api.get(f"{one('a-leak')}editions/").json()
    check("EditionList", body)
    assert [(row["number"], row["is_current"]) for row in body["results"]] == [(2, True), (1, False)]
    assert body["results"][0]["previous_digest"] == first.edition_digest


def test_edition_keeps_its_text_when_a_newer_one_comes(api):
    first = publish_case(slug="a-leak")
    before = api.get(f"{one('a-leak')}editions/1/").json()
    publish_next(first.case_study, text="Quite another statement.")
    after = api.get(f"{one('a-leak')}editions/1/").json()
    check("CaseStudy", after)
    assert after["sections"] == before["sections"]
    assert (before["edition"]["is_current"], after["edition"]["is_current"]) == (True, False)
    assert "Quite another statement." in api.get(f"{one('a-leak')}editions/2/").json()["sections"][0]["body"]


@pytest.mark.parametrize("number", ["0", "2", "99999999999", "9" * 30, "9" * 5_000])
def test_edition_that_never_was_is_not_found(api, number, leak):
    assert api.get(f"{one('a-leak')}editions/{number}/").status_code == 404


# Conditional requests and headers


def test_unchanged_case_study_is_answered_without_a_body_in_one_query(api, django_assert_num_queries, leak):
    first = api.get(one("a-leak"))
    with django_assert_num_queries(1):
        answer = api.get(one("a-leak"), headers={"if-none-match": first["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")
    assert {name: answer[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        "ETag": first["ETag"],
        "Cache-Control": "public, no-cache",
        "Vary": "Accept, Authorization, Accept-Encoding",
    }


def test_etag_changes_with_everything_around_the_text(api, settings, leak):
    seen = {api.get(one("a-leak"))["ETag"]}
    PublicationSettings.objects.create(name="The Ledger")
    seen.add(api.get(one("a-leak"))["ETag"])
    settings.SITE_URL = "https://ledger.example.org"
    seen.add(api.get(one("a-leak"))["ETag"])
    publish_next(leak)
    seen.add(api.get(one("a-leak"))["ETag"])
    assert len(seen) == 4
    assert not any(etag.startswith("W/") for etag in seen)


def test_failed_precondition_is_a_problem(api, leak):
    answer = api.get(one("a-leak"), headers={"if-match": '"another"'})
    assert answer.status_code == 412
    assert answer["Content-Type"] == "application/problem+json"


def test_answers_set_no_cookie_and_may_be_read_from_any_origin(api, leak):
    for address in (LIST, one("a-leak"), f"{one('a-leak')}editions/", one("never-there"), "/api/v1/"):
        answer = api.get(address, headers={"origin": "https://outlet.example"})
        assert not answer.cookies
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Link", "Retry-After"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
    assert 'rel="canonical"' in api.get(one("a-leak"))["Link"]


def test_head_answers_the_headers_of_get(api, leak):
    for address in (LIST, one("a-leak")):
        get, head = api.get(address), api.head(address)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])


def test_options_answers_a_preflight(api):
    answer = api.options(one("a-leak"), headers={"origin": "https://x.example", "access-control-request-method": "GET"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


# What it costs


@pytest.mark.parametrize(("cases", "sections"), [(1, 5), (1, 100), (50 if PROVES else 10, 5)])
def test_queries_do_not_grow_with_cases_or_sections(api, django_assert_num_queries, cases, sections):
    by = make_account()
    for number in range(cases):
        publish_case(slug=f"case-{number}", sections=sections if number == 0 else 1, by=by)
    api.get(LIST)
    with django_assert_num_queries(2):
        assert len(api.get(one("case-0")).json()["sections"]) == sections
    with django_assert_num_queries(1):
        assert len(api.get(LIST, {"limit": 100}).json()["results"]) == cases
    with django_assert_num_queries(1):
        assert len(api.get(LIST, {"limit": 100, "topic": "creative-labour"}).json()["results"]) == cases


# The list


def test_list_fits_its_description_and_has_no_bodies(api):
    publish_case(slug="a-leak", event={"when": when("2024-11-01", "month", circa=True)})
    publish_next(publish_case(slug="another", event={"when": None}).case_study, kind=EditionKind.CORRECTION)
    body = api.get(LIST).json()
    check("CaseStudyList", body)
    assert [item["slug"] for item in body["results"]] == ["another", "a-leak"]
    assert "Statement 1 of the record" not in json.dumps(body)


def test_list_item_says_what_the_whole_answer_says(api, leak):
    item = api.get(LIST).json()["results"][0]
    whole = api.get(one("a-leak")).json()
    assert item.pop("source_count") == len(whole["sources"])
    assert item == {name: whole[name] for name in item}


def test_pages_follow_each_other_to_the_end_without_repeats(api, settings):
    by = make_account()
    for number in range(7):
        # All but the last at the same moment: the tie must not loop or lose one.
        publish_case(slug=f"case-{number}", by=by, now=NOW + timedelta(minutes=number // 6))
    seen, address, pages = [], f"{LIST}?limit=3", 0
    while address:
        answer = api.get(address)
        assert answer.status_code == 200
        seen += [item["slug"] for item in answer.json()["results"]]
        following = answer.json()["next"]
        assert ('rel="next"' in answer["Link"]) == bool(following)
        address, pages = following and following.removeprefix(settings.SITE_URL), pages + 1
    assert seen == [f"case-{number}" for number in reversed(range(7))]
    assert pages == 3


def test_page_that_is_exactly_full_is_the_last(api):
    publish_case(slug="case-1")
    publish_case(slug="case-2")
    assert api.get(LIST, {"limit": 2}).json()["next"] is None


@world
def us_and_eu():
    Topic.objects.create(slug="biometrics", name="Biometrics")
    publish_case(slug="us-case")
    publish_case(slug="eu-case", topics=[{"slug": "biometrics"}], jurisdictions=["EU"], now=NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"topic": "biometrics"}, ["eu-case"]),
        ({"topic": "creative-labour"}, ["us-case"]),
        ({"jurisdiction": "EU"}, ["eu-case"]),
        ({"party": "openai"}, ["eu-case", "us-case"]),
        ({"instrument": "eu-ai-act", "jurisdiction": "US"}, ["us-case"]),
        ({"topic": "biometrics", "jurisdiction": "US"}, []),
    ],
)
def test_filters_narrow_the_list(api, us_and_eu, filters, found):
    assert [item["slug"] for item in api.get(LIST, filters).json()["results"]] == found


def test_filter_does_not_see_a_topic_that_only_drafts_carry(api, leak):
    leak.topics.add(Topic.objects.create(slug="drafted", name="Drafted"))
    drafted, unknown = (api.get(LIST, {"topic": slug}) for slug in ("drafted", "unheard"))
    assert drafted.status_code == unknown.status_code == 400
    assert drafted.content.replace(b"drafted", b"unheard") == unknown.content


# Redacted


def test_redacted_edition_is_gone_and_the_others_stay(api):
    first = publish_case(slug="a-leak")
    publish_next(first.case_study)
    Redaction.objects.create(edition=first, reason=SECRET, made_at=NOW, made_by=uuid.uuid4(), seconded_by=uuid.uuid4())
    Rendering.objects.filter(edition=first).delete()
    gone = api.get(f"{one('a-leak')}editions/1/")
    assert gone.status_code == 410
    check("Problem", gone.json())
    assert gone.json()["type"].endswith("/redacted/")
    assert SECRET not in gone.content.decode()
    assert api.get(f"{one('a-leak')}editions/2/").status_code == 200
    listed = api.get(f"{one('a-leak')}editions/").json()
    check("EditionList", listed)
    assert [(row["number"], row["is_redacted"]) for row in listed["results"]] == [(2, False), (1, True)]


def test_case_study_whose_current_edition_is_redacted_is_gone_and_not_listed(api):
    edition = publish_case(slug="a-leak")
    Redaction.objects.create(
        edition=edition, reason=SECRET, made_at=NOW, made_by=uuid.uuid4(), seconded_by=uuid.uuid4()
    )
    Rendering.objects.filter(edition=edition).delete()
    assert api.get(one("a-leak")).json()["type"].endswith("/redacted/")
    assert api.get(LIST).json()["results"] == []
