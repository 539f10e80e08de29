"""Search finds what readers mean: a floor under the evaluation, on a small corpus."""

import pytest

from benchmarks.search import corpus
from benchmarks.search.quality import ranks, summary


@pytest.mark.django_db
def test_search_finds_what_was_meant_among_cases_that_get_in_the_way():
    corpus.write([*corpus.asked_for(), *corpus.around(40, words=60)])
    asked = [query for query in corpus.answers() if query["kind"] != "seeded"]

    found = summary([rank for _, rank in ranks(asked)])

    assert found["queries"] >= 60
    assert (found["success@1"] >= 0.95, found["success@5"] >= 0.97, found["mrr"] >= 0.95) == (True, True, True), found
