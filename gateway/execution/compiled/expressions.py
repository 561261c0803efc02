"""Writes what is there at once, with all below it: one expression, however deep.

Its functions are called with the object and the run: ``f(o, R)``. They raise whatever happens to
go wrong; who calls them has it done again by graphql-core, so they must not change anything.
"""

from collections.abc import Mapping
from typing import Any, cast

from graphql import (
    GraphQLAbstractType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
)
from graphql.execution.executor import Executor

from gateway.execution.compiled.calls import call, constant_arguments
from gateway.execution.compiled.leaves import Leaves, Surprise, at_once
from gateway.execution.compiled.selections import TYPENAME, Selected, Selections
from gateway.execution.compiled.source import Source


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
        self._leaves = Leaves(source, executor)
        self._objects: dict[tuple[str, int], str] = {}

    def field(self, selected: Selected) -> str:
        """Return an expression for the data of a field of the object ``o``."""
        if selected.name == TYPENAME:
            return repr(selected.parent.name)
        kind, read, fresh = selected.type, self.read(selected), selected.attribute is None
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if is_leaf_type(inner):
            return self._leaves.leaf(inner, read, nullable=selected.nullable, fresh=fresh)
        if fresh:
            read = f"{self._source.name('N', at_once)}({read})"
        return self.value(kind, selected, read)

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
            return self._leaves.leaf(kind, read, nullable=True, fresh=False)
        if read.isidentifier():
            return f"(None if {read} is None else {self._whole(kind, at, read)})"
        value = self._source.fresh("v")
        return f"(None if ({value} := {read}) is None else {self._whole(kind, at, value)})"

    def _whole(self, kind: GraphQLOutputType, at: Selected, read: str) -> str:
        """Return an expression for the data of a value that must not be null."""
        if is_leaf_type(kind):
            return self._leaves.leaf(kind, read, nullable=False, fresh=False)
        if isinstance(kind, GraphQLList):
            item = self._source.fresh("x")
            rows = f"{self._source.name('L', _listed)}({read})"
            return f"[{self.value(kind.of_type, at, item)} for {item} in {rows}]"
        if isinstance(kind, GraphQLObjectType):
            return f"{self._object(kind, at)}({read}, R)"
        # What a promise can still be: types that others stand for.
        functions = self._functions(cast("GraphQLAbstractType", kind), at)
        return f"{self._source.name('O', _one_of)}({functions}, {read}, R)"

    def _functions(self, kind: GraphQLAbstractType, at: Selected) -> str:
        """Return the name of a table of functions by the class of the object."""
        kinds = self._selections.possible(kind)
        functions = {each: self._object(each, at) for each in kinds}
        return self._source.table("D", by_class(self._source, kind, functions))

    def _object(self, kind: GraphQLObjectType, at: Selected) -> str:
        """Return the name of a function that makes an object's data."""
        key = kind.name, id(at.details)
        if key not in self._objects:
            name = self._objects[key] = self._source.fresh("o")
            fields = self._selections.below(kind, at)
            items = ", ".join(f"{each.key!r}: {self.field(each)}" for each in fields)
            check = class_check(self._source, kind, f"raise {self._source.name('X', Surprise)}")
            self._source.function(name, "o, R", check, f"return {{{items}}}")
        return self._objects[key]


def class_check(source: Source, kind: GraphQLObjectType, otherwise: str) -> str:
    """Return a line that lets pass only objects of a type's own class."""
    definition = kind.extensions["strawberry-definition"]
    if definition.is_type_of is not None:
        return otherwise
    # Objects of a generic type are made of the class that it was written as.
    made_of = (definition.concrete_of or definition).origin
    return f"if o.__class__ is not {source.name('C', made_of)}: {otherwise}"


def by_class(
    source: Source, kind: GraphQLAbstractType, functions: Mapping[GraphQLObjectType, str]
) -> dict[str, str]:
    """Return names of functions by names of classes, of those that tell the type for certain."""
    if getattr(kind.extensions["strawberry-definition"], "resolve_type", None) is not None:
        return {}
    told = {}
    for each, name in functions.items():
        definition = each.extensions["strawberry-definition"]
        if definition.concrete_of is None and definition.is_type_of is None:
            told[source.name("C", definition.origin)] = name
    return told


def _listed(value: Any) -> Any:  # noqa: ANN401 - whatever a resolver returned
    if value.__class__ is list or value.__class__ is tuple:
        return value
    raise Surprise


def _one_of(functions: Mapping[type, Any], value: Any, run: Any) -> Any:  # noqa: ANN401 - as they do
    return functions[value.__class__](value, run)
