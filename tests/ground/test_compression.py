"""What is compressed, what is not, and that a reader's copy stays good either way."""

import gzip

import brotli
import pytest
from django.http import FileResponse, HttpResponse
from django.urls import path

from cms import urls as site
from tests.factories import publish_case
from tests.worlds import world

pytestmark = pytest.mark.urls(__name__)
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, br;q=0"}
BROTLI = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd"}
LONG = "<p>A page of words.</p>" * 50


def long_page(request):
    return HttpResponse(LONG)


def short_page(request):
    return HttpResponse("ok")


urlpatterns = [
    path("ground/long", long_page),
    path("ground/short", short_page),
    path("admin/ground/long", long_page),
    path("media/ground/long", long_page),
    path("ground/stream", lambda request: FileResponse([LONG.encode()])),
    *site.urlpatterns,
]


@world
def a_case():
    return publish_case(slug="a-case").case_study


def test_public_page_is_compressed_for_a_reader_who_takes_it(client):
    answer = client.get("/ground/long", **GZIP)

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert gzip.decompress(answer.content).decode() == LONG


def test_public_page_is_smaller_still_for_a_reader_who_takes_brotli(client):
    answer = client.get("/ground/long", **BROTLI)

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert brotli.decompress(answer.content).decode() == LONG
    assert "Content-Encoding" not in client.get("/ground/short", **BROTLI).headers


def test_public_page_is_plain_for_a_reader_who_does_not(client):
    answer = client.get("/ground/long")

    assert "Content-Encoding" not in answer.headers
    assert answer.content.decode() == LONG


@pytest.mark.parametrize("address", ["/ground/long", "/ground/short"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_every_public_answer_varies_on_the_encoding(client, address, encoding):
    answer = client.get(address, HTTP_ACCEPT_ENCODING=encoding)

    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/ground/long", "/media/ground/long", "/ground/stream"])
def test_admin_pictures_and_streams_are_left_alone(client, address):
    assert "Content-Encoding" not in client.get(address, **GZIP).headers


@pytest.mark.django_db
@pytest.mark.rows
@pytest.mark.parametrize("address", ["/", "/cases/", "/cases/a-case/", "/api/v1/case-studies/a-case/"])
@pytest.mark.parametrize("takes", [GZIP, BROTLI], ids=["gzip", "brotli"])
def test_copy_stays_good_whether_it_came_compressed_or_plain(client, address, takes, a_case):
    compressed, plain = client.get(address, **takes), client.get(address)

    assert compressed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    for etag in (compressed.headers["ETag"], plain.headers["ETag"]):
        again = client.get(address, HTTP_IF_NONE_MATCH=etag, **takes)
        assert again.status_code == 304
        assert again.content == b""
        assert "Accept-Encoding" in again.headers["Vary"]
