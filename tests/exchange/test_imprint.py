"""What stands around the text of a copy says names and titles as they are, and nothing in them is markup."""

import pytest
from django.test import Client
from markdown_it import MarkdownIt

from casestudies.models import Person, PublicationSettings
from tests.factories import publish_case

pytestmark = pytest.mark.django_db
TITLE = "A *b* <img src=x onerror=alert(1)> [c](javascript:alert(1)) \\"


def test_nothing_below_a_text_in_markdown_is_read_as_markup():
    Person.objects.create(key="ada", name="Ada <b>Writer</b>", kind="person")
    Person.objects.create(key="office", name="`Office` [& Sons](data:x)", kind="organisation")
    PublicationSettings.objects.create(name="The _Ledger_ &amp; <script>x</script>")
    credited = [{"key": key, "roles": ["writing-original-draft"]} for key in ("ada", "office")]
    publish_case(slug="leak", title=TITLE, contributors=credited)
    ours = Client().get("/api/v1/case-studies/leak/").json()
    lines = [
        ours["attribution"]["text"],
        f"Licence: {ours['licence']['url']}",
        f"Case study {ours['uuid']}, edition 1, SHA-256 {ours['edition']['edition_digest']}",
    ]
    for said in (TITLE, "Ada <b>Writer</b>", "[& Sons](data:x)", "_Ledger_ &amp; <script>"):
        assert said in lines[0]
    for path in ("/api/v1/case-studies/leak.md", "/cases/leak/case.md", "/cases/leak/editions/1/case.md"):
        _, rule, below = Client().get(path).content.decode().rpartition("\n---\n")
        _, paragraph, _ = MarkdownIt("commonmark").parse(rule + below)[1:]
        assert {piece.type for piece in paragraph.children} <= {"text", "text_special", "hardbreak"}, path
        read = "".join("\n" if piece.type == "hardbreak" else piece.content for piece in paragraph.children)
        assert read.split("\n") == lines, path
