"""Which build answers: every answer that was stored is asked for again once the software is another."""

import pytest

from casestudies import build
from casestudies.build import build_digest, files
from tests.factories import publish_case

pytestmark = pytest.mark.django_db
MEMBERS = {
    "casestudies/public/cases.py": b"made = 1",
    "templates/public/case.html": b"<h1>",
    "templates/handout/handout.typ": b"#let",
    "casestudies/locale/fr/LC_MESSAGES/django.mo": b"mots",
    "requirements.txt": b"Django==5.2.19",
}


@pytest.fixture
def fresh():
    """As a new process finds it, before and after."""
    build_digest.cache_clear()
    yield
    build_digest.cache_clear()


def test_digest_is_another_after_any_change_of_the_software(tmp_path, settings, fresh):
    settings.BASE_DIR = tmp_path
    for name, data in MEMBERS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = {build_digest()}

    for name, data in MEMBERS.items():
        build_digest.cache_clear()
        (tmp_path / name).write_bytes(data + b" ")
        found.add(build_digest())

    assert len(found) == 1 + len(MEMBERS)
    build_digest.cache_clear()
    assert build_digest() in found


def test_digest_covers_what_makes_the_pages_and_the_api(settings):
    covered = {str(path.relative_to(settings.BASE_DIR)) for path in files(settings.BASE_DIR)}

    assert {"casestudies/api/envelope.py", "templates/public/case.html", "cms/settings.py"} <= covered


@pytest.mark.rows
@pytest.mark.parametrize("address", ["/cases/sora/", "/cases/", "/api/v1/case-studies/sora/", "/api/v1/case-studies/"])
def test_stored_answers_of_another_build_are_not_current(client, monkeypatch, address, fresh):
    publish_case(slug="sora")
    kept = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": kept}).status_code == 304

    build_digest.cache_clear()
    monkeypatch.setattr(build, "MADE_OF", (("cms", "*.py"),))
    again = client.get(address, headers={"if-none-match": kept})

    assert (again.status_code, again["ETag"] == kept) == (200, False)
