"""The layout of a data set file: one SQLite database, written once."""

import hashlib
import sqlite3
from typing import Final

import msgspec

APPLICATION_ID: Final = 0x49474453
"""Marks the file as a data set (``IGDS``), so that another SQLite database is told apart."""

FORMAT_VERSION: Final = 1
"""Stored as ``user_version``; raised when a reader of the old layout would misread the new one."""

LAYOUT: Final = """
CREATE TABLE card (body TEXT NOT NULL);
CREATE TABLE document (
    kind TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (kind, position)
) WITHOUT ROWID;
CREATE TABLE zip (
    zip TEXT PRIMARY KEY, area TEXT NOT NULL, zcta TEXT, state TEXT NOT NULL, city TEXT,
    county TEXT, county_fips TEXT, latitude REAL, longitude REAL
) WITHOUT ROWID;
CREATE TABLE overlap (
    area TEXT NOT NULL, position INTEGER NOT NULL, geography INTEGER NOT NULL, share REAL NOT NULL,
    PRIMARY KEY (area, position)
) WITHOUT ROWID;
CREATE TABLE service (
    area TEXT NOT NULL, position INTEGER NOT NULL, geography INTEGER NOT NULL,
    PRIMARY KEY (area, position)
) WITHOUT ROWID;
CREATE TABLE boundary (
    geography INTEGER PRIMARY KEY, west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL,
    north REAL NOT NULL, shape BLOB NOT NULL
);
CREATE TABLE ami (
    level TEXT NOT NULL, key TEXT NOT NULL, valid_from TEXT NOT NULL, ami_80 INTEGER NOT NULL,
    ami_150 INTEGER NOT NULL, precision TEXT NOT NULL, source TEXT NOT NULL, published_80 TEXT,
    PRIMARY KEY (level, key, valid_from)
) WITHOUT ROWID;
CREATE TABLE charger_tract (
    level TEXT NOT NULL, key TEXT NOT NULL, eligible INTEGER NOT NULL,
    PRIMARY KEY (level, key)
) WITHOUT ROWID;
"""
"""``card`` has one row, a JSON object that says what the file is. ``document`` holds small facts
as JSON, the other tables are about places. Positions count from 0 within their kind or area."""

INSERTS: Final = {
    "document": "INSERT INTO document VALUES (?, ?, ?)",
    "zip": "INSERT INTO zip VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "overlap": "INSERT INTO overlap VALUES (?, ?, ?, ?)",
    "service": "INSERT INTO service VALUES (?, ?, ?)",
    "boundary": "INSERT INTO boundary VALUES (?, ?, ?, ?, ?, ?)",
    "ami": "INSERT INTO ami VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "charger_tract": "INSERT INTO charger_tract VALUES (?, ?, ?)",
}
"""How a row of each table of content is written."""

_CONTENT: Final = (
    "SELECT * FROM document ORDER BY kind, position",
    "SELECT * FROM zip ORDER BY zip",
    "SELECT * FROM overlap ORDER BY area, position",
    "SELECT * FROM service ORDER BY area, position",
    "SELECT geography, shape FROM boundary ORDER BY geography",
    "SELECT * FROM ami ORDER BY level, key, valid_from",
    "SELECT * FROM charger_tract ORDER BY level, key",
)
_VERSION_DIGITS: Final = 16


def content_version(connection: sqlite3.Connection) -> str:
    """Hash what a file says, whatever order it was written in and whenever.

    Returns:
        The first sixteen hexadecimal digits of a SHA-256.
    """
    digest = hashlib.sha256()
    for query in _CONTENT:
        digest.update(query.encode())
        for row in connection.execute(query):
            digest.update(msgspec.json.encode(row))
    return digest.hexdigest()[:_VERSION_DIGITS]
