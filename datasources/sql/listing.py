"""Lists that are filtered, counted, and read page by page.

Which conditions apply is part of a statement, what they compare with is not: so there are as many
statements as ways to ask, each made when it is asked first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, tuple_

from datasources.facts.filters import ApplicationFilter, CustomerFilter, DeviceFilter, PageRequest
from datasources.sql.arrays import one_of

Parameters = dict[str, Any]
"""What the conditions of a filter compare with, by their names."""
Asked = tuple[Select[Any], Parameters]
"""A statement, and the values to run it with."""

_ONLY = "only_"
_AFTER = "after_"
# Only the words of a search come in any number.
_MOST_REMEMBERED = 1_000


def parameters_of(wanted: ApplicationFilter | CustomerFilter | DeviceFilter) -> Parameters:
    """Return what a filter compares with, by its fields; where that is one value, the name says so.

    >>> parameters_of(CustomerFilter(states=("OR",), utilities=("a", "b")))
    {'only_states': 'OR', 'utilities': ('a', 'b')}
    """
    parameters: Parameters = {}
    for field in fields(wanted):
        value = getattr(wanted, field.name)
        if isinstance(value, tuple) and len(value) == 1:
            parameters[_ONLY + field.name] = value[0]
        elif value not in (None, ()):
            parameters[field.name] = value
    return parameters


def among(column: ColumnElement[Any], name: str) -> dict[str, ColumnElement[bool]]:
    """Return the conditions for one value and for several of a filter's field.

    One is compared as such: the rows that have it are in the order of an index.
    """
    return {_ONLY + name: column == bindparam(_ONLY + name), name: one_of(column, name)}


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """A list of a table's rows.

    Attributes:
        rows: Selects all of them.
        condition: Returns the condition of a parameter.
    """

    rows: Select[Any]
    table: Table
    condition: Callable[[str], ColumnElement[bool]]

    def count(self, parameters: Parameters) -> Asked:
        """Return what counts the rows that are wanted."""
        return _count(self, tuple(parameters)), parameters

    def page(self, parameters: Parameters, request: PageRequest) -> Asked:
        """Return what reads a page by a moment; rows of the same one are ordered by their ids."""
        by = (request.order.value, "id")
        after = (request.after.at, request.after.id) if request.after else ()
        return self.page_by(by, parameters, request.limit, after, descending=request.descending)

    def page_by(
        self,
        by: tuple[str, ...],
        parameters: Parameters,
        limit: int,
        after: Sequence[object],
        *,
        descending: bool = False,
    ) -> Asked:
        """Return what reads a page by some columns, after the row that has given values in them."""
        seen = {_AFTER + name: value for name, value in zip(by, after, strict=False)}
        statement = _page(self, tuple(parameters), by, tuple(seen), descending)
        return statement, {**parameters, **seen, "most": limit}

    def narrowed(self, names: tuple[str, ...]) -> Select[Any]:
        """Return what selects the rows that some conditions hold for."""
        return self.rows.where(*map(self.condition, names))


@lru_cache(_MOST_REMEMBERED)
def _count(listing: Listing, names: tuple[str, ...]) -> Select[Any]:
    return listing.narrowed(names).with_only_columns(func.count(), maintain_column_froms=True)


@lru_cache(_MOST_REMEMBERED)
def _page(
    listing: Listing,
    names: tuple[str, ...],
    by: tuple[str, ...],
    after: tuple[str, ...],
    descending: bool,  # noqa: FBT001 of a cache, which knows arguments by their place
) -> Select[Any]:
    columns = [listing.table.c[name] for name in by]
    page = listing.narrowed(names)
    if after:
        # It begins after a row, not at a number: it stays in step when rows come and go.
        here = tuple_(*columns)
        seen = tuple_(
            *(bindparam(name, type_=each.type) for name, each in zip(after, columns, strict=True))
        )
        page = page.where(here < seen if descending else here > seen)
    ordered = [column.desc() if descending else column for column in columns]
    return page.order_by(*ordered).limit(bindparam("most"))
