"""Statements as a driver gets them: written with SQLAlchemy, turned into text once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Dialect, Executable, Select
from sqlalchemy.sql.compiler import SQLCompiler

from datasources.sql.connection import Row
from datasources.sql.packing import packed
from datasources.sql.values import Reader, Turn, reader_of, writer_of

# A statement that is made anew for each call would push the others out, so make it once.
_MOST_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement for one kind of database.

    Attributes:
        text: What the database is asked.
        parameters: Names of its values in their order, each with what turns it into the driver's.
        constants: Values that the statement brings along.
        readers: What turns columns of its rows into ours, by their places.
        packed: The same with all its rows in one value; None where that is no gain or no way.
    """

    text: str
    parameters: tuple[tuple[str, Turn | None], ...]
    constants: Mapping[str, Any]
    readers: tuple[tuple[int, Reader], ...]
    packed: str | None

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values of the parameters as the driver takes them."""
        if self.constants:
            values = {**self.constants, **values}
        return [
            values[name] if write is None else write(values[name])
            for name, write in self.parameters
        ]

    def read(self, rows: Sequence[Sequence[Any]]) -> list[Row]:
        """Return rows with our values."""
        if not self.readers or not rows:
            return list(map(tuple, rows))
        columns: list[Any] = list(zip(*rows, strict=True))
        for place, read in self.readers:
            columns[place] = read(columns[place])
        return list(zip(*columns, strict=True))


@lru_cache(_MOST_REMEMBERED)
def prepare(statement: Executable, dialect: Dialect, names: tuple[str, ...]) -> Prepared:
    """Turn a statement into text.

    Args:
        statement: Made once and kept: it is known again by its identity.
        dialect: Of the database.
        names: Of the values that it will be given: also which columns an insert or update writes.

    Raises:
        ValueError: It has no place for a value, so that it may mean other rows than it should, or
            has one for a list (use `one_of`).
    """
    compiled = _compiled(statement, dialect, names)
    if unused := set(names) - set(compiled.binds):
        raise ValueError(f"the statement has no place for {sorted(unused)}: {compiled.string}")
    if any(parameter.expanding for parameter in compiled.binds.values()):
        raise ValueError(f"the text changes with a list, say one_of: {compiled.string}")
    return Prepared(
        text=compiled.string,
        parameters=tuple(
            (name, writer_of(compiled.binds[name].type, dialect))
            for name in compiled.positiontup or ()
        ),
        constants={
            name: parameter.effective_value
            for name, parameter in compiled.binds.items()
            if not parameter.required and name not in names
        },
        readers=_readers(statement, dialect),
        packed=_packed(statement, dialect, compiled.string),
    )


def _compiled(statement: Executable, dialect: Dialect, names: tuple[str, ...]) -> SQLCompiler:
    if isinstance(statement, ClauseElement):
        compiled = statement.compile(dialect=dialect, column_keys=list(names))
        if isinstance(compiled, SQLCompiler):
            return compiled
    raise TypeError("only statements that read or write rows have a text")


def _readers(statement: Executable, dialect: Dialect) -> tuple[tuple[int, Reader], ...]:
    columns = getattr(statement, "exported_columns", ())
    found = ((place, reader_of(column.type, dialect)) for place, column in enumerate(columns))
    return tuple((place, reader) for place, reader in found if reader is not None)


def _packed(statement: Executable, dialect: Dialect, text: str) -> str | None:
    if not isinstance(statement, Select) or dialect.name != "sqlite":
        return None
    return packed(text, [column.type for column in statement.exported_columns])
