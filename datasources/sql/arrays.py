"""Many values as one: arrays on PostgreSQL, and JSON on SQLite, which has no arrays."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, Dialect, Select, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeEngine, UserDefinedType

from datasources.sql.columns import DOCUMENT
from datasources.sql.documents import dump_json
from datasources.sql.values import writer_of


def one_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the values of a list.

    Args:
        column: What is compared; an index of it is used as it is for a single value.
        name: Of the parameter that the list is given for; it may be empty.
    """
    return _OneOf(column, bindparam(name, type_=_ListOf(column.type)))


def one_selected(column: ColumnElement[Any], values: Select[Any]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the values of a statement, looked up first.

    Args:
        column: What is compared; an index of it is used as it is for a single value.
        values: Selects one column; it may depend on rows that are found before.
    """
    return _OneSelected(column, values.scalar_subquery())


def gathered(column: ColumnElement[int]) -> ColumnElement[tuple[int, ...]]:
    """Return the numbers in a column as one value: those of all rows, in their order."""
    return _Gathered(column)


class _ListOf(UserDefinedType[Sequence[Any]]):
    """Values of one type, in a list of any length."""

    cache_ok = True

    def __init__(self, kind: TypeEngine[Any]) -> None:
        self.kind = kind

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Return what makes a list the driver's."""
        write = writer_of(self.kind, dialect)
        listed = list if write is None else lambda values: [write(each) for each in values]
        if dialect.name == "postgresql":
            return listed
        return lambda values: dump_json(listed(values))


class _OneOf(FunctionElement[bool]):
    # Were it Boolean, SQLite would be asked whether it is 1, and would use no index for that.
    type = NullType()  # type: ignore[assignment] # see above
    inherit_cache = True


@compiles(_OneOf, "sqlite")
def _in_json(element: _OneOf, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 passed on
    column, values = (compiler.process(each, **given) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 both are compiled


@compiles(_OneOf, "postgresql")
def _in_array(element: _OneOf, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 passed on
    column, values = (compiler.process(each, **given) for each in element.clauses)
    return f"{column} = ANY ({values})"


class _OneSelected(FunctionElement[bool]):
    type = NullType()  # type: ignore[assignment] # as above
    inherit_cache = True


@compiles(_OneSelected, "sqlite")
def _in(element: _OneSelected, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 passed on
    column, values = (compiler.process(each, **given) for each in element.clauses)
    return f"{column} IN {values}"


@compiles(_OneSelected, "postgresql")
def _in_gathered(element: _OneSelected, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 passed on
    column, values = (compiler.process(each, **given) for each in element.clauses)
    return f"{column} = ANY (ARRAY{values})"


class _Numbers(TypeDecorator[tuple[int, ...]]):
    """Numbers as JSON, which has them in any order, or is missing where there are none."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return what the database has for it."""
        return dialect.type_descriptor(DOCUMENT)

    def process_result_value(self, value: list[int] | None, dialect: Dialect) -> tuple[int, ...]:
        """Return the numbers in their order."""
        del dialect
        return tuple(sorted(value or ()))


class _Gathered(FunctionElement[tuple[int, ...]]):
    type = _Numbers()
    inherit_cache = True


@compiles(_Gathered, "sqlite")
def _as_json(element: _Gathered, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 passed on
    return f"json_group_array({compiler.process(element.clauses, **given)})"


@compiles(_Gathered, "postgresql")
def _as_jsonb(element: _Gathered, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 passed on
    return f"jsonb_agg({compiler.process(element.clauses, **given)})"
