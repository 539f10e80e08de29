"""What one click does to a webhook endpoint, and what the desk says of it then."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casestudies.actions.manage_endpoint import delete_endpoint, send_test, switch_off, switch_on
from casestudies.actions.replay import replay_range

HOURS = [
    (1, gettext_lazy("of the last hour")),
    (24, gettext_lazy("of the last day")),
    (24 * 7, gettext_lazy("of the last week")),
    (24 * 30, gettext_lazy("of the last 30 days")),
]


def _test(request, row, now):
    send_test(row, by=request.user, now=now)
    return _("A test is on its way. Load the page again in a moment to see what came of it."), False


def _on(request, row, now):
    switch_on(row, by=request.user, now=now)
    return _("The endpoint is on, and is sent what waits for it."), False


def _off(request, row, now):
    switch_off(row, by=request.user, now=now)
    return _("The endpoint is off. What happens now is sent when it is switched on again."), False


def _delete(request, row, now):
    until = delete_endpoint(row, by=request.user, now=now)
    if until is None:
        return _("The endpoint is deleted. Nothing is sent to it any more."), True
    when = timezone.localtime(until)
    return _("The endpoint is deleted. An attempt that had begun may still arrive until %(time)s.") % {
        "time": f"{when:%H:%M:%S}"
    }, True


def _replay(request, row, now):
    hours = request.POST.get("hours", "")
    known = {str(number): number for number, _words in HOURS}
    since = now - timedelta(hours=known.get(hours, 1))
    done = replay_range(row, since=since, until=now, by=request.user, now=now)
    text = ngettext("%(count)s delivery is sent again.", "%(count)s deliveries are sent again, in order.", done.sent)
    said = text % {"count": done.sent}
    if done.outside_coverage:
        left = ngettext(
            "%(count)s is not: it tells of what the partner may not receive now.",
            "%(count)s are not: they tell of what the partner may not receive now.",
            done.outside_coverage,
        )
        said = f"{said} {left % {'count': done.outside_coverage}}"
    return said, False


# Each gives the sentence to show, and whether the endpoint is gone.
STEPS = {"test": _test, "on": _on, "off": _off, "delete": _delete, "replay": _replay}
