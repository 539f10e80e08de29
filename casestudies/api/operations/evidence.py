"""Describes for OpenAPI what case studies rest on and share: statements, sources, parties, topics, frameworks."""

from collections.abc import Mapping

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema

from casestudies.api import problem_kinds as kinds
from casestudies.api.examples import evidence as examples
from casestudies.api.examples.cases import TITLE, UUID
from casestudies.api.operations.common import ALWAYS, DATED, IF_MODIFIED_SINCE, NUMBER, ONE, header, query, responses
from casestudies.api.parameters import Parameter

TAG, SHARED = "Evidence", "What case studies share"
NAMES = {
    "topics": ("topic", "Topic", "biometrics"),
    "parties": ("party", "Party", "openai"),
    "sources": ("source", "Source", "gazette2025"),
    "instruments": ("instrument", "Instrument", "eu-ai-act"),
    "frameworks": ("framework", "Framework", "mit-ai-risk"),
}
PLURALS = {"parties": "Parties"}
CARRIED = "As editions that you can read carry it; where they differ, as the one does that was published last."


def key(path: str) -> OpenApiParameter:
    name, _, example = NAMES[path]
    return OpenApiParameter(
        "key",
        {"type": "string", "pattern": r"^[A-Za-z0-9_.:\-]+$", "maxLength": 100},
        OpenApiParameter.PATH,
        description=f"The {name}’s {'slug' if path == 'topics' else 'key'}.",
        examples=[OpenApiExample("key", value=example)],
    )


def document_statements(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listStatements",
        summary="List what a case study says",
        description=(
            "Each cited statement of the current edition: the words, the section, the sources with the place in each, "
            "and whether it was checked. Events and official responses are among them. All at once."
        ),
        tags=[TAG],
        parameters=[*query(known), *DATED],
        responses=_statements(),
    )


def document_edition_statements(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listEditionStatements",
        summary="List what one edition says",
        description="The same of one edition. A statement that stands in several has the same `key` in each.",
        tags=[TAG],
        parameters=[*query(known), *DATED, NUMBER],
        responses=_statements(),
    )


def _statements():
    return responses(
        "StatementList",
        "The statements. There may be none.",
        examples.STATEMENTS,
        kinds.INVALID_PARAMETER,
        kinds.NOT_FOUND,
        kinds.WITHDRAWN,
        kinds.REDACTED,
        moves=True,
    )


def document_source_statements(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listSourceStatements",
        summary="List what rests on a source",
        description="Every case study that you can read and that uses the source, with the statements that cite it.",
        tags=[TAG],
        parameters=[*query(known), key("sources"), *ALWAYS],
        responses=responses(
            "SourceStatements",
            "Case studies with statements.",
            examples.SOURCE_STATEMENTS,
            kinds.INVALID_PARAMETER,
            kinds.INVALID_CURSOR,
            kinds.NOT_FOUND,
        ),
    )


def document_shared(path: str, component: str, known: Mapping[str, Parameter]):
    _, name, _ = NAMES[path]
    return extend_schema(
        operation_id=f"list{PLURALS.get(path, f'{name}s')}",
        summary=f"List the {path}",
        description=f"By key, each with how many case studies carry it and the latest of those. {CARRIED}",
        tags=[SHARED],
        parameters=[*query(known), *ALWAYS],
        responses=responses(
            f"{component}List",
            "A page of the list. It may be empty.",
            {"results": [examples.SHARED[component]], "next": None},
            kinds.INVALID_PARAMETER,
            kinds.INVALID_CURSOR,
        ),
    )


def document_shared_one(path: str, component: str, known: Mapping[str, Parameter]):
    name, title, _ = NAMES[path]
    return extend_schema(
        operation_id=f"read{title}",
        summary=f"Read one {name}",
        description=CARRIED,
        tags=[SHARED],
        parameters=[*query(known), key(path), *ALWAYS],
        responses=responses(
            f"{component}Answer",
            f"The {name}.",
            examples.SHARED[component],
            kinds.INVALID_PARAMETER,
            kinds.NOT_FOUND,
        ),
    )


def document_frameworks(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listFrameworks",
        summary="List the frameworks",
        description="Every framework that case studies are classified under, with the terms in use. All at once.",
        tags=[SHARED],
        parameters=[*query(known), *ALWAYS],
        responses=responses(
            "FrameworkList", "The frameworks.", {"results": [examples.FRAMEWORK]}, kinds.INVALID_PARAMETER
        ),
    )


def document_framework(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="readFramework",
        summary="Read one framework",
        description="In all the versions that case studies use, with the terms in use.",
        tags=[SHARED],
        parameters=[*query(known), key("frameworks"), *ALWAYS],
        responses=responses(
            "FrameworkAnswer", "The framework.", examples.FRAMEWORK, kinds.INVALID_PARAMETER, kinds.NOT_FOUND
        ),
    )


def document_classifications(known: Mapping[str, Parameter]):
    return extend_schema(
        operation_id="listClassifications",
        summary="List classifications",
        description=(
            "Which case study stands under which term, and why, by term. The filters are those of the list of case "
            "studies, so that all cases on one term, in one place, since one year are one request; `fields` brings "
            "their sources along."
        ),
        tags=[SHARED],
        parameters=[*query(known), *ALWAYS],
        responses=responses(
            "ClassifiedList",
            "A page of the list. It may be empty.",
            {"results": [examples.CLASSIFIED], "next": None},
            kinds.INVALID_PARAMETER,
            kinds.INVALID_CURSOR,
        ),
    )


def document_snapshot(view):
    digests = "SHA-256 of the bytes (RFC 9530); in hexadecimal it is the edition’s `content_digest`."
    return extend_schema(
        operation_id="readSnapshot",
        summary="Read the frozen bytes of an edition",
        description=(
            "The text as it was frozen, canonical JSON (RFC 8785) byte for byte: what `content_digest` and the "
            "signatures cover. Prose is HTML with citation markers here; `readEdition` has it ready to show."
        ),
        tags=["Proof"],
        parameters=[
            *ONE,
            NUMBER,
            IF_MODIFIED_SINCE,
            header("Content-Digest", digests, 200),
            header("Repr-Digest", digests, 200),
            header("Last-Modified", "When the edition was published.", 200, 304),
        ],
        responses=responses(
            "Snapshot",
            "The bytes.",
            {"schema_version": 1, "uuid": UUID, "title": TITLE},
            kinds.INVALID_PARAMETER,
            kinds.NOT_FOUND,
            kinds.WITHDRAWN,
            kinds.REDACTED,
            moves=True,
        ),
    )(view)


def document_teaching(view):
    return extend_schema(
        operation_id="readTeachersNotes",
        summary="Read the teacher’s notes",
        description=(
            "The questions of the current edition with the notes for teachers, and the objectives. The notes are not "
            "public: pass them on to teachers alone. Needs the scope `teaching`."
        ),
        tags=[TAG],
        parameters=DATED,
        responses=responses(
            "Teaching",
            "Objectives, questions and notes.",
            examples.TEACHING,
            kinds.INVALID_PARAMETER,
            kinds.KEY_REQUIRED,
            kinds.NOT_FOUND,
            kinds.WITHDRAWN,
            kinds.REDACTED,
            moves=True,
        ),
    )(view)
