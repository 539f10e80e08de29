"""What every row of the public record shares: it is written once. The database refuses too (immutability.py)."""

from typing import Any, Never

from django.db import models

from casestudies.errors import Immutable


class AppendOnlyQuerySet(models.QuerySet):
    """Reads and creates; every door to a change is shut."""

    def update(self, **kwargs: Any) -> Never:
        raise Immutable(f"{_plural(self.model)} are never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        raise Immutable(f"{_plural(self.model)} are never changed.")

    def delete(self) -> Never:
        raise Immutable(f"{_plural(self.model)} are never deleted.")


class AppendOnly(models.Model):
    """Abstract. Immutable: a saved row refuses save and delete, here and by a trigger in the database."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable(f"This {self._meta.verbose_name} is part of the record and is never changed.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise Immutable(f"This {self._meta.verbose_name} is part of the record and is never deleted.")


def _plural(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name_plural).capitalize()
