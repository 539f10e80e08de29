"""One log entry, one line: `key=value` pairs that a person reads and a machine splits."""

import json
import logging
from datetime import UTC, datetime


class LineFormatter(logging.Formatter):
    """Formats a record as logfmt; a traceback follows as one quoted value, so that no entry spans two lines."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        pairs = [
            f"time={moment}",
            f"level={record.levelname.lower()}",
            f"logger={record.name}",
            f"message={json.dumps(record.getMessage(), ensure_ascii=False)}",
        ]
        if record.exc_info:
            pairs.append(f"exception={json.dumps(self.formatException(record.exc_info), ensure_ascii=False)}")
        return " ".join(pairs)
