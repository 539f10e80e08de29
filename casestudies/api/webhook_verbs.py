"""What is done to webhooks: to the partner's own, or with a sandbox key to samples, in the same words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casestudies.actions import manage_endpoint, replay, try_webhooks
from casestudies.queries.callers import Caller


@dataclass(frozen=True)
class Verbs:
    create: Callable[..., Any]
    change: Callable[..., Any]
    rotate: Callable[..., Any]
    test: Callable[..., Any]
    delete: Callable[..., Any]
    replay: Callable[..., Any]
    replay_range: Callable[..., Any]


DONE = Verbs(
    manage_endpoint.create_endpoint,
    manage_endpoint.change_endpoint,
    manage_endpoint.rotate_secret,
    manage_endpoint.send_test,
    manage_endpoint.delete_endpoint,
    replay.replay,
    replay.replay_range,
)
TRIED = Verbs(
    try_webhooks.create_endpoint,
    try_webhooks.change_endpoint,
    try_webhooks.rotate_secret,
    try_webhooks.send_test,
    try_webhooks.delete_endpoint,
    try_webhooks.replay,
    try_webhooks.replay_range,
)


def verbs(caller: Caller) -> Verbs:
    return TRIED if caller.is_sandbox else DONE
