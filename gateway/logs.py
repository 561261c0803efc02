"""Logs: one JSON object a line on standard error, without query texts or personal data."""

import logging
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from gateway.observing.frames import frames_of
from gateway.observing.record import noted
from gateway.settings import LogLevel

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_log = logging.getLogger(__name__)

# Strawberry logs an excerpt of the query with each error, uvicorn the query string with each
# request: both may hold names and addresses.
_SILENCED = ("strawberry", "uvicorn.access")
_OURS = ("gateway", "schema", "resolvers", "datasources")
# Says when a server begins and ends; it knows nothing of what requests hold.
_TRUSTED = ("uvicorn.error",)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON; ``extra={"fields": {...}}`` adds fields to it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if request_id := noted().id:
            line["requestId"] = request_id
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["traceback"] = frames_of(record.exc_info[1])
        return orjson.dumps(line, default=str).decode()


def set_up_logs(level: LogLevel) -> None:
    """Send messages of a level and above to standard error; of other libraries only warnings."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    least = getattr(logging, level.upper())
    # In details, libraries tell whole statements with their values, addresses and headers.
    logging.basicConfig(handlers=[handler], level=max(least, logging.WARNING), force=True)
    for name in (*_OURS, *_TRUSTED):
        logging.getLogger(name).setLevel(least)
    for name in _SILENCED:
        logging.getLogger(name).disabled = True


def log_strays() -> None:
    """Log exceptions that nobody catches, too: Python itself would print their texts."""

    def unraisable(stray: "UnraisableHookArgs") -> None:
        _log_stray(stray.exc_value)

    def in_thread(stray: threading.ExceptHookArgs) -> None:
        _log_stray(stray.exc_value)

    sys.unraisablehook = unraisable
    threading.excepthook = in_thread


def _log_stray(error: BaseException | None) -> None:
    _log.error("nobody caught: %s", type(error).__name__, exc_info=error)


def _message(record: logging.LogRecord) -> str:
    """Return what a message says; of other libraries without values, which may be a client's."""
    if record.name.split(".")[0] in _OURS or record.name in _TRUSTED:
        return record.getMessage()
    # What follows the first line quotes tasks and exceptions.
    return str(record.msg).partition("\n")[0]
