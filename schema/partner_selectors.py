"""What organizations pick customers, applications and devices by."""

import re
from datetime import datetime

import strawberry

from datasources.facts import filters
from resolvers.customers import CustomerName
from schema.checks import given, plain, some
from schema.enums import BuildingType
from schema.ids import key_of
from schema.state_codes import StateCode

_NUMBER = re.compile(r"[0-9]{1,10}")
_LARGEST_NUMBER = 2**31 - 1
LONGEST_REFERENCE_ID = 256
NO_SUCH_NUMBER = -1


@strawberry.input(one_of=True, description="Which customer: exactly one of the three.")
class CustomerBy:
    """How a caller names a customer."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="The global id."
    )
    number: int | None = strawberry.field(default=strawberry.UNSET, description="Our number.")
    reference_id: str | None = strawberry.field(
        default=strawberry.UNSET, description="The organization's own id."
    )

    def to_name(self, path: str = "by") -> CustomerName:
        """Return how the caller names the customer.

        Args:
            path: Of the input that this is the value of.

        Raises:
            BadInput: The id is malformed or of something else, or the reference id is malformed.
        """
        reference_id = plain(self.reference_id, f"{path}.referenceId", LONGEST_REFERENCE_ID)
        if reference_id is not None:
            return CustomerName(reference_id=reference_id)
        return CustomerName(number_by(self.id, self.number, "Customer", path))


@strawberry.input(one_of=True, description="Which application: exactly one of the two.")
class ApplicationBy:
    """How a caller names an application."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Its global id."
    )
    number: int | None = strawberry.field(default=strawberry.UNSET, description="Its number.")


@strawberry.input(one_of=True, description="Which device: exactly one of the two.")
class DeviceBy:
    """How a caller names a device of the catalog."""

    id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Its global id."
    )
    number: int | None = strawberry.field(default=strawberry.UNSET, description="Its number.")


@strawberry.input(description="Which customers; what is left out does not narrow the list.")
class CustomerFilter:
    """Which customers a caller wants."""

    building_types: list[BuildingType] | None = strawberry.field(
        default=strawberry.UNSET, description="Only those who live in one of these."
    )
    states: list[StateCode] | None = strawberry.field(
        default=strawberry.UNSET, description="Only those of one of these states."
    )
    utilities: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="Only those of one of these utilities, by key."
    )
    updated_since: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Only those that have changed at or after a moment."
    )

    def to_fact(self) -> filters.CustomerFilter:
        """Return which customers are wanted.

        Raises:
            BadInput: A list is empty, or a key is malformed.
        """
        utilities = some(self.utilities, "utilities") or ()
        for place, key in enumerate(utilities):
            plain(key, f"utilities.{place}")
        return filters.CustomerFilter(
            building_types=some(self.building_types, "buildingTypes") or (),
            states=tuple(each.value for each in some(self.states, "states") or ()),
            utilities=utilities,
            updated_since=given(self.updated_since),
        )


@strawberry.input(description="Which devices; what is left out does not narrow the list.")
class DeviceFilter:
    """Which devices a caller wants."""

    text: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Words that all stand in the name, the manufacturer or the model.",
    )
    categories: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="Only those of one of these kinds, by key."
    )
    manufacturer: str | None = strawberry.field(
        default=strawberry.UNSET, description="Only those of a manufacturer."
    )
    active: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Only those that lookups may name, or may not."
    )

    def to_fact(self) -> filters.DeviceFilter:
        """Return which devices are wanted.

        Raises:
            BadInput: A list is empty, or a text is malformed.
        """
        categories = some(self.categories, "categories") or ()
        for place, key in enumerate(categories):
            plain(key, f"categories.{place}")
        return filters.DeviceFilter(
            text=plain(self.text, "text"),
            categories=categories,
            manufacturer=plain(self.manufacturer, "manufacturer"),
            active=given(self.active),
        )


def number_by(id: strawberry.ID | None, number: int | None, kind: str, path: str = "by") -> int:
    """Return the number that a selector names by id or by number.

    Args:
        id: As the caller wrote it.
        number: Likewise.
        kind: Of object.
        path: Of the selector among the inputs.

    Raises:
        BadInput: The id is malformed or of another kind.
    """
    named = given(number)
    if named is not None:
        return named
    return number_of(key_of(given(id) or "", kind, f"{path}.id"))


def number_of(key: str) -> int:
    """Return the number that the key of an id is; one that nothing has where it is none."""
    number = int(key) if _NUMBER.fullmatch(key) else NO_SUCH_NUMBER
    return number if number <= _LARGEST_NUMBER else NO_SUCH_NUMBER
