"""How a shared record is called where an editor chooses one: enough to tell it from its neighbours."""

from functools import singledispatch

from django.db.models import Model

from casestudies.models import FrameworkTerm, Person, PolicyInstrument, Source


@singledispatch
def label_of(record: Model) -> str:
    return str(record)


@label_of.register
def _(record: Source) -> str:
    return f"{record.key} — {record}"


@label_of.register
def _(record: FrameworkTerm) -> str:
    return f"{record} · {record.framework}"


@label_of.register
def _(record: PolicyInstrument) -> str:
    return f"{record} · {record.get_kind_display()}, {record.jurisdiction}"


@label_of.register
def _(record: Person) -> str:
    return f"{record.name} ({record.affiliation})" if record.affiliation else record.name
