"""Rows that are added, or replaced where their primary key exists: alike on both databases."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from datasources.sql.transaction import Transaction


async def upsert(transaction: Transaction, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, or replace those with the same primary key; every row names every column."""
    await transaction.run_each(_upsertion(table, transaction.dialect), rows)


@cache
def _upsertion(table: Table, dialect: str) -> Executable:
    statement: Any = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    keys = [column.name for column in table.primary_key]
    others = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in keys
    }
    whole: Executable = statement.on_conflict_do_update(index_elements=keys, set_=others)
    return whole
