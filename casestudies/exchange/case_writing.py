"""A case study as its files: `case.yaml`, one Markdown file a section, one file a picture."""

from collections.abc import Mapping
from typing import Any

from casestudies.exchange.case_document import uncited
from casestudies.exchange.case_schema import CASE_FORMAT
from casestudies.exchange.dates import write_when
from casestudies.exchange.section_files import write_section
from casestudies.exchange.writing_yaml import write_yaml

Row = Mapping[str, Any]


def write_case(
    snapshot: Row, *, notes: Mapping[str, str], slug: str, original: str = "", follows: int | None = None
) -> dict[str, str]:
    """The text files of a case study, by their name below its folder. Pictures are `picture_names`.

    `original` is the slug of what it is a translation of, `follows` the original's edition that it follows.
    """
    files = {"case.yaml": write_yaml(_case(snapshot, notes, slug, {"translation_of": original, "follows": follows}))}
    for section in snapshot["sections"]:
        files[f"sections/{section['anchor']}.md"] = write_section(section)
    return files


def picture_names(snapshot: Row) -> dict[str, str]:
    """The file of each figure that has a picture, by the figure's key: named like it, or like its bytes where two
    names would differ in nothing but capitals."""
    names: dict[str, str] = {}
    for figure in snapshot["figures"]:
        if figure["sha256"]:
            name = f"figures/{figure['key']}.{figure['extension']}"
            if name.casefold() in {taken.casefold() for taken in names.values()}:
                name = f"figures/{figure['sha256']}.{figure['extension']}"
            names[figure["key"]] = name
    return names


def _case(snapshot: Row, notes: Mapping[str, str], slug: str, original: Row) -> dict[str, Any]:
    """What `case.yaml` holds; what is empty is left out."""
    pictures = picture_names(snapshot)
    return _full(
        {
            "format": CASE_FORMAT,
            "uuid": snapshot["uuid"],
            "slug": slug,
            **{name: snapshot[name] for name in ("title", "question", "summary", "language")},
            **original,
            "licence": _licence(snapshot["licence"]),
            **write_when(snapshot["event"]["when"]),
            "at_a_glance": _full(snapshot["at_a_glance"]),
            "topics": [topic["slug"] for topic in snapshot["topics"]],
            "jurisdictions": snapshot["jurisdictions"],
            "contributors": [{"person": row["key"], "roles": row["roles"]} for row in snapshot["contributors"]],
            "objectives": snapshot["objectives"],
            "sections": [section["anchor"] for section in snapshot["sections"]],
            "questions": [
                _full(
                    {
                        **{name: row[name] for name in ("uuid", "prompt", "section", "minutes")},
                        "note": notes.get(row["uuid"], ""),
                    }
                )
                for row in snapshot["questions"]
            ],
            "timeline": [
                _full(
                    {
                        "uuid": row["uuid"],
                        **write_when(row["when"]),
                        **{name: row[name] for name in ("title", "text")},
                        "references": [_citation(item) for item in row["references"]],
                    }
                )
                for row in snapshot["timeline"]
            ],
            "figures": [
                _full(
                    {
                        **{name: row[name] for name in ("key", "kind")},
                        "file": pictures.get(row["key"], ""),
                        **{name: row[name] for name in ("video_url", "alt", "caption", "credit")},
                        "licence": _licence(row["licence"]),
                    }
                )
                for row in snapshot["figures"]
            ],
            "parties": [
                _full(
                    {
                        "party": row["key"],
                        **{name: row[name] for name in ("roles", "involvement")},
                        "response": _response(row["response"]),
                    }
                )
                for row in snapshot["parties"]
            ],
            "classifications": [
                _full(
                    {
                        "framework": row["framework"]["key"],
                        "version": row["framework"]["version"],
                        "term": row["term"]["key"],
                        "reason": row["reason"],
                        "classified_by": row["classified_by"]["key"] if row["classified_by"] else "",
                    }
                )
                for row in snapshot["classifications"]
            ],
            "instruments": [_full({"instrument": row["key"], "note": row["note"]}) for row in snapshot["instruments"]],
            "disclosures": _full(snapshot["disclosures"]),
            "references": uncited(snapshot),
        }
    )


def _response(response: Row) -> dict[str, Any]:
    reference = response["reference"]
    return _full({**response, "reference": _citation(reference) if reference else None})


def _citation(item: Row) -> dict[str, Any]:
    return _full({"source": item["key"], "locator": item["locator"]})


def _licence(value: Row | None) -> str:
    return value["key"] if value else ""


def _full(members: Row) -> dict[str, Any]:
    """Without what is empty; 0 says something."""
    return {name: value for name, value in members.items() if value or (value == 0 and value is not False)}
