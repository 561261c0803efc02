"""Gives devices of the catalog an organization's own names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from datasources.facts.errors import BadInput
from datasources.facts.organization import KeyScope
from datasources.facts.refusals import UnknownDevices
from resolvers.scope import Scope


@dataclass(frozen=True, slots=True)
class Mapping:
    """A name and the number of the device it stands for."""

    name: str
    device: int


async def map_devices(scope: Scope, mappings: Sequence[Mapping]) -> None:
    """Give devices names, all or none; a name that is used already means the new device.

    Raises:
        Unauthenticated: No valid key came with the request.
        Forbidden: The key may not write.
        BadInput: A name stands for two devices.
        UnknownDevices: The catalog has no such active devices.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    principal = desk.require(KeyScope.WRITE)
    named = {mapping.name: mapping.device for mapping in mappings}
    for place, mapping in enumerate(mappings):
        if named[mapping.name] != mapping.device:
            raise BadInput("One name stands for two devices.", f"{place}.name")
    async with desk.database.write(principal.organization_id) as writing:
        work = desk.work(writing)
        devices = await work.devices.by_numbers(sorted(set(named.values())))
        unknown = {
            number
            for number in named.values()
            if number not in devices or not devices[number].active
        }
        if unknown:
            raise _unknown(mappings, unknown)
        await work.mappings.upsert(named)


def _unknown(mappings: Sequence[Mapping], unknown: Collection[int]) -> UnknownDevices:
    """Return the refusal, with the first place where one of the devices is named."""
    refusal = UnknownDevices(sorted(unknown))
    places = (place for place, each in enumerate(mappings) if each.device in unknown)
    refusal.field = f"{next(places)}.deviceNumber"
    return refusal
