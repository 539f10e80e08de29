"""RIS: fields, names, and records that are not whole."""

from casestudies.exchange.citations.ris import read_ris

FILE = """TY  - NEWS
AU  - Müller, Jörg
AU  - World Health Organization
TI  - A title that
goes on
T2  - The Paper
PY  - 2024/11/26/
UR  - https://example.org/1
DO  - 10.1000/1
SP  - 3
EP  - 5
SN  - 1234-5678
ER  -

stray line
TY  - BOOK
TI  - No end

TY  - JOUR
T1  - Two
ED  - Smith, Ann
VL  - 3
IS  - 4
DA  - 2020/05//
ER  -
TY  - GEN
TI  - Last, cut off
"""


def test_records_are_read_and_broken_ones_named_by_line():
    found = list(read_ris(FILE))

    assert [(entry.where, entry.problem) for entry in found] == [
        ("line 1", ""),
        ("line 15", "It belongs to no record: one begins with “TY  - ”."),
        ("line 16", "The record has no end (ER) before line 19."),
        ("line 19", ""),
        ("line 26", "The record has no end (ER): is the file whole?"),
    ]
    assert found[0].csl == {
        "type": "article-newspaper",
        "title": "A title that goes on",
        "container-title": "The Paper",
        "DOI": "10.1000/1",
        "URL": "https://example.org/1",
        "author": [{"family": "Müller", "given": "Jörg"}, {"literal": "World Health Organization"}],
        "page": "3-5",
        "issued": {"date-parts": [[2024, 11, 26]]},
        "ISSN": "1234-5678",
    }
    assert found[3].csl == {
        "type": "article-journal",
        "title": "Two",
        "volume": "3",
        "issue": "4",
        "editor": [{"family": "Smith", "given": "Ann"}],
        "issued": {"date-parts": [[2020, 5]]},
    }


def test_what_is_no_ris_is_no_error():
    assert next(entry.problem for entry in read_ris("ER  - \n\x0b\nTY")).startswith("It belongs to no record")
