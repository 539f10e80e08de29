"""Sources: whether a reader who follows one gets there, safely, and finds what still stands."""

from collections.abc import Iterator

from casestudies.enums import LinkState, SourceStanding
from casestudies.errors import Problem
from casestudies.readiness.reading import Reading

Source = tuple[int, str, str, bool]


def dangerous_links(reading: Reading) -> Iterator[Problem]:
    for index, key, title, _archived in _sources(reading):
        if reading.evidence.links.get(key) == LinkState.DANGEROUS:
            yield Problem(
                f"The link to “{title}” is dangerous. Take it out, or cite another source.", f"sources[{index}].url"
            )


def dead_links(reading: Reading) -> Iterator[Problem]:
    for index, key, title, archived in _sources(reading):
        if reading.evidence.links.get(key) == LinkState.DEAD:
            then = "readers are shown the archived copy" if archived else "add an archived copy"
            yield Problem(f"The link to “{title}” is dead; {then}.", f"sources[{index}].archived_url")


def unarchived(reading: Reading) -> Iterator[Problem]:
    """Sources on the web whose text will be lost when their site is."""
    for index, key, title, archived in _sources(reading):
        on_the_web = bool(reading.document["sources"][index]["csl"].get("URL"))
        if on_the_web and not archived and reading.evidence.links.get(key) != LinkState.DEAD:
            yield Problem(f"“{title}” has no archived copy.", f"sources[{index}].archived_url")


def retracted(reading: Reading) -> Iterator[Problem]:
    done = {SourceStanding.RETRACTED: "retracted", SourceStanding.CORRECTED: "corrected"}
    for index, key, title, _archived in _sources(reading):
        standing, note = reading.evidence.standings.get(key, (SourceStanding.STANDS, ""))
        if standing in done:
            more = f": {note.rstrip('.')}." if note else "."
            sentence = f"“{title}” was {done[SourceStanding(standing)]} by its publisher{more}"
            yield Problem(sentence, f"sources[{index}].standing")


def _sources(reading: Reading) -> Iterator[Source]:
    for index, source in enumerate(reading.document["sources"]):
        yield index, source["key"], reading.titles[source["key"]], source["archived"] is not None
