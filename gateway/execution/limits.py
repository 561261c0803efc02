"""How large a query may be: one walk over the document, each fragment measured once.

Fragments may double what they spread, so expanding each spread would take time exponential in the
query; a memo of each fragment's size makes the walk linear in the document.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

MAX_QUERY_BYTES = 20_000
MAX_TOKENS = 2_000
MAX_FRAGMENTS = 20
MAX_OPERATIONS = 5

# Inline fragments and spreads nest without adding depth; this bounds the walk's own recursion.
_MAX_NESTING = 100


@dataclass(frozen=True, slots=True)
class Size:
    """How large a selection is with all its fragments in place.

    Attributes:
        depth: Fields within fields, except below introspection.
        introspection: Fields within fields from ``__schema`` or ``__type`` on.
    """

    depth: int = 0
    introspection: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0


# The introspection query of every tool is deep by its nature: lists of lists of types.
LIMITS = Size(depth=10, introspection=15, fields=500, aliases=30, directives=50)

_INTROSPECTION = ("__schema", "__type")
_WORDS = {
    "depth": "levels of fields",
    "introspection": "levels of introspection",
    "fields": "fields",
    "aliases": "aliases",
    "directives": "directives",
}


def excess(document: DocumentNode) -> str | None:
    """Say in which way a document is too large, None when it is not."""
    definitions = document.definitions
    operations = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    fragments = [each for each in definitions if isinstance(each, FragmentDefinitionNode)]
    if len(operations) > MAX_OPERATIONS:
        return f"The document has more than {MAX_OPERATIONS} operations."
    if len(fragments) > MAX_FRAGMENTS:
        return f"The document has more than {MAX_FRAGMENTS} fragments."
    walk = _Walk({fragment.name.value: fragment for fragment in fragments})
    try:
        for operation in operations:
            own = Size(directives=len(operation.directives or ()))
            _check(_sum([own, walk.measure(operation.selection_set)]))
    except _TooLarge as found:
        return f"The query has more than {found.limit} {found.words}, with its fragments in place."
    return None


class _TooLarge(Exception):
    def __init__(self, measure: str) -> None:
        self.limit: int = getattr(LIMITS, measure)
        self.words = _WORDS[measure]
        super().__init__(measure)


class _Walk:
    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._measured: dict[str, Size] = {}
        self._nesting = 0

    def measure(self, selections: SelectionSetNode | None) -> Size:
        if selections is None:
            return Size()
        self._nesting += 1
        if self._nesting > _MAX_NESTING:
            raise _TooLarge("depth")
        size = _sum(self._selection(selection) for selection in selections.selections)
        self._nesting -= 1
        return size

    def _selection(self, node: SelectionNode) -> Size:
        directives = len(node.directives or ())
        if isinstance(node, FragmentSpreadNode):
            return _sum([Size(directives=directives), self._fragment(node.name.value)])
        within = self.measure(getattr(node, "selection_set", None))
        if not isinstance(node, FieldNode):
            return _sum([Size(directives=directives), within])
        depth, introspection = within.depth + 1, within.introspection
        if node.name.value in _INTROSPECTION:
            depth, introspection = 1, within.depth + 1
        return Size(
            depth=depth,
            introspection=introspection,
            fields=within.fields + 1,
            aliases=within.aliases + (node.alias is not None),
            directives=within.directives + directives,
        )

    def _fragment(self, name: str) -> Size:
        if name not in self._measured:
            # A fragment that spreads itself counts as nothing within itself; validation refuses it.
            self._measured[name] = Size()
            fragment = self._fragments.get(name)
            if fragment is not None:
                own = Size(directives=len(fragment.directives or ()))
                self._measured[name] = _sum([own, self.measure(fragment.selection_set)])
        return self._measured[name]


def _sum(sizes: Iterable[Size]) -> Size:
    depth = introspection = fields = aliases = directives = 0
    for size in sizes:
        depth = max(depth, size.depth)
        introspection = max(introspection, size.introspection)
        fields += size.fields
        aliases += size.aliases
        directives += size.directives
    return Size(depth, introspection, fields, aliases, directives)


def _check(size: Size) -> None:
    for measure in _WORDS:
        if getattr(size, measure) > getattr(LIMITS, measure):
            raise _TooLarge(measure)
