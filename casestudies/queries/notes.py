"""The notes on drafts: threads of one case study, and whom a note may mention."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from casestudies.models import Account, CaseStudy, Note, Section
from casestudies.queries.staff import who_may

# A name may hold dots, dashes and @ (an e-mail address as a name), and ends before the sentence's own punctuation.
MENTION = re.compile(r"(?<![\w@.])@([\w](?:[\w.+@-]*[\w])?)")
MOST = 500


@dataclass(frozen=True)
class Thread:
    """A note with its replies. `heading` is its section's; `is_gone` says that the section was deleted since."""

    note: Note
    replies: tuple[Note, ...]
    heading: str
    section_pk: int | None
    is_gone: bool


def threads_of(case_study: CaseStudy) -> list[Thread]:
    """The notes on a case study, the newest first, open ones before resolved ones. Four queries."""
    sections = {section.uuid: section for section in Section.objects.filter(case_study=case_study).defer("prose")}
    notes = Note.objects.filter(case_study=case_study).select_related("by", "resolved_by")
    replies: dict[int, list[Note]] = {}
    for reply in notes.filter(reply_to__isnull=False).order_by("at", "pk"):
        replies.setdefault(reply.reply_to_id or 0, []).append(reply)
    first = notes.filter(reply_to__isnull=True).order_by("-at", "-pk")[:MOST]
    threads = []
    for note in sorted(first, key=lambda note: note.resolved_at is not None):
        section = sections.get(note.section) if note.section else None
        threads.append(
            Thread(
                note=note,
                replies=tuple(replies.get(note.pk, ())),
                heading=section.heading if section else "",
                section_pk=section.pk if section else None,
                is_gone=note.section is not None and section is None,
            )
        )
    return threads


def mentioned_names(body: str) -> list[str]:
    """The names that follow an @, each once."""
    return list(dict.fromkeys(MENTION.findall(body)))


def may_be_mentioned(case_study: CaseStudy, names: Iterable[str] | None = None) -> QuerySet[Account]:
    """The active accounts who see the draft: all, or those of these names. One query."""
    accounts = (who_may("view_casestudy") | who_may("change_casestudy")).filter(is_active=True).distinct()
    if case_study.is_limited:
        accounts = accounts.filter(Q(limited_case_studies=case_study) | Q(is_superuser=True))
    if names is not None:
        wanted = Q(pk__in=[])
        for name in names:
            wanted |= Q(username__iexact=name)
        accounts = accounts.filter(wanted)
    return accounts.order_by("username")
