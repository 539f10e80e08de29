"""The shapes of what case studies rest on and share: statements, sources, parties, topics, instruments, frameworks."""

from casestudies import enums
from casestudies.api.schemas.parts import PARTS
from casestudies.api.schemas.words import (
    KEY,
    NEXT,
    UUID,
    Schema,
    address,
    digest,
    many,
    maybe,
    one_of,
    record,
    ref,
    text,
    truth,
    whole,
)


def _part(name: str, *members: str) -> dict[str, Schema]:
    return {member: PARTS[name]["properties"][member] for member in members}


AROUND: dict[str, Schema] = {
    "case_study_count": whole("How many case studies that you can read carry it.", 1),
    "case_studies": many(ref("NamedCaseStudy"), "The latest changed of them, five at most."),
    "links": record(
        "Addresses.",
        html=text("The page for readers; empty where there is none."),
        api=address("This record, here."),
        case_studies=address("All case studies that carry it, here."),
    ),
}
# Which edition of which case study something is said in.
OF_EDITION: dict[str, Schema] = {
    "uuid": UUID,
    "slug": text(),
    "title": text(),
    "canonical_url": address("The page for readers."),
    "edition": ref("Edition"),
}
FRAMEWORK = {
    name: text(description)
    for name, description in (
        ("name", "What it is called."),
        ("version", "Which version of it."),
        ("publisher", "Who publishes it."),
        ("url", "Where."),
        ("note", "A word on how it is used here."),
    )
}
EVIDENCE: dict[str, Schema] = {
    "NamedCaseStudy": record(
        "A case study by name.",
        uuid=UUID,
        slug=text(),
        title=text(),
        edition_line=text("Which edition stands."),
        canonical_url=address("The page for readers."),
        api=address("The case study, here."),
    ),
    "Statement": record(
        "What is said up to one citation, in one event, or in one response; and what it rests on.",
        key=digest("The same wherever the same is said on the same evidence, in every edition."),
        kind=one_of(enums.StatementKind),
        text=text("The words, without markup."),
        section=maybe(record("Where it stands.", anchor=text(), heading=text()), "Null for an event or a response."),
        event=text("The `uuid` of the event in `timeline`, or empty."),
        party=text("The `key` of the party that responded, or empty."),
        checked=truth("Whether a fact-checker had ticked it against these sources at publication."),
        sources=many(
            record(
                "A source it rests on.",
                key=KEY,
                number=maybe(whole("The number that bodies cite it by.", 1)),
                title=text(),
                url=text("Its address, or empty."),
                locator=text("Where in it."),
                prefix=text("Words before the citation."),
                suffix=text("Words after it."),
                source_check=one_of(enums.SourceCheck, "How far somebody got in checking the source."),
            )
        ),
    ),
    "Snapshot": {
        "type": "object",
        "description": "The frozen text. Its shape is that of its `schema_version`.",
        "required": ["schema_version", "uuid"],
        "additionalProperties": True,
        "properties": {"schema_version": whole("Which shape.", 1), "uuid": UUID},
    },
    "StatementList": record(
        "The statements of one edition, in the order of reading.",
        **OF_EDITION,
        results=many(ref("Statement")),
    ),
    "Teaching": record(
        "What a teacher has of a case study.",
        **OF_EDITION,
        objectives=many(text(), "What a student can do afterwards."),
        questions=many(
            record(
                "A question for discussion, with its note.",
                **PARTS["Question"]["properties"],
                note=text("For the teacher alone; empty where there is none."),
            )
        ),
    ),
    "SourceStatements": record(
        "What rests on a source.",
        source=KEY,
        results=many(
            record(
                "A case study, and which of its statements do.",
                **OF_EDITION,
                statements=many(ref("Statement"), "Empty where the source is listed and not cited."),
            )
        ),
        next=NEXT,
    ),
    "SharedTopic": record("A topic.", **_part("Topic", "slug", "name", "description"), **AROUND),
    "SharedParty": record("A party.", **_part("Party", "key", "name", "kind", "wikidata", "url"), **AROUND),
    "SharedSource": record(
        "A cited work.", **_part("Source", "key", "csl", "archived", "source_check", "provenance"), **AROUND
    ),
    "SharedInstrument": record(
        "A policy instrument.",
        **{name: shape for name, shape in PARTS["Instrument"]["properties"].items() if name != "note"},
        **AROUND,
    ),
    "FrameworkTerm": record(
        "A term that case studies are classified under.",
        id=text("What the parameter `term` takes: `framework@version/term`."),
        key=text("As the framework numbers or names it."),
        version=text("Of which version of the framework."),
        name=text(),
        note=text(),
        broader=many(record("A term above it.", key=text(), name=text()), "From the broadest down."),
        case_study_count=whole("How many case studies that you can read stand under it.", 1),
        case_studies=address("Those case studies, here."),
    ),
    "Framework": record(
        "A published scheme of terms, as far as case studies use it.",
        key=KEY,
        **FRAMEWORK,
        terms=many(ref("FrameworkTerm"), "The terms in use, in all versions."),
        links=record("Addresses.", html=address("The page for readers."), api=address("This framework, here.")),
    ),
    "FrameworkList": record("Every framework in use, all at once.", results=many(ref("FrameworkAnswer"))),
    "Classified": record(
        "A case study under a term.",
        case_study=ref("CaseStudySelection"),
        framework=record("The framework, and which version.", key=KEY, **FRAMEWORK),
        term=record(
            "The term.",
            id=text("What the parameter `term` takes."),
            key=text(),
            name=text(),
            note=text(),
            broader=many(record("A term above it.", key=text(), name=text()), "From the broadest down."),
        ),
        reason=text("Why the case stands there."),
        classified_by=maybe(record("Who says so.", key=KEY, name=text())),
    ),
}
# What `fields` narrows; each is answered whole or in part.
SELECTABLE = ("SharedTopic", "SharedParty", "SharedSource", "SharedInstrument", "Classified", "Framework")
for _name in SELECTABLE:
    EVIDENCE[f"{_name}Answer"] = {"anyOf": [ref(_name), ref(f"{_name}Selection")]}
for _name in SELECTABLE[:5]:
    EVIDENCE[f"{_name}List"] = record(
        "A page of the list.",
        results=many(ref(f"{_name}Answer")),
        next=NEXT,
    )
del EVIDENCE["ClassifiedAnswer"]
EVIDENCE["ClassifiedList"]["properties"]["results"] = many({"anyOf": [ref("Classified"), ref("ClassifiedSelection")]})
