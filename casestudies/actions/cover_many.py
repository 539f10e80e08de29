"""Change what a partner may have of any number of case studies, in as many statements as of one.

The database makes the rows from the public states themselves. Under the lock of the change log.
"""

from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Value, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject, RowNumber

from casestudies.enums import PartnerEvent
from casestudies.models import CoverageSpan, OutboxEvent, Partner, PartnerChange, PublicState
from casestudies.publication.chain import to_the_millisecond
from casestudies.queries.partner_coverage import open_spans

# What a partner is told of each, and where it stands; of one alone, follow_coverage.py says the same.
TOLD = {
    PartnerEvent.COVERAGE_GAINED: {
        "slug": "slug",
        "edition": "edition__number",
        "edition_digest": "edition__edition_digest",
    },
    PartnerEvent.COVERAGE_LOST: {"slug": "slug"},
}
NEWEST_FIRST = ("-changed_at", "-id")
# A random UUID (version 4) for each row, as the databases make it.
NEW_UUID = {
    "postgresql": "gen_random_uuid()",
    "sqlite": "lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 1, 3) || "
    "substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 1, 3) || hex(randomblob(6)))",
}


def begin_spans(partner: Partner, states: QuerySet[PublicState], *, after: int) -> None:
    """Let a partner see what follows entry `after` of those that it does not have yet."""
    there = open_spans(partner).filter(case_uuid=OuterRef("uuid"))
    _insert(
        CoverageSpan,
        states.exclude(Exists(there)).order_by(),
        partner_id=Value(partner.pk),
        case_uuid=F("uuid"),
        after_sequence=Value(after),
    )


def end_spans(partner: Partner, kept: QuerySet[PublicState], *, until: int) -> None:
    """Let a partner see nothing after entry `until` of what it has and is not to keep."""
    gone = open_spans(partner).exclude(Exists(kept.order_by().filter(uuid=OuterRef("case_uuid"))))
    gone.update(until_sequence=until)


def tell_of_many(
    event: PartnerEvent, partner: Partner, states: QuerySet[PublicState], *, sequence: int, now: datetime
) -> None:
    """Write what `tell_partner` writes, once for each of these case studies. `sequence` is the last change."""
    now = to_the_millisecond(now)
    last = PartnerChange.objects.filter(partner=partner).aggregate(last=Max("number"))["last"] or 0
    number = Value(last) + Window(RowNumber(), order_by=NEWEST_FIRST)
    facts = TOLD[event]
    told = states.order_by(*NEWEST_FIRST)
    said = {"partner_id": Value(partner.pk), "event": Value(str(event)), "case_uuid": F("uuid")}
    placed = {"sequence": Value(sequence), "number": number}
    moment = Value(now, output_field=models.DateTimeField())
    _insert(
        PartnerChange,
        told,
        **said,
        number=number,
        after_sequence=Value(sequence),
        data=JSONObject(**facts),
        at=moment,
    )
    _insert(
        OutboxEvent,
        told,
        **said,
        uuid=RawSQL(NEW_UUID[connection.vendor], []),
        payload=JSONObject(**placed, **facts),
        created_at=moment,
    )


def _insert(model: type[models.Model], states: QuerySet[PublicState], **columns: Any) -> None:
    """One row of the model for each state: its columns by name, and what each holds."""
    aliases = {f"_{name}": expression for name, expression in columns.items()}
    select, values = states.annotate(**aliases).values_list(*aliases).query.sql_with_params()
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({names}) {select}", values)
