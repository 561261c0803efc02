"""Text that completes single values: what is usual goes straight through.

Whatever is not usual is handed on: it may be an error, or only rare.
"""

from asyncio import Future, isfuture
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from types import CoroutineType
from typing import Any

from graphql import GraphQLLeafType, GraphQLScalarType, Undefined
from graphql.execution.executor import Executor
from strawberry.schema.schema_converter import CustomGraphQLEnumType

from gateway.execution.compiled.source import Source

_OF_CLASS = "{read}.__class__ is "
_BUILT_IN = {
    "String": _OF_CLASS + "str",
    "ID": _OF_CLASS + "str",
    "Boolean": _OF_CLASS + "bool",
    "Int": _OF_CLASS + "int and -2147483648 <= {value} <= 2147483647",
    # Neither infinite nor no number.
    "Float": _OF_CLASS + "float and {value} - {value} == 0.0",
}
_ISO = {date.isoformat: date, datetime.isoformat: datetime}


class Surprise(Exception):
    """A value is not what an expression was written for."""


class Leaves:
    """Writes the leaves of one operation.

    Args:
        source: Where the names are kept.
        executor: Of the operation.
    """

    def __init__(self, source: Source, executor: Executor[Any]) -> None:
        self._source = source
        strawberry = executor.schema._strawberry_schema  # type: ignore[attr-defined] # noqa: SLF001 - its way
        registered = strawberry.schema_converter.scalar_registry.items()
        self._classes = {id(definition): python for python, definition in registered}
        self._strict: dict[tuple[str, bool], str] = {}

    def leaf(self, kind: GraphQLLeafType, read: str, *, nullable: bool, fresh: bool) -> str:
        """Return an expression for a completed leaf.

        Args:
            kind: Of the leaf.
            read: Expression that reads the value.
            nullable: Whether null may stand there.
            fresh: Whether reading it again reads another value.
        """
        otherwise = self._written(kind, fresh=fresh)
        value = read if read.isidentifier() else self._source.fresh("v")
        keep = read if read.isidentifier() else f"({value} := {read})"
        usual = self._usual(kind)
        if usual is None:
            some = f"(None if {keep} is None else {otherwise}({value}))"
            return some if nullable else f"{otherwise}({read})"
        test, written = (text.format(read=keep, value=value) for text in usual)
        null = f"None if {value} is None else " if nullable else ""
        return f"({written} if {test} else {null}{otherwise}({value}))"

    def _usual(self, kind: GraphQLLeafType) -> tuple[str, str] | None:
        """Return when a value is usual, and how it is written then; None where nothing is."""
        if kind.name in _BUILT_IN:
            return _BUILT_IN[kind.name], "{value}"
        if isinstance(kind, CustomGraphQLEnumType):
            return _OF_CLASS + self._source.name("E", kind.wrapped_cls), self._member(kind)
        return self._scalar(kind) if isinstance(kind, GraphQLScalarType) else None

    def _member(self, kind: CustomGraphQLEnumType) -> str:
        written = {each.value: name for name, each in kind.values.items()}
        members: Iterable[Enum] = kind.wrapped_cls
        names = {member: written[member.value] for member in members}
        if all(member.name == name for member, name in names.items()):
            return "{value}._name_"
        return self._source.name("M", names) + "[{value}]"

    def _scalar(self, kind: GraphQLScalarType) -> tuple[str, str] | None:
        definition = kind.extensions.get("strawberry-definition")
        serialize = getattr(definition, "serialize", None)
        if serialize in _ISO:
            # A subclass may have a form of its own.
            return _OF_CLASS + self._source.name("C", _ISO[serialize]), "{value}.isoformat()"
        made_of = self._classes.get(id(definition))
        made_of = getattr(made_of, "__supertype__", made_of)
        if serialize is not str or not isinstance(made_of, type):
            return None
        return _OF_CLASS + self._source.name("C", made_of), "str({value})"

    def _written(self, kind: GraphQLLeafType, *, fresh: bool) -> str:
        known = self._strict.get((kind.name, fresh))
        if known is None:
            known = self._source.name("S", _strict(kind, fresh=fresh))
            self._strict[kind.name, fresh] = known
        return known


def at_once(value: Any) -> Any:  # noqa: ANN401 - whatever a resolver returned
    """Let pass only what is there, of values that are read again otherwise.

    Raises:
        Surprise: It must be waited for.
    """
    if not hasattr(value, "__await__"):
        return value
    if value.__class__ is CoroutineType:
        value.close()
    elif isfuture(value):
        value.add_done_callback(_seen)
    raise Surprise


def _seen(future: Future[Any]) -> None:
    """Look at the outcome of a future that nobody waits for: asyncio complains otherwise."""
    if not future.cancelled():
        future.exception()


def _strict(kind: GraphQLLeafType, *, fresh: bool) -> Callable[[object], object]:
    """Return what writes a leaf and nothing else."""

    def write(value: object) -> object:
        if fresh:
            at_once(value)
        nothing = value is None or value is Undefined
        if nothing or isinstance(value, Exception) or hasattr(value, "__await__"):
            raise Surprise
        return Executor.complete_leaf_value(kind, value)

    return write
