"""Which policy goes with which address, and that public pages set no cookie."""

import pytest
from django.http import HttpResponse
from django.urls import path

from cms import urls as site
from cms.security_headers import ADMIN, API, API_DOCS, MEDIA, PUBLIC, policy_for

pytestmark = pytest.mark.urls(__name__)


def page(request):
    return HttpResponse("<p>A page.</p>")


def page_with_nonce(request):
    return HttpResponse(f'<script nonce="{request.csp_nonce}"></script>')


def broken(request):
    raise RuntimeError("on purpose")


urlpatterns = [
    path("ground/page", page),
    path("admin/ground/nonce", page_with_nonce),
    path("ground/broken", broken),
    *site.urlpatterns,
]


def policy_of(response):
    directives = response.headers["Content-Security-Policy"].split("; ")
    return {name: set(values) for name, *values in (directive.split() for directive in directives)}


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("/", PUBLIC),
        ("/cases/the-leak/", PUBLIC),
        ("/administrators/", PUBLIC),
        ("/admin/login/", ADMIN),
        ("/api/v1/case-studies/", API),
        ("/api/v1/docs/", API_DOCS),
        ("/media/ab/abc.svg", MEDIA),
    ],
)
def test_policy_for_address(address, policy):
    assert policy_for(address) is policy


def test_public_page_allows_its_own_files_and_nothing_else(client):
    assert policy_of(client.get("/ground/page")) == {
        "default-src": {"'none'"},
        "script-src": {"'self'"},
        "style-src": {"'self'"},
        "img-src": {"'self'"},
        "font-src": {"'self'"},
        "connect-src": {"'self'"},
        "manifest-src": {"'self'"},
        "form-action": {"'self'"},
        "base-uri": {"'none'"},
        "frame-ancestors": {"'none'"},
    }


def test_only_the_admin_allows_eval():
    eval_allowed = [policy for policy in (PUBLIC, ADMIN, API, API_DOCS, MEDIA) if "'unsafe-eval'" in str(policy)]
    assert eval_allowed == [ADMIN]


@pytest.mark.django_db
def test_admin_page_carries_the_nonce_of_its_answer(client):
    response = client.get("/admin/ground/nonce")
    nonce = response.content.decode().split('"')[1]
    assert f"'nonce-{nonce}'" in policy_of(response)["script-src"]
    assert nonce not in client.get("/admin/ground/nonce").content.decode()


def test_public_page_sets_no_cookie_and_does_not_vary_on_one(client):
    response = client.get("/ground/page")
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


def test_every_page_carries_the_other_protections(client):
    headers = client.get("/ground/page").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_page_that_breaks_still_carries_the_policy(client):
    client.raise_request_exception = False
    response = client.get("/ground/broken")
    assert response.status_code == 500
    assert policy_of(response)["default-src"] == {"'none'"}
