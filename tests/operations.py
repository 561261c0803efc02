"""Operations that nobody wrote: generated from the schema, with values that are known to exist."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    EnumValueNode,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    print_ast,
    visit,
)
from hypothesis import strategies as st
from hypothesis_graphql import Mode, mutations, nodes, queries

Draw = Callable[[st.SearchStrategy[Any]], Any]

Known = Mapping[str, Sequence[str]]
"""Values that make sense, by the name of the argument or input field that takes them."""

NUMBERS = ("0", "1", "-1", "100", "101", "2147483647", "-2147483648")
TEXTS = ("x" * 9_000, "9" * 400, "\x00", "\x1f", "\u202e", "\ufeff", "٣", "-1", " ", "")

_SCALARS = {
    "Date": st.dates().map(str).map(nodes.String),
    "DateTime": st.datetimes(timezones=st.just(UTC)).map(lambda at: nodes.String(at.isoformat())),
    "Decimal": st.one_of(
        st.decimals(0, 99_999, places=2), st.decimals(allow_nan=False, allow_infinity=False)
    ).map(lambda amount: nodes.String(str(amount))),
    "EiaId": st.from_regex(r"\A[0-9]{1,10}\Z").map(nodes.String),
    "FuzzyDate": st.sampled_from(["2025", "2025Q3"]).map(nodes.String),
    "JSON": st.one_of(
        st.text().map(nodes.String),
        st.integers().map(nodes.Int),
        st.floats(allow_nan=False, allow_infinity=False).map(nodes.Float),
        st.just(nodes.Object([])),
        st.just(nodes.List([])),
    ),
}
_PLAIN = {"String", "ID", "Int"}
_KINDS = {"Query": queries, "Mutation": mutations}


@st.composite
def operations(draw: st.DrawFn, schema: GraphQLSchema, root: str, mode: Mode, known: Known) -> str:
    """Generate an operation, valid or with one fault.

    Args:
        draw: Hypothesis's.
        schema: What is asked.
        root: Query or Mutation.
        mode: Whether it is valid.
        known: Of things that exist.
    """
    kind: Any = _KINDS[root]
    asked = schema.type_map[root]
    assert isinstance(asked, GraphQLObjectType)
    options = {"custom_scalars": _SCALARS, "mode": mode, "print_ast": _as_it_is}
    # One field at a time where it can be, so that each gets its turn; not all can be asked wrongly.
    one = [draw(st.sampled_from(sorted(asked.fields)))] if mode is Mode.POSITIVE else None
    document = draw(kind(schema, fields=one, **options))
    types = TypeInfo(schema)
    return print_ast(visit(document, TypeInfoVisitor(types, _Filling(draw, types, known))))


class _Filling(Visitor):
    """Puts values that exist in place of some, and one into each input that takes exactly one."""

    def __init__(self, draw: Draw, types: TypeInfo, known: Known) -> None:
        super().__init__()
        self._draw, self._types, self._known = draw, types, known

    def enter_string_value(self, *where: Any) -> StringValueNode | None:
        if self._kind() not in {"String", "ID"} or not self._often():
            return None
        return self._text(_name(*where))

    def enter_int_value(self, *where: Any) -> IntValueNode | StringValueNode | None:
        if self._kind() not in {"Int", "ID"} or not self._often():
            return None
        name = _name(*where)
        return self._number(name) if self._kind() == "Int" else self._text(name)

    def enter_enum_value(self, *where: Any) -> EnumValueNode | None:
        usual = self._known.get(_name(*where))
        if usual is None or not self._often():
            return None
        return EnumValueNode(value=self._draw(st.sampled_from(usual)))

    def enter_object_value(self, node: ObjectValueNode, *_: object) -> ObjectValueNode | None:
        kind = get_named_type(self._types.get_input_type())
        if not isinstance(kind, GraphQLInputObjectType) or not kind.is_one_of:
            return None
        told = [each for each in node.fields if not isinstance(each.value, NullValueNode)]
        kept = told and self._draw(st.booleans())
        return nodes.Object([self._draw(st.sampled_from(told)) if kept else self._any_of(kind)])

    def _any_of(self, kind: GraphQLInputObjectType) -> ObjectFieldNode:
        ways = {name: str(field.type) for name, field in kind.fields.items()}
        name = self._draw(st.sampled_from([way for way in ways if ways[way] in _PLAIN]))
        value = self._number(name) if ways[name] == "Int" else self._text(name)
        return ObjectFieldNode(name=NameNode(value=name), value=value)

    def _kind(self) -> str:
        return str(get_named_type(self._types.get_input_type()))

    def _text(self, name: str) -> StringValueNode:
        return StringValueNode(value=self._value(name, "A text", TEXTS), block=False)

    def _number(self, name: str) -> IntValueNode:
        return IntValueNode(value=self._value(name, "1", NUMBERS))

    def _value(self, name: str, plain: str, hostile: Sequence[str]) -> str:
        usual = self._known.get(name, (plain,))
        value: str = self._draw(st.sampled_from(usual if self._often() else hostile))
        return value

    def _often(self) -> bool:
        """Tell whether to stay with what makes sense, so that some inputs do so in every field."""
        drawn: int = self._draw(st.integers(0, 7))
        return drawn > 0


def _name(_node: Any, _key: Any, parent: Any, _path: Any, ancestors: Sequence[Any]) -> str:
    """Return the name of the argument or input field that a value is given for."""
    kinds = ArgumentNode | ObjectFieldNode
    named = (each for each in (parent, *reversed(ancestors)) if isinstance(each, kinds))
    return next((each.name.value for each in named), "")


def _as_it_is(document: DocumentNode) -> DocumentNode:
    return document
