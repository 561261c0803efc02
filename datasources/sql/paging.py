"""Pages that begin after a row: they stay in step when rows come and go."""

from typing import Any

from sqlalchemy import Select, Table, tuple_

from datasources.facts.filters import PageRequest


def paged(statement: Select[Any], table: Table, request: PageRequest) -> Select[Any]:
    """Narrow a statement to one page; the table has ``id`` and the moment to order by."""
    columns = (table.c[request.order.value], table.c.id)
    if request.after is not None:
        here = tuple_(*columns)
        seen = (request.after.at, request.after.id)
        statement = statement.where(here < seen if request.descending else here > seen)
    ordered = [column.desc() if request.descending else column for column in columns]
    return statement.order_by(*ordered).limit(request.limit)
