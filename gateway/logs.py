"""Logs: one JSON object a line on standard error, without query texts or personal data."""

import logging
import sys
from datetime import UTC, datetime
from typing import Any

import orjson

from gateway.settings import LogLevel

# Strawberry logs an excerpt of the query with each error, uvicorn the query string with each
# request: both may hold names and addresses.
_SILENCED = ("strawberry", "uvicorn.access")


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON; ``extra={"fields": {...}}`` adds fields to it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def set_up_logs(level: LogLevel) -> None:
    """Send every logger's messages of a level and above to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in _SILENCED:
        logging.getLogger(name).disabled = True
    # httpx names the whole address of each call, which may hold a street; alembic talks much.
    for name in ("httpx", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
