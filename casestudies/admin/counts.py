"""Counting what hangs on a row, as a subquery: joins would multiply one another and lose the list's order."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from casestudies.queries.drafts import seen_by


def count_of(model, field="case_study", *, account=None, path="case_study"):
    """How many rows of `model` refer to the outer row by `field`.

    With an `account` only those count that hang, by `path`, on a case study which it may see.
    """
    referring = model.objects.filter(**{field: OuterRef("pk")})
    if account is not None:
        referring = seen_by(referring, account, path)
    rows = referring.order_by().values(field)
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)
