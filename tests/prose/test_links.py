"""Links lead to the web or to a mailbox, in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.prose.links import canonical_href
from tests.prose.strategies import hrefs, texts


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("https://example.org/", "https://example.org/"),
        ("  HTTPS://Example.org/A b ", "https://Example.org/A%20b"),
        ("http://example.org/a\nb", "http://example.org/ab"),
        ("https://example.org/?q=<\"'>", "https://example.org/?q=%3C%22'%3E"),
        ("https://example.org/e\u0301\u200b", "https://example.org/é%E2%80%8B"),
        ("https://[::1]/", "https://[::1]/"),
        ("https://[::1/", ""),
        ("MailTo:desk@example.org", "mailto:desk@example.org"),
        ("mailto:", ""),
        ("https://", ""),
        ("https:///path", ""),
        ("https:example.org", ""),
        ("//example.org", ""),
        ("example.org", ""),
        ("https://example.org/" + "a" * 5000, ""),
    ],
)
def test_canonical_href(address, canonical):
    assert canonical_href(address) == canonical


@given(st.sampled_from(["https://a.b/", "mailto:", ""]), texts | hrefs)
def test_canonical_href_is_stable(start, rest):
    once = canonical_href(start + rest)
    assert canonical_href(once) == once
