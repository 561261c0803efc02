"""What keeps organizations apart: every statement of theirs begins here, with whose rows it means.

The stores of an organization's data build statements with these functions only, and run them
through `TenantStore`, which cannot be made without an organization and says whose rows are meant.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Delete,
    Executable,
    RowMapping,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from datasources.sql.transaction import Transaction
from datasources.sql.upsert import upsert

_OWNER = "owner"


def mine(table: Table) -> ColumnElement[bool]:
    """Return the condition that a row is the organization's; its id is given when it runs."""
    return table.c.organization_id == bindparam(_OWNER, type_=table.c.organization_id.type)


def select_mine(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    """Begin a statement that reads the organization's rows: the whole, or some columns."""
    return select(*(columns or (table,))).where(mine(table))


def count_mine(table: Table) -> Select[int]:
    """Begin a statement that counts the organization's rows."""
    return select(func.count()).select_from(table).where(mine(table))


def update_mine(table: Table) -> Update:
    """Begin a statement that changes the organization's rows."""
    return update(table).where(mine(table))


def delete_mine(table: Table) -> Delete:
    """Begin a statement that removes the organization's rows."""
    return delete(table).where(mine(table))


class TenantStore:
    """What stores of an organization's data have in common: the transaction and whose data."""

    def __init__(self, transaction: Transaction, organization_id: int) -> None:
        self._transaction = transaction
        self._organization_id = organization_id

    async def _run(self, statement: Executable, **values: Any) -> CursorResult[Any]:  # noqa: ANN401 of any column
        """Run a statement on the organization's rows."""
        return await self._transaction.run(statement, {_OWNER: self._organization_id, **values})

    async def _rows(self, statement: Executable, **values: Any) -> Sequence[RowMapping]:  # noqa: ANN401 of any column
        """Read the organization's rows."""
        return (await self._run(statement, **values)).mappings().all()

    async def _insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows as the organization's."""
        if rows:
            await self._transaction.run(insert(table), self._owned(rows))

    async def _insert_numbered(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add rows as the organization's; return the ids they got, in the order of the rows."""
        if not rows:
            return []
        # SQLite numbers them in this order by itself; asked for it, it would run once a row.
        by_itself = self._transaction.dialect == "sqlite"
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=not by_itself)
        ids = (await self._transaction.run(statement, self._owned(rows))).scalars()
        return sorted(ids) if by_itself else list(ids)

    async def _upsert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows as the organization's, or replace those with the same primary key."""
        await upsert(self._transaction, table, self._owned(rows))

    def _owned(self, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{**row, "organization_id": self._organization_id} for row in rows]
