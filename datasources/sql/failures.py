"""What the database says went wrong, in our words: no error of a driver leaves this package."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from datasources.facts.errors import Conflict, GraphError, StorageUnavailable

_TAKEN = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
_DANGLING = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}
_BUSY = {
    # PostgreSQL: serialization, deadlock, lock and statement timeouts.
    *("40001", "40P01", "55P03", "57014"),
    *("SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "SQLITE_CANTOPEN"),
}
_FULL = {"53100", "SQLITE_FULL"}
# To a reader it says that it tried to write; the disk's own refusals have longer names, too.
_READ_ONLY = {"25006", "SQLITE_READONLY"}
_READ_ONLY_DISK = "SQLITE_READONLY_"
# PostgreSQL: connection, resources, operator's intervention, system; SQLite: the disk.
_AWAY = ("08", "53", "57P", "58", "SQLITE_IOERR")
# PostgreSQL: name or password, database.
_REFUSED = ("28", "3D")


class StorageFault(Exception):
    """The database refused what we asked: a defect of ours, not of the caller.

    Its text names the kind of fault only: the database's own words may quote personal values.
    """


@contextmanager
def in_our_words(*, writing: bool) -> Iterator[None]:
    """Raise the database's errors as ours.

    Args:
        writing: Whether what is done may write.

    Raises:
        Conflict: A row is there already, or refers to one that is not.
        StorageUnavailable: The database is away or busy.
        StorageFault: Anything else.
    """
    try:
        yield
    except NoConnectionFree:
        raise StorageUnavailable("The database is busy.") from None
    except SQLAlchemyError as error:
        # The cause is left out: its text may quote values. Its traceback says where it happened.
        raise _translated(error, writing=writing).with_traceback(error.__traceback__) from None


def _translated(error: SQLAlchemyError, *, writing: bool) -> GraphError | StorageFault:
    code = _code(error)
    if code in _TAKEN:
        return Conflict("This exists already.")
    if code in _DANGLING:
        return Conflict("This refers to something that does not exist, or is still referred to.")
    if reason := _unavailable(error, code, writing=writing):
        return StorageUnavailable(reason)
    return StorageFault(f"{type(error).__name__} {code}".rstrip())


def _unavailable(error: SQLAlchemyError, code: str, *, writing: bool) -> str | None:
    """Return why the database cannot do now what it could at another time; None for a defect."""
    reasons = {
        "The database has no room left.": code in _FULL,
        "The database can only be read now.": (
            code.startswith(_READ_ONLY_DISK) or (writing and code in _READ_ONLY)
        ),
        "The database is busy.": code in _BUSY,
        "The database does not answer.": _connection_lost(error) or code.startswith(_AWAY),
        "The database refuses the connection.": code.startswith(_REFUSED),
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def _code(error: SQLAlchemyError) -> str:
    """Return PostgreSQL's SQLSTATE or SQLite's name of an error; empty where it has neither."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    return getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None) or ""


def _connection_lost(error: SQLAlchemyError) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated
