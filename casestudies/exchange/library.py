"""The shared records as files: `vocabularies/*.yaml` and `sources.json`, read into items for the actions."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from casestudies.actions.save_framework import save_framework
from casestudies.actions.save_library import Saved, as_field, save_instrument, save_party, save_person, save_topic
from casestudies.actions.save_source import save_source
from casestudies.enums import InstrumentKind, InstrumentStatus, PartyKind, PersonKind
from casestudies.exchange.folder import Folder
from casestudies.exchange.loaded import Loaded, Path
from casestudies.exchange.problems import ProblemList
from casestudies.exchange.reading_json import read_json
from casestudies.exchange.reading_yaml import read_yaml
from casestudies.exchange.schema import At, Day, ListOf, Record, Text
from casestudies.exchange.source_files import SOURCE_PLACES, read_source
from casestudies.models import Framework, Party, Person, PolicyInstrument, Source, Topic

VOCABULARY_LIMIT = 4_000_000
SOURCES_LIMIT = 32_000_000
SOURCES_FILE = "sources.json"
TERM_DEPTH = 6


def _terms(depth: int) -> ListOf:
    members: dict[str, Any] = {"key": Text(required=True), "name": Text(required=True), "note": Text()}
    if depth:
        members["terms"] = _terms(depth - 1)
    return ListOf(Record(members), once=("key",))


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of shared record: where it is kept, what a file says of it, which action saves it."""

    file: str
    model: type[models.Model]
    names: tuple[str, ...]
    save: Callable[..., Saved]
    members: Mapping[str, Any] = field(default_factory=dict)


KINDS = (
    Kind(
        "vocabularies/topics.yaml",
        Topic,
        ("slug",),
        save_topic,
        {"slug": Text(required=True), "name": Text(required=True), "description": Text()},
    ),
    Kind(
        "vocabularies/people.yaml",
        Person,
        ("key",),
        save_person,
        {
            "key": Text(required=True),
            "name": Text(required=True),
            "family": Text(),
            "kind": Text(choices=tuple(PersonKind.values), default=PersonKind.PERSON.value),
            "orcid": Text(),
            "affiliation": Text(),
            "url": Text(),
        },
    ),
    Kind(
        "vocabularies/parties.yaml",
        Party,
        ("key",),
        save_party,
        {
            "key": Text(required=True),
            "name": Text(required=True),
            "kind": Text(choices=tuple(PartyKind.values), default=PartyKind.ORGANISATION.value),
            "wikidata": Text(),
            "url": Text(),
        },
    ),
    Kind(
        "vocabularies/instruments.yaml",
        PolicyInstrument,
        ("key",),
        save_instrument,
        {
            "key": Text(required=True),
            "title": Text(required=True),
            "short_title": Text(),
            "kind": Text(required=True, choices=tuple(InstrumentKind.values)),
            "jurisdiction": Text(required=True),
            "status": Text(choices=tuple(InstrumentStatus.values)),
            "proposed_on": Day(),
            "adopted_on": Day(),
            "in_force_on": Day(),
            "published_on": Day(),
            "ended_on": Day(),
            "url": Text(),
        },
    ),
    Kind(
        "vocabularies/frameworks.yaml",
        Framework,
        ("key", "version"),
        save_framework,
        {
            "key": Text(required=True),
            "version": Text(required=True),
            "name": Text(required=True),
            "publisher": Text(),
            "url": Text(),
            "note": Text(),
            "terms": _terms(TERM_DEPTH),
        },
    ),
    Kind(SOURCES_FILE, Source, ("key",), save_source),
)


@dataclass(frozen=True)
class Entry:
    """One record as a file gives it: the item for its action, and where it stands."""

    kind: Kind
    item: dict[str, Any]
    loaded: Loaded
    path: Path

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(self.item[name] for name in self.kind.names)

    def line(self, place: Path = ()) -> int:
        return self.loaded.line((*self.path, *place))


def read_library(folder: Folder, problems: ProblemList) -> list[Entry]:
    """Every shared record in the folder, in the order in which they can be saved."""
    entries: list[Entry] = []
    for kind in KINDS:
        with problems.collecting():
            if not folder.has(kind.file):
                continue
            if kind.file == SOURCES_FILE:
                loaded = read_json(folder.read_text(kind.file, limit=SOURCES_LIMIT), kind.file)
            else:
                loaded = read_yaml(folder.read_text(kind.file, limit=VOCABULARY_LIMIT), kind.file)
            entries += _entries(kind, At(loaded, problems))
    return entries


def _entries(kind: Kind, at: At) -> Iterator[Entry]:
    if not isinstance(at.loaded.value, list):
        at.problem("this file must be a list")
        return
    seen: dict[tuple[str, ...], int] = {}
    for index, value in enumerate(at.loaded.value):
        place = at / index
        before = len(at.problems.found)
        item = Record(kind.members).read(value, place) if kind.members else read_source(value, place)
        if len(at.problems.found) > before:
            continue
        _check_fields(kind.model, item, place)
        entry = Entry(kind, item, at.loaded, (index,))
        if entry.key in seen:
            place.problem(f"“{' '.join(entry.key)}” is in this list twice; it stands on line {seen[entry.key]} already")
        seen.setdefault(entry.key, entry.line())
        yield entry


def _check_fields(model: type[models.Model], item: Mapping[str, Any], at: At) -> None:
    """What the fields alone can tell is wrong: a malformed address, a name that is too long."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    values = {name: as_field(fields[name], value) for name, value in item.items() if name in fields}
    try:
        model(**values).clean_fields(exclude=set(fields) - set(values))
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            place = at
            for step in place_of(model, name):
                place /= step
            for message in messages:
                place.problem(f"“{place.name}”: {message}")


def place_of(model: type[models.Model], name: str) -> Path:
    """Where in its file a record's field stands."""
    return SOURCE_PLACES.get(name, (name,)) if model is Source else (name,)
