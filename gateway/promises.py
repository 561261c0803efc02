"""What clients of the last release rely on, and whether a change that breaks them is announced."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graphql import (
    DirectiveDefinitionNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    GraphQLInputObjectType,
    GraphQLSchema,
    InputValueDefinitionNode,
    Node,
    TypeDefinitionNode,
    Visitor,
    build_schema,
    parse,
    print_ast,
    visit,
)
from graphql.utilities import find_breaking_changes

_Described = (
    TypeDefinitionNode
    | DirectiveDefinitionNode
    | FieldDefinitionNode
    | InputValueDefinitionNode
    | EnumValueDefinitionNode
)
_UNRELEASED = re.compile(r"^## Unreleased$(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(r"[`*]")


def promised(sdl: str) -> str:
    r"""Return a schema without its descriptions: what programs rely on.

    >>> promised('"What can be asked." type Query { "A day." day: Date } scalar Date')
    'type Query {\n  day: Date\n}\n\nscalar Date\n'
    """
    return print_ast(visit(parse(sdl), _WithoutDescriptions())) + "\n"


def breaks(released: str, sdl: str) -> list[str]:
    """Return a sentence for each change that breaks what a client may send or read.

    >>> breaks("type Query { day: String, night: String }", "type Query { day: String }")
    ['Field Query.night was removed.']
    """
    before, after = build_schema(released), build_schema(sdl)
    found = [change.description for change in find_breaking_changes(before, after)]
    return sorted([*found, *_narrowed(before, after)])


def unannounced(changes: Iterable[str], changelog: str) -> list[str]:
    r"""Return the changes whose sentences are not in the changelog's section on what is new.

    >>> removed = "Field Query.night was removed."
    >>> unannounced([removed], "## Unreleased\n\n- Nights are no more.")
    ['Field Query.night was removed.']
    >>> unannounced([removed], "## Unreleased\n\n- Field `Query.night` was removed: use `day`.")
    []
    """
    section = _UNRELEASED.search(changelog)
    told = _plain(section["text"]) if section else ""
    return [change for change in changes if _plain(change).rstrip(".") not in told]


def _narrowed(before: GraphQLSchema, after: GraphQLSchema) -> Iterator[str]:
    """Find inputs that take exactly one value now; graphql-core does not look for them."""
    for name, kind in after.type_map.items():
        earlier = before.type_map.get(name)
        if not isinstance(kind, GraphQLInputObjectType) or not kind.is_one_of:
            continue
        if isinstance(earlier, GraphQLInputObjectType) and not earlier.is_one_of:
            yield f"Input {name} takes exactly one value."


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub("", text).split())


class _WithoutDescriptions(Visitor):
    def enter(self, node: Node, *_: object) -> Node | None:
        if isinstance(node, _Described) and node.description is not None:
            return replace(node, description=None)
        return None
