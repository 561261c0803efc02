"""What keeps organizations apart: every statement of theirs begins here, with whose rows it means.

The stores of an organization's data build statements with these functions only, and run them
through `TenantStore`, which cannot be made without an organization and says whose rows are meant.
A statement that does not ask whose rows it means is refused.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Executable,
    FromClause,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from datasources.sql.connection import Row
from datasources.sql.transaction import Transaction
from datasources.sql.upsert import upsert

_OWNER = "owner"


def mine(table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row is the organization's; its id is given when it runs."""
    return table.c.organization_id == bindparam(_OWNER, type_=table.c.organization_id.type)


def select_mine(table: FromClause, *columns: ColumnElement[Any]) -> Select[Any]:
    """Begin a statement that reads the organization's rows: the whole, or some columns."""
    return select(*(columns or (table,))).where(mine(table))


def update_mine(table: Table) -> Update:
    """Begin a statement that changes the organization's rows, to the values given when it runs."""
    return update(table).where(mine(table))


def delete_mine(table: Table) -> Delete:
    """Begin a statement that removes the organization's rows."""
    return delete(table).where(mine(table))


class TenantStore:
    """What stores of an organization's data have in common: the transaction and whose data."""

    def __init__(self, transaction: Transaction, organization_id: int) -> None:
        self._transaction = transaction
        self._organization_id = organization_id

    async def _rows(self, statement: Executable, **values: Any) -> list[Row]:  # noqa: ANN401 of any column
        """Read the organization's rows."""
        return await self._transaction.rows(statement, {_OWNER: self._organization_id, **values})

    async def _run(self, statement: Executable, **values: Any) -> int:  # noqa: ANN401 of any column
        """Change the organization's rows; return how many there were."""
        return await self._transaction.run(statement, {_OWNER: self._organization_id, **values})

    async def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows as the organization's."""
        await self._transaction.run_each(_insertion(table), self._owned(rows))

    async def _insert_numbered(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add rows as the organization's; return the ids they got, in the order of the rows."""
        numbered = _numbered_insertion(table)
        return [id_ for (id_,) in await self._transaction.rows_of_each(numbered, self._owned(rows))]

    async def _upsert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows as the organization's, or replace those with the same primary key."""
        await upsert(self._transaction, table, self._owned(rows))

    def _owned(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{**row, "organization_id": self._organization_id} for row in rows]


@cache
def _insertion(table: Table) -> Insert:
    return insert(table)


@cache
def _numbered_insertion(table: Table) -> Insert:
    return insert(table).returning(table.c.id)
