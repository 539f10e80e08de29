"""What `case.yaml` and the head of a section's file may hold."""

from typing import Any

from casestudies.enums import ContributorRole, FigureKind, Licence, PartyRole, ResponseState, SectionKind
from casestudies.exchange.dates import WHEN_MEMBERS
from casestudies.exchange.schema import Day, ListOf, Number, Optional, Record, Text
from casestudies.models import CaseParty, CaseStudy, DiscussionQuestion, TimelineEvent
from casestudies.models.fields import JURISDICTION
from casestudies.prose.keys import SOURCE_KEY

CASE_FORMAT = "casebook-case/1"
MOST_MINUTES = 32_767
MOST_EDITIONS = 9_999_999

_SLUG: dict[str, Any] = {"pattern": r"[-a-zA-Z0-9_]+", "hint": "use letters, digits, - and _"}
_UUID = Text(
    pattern=r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", hint="write a UUID in small letters, or leave it out"
)
_LICENCE = Text(choices=tuple(Licence.values))
_CITED = Record(
    {
        "source": Text(required=True, pattern=SOURCE_KEY.pattern, hint="it is not shaped like the key of a source"),
        "locator": Text(),
    }
)


def _longest(model: Any, name: str) -> int | None:
    """As long as the editor's form allows; the database would take more."""
    return model._meta.get_field(name).max_length


def _limited(model: Any, name: str, *, required: bool = False) -> Text:
    return Text(required=required, longest=_longest(model, name))


CASE = Record(
    {
        "format": Text(required=True, choices=(CASE_FORMAT,)),
        "uuid": _UUID,
        "slug": Text(required=True, longest=_longest(CaseStudy, "slug"), **_SLUG),
        "title": _limited(CaseStudy, "title", required=True),
        "question": _limited(CaseStudy, "question"),
        "summary": _limited(CaseStudy, "summary"),
        "language": Text(default="en"),
        "translation_of": Text(longest=_longest(CaseStudy, "slug"), **_SLUG),
        "follows": Number(1, MOST_EDITIONS),
        "licence": _LICENCE,
        **WHEN_MEMBERS,
        "at_a_glance": Record(
            {
                "what_happened": _limited(CaseStudy, "glance_what"),
                "who": _limited(CaseStudy, "glance_who"),
                "when": _limited(CaseStudy, "glance_when"),
                "disputed": _limited(CaseStudy, "glance_disputed"),
                "why_it_matters": _limited(CaseStudy, "glance_why"),
            }
        ),
        "topics": ListOf(Text(required=True)),
        "jurisdictions": ListOf(
            Text(required=True, pattern=JURISDICTION.pattern, hint="use ISO codes such as US or US-CA, or EU, OECD, UN")
        ),
        "contributors": ListOf(
            Record(
                {
                    "person": Text(required=True),
                    "roles": ListOf(Text(required=True, choices=tuple(ContributorRole.values)), required=True),
                }
            ),
            once=("person",),
        ),
        "objectives": ListOf(Text(required=True), repeats=True),
        "sections": ListOf(Text(required=True, **_SLUG)),
        "questions": ListOf(
            Record(
                {
                    "uuid": _UUID,
                    "prompt": _limited(DiscussionQuestion, "prompt", required=True),
                    "section": Text(),
                    "minutes": Number(0, MOST_MINUTES),
                    "note": Text(),
                }
            )
        ),
        "timeline": ListOf(
            Record(
                {
                    "uuid": _UUID,
                    **WHEN_MEMBERS,
                    "when": Text(required=True),
                    "title": Text(required=True),
                    "text": _limited(TimelineEvent, "text"),
                    "references": ListOf(_CITED),
                }
            )
        ),
        "figures": ListOf(
            Record(
                {
                    "key": Text(required=True, **_SLUG),
                    "kind": Text(choices=tuple(FigureKind.values), default=FigureKind.IMAGE.value),
                    "file": Text(),
                    "video_url": Text(),
                    "alt": Text(),
                    "caption": Text(),
                    "credit": Text(),
                    "licence": _LICENCE,
                }
            ),
            once=("key",),
        ),
        "parties": ListOf(
            Record(
                {
                    "party": Text(required=True),
                    "roles": ListOf(Text(required=True, choices=tuple(PartyRole.values)), required=True),
                    "involvement": _limited(CaseParty, "involvement"),
                    "response": Record(
                        {
                            "state": Text(choices=tuple(ResponseState.values), default=ResponseState.NOT_SOUGHT.value),
                            "sought_on": Day(),
                            "responded_on": Day(),
                            "words": Text(),
                            "reference": Optional(_CITED),
                        }
                    ),
                }
            ),
            once=("party",),
        ),
        "classifications": ListOf(
            Record(
                {
                    "framework": Text(required=True),
                    "version": Text(required=True),
                    "term": Text(required=True),
                    "reason": Text(),
                    "classified_by": Text(),
                }
            ),
            once=("framework", "version", "term"),
        ),
        "instruments": ListOf(Record({"instrument": Text(required=True), "note": Text()}), once=("instrument",)),
        "disclosures": Record({"competing_interests": Text(), "funding": Text(), "ai_use": Text()}),
        "references": ListOf(Text(required=True)),
    }
)

SECTION_HEAD = Record(
    {
        "uuid": _UUID,
        "heading": Text(required=True),
        "kind": Text(choices=tuple(SectionKind.values), default=SectionKind.RECORD.value),
    }
)
