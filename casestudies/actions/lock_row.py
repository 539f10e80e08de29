"""Lock rows to the end of the transaction: the only place that says how.

A row that is changed is locked so that others may still refer to it: a new passage or notification points at its case
study and its source without waiting for whoever changes those, and two actions that hold one each never wait for each
other. A row that is deleted is locked against that too.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def lock(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows that the transaction changes, and does not delete."""
    return rows.select_for_update(of=("self",), no_key=True)


def lock_to_delete(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows that the transaction may delete."""
    return rows.select_for_update(of=("self",))
