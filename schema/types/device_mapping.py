"""An organization's own names for devices."""

from typing import Self

import strawberry

from datasources.facts.errors import GraphError
from resolvers.commands.map_devices import Mapped, Mapping
from schema.edges import Asks, edge
from schema.stored import there
from schema.types.device import Device
from schema.types.user_error import UserError, user_error
from schema.view import View


@strawberry.type(description="The organization's own name for a device.")
class DeviceMapping:
    """An organization's own name for a device."""

    name: str = strawberry.field(description="The name.")

    number: strawberry.Private[int]
    view: strawberry.Private[View]

    @edge(description="What it stands for.")
    def device(self) -> Asks[Device]:
        """Find the device."""
        found = self.view.loaders.devices.load(self.number)
        return found.then(lambda row: Device.of(there(row), self.view))

    @classmethod
    def of(cls, fact: Mapping, view: View) -> Self:
        """Present a mapping."""
        return cls(name=fact.name, number=fact.device, view=view)


@strawberry.type(description="What came of naming devices.")
class MapDevicesPayload:
    """What came of naming devices."""

    mappings: list[DeviceMapping] | None = strawberry.field(
        description="The names as they are now, in the order given; null: there are user errors."
    )
    user_errors: list[UserError] = strawberry.field(
        description="Why nothing was changed; empty: it was done."
    )
    request_id: str = strawberry.field(description="Id of the request, for questions about it.")

    @classmethod
    def of(cls, mapped: Mapped, view: View) -> Self:
        """Present names that were given."""
        return cls(
            mappings=[DeviceMapping.of(each, view) for each in mapped.mappings],
            user_errors=[],
            request_id=view.scope.open_desk().request_id,
        )

    @classmethod
    def refused(cls, error: GraphError, view: View) -> Self:
        """Present why no names were given."""
        return cls(
            mappings=None,
            user_errors=[user_error(error, view)],
            request_id=view.scope.open_desk().request_id,
        )
