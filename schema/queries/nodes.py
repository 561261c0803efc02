"""Asks for objects by their global ids."""

from collections.abc import Callable, Mapping
from typing import Annotated

import strawberry

from datasources.facts.errors import BadInput
from schema.context import Info
from schema.errors import presented
from schema.ids import read_id
from schema.types.incentive import Incentive
from schema.types.node import Node
from schema.types.program import Program, Utility
from schema.view import View

_MOST = 100

Id = Annotated[strawberry.ID, strawberry.argument(description="A global id.")]
Ids = Annotated[
    list[strawberry.ID], strawberry.argument(description=f"Global ids, at most {_MOST}.")
]


@strawberry.type
class NodeQueries:
    """Root fields of objects of any kind."""

    @strawberry.field(description="The object of a global id; null: there is no such object.")
    def node(self, info: Info, id: Id) -> Node | None:
        """Find an object."""
        with presented():
            return _find(info.context.view(), id, "id")

    @strawberry.field(
        description="The objects of global ids, in their order; null for unknown ones."
    )
    def nodes(self, info: Info, ids: Ids) -> list[Node | None]:
        """Find objects."""
        with presented():
            if len(ids) > _MOST:
                raise BadInput(f"ids must be at most {_MOST}", "ids")
            view = info.context.view()
            return [_find(view, each, f"ids.{place}") for place, each in enumerate(ids)]


def _find(view: View, text: str, field: str) -> Node | None:
    found = read_id(text, field)
    find = _KINDS.get(found.kind)
    return find(view, found.key) if find else None


def _incentive(view: View, key: str) -> Incentive | None:
    catalogue = view.scope.catalogue
    fact = catalogue.dataset.incentives.get(key)
    if fact is None:
        return None
    # Federal offers look the same from every state.
    state = fact.state or next(iter(catalogue.dataset.states))
    return Incentive.of(catalogue.offer_of(fact, state), view)


def _program(view: View, key: str) -> Program | None:
    fact = view.scope.dataset.programs.get(key)
    return Program.of(fact, view) if fact else None


def _utility(view: View, key: str) -> Utility | None:
    fact = view.scope.dataset.utilities.get(key)
    return Utility.of(fact, view) if fact else None


_KINDS: Mapping[str, Callable[[View, str], Node | None]] = {
    "Incentive": _incentive,
    "Program": _program,
    "Utility": _utility,
}
"""How each kind of object is found by its key."""
