"""Five weeks of the desk: publications, deadlines and review dates, each on its day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.enums import ScheduleState
from casestudies.queries.desk import appointments, deadlines, to_look_at_again, weeks_from

WEEKS = 5
KINDS = {"publish": _("Publication"), "deadline": _("Deadline"), "review": _("Review date")}


@dataclass(frozen=True)
class Entry:
    kind: str
    title: str
    address: str
    time: str = ""

    @property
    def kind_words(self):
        return KINDS[self.kind]


def calendar_of(account, today: date):
    """`[[{"day", "is_today", "is_past", "entries"}…]…]`, a list a week. Three queries."""
    weeks = weeks_from(today, WEEKS)
    first, last = weeks[0][0], weeks[-1][-1]
    entries: dict[date, list[Entry]] = {}
    for when, entry in _entries(account, first, last):
        entries.setdefault(when, []).append(entry)
    return [
        [
            {"day": day, "is_today": day == today, "is_past": day < today, "entries": entries.get(day, [])}
            for day in week
        ]
        for week in weeks
    ]


def _entries(account, first: date, last: date):
    zone = timezone.get_current_timezone()
    begin = datetime.combine(first, time(), tzinfo=zone)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)
    waiting = appointments(account).filter(state=ScheduleState.WAITING, publish_at__gte=begin, publish_at__lt=end)
    for row in waiting:
        local = timezone.localtime(row.publish_at)
        yield local.date(), Entry("publish", row.case_study.title, _form(row.case_study_id), f"{local:%H:%M}")
    for draft in deadlines(account, first, last):
        yield draft.deadline, Entry("deadline", draft.title, _form(draft.pk))
    for draft in to_look_at_again(account, last).filter(review_by__gte=first):
        yield draft.review_by, Entry("review", draft.title, _form(draft.pk))


def _form(pk: int) -> str:
    return reverse("admin:casestudies_casestudy_change", args=[pk])
