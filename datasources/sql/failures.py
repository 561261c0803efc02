"""What the database says went wrong, in our words: no error of a driver leaves this package."""

from sqlalchemy.exc import DBAPIError

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


def in_our_words(
    error: Exception, *, writing: bool, lost: bool = False
) -> GraphError | StorageFault:
    """Say what a driver says; raise it without its cause, whose text may quote values.

    Args:
        error: The driver's own, or SQLAlchemy's around it.
        writing: Whether what was done may write.
        lost: Whether the connection is gone.

    Returns:
        A conflict where a row is there already or refers to one that is not; that storage is not
        available, where it is away or busy; a fault for anything else.
    """
    code = _code(error)
    if code in _TAKEN:
        return Conflict("This exists already.")
    if code in _DANGLING:
        return Conflict("This refers to something that does not exist, or is still referred to.")
    lost = lost or (isinstance(error, DBAPIError) and error.connection_invalidated)
    if reason := _unavailable(code, writing=writing, lost=lost):
        return StorageUnavailable(reason)
    return StorageFault(f"{type(error).__name__} {code}".rstrip())


def _unavailable(code: str, *, writing: bool, lost: bool) -> str | None:
    """Return why the database cannot do now what it could at another time; None for a defect."""
    reasons = {
        "The database has no room left.": code in _FULL,
        "The database can only be read now.": (
            code.startswith(_READ_ONLY_DISK) or (writing and code in _READ_ONLY)
        ),
        "The database is busy.": code in _BUSY,
        "The database refuses the connection.": code.startswith(_REFUSED),
        "The database does not answer.": lost or code.startswith(_AWAY),
    }
    return next((reason for reason, applies in reasons.items() if applies), None)


def _code(error: Exception) -> str:
    """Return PostgreSQL's SQLSTATE or SQLite's name of an error; empty where it has neither."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None) or ""
