"""Case studies for tests, made by the same actions as an editor's."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Model
from django.utils.text import slugify

from casestudies.actions.offer_release import offer_release
from casestudies.actions.publish import publish
from casestudies.actions.save_draft import settle_draft
from casestudies.actions.store_media import store_media
from casestudies.actions.write_draft import write_draft
from casestudies.enums import EditionKind, Stage
from casestudies.models import (
    Account,
    CaseStudy,
    Edition,
    Framework,
    FrameworkTerm,
    Holding,
    MediaFile,
    Partner,
    Party,
    Person,
    PolicyInstrument,
    Release,
    Source,
    SourceAuthor,
    Topic,
)
from casestudies.publication.snapshot import take_snapshot
from tests.role_rights import RIGHTS

NOW = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    b'<rect width="40" height="20" fill="#0f5c63"/></svg>'
)
_numbers = count(1)


def make_account(**fields: Any) -> Account:
    """A superuser unless told otherwise."""
    number = next(_numbers)
    defaults = {"username": f"account{number}", "is_staff": True, "is_superuser": True}
    account = Account(**(defaults | fields))
    account.set_password("correct horse battery staple")
    account.save()
    return account


def make_member(role: str, **fields: Any) -> Account:
    """Somebody who may what a role's group may, whether or not the groups are there; named after the role."""
    account = make_account(**({"is_superuser": False, "first_name": role} | fields))
    account.user_permissions.set(
        Permission.objects.filter(content_type__app_label="casestudies", codename__in=RIGHTS[role])
    )
    return account


def make_source(key: str = "wiggers2024", **fields: Any) -> Source:
    """A news article by one author; the same row when asked for twice."""
    there = Source.objects.filter(key=key).first()
    return there or _new_sources({key: fields})[0]


def _new_sources(wanted: dict[str, dict[str, Any]]) -> list[Source]:
    sources = Source.objects.bulk_create(Source(**(_source_fields(key) | fields)) for key, fields in wanted.items())
    SourceAuthor.objects.bulk_create(
        SourceAuthor(source=source, position=1, family="Wiggers", given="Kyle") for source in sources
    )
    return sources


def _source_fields(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "type": "article-newspaper",
        "title": f"Title of {key}",
        "container_title": "TechCrunch",
        "year": 2024,
        "month": 11,
        "day": 26,
        "url": f"https://example.org/{key}",
        "source_check": "read",
    }


def make_library() -> None:
    """The shared records that `document` refers to; those that are there stay as they are."""
    keys = ("wiggers2024", "ars2024", "letter2024")
    there = set(Source.objects.filter(key__in=keys).values_list("key", flat=True))
    if len(there) == len(keys) and FrameworkTerm.objects.filter(key="6.3", framework__key="mit-ai-risk").exists():
        return  # the last of them is there
    _new_sources({key: {} for key in keys if key not in there})
    _add(Topic(slug="creative-labour", name="Creative labour"))
    _add(Party(key="openai", name="OpenAI", wikidata="Q21708200"))
    _add(Person(key="casebook", name="Casebook", kind="organisation"))
    act = {"title": "Regulation (EU) 2024/1689", "short_title": "AI Act", "kind": "regulation", "jurisdiction": "EU"}
    _add(PolicyInstrument(key="eu-ai-act", **act))
    _add(Framework(key="mit-ai-risk", version="2025-04", name="MIT AI Risk Repository"))
    framework = Framework.objects.get(key="mit-ai-risk", version="2025-04")
    _add(FrameworkTerm(framework=framework, key="6.3", name="Economic and cultural devaluation of human effort"))


def _add(row: Model) -> None:
    """In one query, unless its key is there."""
    type(row).objects.bulk_create([row], ignore_conflicts=True)


def cite(*keys: str) -> str:
    """A citation marker in canonical prose HTML."""
    items = ",".join(f'{{"key":"{key}"}}' for key in keys)
    return f"""<span data-cite="{f"[{items}]".replace('"', "&quot;")}"></span>"""


def document(*, sections: int = 2, seed: str = "", **changes: Any) -> dict[str, Any]:
    """A whole document in the snapshot's shape; `changes` replace top-level members."""
    name = seed or f"case-{next(_numbers)}"
    case_uuid = uuid.uuid5(uuid.NAMESPACE_URL, name)

    def part(label: str) -> str:
        return str(uuid.uuid5(case_uuid, label))

    base: dict[str, Any] = {
        "schema_version": 1,
        "uuid": str(case_uuid),
        "title": f"The leak of {name}",
        "question": "What is owed to those who test?",
        "summary": f"What happened in {name}, and what it says about testing.",
        "language": "en",
        "licence": {"key": "CC-BY-4.0"},
        "event": {"when": when("2024-11-26")},
        "at_a_glance": {
            "what_happened": "A form was published.",
            "who": "Testers and a developer.",
            "when": "26 November 2024.",
            "disputed": "How long it stayed up.",
            "why_it_matters": "Testing is work.",
        },
        "topics": [{"slug": "creative-labour", "name": "Creative labour"}],
        "jurisdictions": ["US"],
        "contributors": [{"key": "casebook", "roles": ["writing-original-draft"]}],
        "objectives": ["Tell a leak from unauthorised access."],
        "sections": [
            {
                "uuid": part(f"section {index}"),
                "anchor": f"part-{index}",
                "heading": f"Part {index}",
                "kind": "record",
                "prose": f"<p>Statement {index} of the record.{cite('wiggers2024', 'ars2024')}</p>",
            }
            for index in range(1, sections + 1)
        ],
        "questions": [{"uuid": part("question"), "prompt": "Who was owed what?", "section": "part-1", "minutes": 10}],
        "timeline": [
            {
                "uuid": part("event"),
                "when": when("2024-11-26"),
                "title": "The form appears",
                "text": "",
                "references": [{"key": "letter2024", "locator": ""}],
            }
        ],
        "figures": [],
        "parties": [
            {
                "key": "openai",
                "roles": ["developer"],
                "involvement": "Ran the test.",
                "response": {
                    "state": "received",
                    "sought_on": "",
                    "responded_on": "2024-11-26",
                    "words": "Participation is voluntary.",
                    "reference": {"key": "ars2024", "locator": ""},
                },
            }
        ],
        "classifications": [
            {
                "framework": {"key": "mit-ai-risk", "version": "2025-04"},
                "term": {"key": "6.3"},
                "reason": "Unpaid testing.",
                "classified_by": {"key": "casebook"},
            }
        ],
        "instruments": [{"key": "eu-ai-act", "note": "Context."}],
        "disclosures": {"competing_interests": "None.", "funding": "None.", "ai_use": ""},
        "sources": [],
    }
    return base | changes


def when(date: str, precision: str = "day", **fields: Any) -> dict[str, Any]:
    return {"date": date, "precision": precision, "time": "", "zone": "", "circa": False, "until": ""} | fields


def make_case(
    *,
    slug: str = "",
    by: Account | None = None,
    note: str = "Draw out the difference.",
    now: datetime = NOW,
    **changes: Any,
) -> CaseStudy:
    """A draft with every kind of part; `changes` go to `document`."""
    make_library()
    content = document(seed=slug, **changes)
    teaching = {question["uuid"]: note for question in content["questions"]}
    return write_draft(
        content, teaching=teaching, slug=slug or f"case-{next(_numbers)}", by=by or make_account(), now=now
    )


def publish_case(
    case_study: CaseStudy | None = None, *, by: Account | None = None, now: datetime = NOW, **changes: Any
) -> Edition:
    """The first edition of a case study, made for it when there is none."""
    account = by or make_account()
    how = {"by": account, "now": now, "kind": EditionKind.INITIAL, "change_note": "First edition."}
    if case_study is not None:
        return publish_approved(case_study, **how)
    case_study = make_case(by=account, **changes)
    _approve(case_study, (case_study.content_digest, case_study.teaching_digest))  # as it was just saved
    return publish(case_study, **how)


def approve_case(case_study: CaseStudy, *, by: Account | None = None, stage: Stage = Stage.APPROVED) -> tuple[str, str]:
    """Have the draft approved as it stands, as if that had happened before; returns the digests of its text."""
    snapshot = take_snapshot(case_study)
    digests = snapshot.content_digest, snapshot.teaching_digest
    _approve(case_study, digests, stage=stage, by=by)
    return digests


def _approve(
    case_study: CaseStudy, digests: tuple[str, str], *, stage: Stage = Stage.APPROVED, by: Account | None = None
) -> None:
    CaseStudy.objects.filter(pk=case_study.pk).update(
        stage=stage,
        approved_content_digest=digests[0],
        approved_teaching_digest=digests[1],
        approved_at=NOW,
        approved_by=by,
    )


def publish_approved(case_study: CaseStudy, **how: Any) -> Edition:
    """Approve the draft as it stands and publish it; `how` goes to `publish`."""
    approve_case(case_study)
    return publish(case_study, **how)


def revise_case(case_study: CaseStudy, *, by: Account | None = None, text: str = "A sentence more.") -> None:
    """Change the first section's text, as an editor's save does."""
    section = case_study.sections.get(position=1)
    section.prose = f"<p>{text}{cite('wiggers2024')}</p>"
    section.save()
    settle_draft(case_study, by=by or make_account(), now=NOW + timedelta(minutes=1))


def offer_case(
    case_study: CaseStudy, *partners: Partner, until: datetime, by: Account | None = None, now: datetime = NOW
) -> Release:
    """Approve the draft as it stands and offer it under embargo."""
    account = by or make_account()
    expected = approve_case(case_study, by=account)
    return offer_release(case_study, partners, embargoed_until=until, expected=expected, by=account, now=now)


def make_picture(data: bytes = SVG) -> MediaFile:
    return store_media(data, by=None)


def make_partner(name: str = "The Harbour Post", **fields: Any) -> Partner:
    """The same row when asked for twice."""
    return Partner.objects.get_or_create(name=name, defaults={"slug": slugify(name)} | fields)[0]


def make_holding(said: Edition, *, partner: Partner | None = None, **fields: Any) -> Holding:
    """That the partner said it carries this edition."""
    defaults = {"edition": said, "url": "https://partner.example/leak", "reported_at": NOW}
    return Holding.objects.create(partner=partner or make_partner(), case_study=said.case_study, **(defaults | fields))


def correct_case(edition: Edition, *, by: Account | None = None, now: datetime, text: str = "Corrected.") -> Edition:
    """The next edition of the same case study, a correction."""
    return update_case(edition, by=by, now=now, text=text, kind=EditionKind.CORRECTION)


def update_case(
    edition: Edition,
    *,
    by: Account | None = None,
    now: datetime,
    text: str = "More.",
    kind: EditionKind = EditionKind.UPDATE,
) -> Edition:
    """The next edition of the same case study, with what it says as its note."""
    account = by or make_account()
    case_study = CaseStudy.objects.get(pk=edition.case_study_id)
    revise_case(case_study, by=account, text=text)
    return publish_approved(case_study, by=account, now=now, kind=kind, change_note=text)
