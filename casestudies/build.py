"""Which build of the software answers: a digest of its own code, templates, words and static files.

A stored answer is good only as long as the software that made it is the same, so every ETag holds this. It is made once
a process, from the files, so that nobody has to remember to raise a number.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

MADE_OF = (
    ("casestudies", "*.py"),
    ("cms", "*.py"),
    ("templates", "*"),
    ("casestudies/locale", "*.mo"),
    (".", "requirements.txt"),
)


@cache
def build_digest() -> str:
    """Sixteen hexadecimal digits."""
    digest = hashlib.sha256(getattr(staticfiles_storage, "manifest_hash", "").encode())
    root = Path(settings.BASE_DIR)
    for path in files(root):
        digest.update(f"\0{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def software_digest() -> str:
    """The build under these settings: sixteen hexadecimal digits, the same in every process that answers alike."""
    return hashlib.sha256(f"{build_digest()} {settings.SITE_URL}".encode()).hexdigest()[:16]


def files(root: Path) -> Iterator[Path]:
    """What the digest covers below a folder, beside the static files, in a steady order."""
    for folder, pattern in MADE_OF:
        found = (root / folder).glob(pattern) if folder == "." else (root / folder).rglob(pattern)
        yield from sorted(path for path in found if path.is_file())
