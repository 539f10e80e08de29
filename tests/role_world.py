"""Everybody who could come to the desk, and case studies at every point of their life: open ones and limited ones."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from casestudies.actions.approve import approve
from casestudies.actions.ask_checker import ask_checker
from casestudies.actions.claim_review import claim_review
from casestudies.actions.note import write_note
from casestudies.actions.preview_link import make_preview_link
from casestudies.actions.record import audit
from casestudies.actions.schedule import schedule
from casestudies.actions.submit import submit
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from casestudies.models import CaseStudy
from casestudies.publication.snapshot import take_snapshot
from casestudies.publication.statements import statements_of
from tests.factories import NOW, make_account, make_case, publish_case, revise_case
from tests.roles import make_member

# Each column of the tables is one of these.
WHO = {
    "A": "author",
    "F": "fact-checker",
    "E": "editor",
    "P": "publisher",
    "R": "partnerships",
    "M": "administrator",
    "S": "superuser",
    "N": "author whom the limited ones are limited to",
    "0": "at the desk without a role",
    "-": "not signed in",
    "x": "a superuser who was switched off",
}
ROLES = {
    "A": "Author",
    "F": "Fact-checker",
    "E": "Editor",
    "P": "Publisher",
    "R": "Partnerships",
    "M": "Administrator",
    "N": "Author",
}
SECRET = "Zanzibar"  # in the titles of limited drafts, and nowhere else


@dataclass
class World:
    people: dict = field(default_factory=dict)
    open: dict = field(default_factory=dict)
    limited: dict = field(default_factory=dict)
    browsers: dict = field(default_factory=dict)

    def case(self, stage, is_limited):
        """The case study as it now stands in the database."""
        return CaseStudy.objects.get(pk=(self.limited if is_limited else self.open)[stage].pk)


def digests(case_study):
    """Of the text as it was saved: nobody here changes what it shares with others."""
    return case_study.content_digest, case_study.teaching_digest


def key_of(case_study):
    """The key of the text's first statement."""
    return _first_key(case_study.pk, case_study.content_digest)


@cache
def _first_key(pk, content_digest):
    return statements_of(take_snapshot(CaseStudy(pk=pk)).document)[0].key


def make_world():
    world = World()
    world.people = {letter: make_member(name, username=f"{name}-{letter}") for letter, name in ROLES.items()}
    world.people["S"] = make_account(username="superuser")
    world.people["0"] = make_member(username="nobody")
    world.people["-"] = AnonymousUser()
    world.people["x"] = make_account(username="switched-off", is_active=False)
    writer, reviewer = make_account(username="writer"), make_account(username="reviewer")
    world.open = make_cases("open", "Open", writer, reviewer)
    world.limited = make_cases("limited", SECRET, writer, reviewer)
    for case_study in world.limited.values():
        CaseStudy.objects.filter(pk=case_study.pk).update(is_limited=True)
        case_study.limited_to.set([world.people["N"]])
    for letter, account in world.people.items():
        world.browsers[letter] = Client()
        if letter != "-":
            world.browsers[letter].force_login(account)
    return world


def make_cases(prefix, word, writer, reviewer):
    """A draft, one in review, one claimed, approved, scheduled, live and withdrawn."""

    def begun(stage):
        title = f"{word} {stage}" if stage not in ("live", "withdrawn") else f"Published {prefix} {stage}"
        return make_case(slug=f"{prefix}-{stage}", by=writer, title=title)

    cases = {name: begun(name) for name in ("draft", "review", "claimed", "approved", "scheduled", "live", "withdrawn")}
    revise_case(cases["draft"], by=writer)
    for name in ("review", "claimed", "approved", "scheduled"):
        submit(cases[name], by=writer, now=NOW)
    claim_review(cases["claimed"], by=reviewer, now=NOW)
    for name in ("approved", "scheduled"):
        approve(cases[name], by=reviewer, now=NOW, expected=digests(cases[name]))
    schedule(
        cases["scheduled"],
        by=reviewer,
        now=NOW,
        publish_at=NOW + timedelta(days=400),
        kind=EditionKind.INITIAL,
        change_note="First.",
        expected=digests(cases["scheduled"]),
    )
    for name in ("live", "withdrawn"):
        publish_case(cases[name], by=reviewer)
    withdraw(cases["withdrawn"], by=reviewer, now=NOW, reason="Wrong.")
    CaseStudy.objects.filter(pk=cases["live"].pk).update(slug=f"{prefix}-moved", title=f"{word} again")
    draft = cases["draft"]
    write_note(draft, by=writer, now=NOW, body="Is that so?")
    make_preview_link(draft, by=writer, now=NOW, label="For legal", days=7)
    ask_checker(draft, by=writer, now=NOW, name="Kim", email="kim@example.org")
    audit("case_study.approved", draft, by=writer, now=NOW, detail={"override": "four eyes"}, flagged=True)
    return cases
