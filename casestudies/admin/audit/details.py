"""An entry's details in words: from what to what, and what else was noted."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.admin.audit.verbs import done_in_words
from casestudies.enums import EditionKind, LinkState, MailChoice, SourceStanding, Stage, Verdict
from casestudies.publication.when import day_in_words
from casestudies.queries.staff import name_of

BEFORE = "_before"
# Digests say nothing to a reader, and the rest is said by others.
SILENT = ("content_digest", "statement", "version", "approved")
LABELS = {
    "assignee": gettext_lazy("assigned to"),
    "review_by": gettext_lazy("review by"),
    "publish_at": gettext_lazy("publication"),
    "scheduled_for": gettext_lazy("scheduled for"),
    "lapsed": gettext_lazy("lapsed"),
    "lapsed_schedule": gettext_lazy("appointment that lapsed"),
    "slug": gettext_lazy("address"),
    "request": gettext_lazy("who was asked"),
    "to": gettext_lazy("limited to"),
    "preview_links_closed": gettext_lazy("preview links closed"),
    "check_links_closed": gettext_lazy("checkers’ links closed"),
    "limit_lifted": gettext_lazy("limit lifted"),
    "roles": gettext_lazy("roles"),
    "is_active": gettext_lazy("active"),
    "is_staff": gettext_lazy("may sign in to the desk"),
    "is_superuser": gettext_lazy("superuser"),
    "mail_choice": gettext_lazy("e-mail"),
    "keeps_typing": gettext_lazy("autosave"),
    "agrees_to_be_named": gettext_lazy("named as checker"),
    "four_eyes": gettext_lazy("four eyes"),
    "for": gettext_lazy("for whom"),
    "before": gettext_lazy("said before"),
    "looked_at": gettext_lazy("what was looked at"),
    "override": gettext_lazy("went without"),
}
PEOPLE = ("assignee", "reviewer", "to")
CHOICES = {
    "stage": Stage,
    "lapsed": Stage,
    "kind": EditionKind,
    "link": LinkState,
    "standing": SourceStanding,
    "mail_choice": MailChoice,
    "before": Verdict,
}


def uuids_in(detail) -> set[UUID]:
    """The opaque ids that the details name."""
    values = [item for value in detail.values() for item in (value if isinstance(value, list) else [value])]
    return {found for found in map(_uuid, values) if found}


def changes_in(detail, names) -> list[tuple[str, str, str]]:
    """`(what, from, to)` of everything that is noted with what it was before."""
    found = []
    for name in detail:
        if name.endswith(BEFORE) and name.removesuffix(BEFORE) in {*detail, "review_by"}:
            what = name.removesuffix(BEFORE)
            before, after = (in_words(what, detail.get(key), names) for key in (name, what))
            if before != after:
                found.append((label_of(what), before or _("nothing"), after or _("nothing")))
    return found


def facts_in(detail, names, said=()) -> list[tuple[str, str]]:
    """`(what, words)` of everything else, but for what the sentence has `said`."""
    found = []
    for name, value in detail.items():
        paired = name.endswith(BEFORE) or f"{name}{BEFORE}" in detail
        words = "" if paired or name in (*SILENT, *said) else in_words(name, value, names)
        if words:
            found.append((label_of(name), words))
    return found


def label_of(name) -> str:
    return str(LABELS.get(name) or name.replace("_", " "))


def in_words(name, value, names) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool) or value in ("True", "False"):
        return _("yes") if value in (True, "True") else _("no")
    if isinstance(value, list):
        return ", ".join(filter(None, (in_words(name, item, names) for item in value)))
    if name == "looked_at":
        return done_in_words(value)
    if name in CHOICES and value in CHOICES[name].values:
        return str(CHOICES[name](value).label)
    if found := _uuid(value):
        # Who was erased is somebody; any other id says nothing to a reader.
        return names.get(found) or (name_of(None) if name.removesuffix(BEFORE) in PEOPLE else "")
    return _when(value) or str(value)


def _when(value) -> str:
    if not isinstance(value, str) or len(value) < 10 or not value[:4].isdecimal():
        return ""
    try:
        if len(value) == 10:
            return day_in_words(date.fromisoformat(value))
        local = timezone.localtime(datetime.fromisoformat(value))
    except ValueError:
        return ""
    return f"{day_in_words(local.date())}, {local:%H:%M}"


def _uuid(value) -> UUID | None:
    if not isinstance(value, str) or len(value) != 36:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None
