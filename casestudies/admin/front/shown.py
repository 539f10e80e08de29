"""The first rows of a list on the desk."""

MOST = 8


class Shown(list):
    """The first rows of a list; `more` counts those left out. One query, and one more if any are."""

    def __init__(self, queryset):
        found = list(queryset[: MOST + 1])
        super().__init__(found[:MOST])
        self.more = queryset.count() - MOST if len(found) > MOST else 0

    def rows(self, shape):
        return [shape(row) for row in self]
