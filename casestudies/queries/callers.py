"""Who asks the API: nobody in particular, or a partner by one of its keys."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casestudies.enums import Coverage, Scope
from casestudies.errors import KeyRefused
from casestudies.models import ApiKey, Partner, PublicState
from casestudies.queries.key_text import fits, read_key_text


@dataclass(frozen=True)
class Caller:
    """`key_id` is "" and `partner` None for who has no key. A sandbox key is given samples and never a row."""

    partner_id: int | None = None
    partner_slug: str = ""
    key_id: str = ""
    scopes: frozenset[Scope] = frozenset()
    is_sandbox: bool = False
    partner: Partner | None = field(default=None, compare=False, repr=False)
    key: ApiKey | None = field(default=None, compare=False, repr=False)

    @property
    def is_anonymous(self) -> bool:
        return self.key_id == ""

    @property
    def audience(self) -> str:
        """By whose eyes a list is read; "" for anybody's. What is made for one audience holds good for no other."""
        return f"{self.partner_slug} in the sandbox" if self.is_sandbox else self.partner_slug

    def has(self, scope: Scope) -> bool:
        return scope in self.scopes


ANONYMOUS = Caller()


def caller_of(key_text: str, now: datetime) -> Caller:
    """The caller that a key stands for. One query; none for what is no key. Raises KeyRefused, which says why."""
    parts = read_key_text(key_text)
    if parts is None:
        raise KeyRefused(KeyRefused.MALFORMED)
    key = ApiKey.objects.select_related("partner").filter(key_id=parts.key_id).first()
    if not fits(key_text, key.digest if key else "") or key is None:
        raise KeyRefused(KeyRefused.UNKNOWN)
    if key.revoked_at is not None and key.revoked_at <= now:
        raise KeyRefused(KeyRefused.REVOKED)
    if key.expires_at is not None and key.expires_at <= now:
        raise KeyRefused(KeyRefused.EXPIRED)
    if not key.partner.is_active:
        raise KeyRefused(KeyRefused.PARTNER_INACTIVE)
    return Caller(
        partner_id=key.partner_id,
        partner_slug=key.partner.slug,
        key_id=key.key_id,
        scopes=frozenset(Scope(scope) for scope in key.scopes if scope in Scope.values),
        is_sandbox=key.is_sandbox,
        partner=key.partner,
        key=key,
    )


def coverage_of(partner: Partner) -> dict[str, Any]:
    """What a partner may receive, by public names: `{"kind": "topics", "topics": ["ai"], "case_studies": []}`."""
    topics, cases = [], []
    if partner.coverage == Coverage.TOPICS:
        topics = list(partner.covered_topics.order_by("slug").values_list("slug", flat=True))
    elif partner.coverage == Coverage.CHOSEN:
        chosen = PublicState.objects.filter(case_study__in=partner.covered_cases.all())
        cases = list(chosen.order_by("slug").values_list("slug", flat=True))
    return {"kind": str(Coverage(partner.coverage)), "topics": topics, "case_studies": cases}
