"""Prices operations: walks a valid document once, and each of its fragments once."""

from collections.abc import Iterable, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    value_from_ast_untyped,
)

from gateway.execution.costs import ONE, Count, Part, Price, Selection
from schema.costs import CALLS, LENGTHS, USUAL_LENGTH, USUAL_PAGES
from schema.paging import DEFAULT_FIRST, MOST

_PAGE = "Connection"
_WRAPPERS = (_PAGE, "Edge", "PageInfo")
_PAGE_SIZE = "first"


def price_of(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
) -> Price:
    """Return what an operation of a valid document costs."""
    fragments = (each for each in document.definitions if isinstance(each, FragmentDefinitionNode))
    walk = _Walk(schema, fragments)
    selection = Selection()
    walk.fill(selection, schema.get_root_type(operation.operation), operation.selection_set)
    defaults = {
        each.variable.name.value: value_from_ast_untyped(each.default_value)
        for each in operation.variable_definitions or ()
        if each.default_value is not None
    }
    return Price(selection, defaults)


class _Walk:
    def __init__(self, schema: GraphQLSchema, fragments: Iterable[FragmentDefinitionNode]) -> None:
        self._schema = schema
        self._fragments = {fragment.name.value: fragment for fragment in fragments}
        self._priced: dict[str, Selection] = {}

    def fill(self, made: Selection, kind: GraphQLNamedType | None, node: SelectionSetNode) -> None:
        """Add what a selection set asks of an object of some type."""
        for each in node.selections:
            self._add(made, kind, each)

    def _add(self, made: Selection, kind: GraphQLNamedType | None, node: SelectionNode) -> None:
        if isinstance(node, FragmentSpreadNode):
            made.spreads.append(self._fragment(node.name.value))
        elif isinstance(node, InlineFragmentNode):
            self.fill(made, self._named(node.type_condition) or kind, node.selection_set)
        elif isinstance(node, FieldNode) and kind is not None:
            part = self._part(kind, node)
            if part is not None:
                made.parts.append(part)

    def _fragment(self, name: str) -> Selection:
        if name not in self._priced:
            made = self._priced[name] = Selection()
            fragment = self._fragments[name]
            self.fill(made, self._named(fragment.type_condition), fragment.selection_set)
        return self._priced[name]

    def _named(self, node: NamedTypeNode | None) -> GraphQLNamedType | None:
        return self._schema.get_type(node.name.value) if node else None

    def _part(self, kind: GraphQLNamedType, node: FieldNode) -> Part | None:
        """Return what a field costs; None for a plain value, which costs nothing."""
        name = node.name.value
        key = node.alias.value if node.alias else name
        call = CALLS.get(f"{kind.name}.{name}", 0)
        asked = _fields_of(kind).get(name)
        answered = get_named_type(asked.type) if asked else None
        if asked is None or not is_composite_type(answered) or node.selection_set is None:
            return Part(key, call, 0) if call else None
        within = Selection()
        self.fill(within, answered, node.selection_set)
        given = {each.name.value: each.value for each in node.arguments or ()}
        return Part(
            key,
            call,
            each=0 if answered.name.endswith(_WRAPPERS) else 1,
            within=within,
            count=_count(kind, name, asked, given),
            rows=_rows(f"{kind.name}.{name}", answered, asked, given),
        )


def _fields_of(kind: GraphQLNamedType) -> Mapping[str, GraphQLField]:
    # What the introspection of the schema costs is told of its root fields as a whole.
    return kind.fields if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else {}


def length_of(kind: str, name: str) -> int | str:
    """Return how long a list is, or the argument that tells; see ``LENGTHS``."""
    usual = _PAGE_SIZE if kind.endswith(_PAGE) else USUAL_LENGTH
    return LENGTHS.get(f"{kind}.{name}", usual)


def _count(
    kind: GraphQLNamedType, name: str, asked: GraphQLField, given: Mapping[str, ValueNode]
) -> Count | None:
    if not is_list_type(get_nullable_type(asked.type)):
        return ONE
    length = length_of(kind.name, name)
    if isinstance(length, int):
        return Count(length)
    return _told(asked.args[length], given.get(length)) if length in asked.args else None


def _rows(
    field: str, answered: GraphQLNamedType, asked: GraphQLField, given: Mapping[str, ValueNode]
) -> Count:
    """Return how many rows the lists of an answer have that leave it to the field around them."""
    if field in USUAL_PAGES and _PAGE_SIZE not in given:
        return Count(USUAL_PAGES[field])
    for name, below in _fields_of(answered).items():
        length = length_of(answered.name, name)
        if isinstance(length, str) and length not in below.args:
            return _told(asked.args[length], given.get(length)) if length in asked.args else _MANY
    return ONE


_MANY = Count(MOST)


def _told(argument: GraphQLArgument, value: ValueNode | None) -> Count:
    """Return what an argument counts: its number, or the values of its list."""
    page = not is_list_type(get_nullable_type(argument.type))
    unsaid = argument.default_value
    fixed = unsaid if isinstance(unsaid, int) else DEFAULT_FIRST if page else 1
    if isinstance(value, VariableNode):
        return Count(fixed, value.name.value, page=page)
    if isinstance(value, IntValueNode):
        fixed = int(value.value)
    elif isinstance(value, ListValueNode):
        fixed = len(value.values)
    return Count(fixed, page=page)
