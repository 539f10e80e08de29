"""Create or change one of the shared records that stand alone: a topic, a person, a party, a policy instrument."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from casestudies.actions.lock_row import lock
from casestudies.actions.tell_outdated import tell_outdated
from casestudies.errors import NotAllowed, NotReady, Problem
from casestudies.models import Account, AuditEntry, Party, Person, PolicyInstrument, Topic
from casestudies.models.shared_record import SharedRecord
from casestudies.permissions import can_add_record, can_change_record
from casestudies.queries.approval import approvals_resting_on

Item = Mapping[str, Any]


class Outcome(Enum):
    """What became of a record that was to be saved."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  # It was there, says something else, and was not to be overwritten.


@dataclass(frozen=True)
class Saved:
    record: models.Model
    outcome: Outcome


def save_topic(item: Item, *, by: Account, now: datetime, overwrite: bool) -> Saved:
    """`item`: slug, name, description. Raises NotAllowed, and NotReady with places such as `name`."""
    return _save(Topic(**_fields(Topic, item)), ("slug",), by=by, now=now, overwrite=overwrite)


def save_person(item: Item, *, by: Account, now: datetime, overwrite: bool) -> Saved:
    """`item`: key, name, family, kind, orcid, affiliation, url. Raises as `save_topic`."""
    return _save(Person(**_fields(Person, item)), ("key",), by=by, now=now, overwrite=overwrite)


def save_party(item: Item, *, by: Account, now: datetime, overwrite: bool) -> Saved:
    """`item`: key, name, kind, wikidata, url. Raises as `save_topic`."""
    return _save(Party(**_fields(Party, item)), ("key",), by=by, now=now, overwrite=overwrite)


def save_instrument(item: Item, *, by: Account, now: datetime, overwrite: bool) -> Saved:
    """`item`: the fields of PolicyInstrument; days as `YYYY-MM-DD` or empty. Raises as `save_topic`."""
    return _save(PolicyInstrument(**_fields(PolicyInstrument, item)), ("key",), by=by, now=now, overwrite=overwrite)


def write_record(
    wanted: SharedRecord,
    names: tuple[str, ...],
    state: Callable[[Any], Any],
    write: Callable[[Any], None],
    *,
    by: Account,
    now: datetime,
    overwrite: bool,
) -> Saved:
    """Put `wanted` in the place of the record that shares its fields `names`, or in a new one.

    `state` tells all that counts of a record, so that what is the same is not written; `write` saves the record
    that it is given with all that hangs on it.
    """
    model = type(wanted)
    with transaction.atomic():
        key = {name: getattr(wanted, name) for name in names}
        there = lock(model._default_manager.all()).filter(**key).first()
        may = can_add_record(by, model) if there is None else can_change_record(by, there)
        if not may:
            raise NotAllowed("You may not change the library.")
        if there is not None:
            if state(there) == state(wanted):
                return Saved(there, Outcome.SAME)
            if not overwrite:
                return Saved(there, Outcome.KEPT)
            wanted._state.adding = False
            for field in model._meta.concrete_fields:
                if not _is_typed(field):
                    setattr(wanted, field.attname, getattr(there, field.attname))
            wanted.save_count = there.save_count + 1
        check_record(wanted)
        stood = approvals_resting_on(there) if there is not None else []
        write(wanted)
        tell_outdated(wanted, stood, by=by, now=now)
        verb = "created" if there is None else "changed"
        AuditEntry.objects.create(
            at=now,
            actor=by.uuid,
            verb=f"{model._meta.model_name}.{verb}",
            subject_type=str(model._meta.model_name),
            subject_id=str(wanted.uuid),
            subject_label=str(wanted)[:300],
        )
        return Saved(wanted, Outcome.CREATED if there is None else Outcome.CHANGED)


def check_record(record: models.Model, place: str = "", *, only: Collection[str] = ()) -> None:
    """Raises NotReady with the fields that are wrong, below `place`; `only` those, and then without asking any row."""
    try:
        if only:
            record.clean_fields(exclude={field.name for field in record._meta.fields} - set(only))
        else:
            record.full_clean()
    except ValidationError as error:
        raise NotReady(
            [
                Problem(message, ".".join(filter(None, [place, "" if name == "__all__" else name])))
                for name, messages in error.message_dict.items()
                for message in messages
            ]
        ) from error


def _save(wanted: SharedRecord, names: tuple[str, ...], *, by: Account, now: datetime, overwrite: bool) -> Saved:
    return write_record(wanted, names, plain_fields, lambda record: record.save(), by=by, now=now, overwrite=overwrite)


def plain_fields(record: models.Model) -> dict[str, Any]:
    """What somebody typed into a record, but for what hangs on it."""
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields if _is_typed(field)}


def _is_typed(field: Any) -> bool:
    """Whether a person fills in the field, rather than the database, the clock or the link checker."""
    return field.editable and not field.primary_key and field.name != "link_state"


def _fields(model: type[models.Model], item: Item) -> dict[str, Any]:
    return {name: as_field(model._meta.get_field(name), value) for name, value in item.items()}


def as_field(field: Any, value: Any) -> Any:
    """A plain value as the field holds it: `"2024-11-26"` as a date, an empty day as None."""
    if isinstance(field, models.DateField):
        return date.fromisoformat(value) if value else None
    return value
