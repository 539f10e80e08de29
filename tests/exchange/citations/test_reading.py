"""Which format somebody gave, and what is said where it is none."""

import json
import time

import pytest

from casestudies.errors import CasebookError
from casestudies.exchange.citations.latex import plain_address
from casestudies.exchange.citations.reading import decode, read_citations
from casestudies.exchange.citations.source_item import take


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@article{a, title={T}}", "BibTeX"),
        ("% Encoding: UTF-8\n\n@article{a, title={T}}", "BibTeX"),
        ("\ufeffTY  - BOOK\r\nTI  - T\r\nER  - \r\n", "RIS"),
        ("Provider: X\n\nTY  - BOOK\nTI  - T\nER  -", "RIS"),
        ('[{"type": "book", "title": "T"}]', "CSL-JSON"),
        ('{"type": "book", "title": "T"}', "CSL-JSON"),
        ('{"items": [{"type": "book", "title": "T"}]}', "CSL-JSON"),
    ],
)
def test_format_is_recognised(text, name):
    reading = read_citations(text)

    assert reading.format == name
    assert [entry.csl["title"] for entry in reading.entries if not entry.problem] == ["T"]


def test_addresses_and_dois_are_recognised_line_by_line():
    text = "https://example.org/a\n10.1000/x\n doi:10.1000/y \nwww.example.org/b\nhttps://example.org/a"

    assert read_citations(text).addresses == (
        "https://example.org/a",
        "10.1000/x",
        "doi:10.1000/y",
        "www.example.org/b",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste an address, a DOI, BibTeX"),
        ("Wiggers (2024), OpenAI's Sora leaked", "none of the formats"),
        ("<html></html>", "none of the formats"),
        ('[{"type": "book",]', "not whole JSON: line 1, column"),
        ("[" * 100_000, "nested deeper"),
        ("[1" + "0" * 5000 + "]", "larger numbers"),
        ("[]", "there is no work in it"),
        ('{"items": 3}', "CSL-JSON is a list of works"),
        ("\n".join(f"10.1000/{n}" for n in range(11)), "11 addresses are too many"),
        ("x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (json.dumps([{}] * 5001), "5,001 works are too many"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(text, sentence):
    with pytest.raises(CasebookError, match=sentence.replace("(", r"\(")):
        read_citations(text)


def test_items_that_are_no_works_are_named():
    found = read_citations('[{"title": ["From Crossref"], "type": "book"}, 3]').entries

    assert [(entry.where, entry.csl.get("title"), bool(entry.problem)) for entry in found] == [
        ("item 1", "From Crossref", False),
        ("item 2", None, True),
    ]


@pytest.mark.parametrize("data", ["Łódź".encode(), "Łódź".encode("utf-16"), b"\xef\xbb\xbf" + "Łódź".encode()])
def test_file_is_decoded_whatever_wrote_it(data):
    assert decode(data) == "Łódź"


def test_file_in_an_old_encoding_is_decoded():
    assert decode("Müller – “x”".encode("cp1252")) == "Müller – “x”"


def test_no_text_keeps_a_worker_busy():
    repeats = 15_000
    began = time.thread_time()

    with pytest.raises(CasebookError):
        read_citations("x" + "\n" * repeats * 4 + "x")
    assert take({"title": "<i " * repeats * 2, "type": "book"}).item["title"].startswith("<i <i")
    assert plain_address("\\url{" * repeats)

    # As many steps as there are letters take a tenth of it; as many as their square twenty times as long.
    assert time.thread_time() - began < 1
