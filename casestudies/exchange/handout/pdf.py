"""Makes the PDF of a handout: few at a time, each in a process that is stopped when it takes too long."""

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

from casestudies.exchange.handout.printable import printable

logger = logging.getLogger(__name__)

TEMPLATE = Path(settings.BASE_DIR, "templates", "handout", "handout.typ")
PROCESS = Path(__file__).with_name("typst_process.py")
AT_ONCE = 2
MOST = 3  # made or waited for: whoever waits keeps one of the server's few threads from everybody else
PATIENCE = 20  # seconds that somebody waits for their turn
LONGEST = 40  # seconds that one may take, computing or not
NOT_SET = 3  # the exit code of a process that could not set the text: another attempt may
ATTEMPTS = (("ua-1", "yes"), ("tagged", "yes"), ("ua-1", "no"), ("tagged", "no"))
_room = BoundedSemaphore(MOST)
_turn = BoundedSemaphore(AT_ONCE)


class PdfNotMade(Exception):
    """No PDF could be made now. `is_busy`: trying again in a moment will help."""

    def __init__(self, *, is_busy: bool) -> None:
        super().__init__("busy" if is_busy else "failed")
        self.is_busy = is_busy


def make_pdf(sheet: Mapping[str, Any], pictures: Mapping[str, bytes], *, at: datetime) -> bytes:
    """The sheet as tagged PDF (PDF/UA-1), dated `at`. `pictures` by file name. Raises PdfNotMade.

    A character that no font of this machine has costs the reader the conformance and not the text; a picture that
    typst cannot read is replaced by its description.
    """
    with _in_turn(), tempfile.TemporaryDirectory(prefix="handout-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(TEMPLATE.read_bytes())
        text = json.dumps(printable({**sheet, "files": sorted(pictures)}))
        (folder / "sheet.json").write_text(text, encoding="utf-8")
        for file, data in pictures.items():
            (folder / file).write_bytes(data)
        for standard, with_pictures in ATTEMPTS:
            status, problem = _run(folder, standard, with_pictures, at)
            if status == 0:
                return (folder / "out.pdf").read_bytes()
            logger.warning("A handout was not set (%s, pictures: %s): %s", standard, with_pictures, problem)
            if status != NOT_SET:
                break
    raise PdfNotMade(is_busy=False)


def _run(folder: Path, standard: str, pictures: str, at: datetime) -> tuple[int, str]:
    """How the process ended, and what it complained of."""
    command = [sys.executable, "-I", str(PROCESS), str(folder), standard, pictures, str(int(at.timestamp()))]
    # Every thread reserves address space, of which the process has a fixed amount.
    environment = {"PATH": os.environ.get("PATH", ""), "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return -1, "it took too long"
    return done.returncode, done.stderr.decode("utf-8", "replace")[:1000]


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _room.acquire(blocking=False):
        raise PdfNotMade(is_busy=True)
    try:
        if not _turn.acquire(timeout=PATIENCE):
            raise PdfNotMade(is_busy=True)
        try:
            yield
        finally:
            _turn.release()
    finally:
        _room.release()
