"""The first rows of a list on the desk."""

MOST = 8


class Shown(list):
    """The first rows of a list; `more` counts those left out. Two queries."""

    def __init__(self, queryset):
        super().__init__(queryset[:MOST])
        self.more = max(0, queryset.count() - MOST)

    def rows(self, shape):
        return [shape(row) for row in self]
