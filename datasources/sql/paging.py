"""Pages that begin after a row: they stay in step when rows come and go."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select, tuple_

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


def first_of_each(
    statement: Select[Any], owner: ColumnElement[int], number: ColumnElement[int]
) -> Select[Any]:
    """Narrow a statement to the first rows of every owner, ``most`` of each when it runs.

    Args:
        statement: Selects rows of many owners.
        owner: Whose a row is; a column ``owner`` of the result.
        number: What rows are ordered by.

    Returns:
        The statement, with the rows of each owner in order.
    """
    place = func.row_number().over(partition_by=owner, order_by=number).label("place")
    ranked = statement.add_columns(owner.label("owner"), place).subquery("ranked")
    shown = [column for column in ranked.c if column.name != "place"]
    first = select(*shown).where(ranked.c.place <= bindparam("most"))
    return first.order_by(ranked.c.owner, ranked.c.place)
