"""What organizations tell when they check incentives, and how it becomes a request."""

from collections.abc import Sequence
from typing import TypeVar

import strawberry

from datasources.facts.check import IncentiveOperation
from datasources.facts.errors import BadInput
from resolvers.commands.requests import CheckRequest
from schema.checks import given, plain
from schema.enums import BuildingType
from schema.household import HouseholdInput, household_of
from schema.inputs import AddressInput
from schema.scalars import EiaId

T = TypeVar("T")

_MOST_UNITS = 100

_REFERENCE_ID = (
    "The organization's own id for the customer: 3 to 256 letters, digits and characters `. _ ~ -`."
)
_UNITS = f"Numbers of devices, at most {_MOST_UNITS}; a number that comes twice stands for two."
_HOUSEHOLD = "What is known of the household; it is not stored."
_APPLICATIONS = "Make an application for every program that pays, and a link for the customer."
_NEW_ADDRESS = (
    "The whole address, where it has changed; the utility stays the one that is stored. Null: the "
    "stored one."
)


@strawberry.input(description="A customer, new or returning, with its devices.")
class LookupIncentivesInput:
    """A customer, new or returning."""

    reference_id: str = strawberry.field(description=_REFERENCE_ID)
    address: AddressInput = strawberry.field(
        description="Where the home is; its utility is looked up now."
    )
    building_type: BuildingType = strawberry.field(description="What the home is.")
    device_numbers: list[int] | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"{_UNITS} Of a customer who has devices: some of those.",
    )
    device_names: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Instead of numbers: the organization's own names, see `mapDevices`.",
    )
    eia_id: EiaId | None = strawberry.field(
        default=strawberry.UNSET,
        description="The electric utility, where the caller knows it; null: the most likely one.",
    )
    household: HouseholdInput | None = strawberry.field(
        default=strawberry.UNSET, description=_HOUSEHOLD
    )
    create_application: bool | None = strawberry.field(default=False, description=_APPLICATIONS)

    def to_request(self, *, dry_run: bool) -> CheckRequest:
        """Return what the caller asks.

        Raises:
            BadInput: A value is malformed, or there are too many devices.
        """
        return CheckRequest(
            operation=IncentiveOperation.LOOKUP,
            reference_id=self.reference_id,
            address=self.address.to_fact("address"),
            building_type=self.building_type,
            device_numbers=_units(self.device_numbers, "deviceNumbers"),
            device_names=_names(self.device_names),
            eia_id=given(self.eia_id),
            household=household_of(self.household, "household"),
            create_application=given(self.create_application) is True,
            dry_run=dry_run,
        )


@strawberry.input(description="A returning customer, checked with what is stored.")
class RefreshIncentivesInput:
    """A returning customer."""

    reference_id: str = strawberry.field(description=_REFERENCE_ID)
    address: AddressInput | None = strawberry.field(
        default=strawberry.UNSET, description=_NEW_ADDRESS
    )
    building_type: BuildingType | None = strawberry.field(
        default=strawberry.UNSET, description="What the home is; null: as stored."
    )
    device_numbers: list[int] | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"{_UNITS} Only some of those stored; null or empty: all of them.",
    )
    household: HouseholdInput | None = strawberry.field(
        default=strawberry.UNSET, description=_HOUSEHOLD
    )
    create_application: bool | None = strawberry.field(default=False, description=_APPLICATIONS)

    def to_request(self, *, dry_run: bool) -> CheckRequest:
        """Return what the caller asks; see LookupIncentivesInput."""
        address = given(self.address)
        return CheckRequest(
            operation=IncentiveOperation.REFRESH,
            reference_id=self.reference_id,
            address=address.to_fact("address") if address else None,
            building_type=given(self.building_type),
            device_numbers=_units(self.device_numbers, "deviceNumbers"),
            household=household_of(self.household, "household"),
            create_application=given(self.create_application) is True,
            dry_run=dry_run,
        )


@strawberry.input(description="A returning customer whose devices are all replaced.")
class OverrideIncentivesInput:
    """A returning customer with other devices."""

    reference_id: str = strawberry.field(description=_REFERENCE_ID)
    address: AddressInput | None = strawberry.field(
        default=strawberry.UNSET, description=_NEW_ADDRESS
    )
    building_type: BuildingType = strawberry.field(description="What the home is.")
    device_numbers: list[int] = strawberry.field(
        description=f"{_UNITS} They take the place of all that are stored."
    )
    household: HouseholdInput | None = strawberry.field(
        default=strawberry.UNSET, description=_HOUSEHOLD
    )
    create_application: bool | None = strawberry.field(default=False, description=_APPLICATIONS)

    def to_request(self, *, dry_run: bool) -> CheckRequest:
        """Return what the caller asks; see LookupIncentivesInput."""
        address = given(self.address)
        return CheckRequest(
            operation=IncentiveOperation.OVERRIDE,
            reference_id=self.reference_id,
            address=address.to_fact("address") if address else None,
            building_type=self.building_type,
            device_numbers=_units(self.device_numbers, "deviceNumbers"),
            household=household_of(self.household, "household"),
            create_application=given(self.create_application) is True,
            dry_run=dry_run,
        )


def _units(values: Sequence[T] | None, field: str) -> tuple[T, ...] | None:
    """Return a list in which each entry stands for a device.

    Raises:
        BadInput: It is too long.
    """
    found = given(values)
    if found is not None and len(found) > _MOST_UNITS:
        raise BadInput(f"{field} must have at most {_MOST_UNITS} values", field)
    return None if found is None else tuple(found)


def _names(values: Sequence[str] | None) -> tuple[str, ...] | None:
    found = _units(values, "deviceNames")
    for place, name in enumerate(found or ()):
        plain(name, f"deviceNames.{place}")
    return found
