"""Gives devices of the catalog an organization's own names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from datasources.facts.errors import BadInput
from datasources.facts.organization import KeyScope
from datasources.facts.refusals import UnknownDevices
from resolvers.commands.once import Repeats, answered_once
from resolvers.scope import Scope
from resolvers.work import Work


@dataclass(frozen=True, slots=True)
class Mapping:
    """A name and the number of the device it stands for."""

    name: str
    device: int


@dataclass(frozen=True, slots=True)
class Mapped:
    """The names that were given, in their order."""

    mappings: tuple[Mapping, ...]


async def map_devices(scope: Scope, mappings: Sequence[Mapping]) -> Mapped:
    """Give devices names, all or none; a name that is used already means the new device.

    Returns:
        The names; those given the first time, if this request came before.

    Raises:
        Unauthenticated: No valid key came with the request.
        Forbidden: The key may not write.
        BadInput: A name stands for two devices.
        UnknownDevices: The catalog has no such active devices.
        InProgress: A twin with the same idempotency key is being answered.
        KeyReused: The idempotency key came with another request before.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()
    principal = desk.require(KeyScope.WRITE)
    named = {mapping.name: mapping.device for mapping in mappings}
    for place, mapping in enumerate(mappings):
        if named[mapping.name] != mapping.device:
            raise BadInput("One name stands for two devices.", f"{place}.name")
    mapped = Mapped(tuple(mappings))

    async def give(work: Work) -> Mapped:
        devices = await work.devices.by_numbers(sorted(set(named.values())))
        unknown = {
            number
            for number in named.values()
            if number not in devices or not devices[number].active
        }
        if unknown:
            raise _unknown(mappings, unknown)
        await work.mappings.upsert(named)
        return mapped

    repeats = Repeats.of(desk, "mapDevices", mapped, Mapped, dry_run=False)
    return await answered_once(repeats, principal.organization_id, give)


def _unknown(mappings: Sequence[Mapping], unknown: Collection[int]) -> UnknownDevices:
    """Return the refusal, with the first place where one of the devices is named."""
    refusal = UnknownDevices(sorted(unknown))
    places = (place for place, each in enumerate(mappings) if each.device in unknown)
    refusal.field = f"{next(places)}.deviceNumber"
    return refusal
