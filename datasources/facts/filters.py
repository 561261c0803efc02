"""Which stored rows are wanted, and in which order; an empty filter wants all."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from datasources.facts.application import ApplicationStatus
from datasources.facts.catalog import BuildingType


@dataclass(frozen=True, slots=True)
class DeviceFilter:
    """Which devices of the catalog are wanted.

    Attributes:
        text: Words that must all stand in the name, manufacturer or model, in any case of letters.
        categories: Keys; empty for all.
        active: None for those on the market and those no longer.
    """

    text: str | None = None
    categories: tuple[str, ...] = ()
    manufacturer: str | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """Which customers are wanted; empty tuples are no filter."""

    building_types: tuple[BuildingType, ...] = ()
    states: tuple[str, ...] = ()
    utilities: tuple[str, ...] = ()
    updated_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ApplicationFilter:
    """Which applications are wanted; empty tuples are no filter."""

    statuses: tuple[ApplicationStatus, ...] = ()
    customer_ids: tuple[int, ...] = ()
    programs: tuple[str, ...] = ()
    reference_id: str | None = None
    updated_since: datetime | None = None


class Order(StrEnum):
    """By what a list is ordered; rows of the same moment are in the order of their ids."""

    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a row stands in a list that is ordered by a moment."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of an ordered list is wanted: it begins after a row, not at a number.

    Attributes:
        limit: Most rows to return; ask for one more than is shown to know whether more follows.
        after: Where the last row that was seen stood; None for the beginning.
    """

    limit: int
    after: Position | None = None
    order: Order = Order.CREATED_AT
    descending: bool = False
