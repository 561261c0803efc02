"""What an organization is told about a customer's devices: plain values, fit to be kept."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from datasources.facts.catalog import BuildingType
from datasources.facts.geography import PostalAddress
from datasources.facts.money import Cents
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus, Knowable
from datasources.facts.text import Text


class IncentiveOperation(StrEnum):
    """How a check came about."""

    LOOKUP = "lookup"
    REFRESH = "refresh"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Finding:
    """What checking one requirement found, in words and in values."""

    code: CheckCode
    text: Text
    status: CheckStatus
    subject: str
    operator: CheckOperator
    expected: tuple[str, ...]
    actual: str | None = None
    knowable: Knowable = Knowable.BEFORE_SALE
    advisory: bool = False


@dataclass(frozen=True, slots=True)
class Calculation:
    """How an amount came about.

    Attributes:
        method: ``fixed``, ``percent``, ``per_unit``, ``representative``, or ``counted_once``.
        base: What a share or rate applies to, or the fixed amount; None where not known.
        units: Units a rate counted, as a decimal number in text.
        cap: The maximum that applied, if one did.
    """

    method: str
    text: Text
    base: Cents | None = None
    units: str | None = None
    cap: Cents | None = None


@dataclass(frozen=True, slots=True)
class TierResult:
    """One tier for one unit.

    Attributes:
        tier: Key of the tier: an incentive's key, or the number of a stored tier.
        device: Number in the catalog.
        customer_device: Id of the unit; None while it is not stored.
        eligible: No check failed.
    """

    tier: str
    device: int
    customer_device: int | None
    eligible: bool
    amount: Cents
    calculation: Calculation | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ProgramResult:
    """One program for all units.

    Attributes:
        total: What it can come to.
        certain: What no open check stands before.
        combinations: Pairs of unit and tier that are eligible and pay something.
    """

    program: str
    total: Cents
    certain: Cents
    combinations: int
    results: tuple[TierResult, ...]


@dataclass(frozen=True, slots=True)
class CheckWarning:
    """Something the caller should know that did not stop the answer."""

    code: str
    message: Text


@dataclass(frozen=True, slots=True)
class HouseholdFlags:
    """Where a household's income stands against the area's median."""

    is_under_80_ami: bool
    is_under_150_ami: bool
    is_over_150_ami: bool


@dataclass(frozen=True, slots=True)
class IncentiveCheck:
    """What a customer's devices earn.

    Attributes:
        operation: None when it was read and nothing was to be changed.
        utility: Key of the utility that serves the address.
        possible_utilities: Keys of all candidates, most likely first.
        programs: One for every program evaluated, also those that pay nothing.
    """

    operation: IncentiveOperation | None
    reference_id: str
    customer_id: int
    utility: str
    possible_utilities: tuple[str, ...]
    address: PostalAddress
    building_type: BuildingType
    total: Cents
    certain: Cents
    combinations: int
    programs: tuple[ProgramResult, ...]
    household: HouseholdFlags | None = None
    connect_url: str | None = None
    warnings: tuple[CheckWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One stored value that changed.

    Attributes:
        entity: ``customer``, ``customer_device`` or ``application``.
        field: Snake-case name; ``device`` for a customer device that came or went.
        before: JSON value; None where there was none.
        after: JSON value; None where there is none.
    """

    entity: str
    id: int
    field: str
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """What a check found, and what it changed in storage."""

    check: IncentiveCheck
    changes: tuple[Change, ...]
