"""An open data set file: the only place that meets SQLite's own errors when reading."""

import sqlite3
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from datasources.dataset.errors import DatasetUnreadable
from datasources.dataset.format import APPLICATION_ID, FORMAT_VERSION, content_version


class DatasetFile:
    """A file that nobody changes any more, so that SQLite needs no locks."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file and see that it is a data set of this format.

        Raises:
            DatasetUnreadable: The file is missing, something else, or of another format version.
        """
        if not path.is_file():
            raise DatasetUnreadable(f"There is no data set at {path}.")
        try:
            connection = _connect(path)
        except sqlite3.Error as error:
            raise DatasetUnreadable(f"The data set {path} cannot be opened.") from error
        try:
            _check_format(connection, path)
        except DatasetUnreadable:
            connection.close()
            raise
        return cls(path, connection)

    def rows(self, query: str, *values: str | int) -> list[Any]:
        """Run a query and return all its rows.

        Raises:
            DatasetUnreadable: The file is damaged.
        """
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self.damaged() from error

    def version(self) -> str:
        """Hash what the file says; this reads all of it.

        Raises:
            DatasetUnreadable: The file is damaged.
        """
        try:
            return content_version(self._connection)
        except sqlite3.Error as error:
            raise self.damaged() from error

    def damaged(self) -> DatasetUnreadable:
        """Return the error that says this file cannot be trusted."""
        return _damaged(self._path)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    # It may be opened in a worker thread; afterwards one thread uses it.
    return sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)


def _check_format(connection: sqlite3.Connection, path: Path) -> None:
    try:
        application_id = _pragma(connection, "application_id")
        version = _pragma(connection, "user_version")
        size = _pragma(connection, "page_count") * _pragma(connection, "page_size")
    except sqlite3.DatabaseError as error:
        raise DatasetUnreadable(f"{path} is not a data set, or is damaged.") from error
    if application_id != APPLICATION_ID:
        raise DatasetUnreadable(f"{path} is not a data set.")
    if version != FORMAT_VERSION:
        raise DatasetUnreadable(
            f"The data set {path} has format {version}, this program reads format"
            f" {FORMAT_VERSION}; import it again."
        )
    # SQLite takes no offence at a last page that is cut short.
    if size != path.stat().st_size:
        raise _damaged(path)


def _damaged(path: Path) -> DatasetUnreadable:
    return DatasetUnreadable(f"The data set {path} is damaged; import it again.")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)
