"""Rows come packed as they come one by one."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.sqlite import aiosqlite
from sqlalchemy.schema import CreateTable
from sqlmodel import UTCDateTime

from datasources.facts.application import ApplicationStatus
from datasources.sql.arrays import gathered
from datasources.sql.columns import DOCUMENT, choice
from datasources.sql.packing import unpacked
from datasources.sql.prepared import Prepared, prepare

SQLITE = aiosqlite.dialect()
KINDS = Table(
    "kinds",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("words", Text),
    Column("number", BigInteger),
    Column("claim", Boolean),
    Column("day", Date),
    Column("moment", UTCDateTime()),
    Column("status", choice(ApplicationStatus)),
    Column("document", DOCUMENT),
)
ALL = select(KINDS)
_CHARACTERS = st.characters(exclude_categories=("Cs",))
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-(2**53), 2**53) | st.text(_CHARACTERS),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(_CHARACTERS), inner),
    max_leaves=5,
)  # fmt: skip
_VALUES = {
    "words": st.text(_CHARACTERS),
    "number": st.integers(-(2**63), 2**63 - 1),
    "claim": st.booleans(),
    "day": st.dates(),
    "moment": st.datetimes(timezones=st.just(UTC)),
    "status": st.sampled_from(ApplicationStatus),
    "document": _JSON,
}
ROWS = st.lists(
    st.fixed_dictionaries({name: st.none() | kind for name, kind in _VALUES.items()}), max_size=5
)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(str(CreateTable(KINDS).compile(dialect=SQLITE)))
    yield connection
    connection.close()


def fill(database: sqlite3.Connection, rows: list[dict[str, Any]]) -> None:
    database.execute("DELETE FROM kinds")
    for row in rows:
        prepared = prepare(_INSERT, SQLITE, tuple(row))
        database.execute(prepared.text, prepared.bind(row))


def both_ways(
    database: sqlite3.Connection, prepared: Prepared, bound: list[Any]
) -> tuple[list[Any], list[Any]]:
    """Return the rows that come one by one, and those that come packed."""
    assert prepared.packed is not None
    one_by_one = database.execute(prepared.text, bound).fetchall()
    packed = database.execute(prepared.packed, bound).fetchall()
    return prepared.read(one_by_one), prepared.read(unpacked(packed))


_INSERT = insert(KINDS)


@given(ROWS)
def test_every_value_is_the_same(database: sqlite3.Connection, rows: list[dict[str, Any]]):
    fill(database, rows)
    one_by_one, packed = both_ways(database, prepare(ALL, SQLITE, ()), [])
    assert packed == one_by_one
    assert [list(map(type, row)) for row in packed] == [list(map(type, row)) for row in one_by_one]
    names = KINDS.columns.keys()[1:-1]
    assert [row[1:-1] for row in packed] == [tuple(row[name] for name in names) for row in rows]


PAGE = (
    select(KINDS.c.number, KINDS.c.id)
    .where(KINDS.c.id > bindparam("after"))
    .order_by(KINDS.c.number.desc(), KINDS.c.id)
    .limit(bindparam("most"))
)


@given(st.lists(st.integers(0, 3), max_size=9), st.integers(0, 9), st.integers(0, 9))
def test_rows_stay_in_their_order(
    database: sqlite3.Connection, numbers: list[int], after: int, most: int
):
    fill(database, [{"id": place, "number": each} for place, each in enumerate(numbers)])
    prepared = prepare(PAGE, SQLITE, ("after", "most"))
    one_by_one, packed = both_ways(
        database, prepared, prepared.bind({"after": after, "most": most})
    )
    assert packed == one_by_one
    wanted = sorted((-number, place) for place, number in enumerate(numbers) if place > after)
    assert packed == [(-number, place) for number, place in wanted[:most]]


def test_a_list_that_is_made_on_the_way_comes_whole(database: sqlite3.Connection):
    fill(database, [{"number": number, "document": ["a"]} for number in (3, 1, 2)])
    prepared = prepare(select(gathered(KINDS.c.number), func.count()), SQLITE, ())
    assert both_ways(database, prepared, []) == ([((1, 2, 3), 3)], [((1, 2, 3), 3)])


def test_a_number_alone_keeps_its_last_digits(database: sqlite3.Connection):
    fill(database, [{"document": 0.1 + 0.2}])
    prepared = prepare(select(KINDS.c.document), SQLITE, ())
    assert both_ways(database, prepared, [])[1] == [(0.30000000000000004,)]


@pytest.mark.parametrize(
    "statement",
    [
        select(Column("weight", Float)),
        select(Column("picture", LargeBinary)),
        select(*(Column(f"c{place}", Integer) for place in range(101))),
    ],
    ids=["float", "bytes", "wide"],
)
def test_what_may_not_fit_is_not_packed(statement: Select[Any]):
    assert prepare(statement, SQLITE, ()).packed is None


def test_only_sqlite_packs():
    assert prepare(ALL, asyncpg.dialect(), ()).packed is None


def test_days_and_moments_are_read_as_ours(database: sqlite3.Connection):
    moment = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
    fill(database, [{"day": date(2026, 1, 2), "moment": moment}])
    prepared = prepare(select(KINDS.c.day, KINDS.c.moment), SQLITE, ())
    assert both_ways(database, prepared, [])[1] == [(date(2026, 1, 2), moment)]
