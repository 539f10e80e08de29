"""What of a snapshot goes into its search entry, and under which anchor."""

from itertools import islice, product

import pytest

from casestudies.models import SearchEntry
from casestudies.publication.search_entry import LONGEST, LONGEST_OTHER, WORD_COLUMNS, search_entry
from casestudies.publication.search_facets import checked_band, reading_band
from casestudies.publication.search_words import grams, is_spelt, stem
from casestudies.publication.snapshot import take_snapshot
from tests.factories import make_case, publish_case


def contents(*anchors):
    return [{"anchor": anchor, "heading": anchor} for anchor in anchors]


@pytest.mark.django_db
def test_entry_holds_public_text_alone_each_column_its_own():
    snapshot = take_snapshot(make_case(slug="sora", note="SENTINEL")).document

    entry = search_entry(snapshot, contents("part-1", "part-2", "timeline", "sources"))

    assert entry["title"] == "the leak of sora"
    assert entry["names"].startswith("openai creative labour casebook united states regulation eu 2024 1689 ai act")
    assert entry["questions"] == "who was owed what"
    assert "kyle wiggers title of ars2024 techcrunch" in entry["sources"]
    assert "statement 1 of the record" in entry["text"]
    assert "sentinel" not in str(entry).lower()


@pytest.mark.django_db
def test_passages_stand_where_the_page_has_them():
    snapshot = take_snapshot(make_case(slug="sora")).document
    snapshot["sections"][1]["anchor"] = "timeline"

    entry = search_entry(snapshot, contents("part-1", "timeline", "timeline-x", "sources"))

    places = {heading: anchor for anchor, heading, _text in entry["passages"]}
    assert places == {
        "": "",
        "At a glance": "at-a-glance",
        "Part 1": "part-1",
        "Part 2": "timeline",
        "Timeline": "timeline-x",
        "Parties": "",
        "Questions for discussion": "",
        "Sources": "sources",
    }


@pytest.mark.django_db
def test_longest_entry_is_one_that_every_database_takes():
    state = publish_case().case_study.public_state
    words = islice(product("abcdefghijk", repeat=6), 90_000)
    text = " ".join("".join(letters) for letters in words)
    lengths = {name: LONGEST.get(name, LONGEST_OTHER) for name in WORD_COLUMNS}
    columns = {name: text[::-1][:length] if name == "title" else text[-length:] for name, length in lengths.items()}

    SearchEntry.objects.filter(state=state).update(**columns)


@pytest.mark.django_db
def test_columns_are_cut_to_their_length(monkeypatch):
    monkeypatch.setattr("casestudies.publication.search_entry.LONGEST", {"text": 20})
    monkeypatch.setattr("casestudies.publication.search_entry.LONGEST_OTHER", 8)

    entry = search_entry(take_snapshot(make_case()).document, [])

    assert {name: len(entry[name]) for name in WORD_COLUMNS} == dict.fromkeys(WORD_COLUMNS, 8) | {"text": 20}


@pytest.mark.parametrize(("minutes", "band"), [(1, "to-5"), (5, "to-5"), (6, "to-10"), (20, "to-20"), (21, "over-20")])
def test_reading_time_falls_into_a_band(minutes, band):
    assert reading_band(minutes) == band


@pytest.mark.parametrize(("checked", "band"), [(0, "none"), (1, "some"), (5, "most"), (9, "most"), (10, "all")])
def test_checked_share_falls_into_a_band(checked, band):
    assert checked_band(checked, 10) == band


def test_forms_of_a_word_have_one_stem_and_short_words_their_deletions():
    assert stem("testing") == stem("tests") == "test"
    assert grams("leak") == {"^le", "lea", "eak", "ak$", "-leak", "-eak", "-lak", "-lek", "-lea"}
    assert not any(gram.startswith("-") for gram in grams("consultation"))
    assert [is_spelt(word) for word in ("ab", "abc", "v2x", "東")] == [False, True, False, False]
