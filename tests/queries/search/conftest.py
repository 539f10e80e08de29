"""A corpus to look in."""

import pytest

from benchmarks.search import corpus


@pytest.fixture
def cases(db):
    """The invented case studies of benchmarks/search/cases.yaml, live."""
    corpus.write(corpus.asked_for())
