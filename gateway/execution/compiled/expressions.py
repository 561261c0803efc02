"""Writes what is there at once, with all below it: one expression, however deep.

Its functions are called with the object and the run: ``f(o, R)``. They raise whatever happens to
go wrong; who calls them has it done again by graphql-core, so they must not change anything.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from graphql import (
    GraphQLAbstractType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
)
from graphql.execution.executor import Executor

from gateway.execution.compiled.calls import call, constant_arguments
from gateway.execution.compiled.leaves import leaf
from gateway.execution.compiled.selections import TYPENAME, Selected, Selections
from gateway.execution.compiled.source import Source


class Surprise(Exception):
    """A value is not what an expression was written for."""


class Expressions:
    """Writes expressions of one operation, and the functions that they need.

    Attributes:
        arguments: The fields whose arguments are read in each run, by the number that the text has
            for them.
    """

    def __init__(self, executor: Executor[Any], selections: Selections, source: Source) -> None:
        self.arguments: list[Selected] = []
        self._executor = executor
        self._selections = selections
        self._source = source
        self._objects: dict[tuple[str, int], str] = {}
        self._strict: dict[str, str] = {}

    def field(self, selected: Selected) -> str:
        """Return an expression for the data of a field of the object ``o``."""
        if selected.name == TYPENAME:
            return repr(selected.parent.name)
        return self.value(selected.type, selected, self.read(selected))

    def read(self, selected: Selected) -> str:
        """Return an expression for the value of a field of the object ``o``."""
        if selected.attribute is not None:
            return f"o.{selected.attribute}"
        return call(self._source, selected, self._given(selected))

    def _given(self, selected: Selected) -> str:
        """Return an expression for the arguments of a field; empty where it has none."""
        constant = constant_arguments(self._executor, selected) if selected.definition.args else {}
        if constant is not None:
            return f"**{self._source.name('K', constant)}" if constant else ""
        self.arguments.append(selected)
        place = len(self.arguments) - 1
        return f"**(R.given[{place}] or R.give({place}))"

    def value(self, kind: GraphQLOutputType, at: Selected, read: str) -> str:
        """Return an expression for the data of a value.

        Args:
            kind: Of the value.
            at: The field that leads to it.
            read: Expression for it.
        """
        if isinstance(kind, GraphQLNonNull):
            return self._whole(kind.of_type, at, read)
        if is_leaf_type(kind):
            return self._leaf(kind, read, nullable=True)
        if read.isidentifier():
            return f"(None if {read} is None else {self._whole(kind, at, read)})"
        value = self._source.fresh("v")
        return f"(None if ({value} := {read}) is None else {self._whole(kind, at, value)})"

    def _whole(self, kind: GraphQLOutputType, at: Selected, read: str) -> str:
        """Return an expression for the data of a value that must not be null."""
        if is_leaf_type(kind):
            return self._leaf(kind, read, nullable=False)
        if isinstance(kind, GraphQLList):
            item = self._source.fresh("x")
            rows = f"{self._source.name('L', _listed)}({read})"
            return f"[{self.value(kind.of_type, at, item)} for {item} in {rows}]"
        if isinstance(kind, GraphQLObjectType):
            return f"{self._object(kind, at)}({read}, R)"
        # What a promise can still be: types that others stand for.
        functions = self._functions(cast("GraphQLAbstractType", kind), at)
        return f"{self._source.name('O', _one_of)}({functions}, {read}, R)"

    def _leaf(self, kind: GraphQLLeafType, read: str, *, nullable: bool) -> str:
        if kind.name not in self._strict:
            self._strict[kind.name] = self._source.name("S", _strict(kind))
        strict = self._strict[kind.name]
        return leaf(self._source, kind, read, lambda value: f"{strict}({value})", nullable=nullable)

    def _functions(self, kind: GraphQLAbstractType, at: Selected) -> str:
        """Return the name of a table of functions by the class of the object."""
        kinds = self._selections.possible(kind)
        return self._source.table(
            "D", by_class(self._source, {each: self._object(each, at) for each in kinds})
        )

    def _object(self, kind: GraphQLObjectType, at: Selected) -> str:
        """Return the name of a function that makes an object's data."""
        key = kind.name, id(at.details)
        if key not in self._objects:
            name = self._objects[key] = self._source.fresh("o")
            fields = self._selections.below(kind, at)
            items = ", ".join(f"{each.key!r}: {self.field(each)}" for each in fields)
            check = self._checked(kind, fields)
            self._source.function(name, "o, R", *check, f"return {{{items}}}")
        return self._objects[key]

    def _checked(self, kind: GraphQLObjectType, fields: Iterable[Selected]) -> list[str]:
        surprise = f"raise {self._source.name('X', Surprise)}"
        if check := class_check(self._source, kind, surprise):
            return [check]
        # Nothing of it is read, so null would not be noticed.
        unread = all(each.name == TYPENAME for each in fields)
        return [f"if o is None: {surprise}"] if unread else []


def class_check(source: Source, kind: GraphQLObjectType, otherwise: str) -> str:
    """Return a line that lets pass only objects of a type's own class; none where any will do."""
    if kind.is_type_of is None:
        return ""
    return f"if o.__class__ is not {source.name('C', _class_of(kind))}: {otherwise}"


def by_class(source: Source, functions: Mapping[GraphQLObjectType, str]) -> dict[str, str]:
    """Return names of functions by names of classes, of those that only one type has."""
    classes = [_class_of(kind) for kind in functions]
    return {
        source.name("C", _class_of(kind)): name
        for kind, name in functions.items()
        if classes.count(_class_of(kind)) == 1
    }


def _class_of(kind: GraphQLObjectType) -> object:
    return kind.extensions["strawberry-definition"].origin


def _listed(value: Any) -> Any:  # noqa: ANN401 - whatever a resolver returned
    if value.__class__ is list or value.__class__ is tuple:
        return value
    raise Surprise


def _strict(kind: GraphQLLeafType) -> Callable[[object], object]:
    """Return what writes a leaf and nothing else."""

    def write(value: object) -> object:
        if value is None:
            raise Surprise
        return Executor.complete_leaf_value(kind, value)

    return write


def _one_of(functions: Mapping[type, Any], value: Any, run: Any) -> Any:  # noqa: ANN401 - as they do
    return functions[value.__class__](value, run)
