"""Rows that know who acted by an opaque id alone are shown with a name."""

from casestudies.queries.actors import actor_names


class NamesActors:
    """Of a model admin: `actor_field` holds the opaque id; the rows of a page and of an export are named together."""

    actor_field = "actor"

    def name_rows(self, rows):
        super().name_rows(rows)
        names = actor_names(filter(None, (getattr(row, self.actor_field) for row in rows)))
        for row in rows:
            row.actor_name = names.get(getattr(row, self.actor_field), "")

    def actor_of(self, obj) -> str:
        if not hasattr(obj, "actor_name"):
            self.name_rows([obj])
        return obj.actor_name
