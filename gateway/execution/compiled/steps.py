"""Writes what takes steps: something below has to be waited for, or wants to know where it is.

Its functions know the path too, and the nearest place above that may be null: ``f(o, R, p, up)``.
"""

from typing import cast

from graphql import (
    GraphQLAbstractType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
)

from gateway.execution.compiled.expressions import Expressions, by_class, class_check
from gateway.execution.compiled.leaves import leaf
from gateway.execution.compiled.plan import Place, Site
from gateway.execution.compiled.selections import TYPENAME, Selected, Selections
from gateway.execution.compiled.source import Source

Lines = list[str]


class Steps:
    """Writes the steps of one operation.

    Attributes:
        sites: The fields whose values arrive later, with the names of what completes them.
    """

    def __init__(self, selections: Selections, source: Source, expressions: Expressions) -> None:
        self.sites: list[tuple[Site, str]] = []
        self._selections = selections
        self._source = source
        self._name = source.name
        self._expressions = expressions
        self._objects: dict[tuple[str, int], str] = {}

    def root(self, selected: Selected, *, repeatable: bool) -> str:
        """Return the name of a function that answers a root field, of the run and its data.

        Args:
            selected: The field.
            repeatable: Whether it may be asked again if something goes wrong.
        """
        name = self._source.fresh("step")
        lines = self._field(selected) if repeatable else self._resolved(selected)
        self._source.function(name, "R, d", "o, p, up = R.root_value, None, None", *lines)
        return name

    def _field(self, selected: Selected) -> Lines:
        """Return the lines that put the data of a field of ``o`` into ``d``."""
        if self._selections.is_read(selected) and self._selections.is_direct(selected):
            data = self._expressions.field(selected)
            return _tried(f"{_at(selected)} = {data}", f"{_at(selected)} = {self._again(selected)}")
        return self._resolved(selected)

    def _resolved(self, selected: Selected) -> Lines:
        """Return the lines of a field whose value is read once, whatever happens then."""
        if selected.name == TYPENAME:
            return [f"{_at(selected)} = {selected.parent.name!r}"]
        site = self._site(selected)
        read = self._expressions.read(selected)
        path = f"q = (p, {selected.key!r})"
        pending = f"R.pend({site}, v, d, q, up)"
        failed = f"{_at(selected)} = R.failed({self._name('F', selected)}, e, q)"
        if selected.attribute is not None:
            found = [f"R.put({site}, v, d, q, up)"]
        elif selected.resolver is not None and selected.resolver.is_async:
            found = [pending]
        else:
            found = [
                f"if hasattr(v, '__await__'): {pending}",
                f"else: R.put({site}, v, d, q, up)",
            ]
        return [path, *_tried("\n".join([f"v = {read}", *found]), failed, " as e")]

    def _site(self, selected: Selected) -> str:
        site = Site(selected, branches=not self._selections.is_direct(selected))
        self.sites.append((site, self._completion(selected, site)))
        return self._name("Y", site)

    # Values.

    def _completion(self, selected: Selected, site: Site) -> str:
        """Return the name of a function that makes data of a field's value."""
        if site.branches:
            return self._value(selected.type, selected)
        name = self._source.fresh("c")
        data = self._expressions.value(selected.type, selected, "v")
        again = f"return R.completed({self._name('F', selected)}, v, p)"
        self._source.function(name, "v, R, p, up", *_tried(f"return {data}", again))
        return name

    def _value(self, kind: GraphQLOutputType, at: Selected) -> str:
        """Return the name of a function that makes data of a value with more to wait for below."""
        name = self._source.fresh("c")
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        null = (
            f"raise R.null({self._name('F', at)})"
            if isinstance(kind, GraphQLNonNull)
            else "return None"
        )
        if isinstance(inner, GraphQLList):
            lines = self._list(inner, at)
        elif isinstance(inner, GraphQLObjectType):
            lines = [f"return {self._object(inner, at)}(v, R, p, up)"]
        else:
            lines = [f"return {self._one_of(cast('GraphQLAbstractType', inner), at)}(v, R, p, up)"]
        self._source.function(name, "v, R, p, up", f"if v is None: {null}", *lines)
        return name

    def _list(self, kind: GraphQLList[GraphQLOutputType], at: Selected) -> Lines:
        item, field = self._value(kind.of_type, at), self._name("F", at)
        begin = [f"v = R.listed({field}, v)", "out = [None] * len(v)"]
        if isinstance(kind.of_type, GraphQLNonNull):
            each = f"for i, x in enumerate(v): out[i] = {item}(x, R, (p, i), up)"
            failed = f"raise R.located({field}, e, (p, i))"
            return [*begin, *_tried(each, failed, " as e"), "return out"]
        place = f"{self._name('P', Place)}(out, i, (p, i))"
        each = f"out[i] = {item}(x, R, (p, i), {place})"
        failed = f"R.note(R.located({field}, e, (p, i)), (p, i))"
        rows = [f"    {line}" for line in _tried(each, failed, " as e")]
        return [*begin, "for i, x in enumerate(v):", *rows, "return out"]

    def _one_of(self, kind: GraphQLAbstractType, at: Selected) -> str:
        """Return an expression for the function of the object ``v``, by its class."""
        functions = {each: self._object(each, at) for each in self._selections.possible(kind)}
        quick = self._source.table("D", by_class(self._source, functions))
        named = self._source.table("D", {repr(each.name): name for each, name in functions.items()})
        told = f"R.concrete({self._name('A', kind)}, {self._name('F', at)}, v, p)"
        return f"({quick}.get(v.__class__) or {named}[{told}])"

    # Objects.

    def _object(self, kind: GraphQLObjectType, at: Selected) -> str:
        """Return the name of a function that makes an object's data."""
        key = kind.name, id(at.details)
        if key not in self._objects:
            self._objects[key] = self._source.fresh("s")
            self._write(self._objects[key], kind, at)
        return self._objects[key]

    def _write(self, name: str, kind: GraphQLObjectType, at: Selected) -> None:
        items, later = [], []
        for each in self._selections.below(kind, at):
            value = self._at_once(each)
            items.append(f"{each.key!r}: {value or None}")
            later += [] if value else self._field(each)
        wrong = f"R.check({self._name('T', kind)}, {self._name('F', at)}, o, p)"
        check = class_check(self._source, kind, wrong)
        data = f"d = {{{', '.join(items)}}}"
        lines = [*filter(None, [check]), data, *later, "return d"]
        self._source.function(name, "o, R, p, up", *lines)

    def _at_once(self, selected: Selected) -> str:
        """Return an expression for the data of a field that looks after itself, if it does."""
        if selected.name == TYPENAME:
            return repr(selected.parent.name)
        kind = selected.type
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if selected.attribute is None or not is_leaf_type(inner):
            return ""
        read, again = self._expressions.read(selected), self._again(selected)
        return leaf(self._source, inner, read, lambda _: again, nullable=selected.nullable)

    def _again(self, selected: Selected) -> str:
        return f"R.again({self._name('F', selected)}, o, p)"


def _at(selected: Selected) -> str:
    return f"d[{selected.key!r}]"


def _tried(lines: str, otherwise: str, kept: str = "") -> Lines:
    tried = [f"    {line}" for line in lines.split("\n")]
    return ["try:", *tried, f"except Exception{kept}:", f"    {otherwise}"]
