"""Copies an SQLite database while it is in use: whole, of one moment, for its owner alone."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from datasources.facts.errors import BadInput, StorageUnavailable
from datasources.sql.pool import WAIT_S
from datasources.sql.sqlite import OWNER_ONLY, file_of

_SOUND = "ok"


def back_up(url: str, target: Path) -> None:
    """Copy a database into a file that appears when it is complete, checked and on disk.

    Writers go on meanwhile; the copy holds what was committed when it began.

    Args:
        url: Of the database.
        target: Must not exist yet; its folder must.

    Raises:
        BadInput: The database is no SQLite file or not there, or the target exists already.
        StorageUnavailable: The database cannot be read or the copy not be written.
    """
    source = file_of(url)
    if source is None:
        raise BadInput(
            "PostgreSQL is backed up with its own pg_dump: "
            "pg_dump --format=custom --file FILE --dbname ADDRESS"
        )
    if not source.is_file():
        raise BadInput(f"There is no database at {source}.")
    if target.exists():
        raise BadInput(f"{target} exists already: a backup replaces nothing.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        # Made before SQLite makes it: whoever may read it could read all customers.
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))
        _copy(source, unfinished)
        _settle(unfinished)
        unfinished.rename(target)
        _settle(target.parent)
    except sqlite3.Error as error:
        raise StorageUnavailable(f"The backup failed: {error}.") from None
    except OSError as error:
        raise StorageUnavailable(f"The backup cannot be written: {error.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        read.execute(f"PRAGMA busy_timeout={WAIT_S * 1000}")
        # In one go: in steps it would begin anew whenever somebody writes in between.
        read.backup(written)
        # A file of its own, without a log beside it.
        written.execute("PRAGMA journal_mode=DELETE")
        [first, *_] = written.execute("PRAGMA integrity_check").fetchall()
        if first != (_SOUND,):
            raise StorageUnavailable(f"The backup failed, the database is damaged: {first[0]}.")


def _settle(path: Path) -> None:
    """Wait until a file's content, or a folder's names, have reached the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
