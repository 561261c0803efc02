"""Statements become text once: the same for lists of any length, with a place for each value."""

from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect, Executable, bindparam, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.sqlite import aiosqlite

from datasources.facts.application import ApplicationStatus
from datasources.sql.arrays import one_of
from datasources.sql.prepared import prepare
from datasources.sql.tables import ApplicationRow, table_of
from datasources.sql.values import reader_of, writer_of

SQLITE, POSTGRESQL = aiosqlite.dialect(), asyncpg.dialect()
DIALECTS = pytest.mark.parametrize(
    "dialect", [SQLITE, POSTGRESQL], ids=lambda dialect: dialect.name
)
APPLICATION = table_of(ApplicationRow)
STATUS, MOMENT = APPLICATION.c.status.type, APPLICATION.c.created_at.type
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))

OF_STATUSES = select(APPLICATION.c.id).where(one_of(APPLICATION.c.status, "statuses"))
LATE = APPLICATION.c.version > 3
CHANGE = update(APPLICATION).where(APPLICATION.c.id == bindparam("of_id"), LATE)


@pytest.mark.parametrize(
    ("dialect", "condition", "bound"),
    [
        (SQLITE, "status IN (SELECT value FROM json_each(?))", '["approved","rejected"]'),
        (POSTGRESQL, "status = ANY ($1)", ["approved", "rejected"]),
    ],
    ids=["sqlite", "postgresql"],
)
def test_a_list_is_one_value(dialect: Dialect, condition: str, bound: object):
    prepared = prepare(OF_STATUSES, dialect, ("statuses",))
    assert prepared.text.endswith(condition)
    both = (ApplicationStatus.APPROVED, ApplicationStatus.REJECTED)
    assert prepared.bind({"statuses": both}) == [bound]
    assert prepared.bind({"statuses": ()}) in (["[]"], [[]])


@DIALECTS
def test_a_statement_is_turned_into_text_once(dialect: Dialect):
    assert prepare(OF_STATUSES, dialect, ("statuses",)) is prepare(
        OF_STATUSES, dialect, ("statuses",)
    )


@DIALECTS
def test_an_update_writes_the_columns_it_is_given(dialect: Dialect):
    prepared = prepare(CHANGE, dialect, ("of_id", "program", "rebate_type"))
    assert "SET program=" in prepared.text
    assert prepared.text.count("=") == 3
    given = {"of_id": 7, "program": "p", "rebate_type": None}
    assert prepared.bind(given) == ["p", None, 7, 3]
    assert prepared.bind(given | {"of_id": 8}) == ["p", None, 8, 3]


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        (select(APPLICATION.c.id), ["owner"]),
        (update(APPLICATION), ["program", "owner"]),
        (insert(APPLICATION), ["program", "owner"]),
        (text("SELECT :owner"), ["owner", "another"]),
        (OF_STATUSES.limit(1), ["statuses", "status"]),
    ],
    ids=["select", "update", "insert", "text", "another"],
)
@DIALECTS
def test_a_value_without_a_place_is_refused(
    dialect: Dialect, statement: Executable, names: list[str]
):
    """Or whoever forgets to say whose rows are meant would mean everybody's."""
    with pytest.raises(ValueError, match="no place"):
        prepare(statement, dialect, tuple(names))


@DIALECTS
def test_a_list_that_would_change_the_text_is_refused(dialect: Dialect):
    statement = select(APPLICATION.c.id).where(APPLICATION.c.id.in_(bindparam("ids")))
    with pytest.raises(ValueError, match="one_of"):
        prepare(statement, dialect, ("ids",))


@DIALECTS
def test_rows_have_the_values_of_facts(dialect: Dialect):
    statement = select(func.count(), APPLICATION.c.status, APPLICATION.c.payee_type)
    prepared = prepare(statement, dialect, ())
    kept = [(1, "approved", None), (2, "rejected", None)]
    assert prepared.read(kept) == [
        (1, ApplicationStatus.APPROVED, None),
        (2, ApplicationStatus.REJECTED, None),
    ]
    assert prepared.read([]) == []


def _as_sqlalchemy_does(value: Any) -> Any:
    kind = MOMENT.dialect_impl(SQLITE)
    write, read = kind.bind_processor(SQLITE), kind.result_processor(SQLITE, None)
    assert write is not None
    assert read is not None
    return write(value), read(write(value))


@given(st.datetimes(timezones=ZONES))
def test_moments_are_kept_as_sqlalchemy_keeps_them(moment: Any):
    write, read = writer_of(MOMENT, SQLITE), reader_of(MOMENT, SQLITE)
    assert write is not None
    assert read is not None
    try:
        expected = _as_sqlalchemy_does(moment)
    except OverflowError:
        return
    assert (write(moment), *read([write(moment)])) == expected
    assert list(read([None, write(moment)])) == [None, moment]


@DIALECTS
def test_what_is_missing_stays_missing(dialect: Dialect):
    for column in APPLICATION.c:
        read, write = reader_of(column.type, dialect), writer_of(column.type, dialect)
        assert read is None or list(read([None, None])) == [None, None]
        assert write is None or write(None) is None
