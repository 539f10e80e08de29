"""Create or change a source of the library, with its authors."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casestudies.actions.save_library import Saved, as_field, check_record, plain_fields, write_record
from casestudies.models import Account, Source, SourceAuthor


def save_source(item: Mapping[str, Any], *, by: Account, now: datetime, overwrite: bool) -> Saved:
    """`item`: the fields of Source, days as `YYYY-MM-DD`, and `authors` as a list of family, given, literal.

    Raises NotAllowed, and NotReady with places such as `url` and `authors[1].family`.
    """
    fields = {name: as_field(Source._meta.get_field(name), value) for name, value in item.items() if name != "authors"}
    authors = [dict(author) for author in item["authors"]]
    wanted = Source(**fields)

    def state(source: Source) -> tuple[Any, ...]:
        if source is wanted:
            return plain_fields(source), authors
        names = ("family", "given", "literal")
        return plain_fields(source), [
            {name: getattr(author, name) for name in names} for author in source.authors.all()
        ]

    def write(source: Source) -> None:
        source.save()
        source.authors.all().delete()
        rows = [SourceAuthor(source=source, position=index, **author) for index, author in enumerate(authors, start=1)]
        for index, row in enumerate(rows):
            check_record(row, f"authors[{index}]")
        SourceAuthor.objects.bulk_create(rows)

    return write_record(wanted, ("key",), state, write, by=by, now=now, overwrite=overwrite)
