"""What a caller asks when it checks incentives."""

from dataclasses import dataclass

from datasources.facts.catalog import BuildingType
from datasources.facts.check import IncentiveOperation
from datasources.facts.geography import PostalAddress
from datasources.facts.household import NOBODY, Household


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """One check; None and absent are the same here.

    Attributes:
        device_numbers: Catalog numbers; duplicates are units.
        device_names: The organization's own names, instead of numbers; duplicates are units.
        eia_id: The utility that serves the address, where the caller knows it.
    """

    operation: IncentiveOperation
    reference_id: str
    address: PostalAddress | None = None
    building_type: BuildingType | None = None
    device_numbers: tuple[int, ...] | None = None
    device_names: tuple[str, ...] | None = None
    eia_id: str | None = None
    household: Household = NOBODY
    create_application: bool = False
    dry_run: bool = False
