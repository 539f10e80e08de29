"""What a reader's phone has to fetch before the seeded case stands there: little, and all of it from here."""

import re

import brotli
import pytest
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.management import call_command

from cms.static_files import put_together

pytestmark = [pytest.mark.sqlite_only, pytest.mark.django_db]
MOST_BYTES = 60_000
HEADERS = 850  # of an answer, measured; the page's own are counted
LINKED = re.compile(r'(?:<link rel="(?:stylesheet|icon)" href|<script type="module" src)="([^"]+)"')


def test_case_page_and_all_that_it_loads_fit_the_budget(client):
    call_command("seed", verbosity=0)
    answer = client.get("/cases/sora-leak-2024/", HTTP_ACCEPT_ENCODING="br")
    page = brotli.decompress(answer.content).decode()
    loaded = LINKED.findall(page)
    paths = {path: (storage, path) for path, storage in FileSystemFinder().list([])}

    sizes = {"page": len(answer.content) + sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())}
    for address in loaded:
        assert address.startswith("/static/"), address
        text = put_together(address.removeprefix("/static/"), paths)
        sizes[address] = len(brotli.compress(text.encode())) + HEADERS

    assert len(loaded) >= 5, "The pattern no longer finds what the page loads."
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert sizes["page"] > 20_000, "This is not the seeded case."
    assert not re.search(r'<(?:img|script|iframe|source|video)[^>]+src="(?!/(?:static|media)/)', page)
