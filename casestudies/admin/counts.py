"""Counting what hangs on a row, as a subquery: joins would multiply one another and lose the list's order."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_of(model, field="case_study"):
    """How many rows of `model` refer to the outer row by `field`."""
    rows = model.objects.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)
