"""RIS as rispy and our own reader read it."""

import rispy

from casestudies.exchange.citations.ris import read_ris
from casestudies.exchange.citations.write_ris import write_ris

ARTICLE = {
    "id": "doe2024",
    "type": "article-journal",
    "title": "A title\nin two lines",
    "author": [{"family": "Doe", "given": "Jane", "suffix": "Jr"}, {"literal": "Office & Sons"}],
    "container-title": "Journal of Tests",
    "volume": 3,
    "issue": "4",
    "page": "1-9",
    "URL": "https://example.org/a",
    "issued": {"date-parts": [[2024, 11]]},
    "accessed": {"date-parts": [[2025, 1, 2]]},
    "keyword": "Labour, Testing",
}


def test_record_is_read_by_rispy():
    [record] = rispy.loads(write_ris([ARTICLE]))

    assert {name: record[name] for name in ("type_of_reference", "id", "title", "authors", "year", "keywords")} == {
        "type_of_reference": "JOUR",
        "id": "doe2024",
        "title": "A title in two lines",
        "authors": ["Doe, Jane, Jr", "Office & Sons"],
        "year": "2024",
        "keywords": ["Labour", "Testing"],
    }
    assert (record["start_page"], record["end_page"], record["urls"]) == ("1", "9", ["https://example.org/a"])


def test_lines_are_as_the_format_has_them():
    written = write_ris([ARTICLE, {"id": "b", "type": "dataset", "title": "B"}])

    lines = written.split("\r\n")
    assert "\n" not in written.replace("\r\n", "")
    assert (lines[0], lines[-2:]) == ("TY  - JOUR", ["ER  - ", ""])
    assert lines.count("ER  - ") == 2
    assert "DA  - 2024/11" in lines


def test_record_comes_back_the_same():
    [entry] = read_ris(write_ris([ARTICLE]))

    assert entry.csl["author"] == ARTICLE["author"]
    assert (entry.csl["issued"], entry.csl["accessed"], entry.csl["page"]) == (
        ARTICLE["issued"],
        ARTICLE["accessed"],
        "1-9",
    )
