"""Customers, their devices, and what is known about both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from datasources.facts.catalog import BuildingType
from datasources.facts.geography import PostalAddress
from datasources.facts.money import Cents


class AccountStatus(StrEnum):
    """State of a customer's account with the utility."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of one organization.

    Attributes:
        reference_id: The organization's own id for the customer; unique within the organization.
        utility: Key of the utility that serves the address, as last resolved.
        possible_utilities: Keys of all candidates, most likely first, the chosen one among them.
        utility_resolved_at: When the address was last resolved.
        utility_stale: The address changed since then.
        details: Every other field by its snake-case name; absent where not known.
    """

    id: int
    organization_id: int
    reference_id: str
    address: PostalAddress
    building_type: BuildingType | None
    version: int
    created_at: datetime
    updated_at: datetime
    utility: str | None = None
    possible_utilities: tuple[str, ...] = ()
    utility_resolved_at: datetime | None = None
    utility_stale: bool = False
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class CustomerDevice:
    """One device of a customer; two of a kind are two customer devices.

    Attributes:
        device: Number in the catalog.
        details: Every other field by its snake-case name; absent where not known.
    """

    id: int
    organization_id: int
    customer_id: int
    device: int
    quantity: int
    created_at: datetime
    updated_at: datetime
    purchase_price: Cents | None = None
    installation_cost: Cents | None = None
    total_project_cost: Cents | None = None
    purchase_date: date | None = None
    installation_date: date | None = None
    contractor_license: str | None = None
    details: Mapping[str, Any] | None = None
