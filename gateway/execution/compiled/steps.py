"""Writes what takes steps: something below has to be waited for, or wants to know where it is.

Its functions know the path too, and the nearest place above that may be null: ``f(o, R, p, up)``.
"""

from typing import Any, cast

from graphql import (
    GraphQLAbstractType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
)

from gateway.execution.compiled.calls import path_to
from gateway.execution.compiled.expressions import Expressions, by_class, class_check
from gateway.execution.compiled.plan import Place, Site
from gateway.execution.compiled.selections import TYPENAME, Selected, Selections
from gateway.execution.compiled.source import Source
from schema.edges import why

Lines = list[str]


class Steps:
    """Writes the steps of one operation.

    Attributes:
        sites: The fields whose values are put into their place, with the names of what completes
            them.
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
            field = self._name("F", selected)
            return [
                *_tried(f"d[{selected.key!r}] = {self._expressions.field(selected)}"),
                f"if w: R.again({field}, o, d, {path_to(selected)}, up)",
            ]
        return self._resolved(selected)

    def _resolved(self, selected: Selected) -> Lines:
        """Return the lines of a field whose value is read once, whatever happens then."""
        if selected.name == TYPENAME:
            return [f"d[{selected.key!r}] = {selected.parent.name!r}"]
        site = self._site(selected)
        pending = f"R.pend({site}, v, d, q, up)"
        if selected.asked:
            found = [f"R.ask(v.batch, ({site}, o, v, d, q, up))"]
            failed = f"R.uncalled({site}, {self._name('U', why)}(o, e), d, q, up)"
        elif selected.is_awaited:
            found, failed = [pending], f"R.uncalled({site}, e, d, q, up)"
        else:
            found = [f"if hasattr(v, '__await__'): {pending}", f"else: R.put({site}, d, q, up, v)"]
            failed = f"R.failed({self._name('F', selected)}, e, q)"
        return [
            f"q = {path_to(selected)}",
            "try:",
            f"    v = {self._expressions.read(selected)}",
            *(f"    {line}" for line in found),
            f"except Exception as e: {failed}",
        ]

    def _site(self, selected: Selected) -> str:
        site = Site(selected, branches=not self._selections.is_direct(selected))
        if site.branches:
            completion = self._value(selected.type, selected)
        else:
            completion = self._source.fresh("c")
            data = self._expressions.value(selected.type, selected, "v")
            self._source.function(completion, "v, R", f"return {data}")
        self.sites.append((site, completion))
        return self._name("Y", site)

    # Values.

    def _value(self, kind: GraphQLOutputType, at: Selected) -> str:
        """Return the name of a function that makes data of a value with more to wait for below."""
        name = self._source.fresh("c")
        null, inner = "return None", kind
        if isinstance(kind, GraphQLNonNull):
            null, inner = f"raise R.null({self._name('F', at)})", kind.of_type
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
        begin = [
            f"if not {self._name('L', _is_plain)}(v):",
            f"    return R.whole({self._name('T', kind)}, {field}, v, p, up)",
            "out = [None] * len(v)",
        ]
        if isinstance(kind.of_type, GraphQLNonNull):
            each = [f"    for i, x in enumerate(v): out[i] = {item}(x, R, (p, i, None), up)"]
            failed = f"except Exception as e: raise R.located({field}, e, (p, i, None))"
            return [*begin, "try:", *each, failed, "return out"]
        place = f"{self._name('P', Place)}(out, i, q)"
        return [
            *begin,
            "for i, x in enumerate(v):",
            "    q = (p, i, None)",
            f"    try: out[i] = {item}(x, R, q, {place})",
            f"    except Exception as e: R.note(R.located({field}, e, q), q)",
            "return out",
        ]

    def _one_of(self, kind: GraphQLAbstractType, at: Selected) -> str:
        """Return an expression for the function of the object ``v``, by its class."""
        functions = {each: self._object(each, at) for each in self._selections.possible(kind)}
        quick = self._source.table("D", by_class(self._source, kind, functions))
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
        """Write a function of an object: first its plain values, then the others in their order.

        If one of the values is not usual, graphql-core makes the whole object: which errors are
        told depends on the order, and nothing was called so far.
        """
        known = f"{self._name('T', kind)}, {self._name('F', at)}, o, p"
        items, later, plain = [], [], False
        for each in self._selections.below(kind, at):
            value = self._plain(each)
            plain = plain or (bool(value) and each.name != TYPENAME)
            items.append(f"{each.key!r}: {value or None}")
            later += [] if value else self._field(each)
        data = [f"d = {{{', '.join(items)}}}"]
        if plain:
            data = [*_tried(*data), f"if w: return R.whole({known}, up)"]
        self._source.function(
            name,
            "o, R, p, up",
            class_check(self._source, kind, f"R.check({known})"),
            *data,
            *later,
            "return d",
        )

    def _plain(self, selected: Selected) -> str:
        """Return an expression for the data of a field that is a single value of an attribute."""
        kind = selected.type
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        single = selected.attribute is not None and is_leaf_type(inner)
        return self._expressions.field(selected) if single or selected.name == TYPENAME else ""


def _tried(line: str) -> Lines:
    """Return lines that try one, and say whether it failed; what comes next is not its context."""
    return ["try:", f"    {line}", "except Exception: w = True", "else: w = False"]


def _is_plain(value: Any) -> bool:  # noqa: ANN401 - whatever a resolver returned
    """Tell whether something is a list of what is there already."""
    if value.__class__ is not list and value.__class__ is not tuple:
        return False
    return not any(hasattr(each, "__await__") for each in {*map(type, value)})
