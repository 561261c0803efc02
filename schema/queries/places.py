"""Asks about places and the utilities that serve them."""

from typing import Annotated

import strawberry

from datasources.facts import geography
from resolvers.places import locate
from resolvers.scope import Scope
from resolvers.utilities import utilities_of, utility_by_eia_id
from schema.checks import given
from schema.context import Info
from schema.errors import presented
from schema.inputs import LocationInput
from schema.selectors import UtilityBy, key_by
from schema.state_codes import StateCode
from schema.types.location import Location, UtilityLookup
from schema.types.program import Utility

At = Annotated[LocationInput, strawberry.argument(description="The place.")]
Which = Annotated[UtilityBy, strawberry.argument(description="Which utility.")]
OfState = Annotated[
    StateCode | None, strawberry.argument(description="Only if it is of this state; null: of any.")
]


@strawberry.type
class PlaceQueries:
    """Root fields of places and utilities."""

    @strawberry.field(description="Where a home is, and what is known of the place.")
    async def location(self, info: Info, at: At) -> Location | None:
        """Find a place."""
        with presented():
            place = await locate(info.context.scope, at.to_whereabouts())
        return Location.of(place, info.context.view())

    @strawberry.field(description="The utilities that may serve a place, most likely first.")
    async def utilities(self, info: Info, at: At) -> UtilityLookup | None:
        """Find who may serve a place."""
        with presented():
            place = await locate(info.context.scope, at.to_whereabouts())
        found = utilities_of(info.context.scope.catalogue, place)
        return UtilityLookup.of(found, info.context.view())

    @strawberry.field(description="One utility; null: there is no such utility.")
    def utility(self, info: Info, by: Which, state: OfState = strawberry.UNSET) -> Utility | None:
        """Find a utility."""
        with presented():
            found = _utility(info.context.scope, by, given(state))
        return Utility.of(found, info.context.view()) if found else None


def _utility(scope: Scope, by: UtilityBy, state: StateCode | None) -> geography.Utility | None:
    if eia_id := given(by.eia_id):
        return utility_by_eia_id(scope.dataset, eia_id, state)
    found = scope.dataset.utilities.get(key_by(by.id, by.key, "Utility") or "")
    return found if found and state in (None, found.state) else None
