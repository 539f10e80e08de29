"""The shapes of answers as JSON Schema, named as OpenAPI components. Tests hold every real answer against them.

Clients must ignore members that they do not know: new ones may be added, none is removed within a version.
"""

from typing import Any

from casestudies import enums
from casestudies.api.schemas.events import EVENTS
from casestudies.api.schemas.evidence import EVIDENCE, SELECTABLE
from casestudies.api.schemas.formats import FORMATS
from casestudies.api.schemas.keys import KEYS, PROBLEM_MEMBERS
from casestudies.api.schemas.languages import LANGUAGES
from casestudies.api.schemas.parts import PARTS
from casestudies.api.schemas.proof import PROOF
from casestudies.api.schemas.sync import SYNC
from casestudies.api.schemas.webhooks import WEBHOOKS
from casestudies.api.schemas.words import (
    NEXT,
    UUID,
    Schema,
    address,
    digest,
    html,
    many,
    maybe,
    moment,
    one_of,
    record,
    ref,
    text,
    truth,
    whole,
)

AROUND: dict[str, Schema] = {
    "uuid": UUID,
    "slug": text("The last part of the address. When it changes, the old one redirects."),
    "canonical_url": address("The page to link to and to name as the original."),
    "first_published_at": moment("When the first edition came out."),
    "changed_at": moment("When anything public about the case study changed last."),
    "edition": ref("Edition"),
    "corrections": many(ref("Correction"), "Every correction so far, the newest first."),
    "translation_of": maybe(
        ref("Original"),
        "What this edition translates; null where it is no translation, or you may not have the original.",
    ),
    "translations": many(ref("Translation"), "The text in other languages that you can read now, by language."),
    "attribution": ref("Attribution"),
    "links": ref("Links"),
}
SUMMARY: dict[str, Schema] = {
    "title": text(),
    "question": text("The policy question that the case asks."),
    "summary": text("Two or three sentences."),
    "language": text("A language tag such as `en`."),
    "licence": maybe(ref("Licence"), "Of the text."),
    "event": record("When it happened.", when=maybe(ref("When"))),
    "at_a_glance": ref("AtAGlance"),
    "topics": many(ref("Topic")),
    "jurisdictions": many(text(), "ISO 3166 codes, or EU, OECD, UN."),
    "contributors": many(ref("Contributor")),
    "word_count": whole("Words of the text."),
    "reading_minutes": whole("Minutes to read it.", 1),
}
TEXT: dict[str, Schema] = {
    "schema_version": whole("Of the frozen text.", 1),
    "objectives": many(text(), "What a student can do afterwards."),
    "sections": many(ref("Section")),
    "questions": many(ref("Question")),
    "timeline": many(ref("TimelineEvent")),
    "figures": many(ref("Figure")),
    "parties": many(ref("Party")),
    "classifications": many(ref("Classification")),
    "instruments": many(ref("Instrument")),
    "disclosures": ref("Disclosures"),
    "sources": many(ref("Source"), "Everything the case rests on, by key."),
}
EDITION: dict[str, Schema] = {
    "number": whole("Counts from 1 within the case study.", 1),
    "kind": one_of(enums.EditionKind),
    "is_current": truth("Whether this is the newest edition."),
    "published_at": moment("When it came out."),
    "change_note": text("What it changed, in the editors' words."),
    "content_digest": digest("SHA-256 of the frozen text."),
    "edition_digest": digest("SHA-256 over the text's digest, the facts of publication and the edition before."),
    "previous_digest": digest("The `edition_digest` of the edition before; empty for the first.", empty=True),
    "statements": whole("How many statements the text makes."),
    "checked": whole("How many of them a fact-checker had ticked at publication."),
    "checkers": many(text(), "Who checked them, of those who agreed to be named."),
}
ANSWERS: dict[str, Schema] = {
    "Edition": record("What was published. Never changes, except that a newer one may come.", **EDITION),
    "Correction": record(
        "A public correction.", edition=whole("The edition that puts it right.", 1), note=text(), at=moment("When.")
    ),
    "Attribution": record(
        "The line to print beside the text.",
        edition_line=text("Which edition, of which day, how much of it was checked."),
        text=text("The whole line as plain text."),
        html=html("The same with links."),
    ),
    "Links": record(
        "Addresses.",
        html=address("The page for readers."),
        edition_html=address("The page of this edition, for good."),
        api=address("The current edition, here."),
        edition_api=address("This edition, here."),
        editions=address("All editions, here."),
    ),
    "CaseStudySummary": record(
        "A case study in a list.", **AROUND, **SUMMARY, source_count=whole("How many sources it rests on.")
    ),
    "CaseStudy": record("An edition of a case study, whole, with what stands around it.", **AROUND, **SUMMARY, **TEXT),
    "CaseStudyAnswer": {"anyOf": [ref("CaseStudy"), ref("CaseStudySelection")]},
    "CaseStudyList": record(
        "A page of the list: summaries, or with `fields` what was asked for.",
        results=many({"anyOf": [ref("CaseStudySummary"), ref("CaseStudySelection")]}),
        next=NEXT,
    ),
    "EditionList": record(
        "Every edition, the newest first.",
        uuid=UUID,
        slug=text(),
        results=many(
            record(
                "An edition without its text.",
                **EDITION,
                is_redacted=truth("Whether its text was removed for a legal reason."),
                links=record("Its addresses.", html=address("For readers."), api=address("Here.")),
            )
        ),
    ),
    "Root": record(
        "Where to go from here.",
        case_studies=address("The list."),
        changes=address("What happened, in order."),
        topics=address("Topics, and the case studies on each."),
        parties=address("Parties, and the case studies in which each has a part."),
        sources=address("Sources, and the case studies that rest on each."),
        instruments=address("Policy instruments, and the case studies that refer to each."),
        frameworks=address("Frameworks and their terms."),
        classifications=address("Case studies under the terms of frameworks."),
        me=address("Who your key is, and what is left of its limits."),
        holdings=address("The copies that you said you carry."),
        releases=address("Texts that were offered to you under embargo."),
        webhook_endpoints=address("Where you are told of changes."),
        webhook_deliveries=address("What your endpoints were told."),
        signing_keys=address("The public keys that editions are signed with."),
        sample_signing_keys=address("The same for the samples of the sandbox."),
        openapi=address("This description."),
        documentation=address("The introduction."),
        reference=address("Every operation, to try out."),
        problems=address("Every kind of error."),
        changelog=address("What changed in the API, as a feed."),
    ),
}
PROBLEMS: dict[str, Schema] = {
    "ParameterError": {
        **record("What is wrong with one parameter, or one member of the body.", detail=text()),
        "properties": {
            "parameter": text("The parameter's name."),
            "pointer": text("The member of the body, as a JSON pointer."),
            "detail": text("What is wrong with it."),
            "suggestion": text("The name that was probably meant."),
            "line": whole("Where a body stops being JSON; the first line is 1.", 1),
            "column": whole("The character in that line; the first is 1.", 1),
        },
    },
    "Tombstone": record(
        "What is left of a text that is gone.",
        uuid=UUID,
        slug=text(),
        edition=whole("The edition that stood last, or that was redacted.", 1),
        withdrawn_at=maybe(moment("When it was withdrawn.")),
        reason=text("Why, in the editors' words."),
        html=address("The page that shows the notice."),
    ),
}
PROBLEMS["Problem"] = {
    **record(
        "An error (RFC 9457).",
        type=address("Identifies the kind of problem, and explains it when opened."),
        title=text("The kind of problem in words."),
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=text("What is wrong with this request."),
        instance=text("The path that was asked for.", format="uri-reference"),
    )
}
PROBLEMS["Problem"]["properties"]["errors"] = many(ref("ParameterError"), "With an `invalid-…` problem.")
PROBLEMS["Problem"]["properties"]["tombstone"] = ref("Tombstone")
PROBLEMS["Problem"]["properties"] |= PROBLEM_MEMBERS

COMPONENTS: dict[str, Schema] = {
    **PARTS,
    **ANSWERS,
    **LANGUAGES,
    **SYNC,
    **WEBHOOKS,
    **EVENTS,
    **KEYS,
    **EVIDENCE,
    **FORMATS,
    **PROOF,
    **PROBLEMS,
}


def _loosened(schema: Any) -> Any:
    """The shape of what `fields` leaves of it: every member may be missing, at any depth."""
    if isinstance(schema, list):
        return [_loosened(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _loosened(COMPONENTS[schema["$ref"].rpartition("/")[2]])
    return {name: _loosened(value) for name, value in schema.items() if name != "required"}


def _selection(description: str, members: dict[str, Schema]) -> Schema:
    return {"type": "object", "description": description, "properties": _loosened(members)}


COMPONENTS["CaseStudySelection"] = _selection(
    "Of a case study the members that `fields` names.",
    {**AROUND, **SUMMARY, **TEXT, "statements": many(ref("Statement")), "source_count": whole("How many sources.")},
)
for _name in SELECTABLE:
    COMPONENTS[f"{_name}Selection"] = _selection("The members that `fields` names.", COMPONENTS[_name]["properties"])
