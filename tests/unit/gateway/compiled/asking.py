"""Random valid operations for any schema, with values for their variables."""

from dataclasses import replace
from random import Random
from typing import Any
from zlib import crc32

from graphql import (
    DocumentNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeInfo,
    ValidationContext,
    get_named_type,
    is_composite_type,
    is_required_argument,
    parse,
    print_ast,
)
from graphql.utilities import type_comparators

_LITERALS = {
    "Int": ("1", "2", "-3"),
    "Float": ("1.5", "2"),
    "String": ('"x"', '"$y"', '"""block"""'),
    "ID": ('"a"', "4"),
    "Boolean": ("true", "false"),
    "Date": ('"2026-01-31"',),
    "JSON": ("{a: [1]}", '"j"'),
}
_VALUES: dict[str, tuple[Any, ...]] = {
    "Int": (1, 2, -3),
    "Float": (1.5, 2),
    "String": ("x", "$y", "\N{SNOWMAN}"),
    "ID": ("a", 4),
    "Boolean": (True, False),
    "Date": ("2026-01-31",),
    "JSON": ({"a": [1]}, "j"),
}
_WRONG = ("nonsense", 1.5, None, {"not": "so"})


class Asking:
    """One document, with operations of one kind.

    Attributes:
        query: The text.
        names: Of its operations; None where it is the only one and has none.
    """

    def __init__(self, schema: GraphQLSchema, root: str, seed: str, depth: int = 3) -> None:
        self._schema = schema
        self._chance = Random(seed)
        self._variables: dict[str, tuple[str, str]] = {}
        self._fragments: list[str] = []
        self._kinds: list[GraphQLNamedType] = []
        self._write_fragments(depth)
        self.names: list[str | None] = [None]
        if self._one_in(5):
            self.names = ["First", "Second"]
        kind = schema.type_map[root]
        texts = [
            f"{root.lower()} {name or ''} (%s) {self._selection(kind, depth)}"
            for name in self.names
        ]
        self.query = self._pruned(texts)

    def values(self, chance: Random) -> dict[str, Any]:
        """Return values for the variables; now and then a wrong one."""
        found = {}
        for name, (kind, default) in self._variables.items():
            if f"${name}:" not in self.query:
                continue
            type_ = self._input(kind)
            if (default or not isinstance(type_, GraphQLNonNull)) and chance.random() < 0.3:
                continue
            wrong = chance.random() < 0.004
            found[name] = chance.choice(_WRONG) if wrong else self._value(type_, chance)
        return found

    # What is asked.

    def _write_fragments(self, depth: int) -> None:
        composite = [
            each
            for name, each in sorted(self._schema.type_map.items())
            if is_composite_type(each) and not name.startswith("__") and name != "Mutation"
        ]
        # Only those that are there already are spread in another, so that none is without end.
        for number in range(self._chance.randint(0, 4)):
            kind = self._chance.choice(composite)
            body = self._selection(kind, min(depth - 2, 2))
            self._fragments.append(f"fragment F{number} on {kind.name} {body}")
            self._kinds.append(kind)

    def _selection(self, kind: Any, depth: int) -> str:
        asked = [self._one(kind, depth) for _ in range(self._chance.randint(1, 5))]
        return f"{{ {' '.join(asked)} }}"

    def _one(self, kind: Any, depth: int) -> str:
        drawn = self._chance.random()
        if drawn < 0.06 and kind.name != "Mutation":
            return f"{self._chance.choice(['', 'kind: '])}__typename{self._directive()}"
        if drawn < 0.2 and (spread := self._spread(kind)):
            return spread
        if drawn < 0.32 or not hasattr(kind, "fields"):
            return self._inline(kind, depth) if depth > 0 else "__typename"
        return self._field(kind, depth)

    def _inline(self, kind: Any, depth: int) -> str:
        inside = self._chance.choice(self._overlapping(kind))
        named = f"on {inside.name}" if inside is not kind or self._one_in(2) else ""
        return f"... {named}{self._directive()} {self._selection(inside, depth - 1)}"

    def _spread(self, kind: Any) -> str:
        fitting = [
            f"...F{number}"
            for number, each in enumerate(self._kinds)
            if type_comparators.do_types_overlap(self._schema, kind, each)
        ]
        return f"{self._chance.choice(fitting)}{self._directive()}" if fitting else ""

    def _overlapping(self, kind: Any) -> list[Any]:
        return [
            each
            for _, each in sorted(self._schema.type_map.items())
            if isinstance(each, GraphQLObjectType | GraphQLInterfaceType)
            and type_comparators.do_types_overlap(self._schema, kind, each)
        ]

    def _field(self, kind: Any, depth: int) -> str:
        fields = {
            name: field
            for name, field in kind.fields.items()
            if depth > 0 or not is_composite_type(get_named_type(field.type))
        }
        if not fields:
            return "__typename"
        name = self._chance.choice(sorted(fields))
        plain = not self._one_in(3)
        given = [
            f"{key}: {self._given(each.type)}"
            for key, each in fields[name].args.items()
            if is_required_argument(each) or not (plain or self._one_in(3))
        ]
        arguments = f"({', '.join(given)})" if given else ""
        key = f"{name}_{crc32(arguments.encode()) % 1000}: " if arguments else self._alias(name)
        inner = get_named_type(fields[name].type)
        below = self._selection(inner, depth - 1) if is_composite_type(inner) else ""
        return f"{key}{name}{arguments}{self._directive()} {below}"

    def _alias(self, name: str) -> str:
        return f"{name}_{self._chance.choice('abc')}: " if self._one_in(10) else ""

    def _directive(self) -> str:
        if not self._one_in(6):
            return ""
        name = self._chance.choice(["skip", "include"])
        kind = self._chance.choice(["Boolean!", "Boolean!", "Boolean"])
        condition = self._chance.choice(["true", "false", None, None])
        return f" @{name}(if: {condition or '$' + self._variable(kind, switch=True)})"

    # What is given.

    def _given(self, kind: GraphQLInputType) -> str:
        if self._one_in(2):
            return self._literal(kind)
        return f"${self._variable(str(kind))}"

    def _variable(self, kind: str, *, switch: bool = False) -> str:
        """Return the name of a variable; it may be null where something stands in for it."""
        told = kind.replace("[", "L").replace("]", "_").replace("!", "N")
        name = f"{told}{self._chance.randint(1, 2)}"
        if name not in self._variables:
            default = ""
            if (switch and not kind.endswith("!")) or self._one_in(3):
                default = f" = {self._literal(GraphQLNonNull(_nullable(self._input(kind))))}"
            self._variables[name] = kind, default
        return name

    def _input(self, kind: str) -> Any:
        if kind.endswith("!"):
            return GraphQLNonNull(self._input(kind[:-1]))
        if kind.startswith("["):
            return GraphQLList(self._input(kind[1:-1]))
        return self._schema.type_map[kind]

    def _literal(self, kind: Any) -> str:
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        elif self._one_in(6):
            return "null"
        if isinstance(kind, GraphQLList):
            items = [self._literal(kind.of_type) for _ in range(self._chance.randint(0, 2))]
            return f"[{', '.join(items)}]"
        if isinstance(kind, GraphQLInputObjectType):
            fields = [
                f"{name}: {self._literal(each.type)}"
                for name, each in kind.fields.items()
                if isinstance(each.type, GraphQLNonNull) or self._one_in(2)
            ]
            return f"{{{', '.join(fields)}}}"
        if isinstance(kind, GraphQLEnumType):
            return self._chance.choice(sorted(kind.values))
        return self._chance.choice((*_LITERALS[kind.name], *(["12"] if kind.name == "Int" else [])))

    def _value(self, kind: Any, chance: Random) -> Any:
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        elif chance.random() < 0.2:
            return None
        if isinstance(kind, GraphQLList):
            return [self._value(kind.of_type, chance) for _ in range(chance.randint(0, 2))]
        if isinstance(kind, GraphQLInputObjectType):
            return {
                name: self._value(each.type, chance)
                for name, each in kind.fields.items()
                if isinstance(each.type, GraphQLNonNull) or chance.random() < 0.5
            }
        if isinstance(kind, GraphQLEnumType):
            return chance.choice(sorted(kind.values))
        return chance.choice((*_VALUES[kind.name], *([12] if kind.name == "Int" else [])))

    def _one_in(self, many: int) -> bool:
        return self._chance.randrange(many) == 0

    # What is left of it.

    def _pruned(self, texts: list[str]) -> str:
        """Keep the fragments and variables that are used."""
        each = [f"${name}: {kind}{default}" for name, (kind, default) in self._variables.items()]
        every = ", ".join(each) or "$none: Int"
        operations = [text.replace("(%s)", f"({every})") for text in texts]
        document = parse(" ".join([*operations, *self._fragments]))
        context = ValidationContext(self._schema, document, TypeInfo(self._schema), _unexpected)
        asked, fragments = [], {}
        for one in document.definitions:
            if isinstance(one, OperationDefinitionNode):
                usages = context.get_recursive_variable_usages(one)
                used = {usage.node.name.value for usage in usages}
                told = one.variable_definitions or ()
                variables = [each for each in told if each.variable.name.value in used]
                asked.append(replace(one, variable_definitions=tuple(variables)))
                for spread in context.get_recursively_referenced_fragments(one):
                    fragments[spread.name.value] = spread
        return print_ast(DocumentNode(definitions=(*asked, *fragments.values())))


def _nullable(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _unexpected(error: GraphQLError) -> None:
    raise error
