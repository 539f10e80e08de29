"""A log entry is one line, whatever is in it."""

import logging
import shlex
import sys

from cms.logs import LineFormatter


def entry(message, *args, exc_info=None):
    record = logging.LogRecord("casestudies.actions", logging.WARNING, "f.py", 1, message, args, exc_info)
    return LineFormatter().format(record)


def test_entry_is_key_value_pairs():
    pairs = dict(pair.split("=", 1) for pair in shlex.split(entry("Edition %s published", 3)))
    assert pairs.pop("time").endswith("+00:00")
    assert pairs == {"level": "warning", "logger": "casestudies.actions", "message": "Edition 3 published"}


def test_entry_with_line_breaks_stays_one_line():
    assert "\n" not in entry("first\nlevel=info message=forged")


def test_entry_with_an_exception_stays_one_line_and_names_it():
    try:
        raise ValueError("wrong\nagain")
    except ValueError:
        line = entry("Failed", exc_info=sys.exc_info())
    assert "\n" not in line
    assert "ValueError: wrong" in line


def test_entry_names_no_private_link():
    token = "Zm9vYmFyYmF6-_0123456789"
    for address in (f"/check/{token}/", f"/preview/{token}/", f"https://cases.example.org/check/{token}/?show=open"):
        line = entry("Not Found: %s", address)
        assert token not in line
        assert "…/" in line
    assert "/admin/casestudies/casestudy/7/check/" in entry("Not Found: /admin/casestudies/casestudy/7/check/")
