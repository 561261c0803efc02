"""Rows that are added, or replaced where their primary key exists: alike on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from datasources.sql.transaction import Transaction


async def upsert(transaction: Transaction, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, or replace those with the same primary key; every row names every column."""
    if not rows:
        return
    dialect = sqlite if transaction.dialect == "sqlite" else postgresql
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    others = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in keys
    }
    whole = statement.on_conflict_do_update(index_elements=keys, set_=others)
    await transaction.run(whole, list(rows))
