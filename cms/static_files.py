"""How static files are collected: style sheets that import others become one file, then all get their hashes.

Twenty small files cost a phone more than one: each has headers of its own and is compressed alone.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# As static/css/site.css writes them: a name beside it and perhaps a medium.
IMPORT = re.compile(r'^@import url\("(?P<name>[\w-]+\.css)"\)(?: (?P<medium>[a-z]+))?;$', re.MULTILINE)
FOLDER = "css/"


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Compressed and named by their hashes, the style sheets of the public site in one piece."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            for name in [name for name in paths if name.startswith(FOLDER) and name.endswith(".css")]:
                self._put_together(name, paths)
        yield from super().post_process(paths, dry_run, **options)

    def _put_together(self, name: str, paths: dict[str, Any]) -> None:
        """Replace what was collected; always from the sources, whose parts may be newer than the whole."""
        whole = put_together(name, paths)
        if whole == source_of(name, paths):
            return
        self.delete(name)
        self._save(name, ContentFile(whole.encode()))
        paths[name] = (self, name)


def put_together(name: str, paths: dict[str, Any]) -> str:
    """A style sheet with what it imports in place; `paths` leads from names to where the sources are."""
    return IMPORT.sub(lambda found: part_of(found["name"], found["medium"], paths), source_of(name, paths))


def part_of(name: str, medium: str | None, paths: dict[str, Any]) -> str:
    text = source_of(f"{FOLDER}{name}", paths)
    return f"@media {medium} {{\n{text}}}\n" if medium else text


def source_of(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
