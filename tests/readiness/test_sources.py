"""Sources: what their links answer, whether a copy is kept, whether they still stand."""

import pytest

from casestudies.publication.evidence import Evidence
from casestudies.readiness import blockers
from casestudies.readiness.sources import dangerous_links, dead_links, retracted, unarchived
from tests.readiness.reading import ready, said

COPY = {"url": "https://web.archive.org/web/1/https://example.org/ars2024", "on": ""}


def archived(index):
    found = ready()
    found["sources"][index]["archived"] = COPY
    return found


def test_dangerous_link_blocks():
    evidence = Evidence(links={"ars2024": "dangerous", "wiggers2024": "ok"})
    expected = ("The link to “Title of ars2024” is dangerous. Take it out, or cite another source.", "sources[1].url")

    assert said(dangerous_links, ready(), evidence) == [expected]
    assert [(problem.message, problem.place) for problem in blockers(ready(), evidence)] == [expected]
    assert blockers(ready()) == []


@pytest.mark.parametrize(
    ("found", "then"),
    [(ready(), "add an archived copy"), (archived(1), "readers are shown the archived copy")],
)
def test_dead_link_says_what_readers_are_shown(found, then):
    evidence = Evidence(links={"ars2024": "dead", "wiggers2024": "redirected"})

    assert said(dead_links, found, evidence) == [
        (f"The link to “Title of ars2024” is dead; {then}.", "sources[1].archived_url")
    ]


def test_source_on_the_web_without_a_copy_is_named_and_one_in_print_is_not():
    found = archived(0)
    del found["sources"][2]["csl"]["URL"]

    assert said(unarchived, found) == [("“Title of ars2024” has no archived copy.", "sources[1].archived_url")]
    assert said(unarchived, found, Evidence(links={"ars2024": "dead"})) == []


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (("retracted", "The data were made up."), "was retracted by its publisher: The data were made up."),
        (("corrected", ""), "was corrected by its publisher."),
    ],
)
def test_source_that_does_not_stand_is_named_with_what_was_said(standing, sentence):
    evidence = Evidence(standings={"ars2024": standing, "wiggers2024": ("stands", "")})

    assert said(retracted, ready(), evidence) == [(f"“Title of ars2024” {sentence}", "sources[1].standing")]
