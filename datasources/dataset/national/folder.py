"""Reads the files of a source, and collects every fault instead of stopping at the first."""

import csv
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from datasources.dataset.errors import Fault
from datasources.dataset.national.rows import Row

T = TypeVar("T")
R = TypeVar("R", bound=Row)

_LONGEST_FIELD = 100_000_000
"""Characters: a boundary is one field of a CSV file."""


class _Named(msgspec.Struct):
    """What is needed to say which entry of a list is faulty."""

    id: Any = None


class SourceFolder:
    """A folder laid out like the public repository.

    Attributes:
        faults: What was found wrong so far.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Fault] = []

    def has(self, name: str) -> bool:
        """Tell whether a file is there."""
        return (self.root / name).is_file()

    def report(self, where: str, id: str, message: str) -> None:
        """Add a fault."""
        self.faults.append(Fault(where, id, message))

    def document(self, name: str, shape: type[T]) -> T | None:
        """Read a JSON file as a whole; None where it is missing or wrong."""
        body = self._bytes(name)
        return None if body is None else self._decode(name, "file", body, shape)

    def entries(self, name: str, shape: type[T]) -> Iterator[tuple[str, T]]:
        """Yield the good values of a JSON object with their keys."""
        for key, body in (self.document(name, dict[str, msgspec.Raw]) or {}).items():
            value = self._decode(name, key, body, shape)
            if value is not None:
                yield key, value

    def nested_entries(self, name: str, shape: type[T]) -> Iterator[tuple[str, str, T]]:
        """Yield the good values two levels down in a JSON object with both keys."""
        for outer, members in self.entries(name, dict[str, msgspec.Raw]):
            for key, body in members.items():
                value = self._decode(name, key, body, shape)
                if value is not None:
                    yield outer, key, value

    def elements(self, name: str, shape: type[T]) -> Iterator[T]:
        """Yield the good elements of a JSON list."""
        for index, body in enumerate(self.document(name, list[msgspec.Raw]) or ()):
            value = self._decode(name, _name_of(body, index), body, shape)
            if value is not None:
                yield value

    def rows(self, name: str, shape: type[R]) -> list[R]:
        """Read the named columns of a CSV file; rows that are wrong are left out."""
        body = self._bytes(name)
        if body is None:
            return []
        try:
            lines = body.decode("utf-8-sig").splitlines(keepends=True)
        except UnicodeDecodeError:
            self.report(name, "file", "is not UTF-8")
            return []
        # The limit belongs to the whole process; nothing else here reads CSV files.
        csv.field_size_limit(_LONGEST_FIELD)
        reader = csv.reader(lines, strict=True)
        try:
            return self._convert(name, list(reader), shape)
        except csv.Error as error:
            self.report(name, f"line {reader.line_num}", str(error))
            return []

    def _convert(self, name: str, table: list[list[str]], shape: type[R]) -> list[R]:
        header = table[0] if table else []
        missing = [column for column in shape.__struct_fields__ if column not in header]
        if missing:
            self.report(name, "header", f"lacks the column {missing[0]}")
            return []
        picked = itemgetter(*(header.index(column) for column in shape.__struct_fields__))
        try:
            rows = [picked(row) for row in table[1:]]
            return msgspec.convert(rows, list[shape], strict=False)  # type: ignore[valid-type]  # a type at run time
        except (IndexError, msgspec.ValidationError):
            return [
                row
                for number, values in enumerate(table[1:], start=1)
                if (row := self._row(name, number, values, picked, shape)) is not None
            ]

    def _row(
        self, name: str, number: int, values: list[str], picked: "itemgetter[Any]", shape: type[R]
    ) -> R | None:
        try:
            return msgspec.convert(picked(values), shape, strict=False)
        except IndexError:
            self.report(name, f"row {number}", "has too few columns")
        except msgspec.ValidationError as error:
            where = f"row {number} ({values[0]})" if values and values[0] else f"row {number}"
            self.report(name, where, _without_index(str(error), shape.__struct_fields__))
        return None

    def _bytes(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            self.report(name, "file", "is missing")
        except OSError as error:
            self.report(name, "file", f"cannot be read: {error.strerror}")
        return None

    def _decode(self, name: str, id: str, body: bytes | msgspec.Raw, shape: type[T]) -> T | None:
        try:
            return msgspec.json.decode(body, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self.report(name, id, str(error))
            return None


def _name_of(body: msgspec.Raw, index: int) -> str:
    try:
        named = msgspec.json.decode(body, type=_Named)
    except msgspec.DecodeError:
        named = _Named()
    return f"element {index + 1}" if named.id is None else str(named.id)


def _without_index(message: str, columns: Sequence[str]) -> str:
    """Name the column where msgspec counts it."""
    text, _, path = message.rpartition(" - at `$[")
    index = path.rstrip("]`")
    return f"{columns[int(index)]}: {text}" if index.isdigit() else message
