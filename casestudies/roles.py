"""The roles of a desk in words: what each is for, and what a permission lets somebody do.

The permissions themselves are the groups' own, made by a migration; a superuser can change them.
"""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ROLES: dict[str, Promise] = {
    "Author": gettext_lazy(
        "Writes case studies and looks after their sources: begins and changes drafts, hands them over for review, "
        "discusses them and shows them to others by private links."
    ),
    "Fact-checker": gettext_lazy(
        "Checks every cited statement against its source: reads drafts, ticks and disputes statements, asks others "
        "to check, and mends sources. Changes no text."
    ),
    "Editor": gettext_lazy(
        "Does what an author and a fact-checker do, and reviews: returns or approves the texts of others, assigns "
        "them, limits them to named people, deletes drafts, keeps the vocabularies and the people credited, and "
        "grants teachers passes to the notes."
    ),
    "Publisher": gettext_lazy(
        "Does what an editor does, and answers for what is public: publishes, schedules, corrects, withdraws and "
        "reinstates, removes a text for a legal reason together with somebody else, and may do without the second "
        "pair of eyes otherwise, for a reason that is kept."
    ),
    "Partnerships": gettext_lazy(
        "Looks after the outlets that carry case studies: keeps partners, makes and revokes their API keys, "
        "minds their webhooks, records what each carries, and sees editions, corrections and withdrawals, and no draft."
    ),
    "Administrator": gettext_lazy(
        "Looks after accounts and their roles, the publication’s settings and the audit. Reads everything that is "
        "not limited to others, and changes, reviews and publishes nothing without another role."
    ),
}

LIBRARY = ["framework", "party", "person", "policyinstrument", "source", "topic"]

VERBS = {
    "view": gettext_lazy("see"),
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
}

# Their permissions go with those of the record that they are a part of: part -> whole.
PARTS = {"frameworkterm": "framework", "sourceauthor": "source"}

# The permissions that mean something at this desk, beside all those on case studies.
OFFERED = {
    *(f"{verb}_{model}" for verb in VERBS for model in LIBRARY),
    *("view_auditentry", "view_correction", "view_edition", "view_mediafile", "view_revision", "view_withdrawal"),
    *("view_partner", "add_partner", "change_partner"),
    *("view_apikey", "add_apikey"),
    *("view_endpoint", "add_endpoint", "change_endpoint", "delete_endpoint"),
    *("view_holding", "add_holding", "change_holding", "delete_holding"),
    *("view_teacherpass", "add_teacherpass"),
    *("view_account", "add_account", "change_account", "view_group"),
    *("view_publicationsettings", "change_publicationsettings"),
}


def offered_rights() -> QuerySet[Permission]:
    """The permissions that a role is given or not, parts left out. With their content types."""
    own = Permission.objects.filter(content_type__app_label__in=["auth", "casestudies"])
    wanted = Q(codename__in=OFFERED) | Q(content_type__model="casestudy")
    return own.filter(wanted).select_related("content_type").order_by("content_type__model", "codename")


def rights_of_parts(held: Collection[str]) -> QuerySet[Permission]:
    """The permissions on parts that go with these codenames: who changes a whole adds to it and takes from it."""
    codenames = {f"view_{part}" for part, whole in PARTS.items() if f"view_{whole}" in held}
    changed = [part for part, whole in PARTS.items() if f"change_{whole}" in held]
    codenames |= {f"{verb}_{part}" for part in changed for verb in ("add", "change", "delete")}
    return Permission.objects.filter(content_type__app_label="casestudies", codename__in=codenames)


def purpose_of(group: Group) -> str:
    """What a role is for; "" for a group that somebody made."""
    return str(ROLES.get(group.name, ""))


def rights_in_words(permissions: Iterable[Permission]) -> list[str]:
    """What permissions let somebody do: `["See, add and change case studies and sources", "Write notes on …"]`.

    Reads each permission's content type, which the caller has fetched.
    """
    verbs_about: dict[str, set[str]] = {}
    others: list[str] = []
    for permission in permissions:
        model = permission.content_type.model_class()
        verb = permission.codename.partition("_")[0]
        if model is None or model._meta.model_name in PARTS:
            continue
        if verb in VERBS:
            verbs_about.setdefault(str(model._meta.verbose_name_plural), set()).add(verb)
        else:
            others.append(capfirst(permission.name.removeprefix("Can ")))
    things_under: dict[str, list[str]] = {}
    for things in sorted(verbs_about):
        verbs = [str(word) for verb, word in VERBS.items() if verb in verbs_about[things]]
        things_under.setdefault(_listed(verbs), []).append(things)
    simple = [f"{capfirst(verbs)} {_listed(things)}" for verbs, things in sorted(things_under.items())]
    return simple + sorted(others)


def _listed(words: list[str]) -> str:
    return _(" and ").join([*([", ".join(words[:-1])] if words[1:] else []), words[-1]])
