"""A small world in which every address of the API has something to answer with, and who asks in it."""

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.test import Client

from casestudies.actions.fan_out import fan_out
from casestudies.actions.manage_endpoint import Wanted, create_endpoint
from casestudies.actions.offer_release import offer_release
from casestudies.actions.withdraw import withdraw
from casestudies.enums import DeliveryState, EditionKind, Scope
from casestudies.models import Delivery, Topic
from tests.api.asking import key_for
from tests.factories import (
    NOW,
    approve_case,
    make_account,
    make_case,
    make_holding,
    make_partner,
    publish_approved,
    publish_case,
    revise_case,
)

API = "/api/v1/"
LIVE, GONE, SECOND = "harbour-cameras-2025", "gone", "one-more"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Asker:
    """Somebody who asks: the headers that say so, and what is at the addresses that a list names to them."""

    name: str
    headers: Mapping[str, str] = field(default_factory=dict)
    # By the beginning of an address, what its placeholders can stand for: {"topics": {"key": ["creative-labour"]}}
    known: dict[str, dict[str, list]] = field(default_factory=dict, compare=False)

    @property
    def client(self) -> Client:
        return Client(headers=dict(self.headers), raise_request_exception=False)


def build() -> dict[str, Asker]:
    """Two live case studies, one of them corrected, one withdrawn, one under embargo; and of a partner whatever it has.

    Returns who asks: nobody in particular, the partner with every scope, with one, in the sandbox, and another partner.
    """
    by = make_account()
    partner, other = make_partner(), make_partner("The Other")
    hook = create_endpoint(partner, Wanted("https://hooks.example.org/casebook"), by=by, now=NOW)[0]
    first = publish_case(slug=LIVE, by=by)
    revise_case(first.case_study)
    corrected = {"kind": EditionKind.CORRECTION, "change_note": "Put right."}
    publish_approved(first.case_study, by=by, now=NOW + HOUR, **corrected)
    Topic.objects.create(slug="ports", name="Ports")
    second = publish_case(slug=SECOND, by=by, topics=[{"slug": "ports", "name": "Ports"}])
    withdraw(publish_case(slug=GONE, by=by).case_study, by=by, now=NOW, reason="A reason.")
    for whose in (partner, other):
        make_holding(first, partner=whose)
        make_holding(second, partner=whose)
    fan_out(NOW + HOUR)
    settled = {"state": DeliveryState.DELIVERED, "done_at": NOW + HOUR, "next_attempt_at": None}
    Delivery.objects.filter(endpoint=hook, pk=Delivery.objects.latest("pk").pk).update(**settled)
    _offer(partner, by)
    keys = {
        "full": key_for(partner),
        "reader": key_for(partner, Scope.READ),
        "sandbox": key_for(partner, is_sandbox=True),
        "other": key_for(other),
    }
    askers = {name: Asker(name, {"Authorization": f"Bearer {key}"}) for name, key in keys.items()}
    askers["nobody"] = Asker("nobody")
    for asker in askers.values():
        _look_around(asker, askers["full"])
    return askers


def _offer(partner, by) -> None:
    draft = make_case(slug="under-embargo", by=by)
    digests = approve_case(draft, by=by)
    draft.refresh_from_db()
    # Far enough away to be still under embargo whenever the test runs.
    until = NOW + timedelta(days=36_500)
    offer_release(draft, [partner], embargoed_until=until, expected=digests, by=by, now=NOW)


def _look_around(asker: Asker, full: Asker) -> None:
    """Learn from the lists what there is; where a list is closed or empty, from the partner that may read it."""
    for path, member, placeholder in LISTS:
        names = _named(asker, path, member) or _named(full, path, member)
        assert names, path
        asker.known[path] = {placeholder: names, "number": [1, 2]}
    if asker.name != "sandbox":
        asker.known["case-studies"]["slug"].append(GONE)
    asker.known["holdings"] = asker.known["case-studies"]


def _named(asker: Asker, path: str, member: str) -> list:
    answer = asker.client.get(f"{API}{path}/")
    return [row[member] for row in answer.json()["results"]] if answer.status_code == 200 else []


LISTS = (
    ("case-studies", "slug", "slug"),
    ("topics", "slug", "key"),
    *((path, "key", "key") for path in ("parties", "sources", "instruments", "frameworks")),
    *((path, "uuid", "uuid") for path in ("releases", "webhooks/endpoints", "webhooks/deliveries")),
)


@contextmanager
def undone():
    """Whatever is changed inside is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
