"""A corpus to look in."""

from benchmarks.search import corpus
from tests.worlds import world


@world
def cases():
    """The invented case studies of benchmarks/search/cases.yaml, live."""
    corpus.write(corpus.asked_for())
