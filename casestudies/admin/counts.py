"""Counting what hangs on a row, as a subquery: joins would multiply one another and lose the list's order."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from casestudies.queries.drafts import seen_by


def count_of(model, field="case_study", *, account=None, path="case_study"):
    """How many rows of `model` refer to the outer row by `field`.

    With an `account` only those count that hang, by `path`, on a case study which it may see.
    """
    referring = model.objects.all()
    if account is not None:
        referring = seen_by(referring, account, path)
    return count_in(referring, field)


def count_in(rows, field):
    """How many of the rows refer to the outer row by `field`."""
    counted = rows.filter(**{field: OuterRef("pk")}).order_by().values(field).annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
