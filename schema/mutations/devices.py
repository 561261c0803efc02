"""Gives devices an organization's own names."""

from dataclasses import replace
from typing import Annotated

import strawberry

from datasources.facts.errors import BadInput
from datasources.facts.organization import KeyScope
from datasources.facts.refusals import Refusal
from datasources.facts.text import Language
from resolvers.commands.map_devices import Mapping, map_devices
from resolvers.paths import part
from schema.checks import plain
from schema.context import Info
from schema.errors import presented
from schema.idempotency import desk_for
from schema.types.device_mapping import MapDevicesPayload
from schema.view import View

_MOST = 500
_LONGEST_NAME = 200


@strawberry.input(description="The organization's own name for a device.")
class DeviceMappingInput:
    """A name for a device."""

    name: str = strawberry.field(
        description=f"The name, 1 to {_LONGEST_NAME} characters; upper and lower case differ."
    )
    device_number: int = strawberry.field(description="Number of the device it stands for.")

    def to_fact(self) -> Mapping:
        """Return the name and the number.

        Raises:
            BadInput: The name is blank, too long or has control characters.
        """
        name = plain(self.name, "name", _LONGEST_NAME) or ""
        if not name.strip():
            raise BadInput("name must not be blank", "name")
        return Mapping(name, self.device_number)


Mappings = Annotated[
    list[DeviceMappingInput],
    strawberry.argument(
        description=f"At most {_MOST} names; one that is used means the new device from now on."
    ),
]


@strawberry.type
class DeviceMutations:
    """Root fields that change what devices are called."""

    @strawberry.mutation(
        description=(
            "Give devices the organization's own names, by which lookups may name them instead of "
            "by numbers: all or none."
        )
    )
    async def map_devices(self, info: Info, input: Mappings) -> MapDevicesPayload:
        """Name devices."""
        with presented():
            desk = desk_for(info)
            desk.require(KeyScope.WRITE)
            scope = replace(info.context.scope, desk=desk)
            view = View(scope, Language.EN, scope.today)
            try:
                mapped = await map_devices(scope, _read(input))
            except (BadInput, Refusal) as error:
                return MapDevicesPayload.refused(error, view)
        return MapDevicesPayload.of(mapped, view)


def _read(given: list[DeviceMappingInput]) -> list[Mapping]:
    if len(given) > _MOST:
        raise BadInput(f"input must have at most {_MOST} values", "")
    mappings = []
    for place, each in enumerate(given):
        with part(str(place)):
            mappings.append(each.to_fact())
    return mappings
