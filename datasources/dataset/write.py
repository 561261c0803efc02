"""Writes a data set file: beside its place first, and into place when it is whole."""

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from datasources.dataset.content import DatasetContent
from datasources.dataset.format import (
    APPLICATION_ID,
    FORMAT_VERSION,
    INSERTS,
    LAYOUT,
    content_version,
)
from datasources.dataset.rows import tables
from datasources.facts.coverage import DatasetCard

_READABLE_BY_ALL = 0o644


def write_dataset(content: DatasetContent, path: Path, now: datetime) -> DatasetCard:
    """Write all facts into one file, which replaces the old one in a single step.

    Args:
        content: Facts without faults; see ``check.faults``.
        path: Where the file belongs; its folder exists.
        now: When this happens, for the card.

    Raises:
        OSError: The folder cannot be written to.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        with closing(sqlite3.connect(unfinished)) as connection:
            card = _fill(connection, content, now)
        unfinished.chmod(_READABLE_BY_ALL)
        _flush(unfinished)
        unfinished.replace(path)
        _flush(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return card


def _fill(connection: sqlite3.Connection, content: DatasetContent, now: datetime) -> DatasetCard:
    # Nobody reads the file before it is whole, so SQLite need not protect it meanwhile.
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + LAYOUT)
    for table, rows in tables(content):
        connection.executemany(INSERTS[table], rows)
    card = _card(connection, content, now)
    connection.execute("INSERT INTO card VALUES (?)", (msgspec.json.encode(card).decode(),))
    connection.commit()
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
    # Rows came in the order of their source; this puts them in the order of their keys, packed.
    connection.execute("VACUUM")
    return card


def _card(connection: sqlite3.Connection, content: DatasetContent, now: datetime) -> DatasetCard:
    states = {incentive.state for incentive in content.incentives} - {None}
    return DatasetCard(
        version=content_version(connection),
        name=content.name,
        published_at=content.published_at,
        imported_at=now,
        sources=tuple(content.sources),
        incentive_count=len(content.incentives),
        state_count=len(states),
    )


def _flush(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
