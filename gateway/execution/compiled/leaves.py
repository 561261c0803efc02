"""Text that completes single values: what is usual goes straight through.

Whatever is not usual is handed on: it may be an error, or only rare.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum

from graphql import GraphQLLeafType, GraphQLScalarType
from strawberry.schema.schema_converter import CustomGraphQLEnumType

from gateway.execution.compiled.source import Source

Otherwise = Callable[[str], str]
"""Returns an expression for a value that is not usual, from the expression that reads it."""

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


def leaf(
    source: Source,
    kind: GraphQLLeafType,
    read: str,
    otherwise: Otherwise,
    *,
    nullable: bool,
) -> str:
    """Return an expression for a completed leaf.

    Args:
        source: Where the names are kept.
        kind: Of the leaf.
        read: Expression that reads the value.
        otherwise: For what is not usual.
        nullable: Whether null may stand there.
    """
    value = read if read.isidentifier() else source.fresh("v")
    keep = read if read.isidentifier() else f"({value} := {read})"
    usual = _usual(source, kind)
    if usual is None:
        return f"(None if {keep} is None else {otherwise(value)})" if nullable else otherwise(read)
    test, written = (text.format(read=keep, value=value) for text in usual)
    rest = f"None if {value} is None else {otherwise(value)}" if nullable else otherwise(value)
    return f"({written} if {test} else {rest})"


def _usual(source: Source, kind: GraphQLLeafType) -> tuple[str, str] | None:
    """Return when a value is usual, and how it is written then; None where nothing is."""
    if kind.name in _BUILT_IN:
        return _BUILT_IN[kind.name], "{value}"
    if isinstance(kind, CustomGraphQLEnumType):
        return _OF_CLASS + source.name("E", kind.wrapped_cls), _member(source, kind)
    return _scalar(source, kind) if isinstance(kind, GraphQLScalarType) else None


def _member(source: Source, kind: CustomGraphQLEnumType) -> str:
    written = {each.value: name for name, each in kind.values.items()}
    members: Iterable[Enum] = kind.wrapped_cls
    names = {member: written[member.value] for member in members}
    if all(member.name == name for member, name in names.items()):
        return "{value}._name_"
    return source.name("M", names) + "[{value}]"


def _scalar(source: Source, kind: GraphQLScalarType) -> tuple[str, str] | None:
    serialize = getattr(kind.extensions.get("strawberry-definition"), "serialize", None)
    if serialize in _ISO:
        # A subclass may have a form of its own.
        return _OF_CLASS + source.name("C", _ISO[serialize]), "{value}.isoformat()"
    return ("{read} is not None", "str({value})") if serialize is str else None
