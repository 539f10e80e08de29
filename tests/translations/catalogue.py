"""Brings the catalogues up to what the code says, and compiles them: `make catalogues`.

A new string comes in empty, one that is gone goes out, a translation is never changed. Whoever translates writes into
the `.po` and runs this again; the `.mo` that it makes is committed, for a bare machine has no gettext.
"""

from collections.abc import Iterator
from pathlib import Path

import polib

from tests.translations.extraction import wanted

MACHINE = "Machine translation."
FOLDER = Path(__file__).parent.parent.parent / "casestudies/locale"
WIDTH = 120


def catalogues() -> Iterator[Path]:
    yield from sorted(FOLDER.glob("*/LC_MESSAGES/django.po"))


def brought_up_to_date(path: Path, wanted: polib.POFile) -> polib.POFile:
    """The catalogue with exactly the messages that are wanted, in their order, and its own translations of them."""
    kept = {key(entry): entry for entry in polib.pofile(str(path))}
    made = polib.POFile(wrapwidth=WIDTH)
    made.metadata = polib.pofile(str(path)).metadata
    made.header = polib.pofile(str(path)).header
    for entry in wanted:
        known = kept.get(key(entry))
        if known is not None:
            entry.msgstr, entry.msgstr_plural = known.msgstr, known.msgstr_plural
            entry.tcomment, entry.flags = known.tcomment, [*known.flags]
        elif entry.msgid_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        made.append(entry)
    return made


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def lacking(catalogue: polib.POFile) -> list[str]:
    """What has no translation yet, or only a doubtful one."""
    return [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy]


def main() -> None:
    for path in catalogues():
        made = brought_up_to_date(path, wanted())
        made.save(str(path))
        made.save_as_mofile(str(path.with_suffix(".mo")))
        missing = lacking(made)
        print(f"{path.parent.parent.name}: {len(made)} messages, {len(missing)} to translate")
        for message in missing:
            print(f"  {message}")
