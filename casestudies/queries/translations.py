"""Translations on the desk: where each stands beside its original, and which are behind."""

from django.db.models import F, Q, QuerySet

from casestudies.enums import PublicStatus
from casestudies.models import Account, CaseStudy
from casestudies.publication.evidence import Original
from casestudies.publication.language_names import name_here
from casestudies.queries.drafts import drafts_seen_by


def original_of(draft: CaseStudy) -> Original | None:
    """What is public of a translation's original. One query; none for what is no translation."""
    if draft.translation_of_id is None:
        return None
    states = CaseStudy.objects.filter(pk=draft.translation_of_id)
    found = states.values_list("public_state__edition__number", "public_state__status", "public_state__slug").get()
    edition, status, slug = found
    return Original(edition, status == PublicStatus.WITHDRAWN, slug or "")


def translations_of(draft: CaseStudy, account: Account) -> list[CaseStudy]:
    """Those that the account may see, by language, with what is public of them. One query."""
    found = drafts_seen_by(account).filter(translation_of=draft).order_by("language")
    return list(found.select_related("public_state__edition", "assignee"))


def why_kept(draft: CaseStudy, account: Account) -> str:
    """Why a case study cannot be deleted: the translations of it, of which those that the account sees are named.

    Empty where there are none. Two queries at most.
    """
    count = CaseStudy.objects.filter(translation_of=draft).count()
    if not count:
        return ""
    named = [f"“{each}” ({name_here(each.language)})" for each in translations_of(draft, account)]
    named += ["one that is limited to others"] * (len(named) < count)
    return f"This case study has translations: {', '.join(named)}. Delete them first."


def behind(drafts: QuerySet[CaseStudy]) -> QuerySet[CaseStudy]:
    """Of some drafts the translations whose text follows no edition, or not the original's current one."""
    edition = "translation_of__public_state__edition__number"
    published = Q(**{f"{edition}__isnull": False})
    return drafts.filter(published & (Q(follows=None) | Q(**{f"{edition}__gt": F("follows")})))
