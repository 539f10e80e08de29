"""One log entry, one line: `key=value` pairs that a person reads and a machine splits."""

import json
import logging
import re
from datetime import UTC, datetime

# Addresses that are themselves the key to a draft: Django names the address of every refused request.
SECRET_PATH = re.compile(r"(/(?:check|preview|teach)/)[\w-]{10,}")
# An API key, wherever somebody put it: its id may be known, what follows may not.
API_KEY = re.compile(r"(cbk_(?:live|test)_[0-9a-z]{1,12})_?[0-9A-Za-z_]*")


class LineFormatter(logging.Formatter):
    """Formats a record as logfmt; a traceback follows as one quoted value, so that no entry spans two lines."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        pairs = [
            f"time={moment}",
            f"level={record.levelname.lower()}",
            f"logger={record.name}",
            f"message={json.dumps(without_secrets(record.getMessage()), ensure_ascii=False)}",
        ]
        if record.exc_info and not _is_theirs(record):
            trace = without_secrets(self.formatException(record.exc_info))
            pairs.append(f"exception={json.dumps(trace, ensure_ascii=False)}")
        return " ".join(pairs)


def _is_theirs(record: logging.LogRecord) -> bool:
    """Whether the fault lies in the request, which the message names: where in our code it was found helps nobody."""
    return record.name == "django.request" and getattr(record, "status_code", 500) < 500


def without_secrets(text: str) -> str:
    """The text with private links and API keys cut to what may be known of them."""
    return API_KEY.sub(r"\1…", SECRET_PATH.sub(r"\1…", text))
