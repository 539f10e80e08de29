"""The pages of a case study: what they show, to whom they lead, what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.actions.project import move_slug
from casestudies.actions.rebuild import rebuild
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from casestudies.models import PublicState, Redaction, Rendering
from tests.factories import NOW, make_account, make_case, publish_case, revise_case
from tests.public.conftest import publish_next

pytestmark = pytest.mark.django_db
SENTINEL = "xyzzy-unpublished"


def body(response):
    return response.content.decode()


def test_case_page_shows_the_current_edition_with_its_edition_line(client, sora):
    page = body(client.get("/cases/sora-leak/"))

    assert "<h1>The leak of sora-leak</h1>" in page
    assert (
        "Edition 1</span>&nbsp;· "
        '<time datetime="2026-11-14">14 November 2026</time>&nbsp;· '
        '<span class="edition-checked">0 of 4 statements checked</span></p>'
    ) in page
    assert "Statement 1 of the record." in page
    assert '<link rel="canonical" href="http://localhost:8000/cases/sora-leak/">' in page


def test_case_page_costs_four_queries(client, sora, django_assert_num_queries):
    client.get("/cases/sora-leak/")
    with django_assert_num_queries(4):
        client.get("/cases/sora-leak/")


def test_case_page_that_a_reader_has_costs_two_queries_and_touches_no_text(client, sora):
    first = client.get("/cases/sora-leak/")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = client.get("/cases/sora-leak/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert len(queries) == 2
    assert not any('"html"' in query["sql"] for query in queries)


@pytest.mark.parametrize("address", ["/cases/sora-leak/", "/cases/sora-leak/editions/", "/cases/sora-leak/editions/1/"])
@pytest.mark.parametrize("header", ["if-modified-since", "if-unmodified-since"])
def test_case_pages_know_no_date_that_a_copy_could_be_held_by(client, sora, address, header):
    again = client.get(address, headers={header: "Sun, 15 Nov 2026 09:30:00 GMT"})

    assert (again.status_code, "Last-Modified" in again.headers) == (200, False)


@pytest.mark.parametrize("number", [1, 2])
def test_page_is_new_when_its_rendering_is_whatever_the_code_renders_now(client, sora, number):
    publish_next(sora)
    address = f"/cases/sora-leak/editions/{number}/"
    first = client.get(address)
    Rendering.objects.filter(edition__number=number).update(renderer_version=99, html="<p>Made again.</p>")

    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, "<p>Made again.</p>" in body(again)) == (200, True)


@pytest.mark.parametrize("number", [1, 2])
def test_page_is_new_after_a_rebuild_by_the_same_renderer(client, sora, number):
    publish_next(sora)
    address = f"/cases/sora-leak/editions/{number}/"
    Rendering.objects.update(html="<p>Made by a slip.</p>")
    first = client.get(address)
    assert "Made by a slip." in body(first)

    assert len(list(rebuild())) == 2
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, "Made by a slip." in body(again)) == (200, False)


def test_case_page_is_new_after_a_new_edition(client, sora):
    first = client.get("/cases/sora-leak/")
    publish_next(sora)

    again = client.get("/cases/sora-leak/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again["ETag"] == first["ETag"]) == (200, False)


def test_case_page_may_be_kept_by_anybody_and_sets_no_cookie(client, sora):
    page = client.get("/cases/sora-leak/")

    assert page["Cache-Control"] == "public, no-cache"
    assert page.cookies == {}
    assert "Cookie" not in page.get("Vary", "")


def test_case_page_answers_head(client, sora):
    page = client.head("/cases/sora-leak/")

    assert (page.status_code, page.content) == (200, b"")
    assert page["ETag"] == client.get("/cases/sora-leak/")["ETag"]


@pytest.mark.rows
@pytest.mark.parametrize("address", ["/", "/cases/", "/cases/sora-leak/", "/standards/", "/feed.atom", "/sitemap.xml"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_refuse_to_be_written_to_with_a_page_of_ours(client, sora, address, method):
    client.handler.enforce_csrf_checks = True

    answer = getattr(client, method)(address)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "<h1>Read only</h1>" in body(answer)


def test_case_page_says_what_was_corrected(client, sora):
    publish_next(sora, kind=EditionKind.CORRECTION, note="The form was open for three hours, not four.")

    page = body(client.get("/cases/sora-leak/"))

    assert '<span class="edition-kind-correction">correction</span>' in page
    assert "Corrected: The form was open for three hours, not four." in page
    assert '<dt>Correction, <time datetime="2026-11-14">14 November 2026</time></dt>' in page


def test_case_page_says_how_to_cite_it(client, sora):
    page = body(client.get("/cases/sora-leak/"))

    line = "(2026). <i>The leak of sora-leak</i> (1st ed.) [Case study]. http://localhost:8000/cases/sora-leak/"
    assert f"Casebook. {line}" in page


def test_case_page_shows_nothing_unpublished(client, sora):
    revise_case(sora, text=SENTINEL)
    sora.questions.update(teacher_note=SENTINEL)
    sora.title = sora.summary = SENTINEL
    sora.save()

    for address in (
        "/",
        "/cases/",
        "/cases/?q=xyzzy",
        "/cases/sora-leak/",
        "/cases/sora-leak/editions/",
        "/cases/sora-leak/editions/1/",
        "/topics/creative-labour/",
        "/feed.atom",
        "/sitemap.xml",
    ):
        assert SENTINEL not in body(client.get(address)).replace("“xyzzy”", ""), address


def test_draft_that_was_never_published_has_no_page(client):
    make_case(slug="only-a-draft")

    assert client.get("/cases/only-a-draft/").status_code == 404
    assert client.get("/cases/only-a-draft/editions/").status_code == 404
    assert client.get("/cases/only-a-draft/editions/1/").status_code == 404


def test_old_edition_keeps_its_text_under_a_banner(client, sora):
    publish_next(sora, text="What edition two says.")

    old = body(client.get("/cases/sora-leak/editions/1/"))

    assert "<strong>This is an old edition.</strong>" in old
    assert "Statement 1 of the record." in old
    assert "What edition two says." not in old
    assert '<link rel="canonical" href="http://localhost:8000/cases/sora-leak/">' in old


def test_current_edition_has_no_banner_at_its_own_address(client, sora):
    assert "This is an old edition." not in body(client.get("/cases/sora-leak/editions/1/"))


@pytest.mark.parametrize("number", ["0", "2", "01", "-1", "one", "9999999", "99999999999999999999"])
def test_edition_that_is_not_there_is_404(client, sora, number):
    assert client.get(f"/cases/sora-leak/editions/{number}/").status_code == 404


def test_editions_are_listed_newest_first_with_their_notes(client, sora):
    publish_next(sora, note="Adds what became known.")

    page = body(client.get("/cases/sora-leak/editions/"))

    assert page.index('href="/cases/sora-leak/editions/2/"') < page.index('href="/cases/sora-leak/editions/1/"')
    assert page.index("Adds what became known.") < page.index("First edition.")


def test_editions_cost_the_same_however_many(client, sora, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/cases/sora-leak/editions/")
    for number in (2, 3, 4):
        publish_next(sora, hours=number, text=f"Text {number}.")
    with django_assert_num_queries(3):
        client.get("/cases/sora-leak/editions/")


def test_withdrawn_case_page_shows_the_notice_alone(client, sora):
    withdraw(sora, by=make_account(), now=NOW + timedelta(hours=1), reason="Two sources were invented.")

    answer = client.get("/cases/sora-leak/")
    page = body(answer)

    assert answer.status_code == 200
    assert "Two sources were invented." in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Statement 1 of the record." not in page


def test_withdrawn_case_keeps_its_editions_under_a_banner(client, sora):
    withdraw(sora, by=make_account(), now=NOW + timedelta(hours=1), reason="Two sources were invented.")

    page = body(client.get("/cases/sora-leak/editions/1/"))

    assert "<strong>This case study was withdrawn.</strong>" in page
    assert "Statement 1 of the record." in page
    assert '<meta name="robots" content="noindex">' in page


def test_withdrawn_case_is_in_no_list(client, sora):
    withdraw(sora, by=make_account(), now=NOW + timedelta(hours=1), reason="Two sources were invented.")

    for address in ("/", "/cases/", "/cases/?q=leak", "/sitemap.xml"):
        assert "sora-leak" not in body(client.get(address)), address
    assert "<entry>" not in body(client.get("/feed.atom"))
    assert client.get("/topics/creative-labour/").status_code == 404


@pytest.mark.parametrize("is_deleted", [True, False])
def test_redacted_case_is_in_no_list_and_says_so_at_its_address(client, sora, is_deleted):
    edition = sora.editions.get()
    one, two = make_account(), make_account()
    Redaction.objects.create(edition=edition, reason="x", made_at=NOW, made_by=one.uuid, seconded_by=two.uuid)
    if is_deleted:
        Rendering.objects.all().delete()

    for address in ("/", "/cases/", "/cases/?q=leak", "/feed.atom", "/sitemap.xml"):
        answer = client.get(address)
        assert (answer.status_code, "sora-leak" in body(answer)) == (200, False), address
    for address, status in (("", 410), ("editions/1/", 410), ("editions/", 200)):
        answer = client.get(f"/cases/sora-leak/{address}")
        assert (answer.status_code, "The leak of" in body(answer)) == (status, False), address
    assert client.get("/topics/creative-labour/").status_code == 404


def test_case_whose_page_is_being_made_again_is_in_no_list_and_keeps_its_list_of_editions(client, sora):
    Rendering.objects.all().delete()

    for address in ("/", "/cases/", "/feed.atom", "/sitemap.xml"):
        assert "sora-leak" not in body(client.get(address)), address
    assert client.get("/cases/sora-leak/editions/").status_code == 200


@pytest.mark.parametrize("below", ["", "editions/", "editions/1/"])
def test_old_slug_redirects_for_good(client, sora, below):
    state = PublicState.objects.get()
    move_slug(state, "sora-leak-2024")
    state.save()

    answer = client.get(f"/cases/sora-leak/{below}")

    assert (answer.status_code, answer["Location"]) == (301, f"/cases/sora-leak-2024/{below}")


def test_case_page_states_the_facts_about_the_case_beside_the_text(client, sora):
    page = body(client.get("/cases/sora-leak/"))

    assert "<dt>Happened</dt><dd>26 November 2024</dd>" in page
    place = '<a href="/cases/?jurisdiction=US" rel="nofollow">United States</a>'
    assert f"<dt>Concerns</dt><dd>{place}</dd>" in page
    assert '<dt>Sources</dt><dd><a href="#sources">3 sources</a></dd>' in page
    assert "<dt>Reading time</dt><dd>1 minute</dd>" in page
    assert "First published" not in page

    publish_next(sora, hours=24)
    assert '<dt>First published</dt><dd><time datetime="2026-11-14">' in body(client.get("/cases/sora-leak/"))


@pytest.mark.rows
@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("ar", '<article class="case" lang="ar" dir="rtl">'),
        ("fa-IR", '<article class="case" lang="fa-IR" dir="rtl">'),
        ("az-Arab", '<article class="case" lang="az-Arab" dir="rtl">'),
        ("en-GB", '<article class="case" lang="en-GB">'),
        ("arn", '<article class="case" lang="arn">'),
    ],
)
def test_case_page_runs_in_the_direction_of_its_language(client, language, opening):
    publish_case(make_case(slug="a-case", language=language))

    assert opening in body(client.get("/cases/a-case/"))


def test_case_page_of_a_title_like_markup_is_escaped(client):
    publish_case(make_case(slug="evil", title="<script>alert(1)</script>"))

    for address in ("/", "/cases/", "/cases/evil/", "/cases/evil/editions/", "/feed.atom"):
        assert "<script>alert" not in body(client.get(address)), address
