"""Device lists in which duplicates are units."""

from collections import Counter
from collections.abc import Sequence

from datasources.facts.customer import CustomerDevice
from datasources.facts.refusals import DevicesNotOnCustomer, Shortage


def pick(asked: Sequence[int], on_file: Sequence[CustomerDevice]) -> list[CustomerDevice]:
    """Pick the units on file that a list of device numbers asks for.

    Args:
        asked: Device numbers; a number that comes twice asks for two units.
        on_file: The customer's units, oldest first.

    Returns:
        As many units as were asked for, in the order asked; the oldest of a device first.

    Raises:
        DevicesNotOnCustomer: More units of a device are asked for than there are on file.
    """
    available: dict[int, list[CustomerDevice]] = {}
    for unit in on_file:
        available.setdefault(unit.device, []).append(unit)
    wanted = Counter(asked)
    shortages = [
        Shortage(device, count, len(available.get(device, ())))
        for device, count in sorted(wanted.items())
        if count > len(available.get(device, ()))
    ]
    if shortages:
        raise DevicesNotOnCustomer(shortages)
    return [available[device].pop(0) for device in asked]
