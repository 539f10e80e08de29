"""Pages for what went wrong: they belong to the site, say what happened, and offer search."""

import io

import pytest
from django.db import DatabaseError

from casestudies.public import cases, errors
from casestudies.public.errors import server_error


def body(response):
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nope", "/cases/none/", "/cases/a%00b/", "/media/x.svg"])
def test_unknown_address_says_so_and_offers_search(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "<h1>Page not found</h1>" in body(answer)
    assert '<form class="search-form" action="/cases/" method="get" role="search">' in body(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/cases/sora-leak/report/", "/oai"])
def test_body_larger_than_any_form_is_refused_unread(client, sora, monkeypatch, address):
    monkeypatch.setattr(errors, "LARGEST_BODY", 100)
    refused = client.post(address, {"verb": "Identify", "file": io.BytesIO(b"x" * 100)})
    read = client.post(address, "verb=Identify", content_type="application/x-www-form-urlencoded")

    assert refused.status_code == 413
    assert not hasattr(refused.wsgi_request, "_files")
    assert read.status_code != 413


@pytest.mark.django_db
def test_fault_of_ours_says_so_and_shows_no_detail(client, monkeypatch):
    def fail(slug):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(cases, "surroundings", fail)
    client.raise_request_exception = False

    answer = client.get("/cases/any/")

    assert (answer.status_code, answer["Cache-Control"]) == (500, "no-store")
    assert "<h1>This page could not be made</h1>" in body(answer)
    assert "secret detail" not in body(answer)


def test_fault_page_asks_nothing_of_the_database(rf):
    assert "<h1>This page could not be made</h1>" in body(server_error(rf.get("/")))


def test_unknown_address_is_answered_while_the_database_is_away(rf, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(errors, "publication", away)

    assert errors.not_found(rf.get("/nope")).status_code == 404
