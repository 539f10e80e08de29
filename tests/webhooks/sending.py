"""Sends what is due as the courier does, in the test's own thread."""

from django.utils import timezone

from casestudies.actions.deliver import deliver_to
from casestudies.actions.fan_out import fan_out
from casestudies.queries.endpoints import due_endpoints


def go(now=None):
    """How many were taken."""
    now = now or timezone.now()
    fan_out(now)
    return sum(deliver_to(endpoint.pk, now) for endpoint in due_endpoints(now))
