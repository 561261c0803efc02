"""Requirements as data, and what checking one finds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from datasources.facts.income import IncomeTest


class CheckCode(StrEnum):
    """What a requirement is about."""

    AUTHORITY_AREA = "authority_area"
    ELIGIBLE_AREA = "eligible_area"
    CHARGER_TRACT = "charger_tract"
    OWNER_STATUS = "owner_status"
    INCOME = "income"
    TAX_LIABILITY = "tax_liability"
    NOT_ENDED = "not_ended"
    STARTED = "started"
    STATE_REPLACEMENT = "state_replacement"
    SHARED_PROGRAM = "shared_program"
    PREREQUISITE = "prerequisite"
    EXCLUSION = "exclusion"
    ACCEPTING = "accepting"
    UTILITY = "utility"
    NEW_EQUIPMENT = "new_equipment"
    CHARGER_LEVEL = "charger_level"
    APPROVED_PRODUCT = "approved_product"
    SAFETY_LISTING = "safety_listing"
    ENERGY_STAR = "energy_star"
    POWER_RANGE = "power_range"
    NETWORKED = "networked"
    CONNECTOR = "connector"
    PERMANENT_INSTALLATION = "permanent_installation"
    EFFICIENCY = "efficiency"
    CONTRACTOR = "contractor"
    PERMIT = "permit"
    VEHICLE = "vehicle"
    HOUSEHOLD_LIMIT = "household_limit"
    CUSTOMER_CLASS = "customer_class"
    CLAIM_WINDOW = "claim_window"
    ATTESTATION = "attestation"
    PRICE_KNOWN = "price_known"
    CAPACITY_KNOWN = "capacity_known"
    MISCELLANEOUS = "miscellaneous"


class CheckOperator(StrEnum):
    """How the actual value is compared with the expected ones."""

    EQ = "eq"
    NEQ = "neq"
    IN = "in"
    NOT_IN = "not_in"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    BETWEEN = "between"
    PRESENT = "present"
    ABSENT = "absent"


class CheckStatus(StrEnum):
    """What a check found: PENDING means that it cannot be known yet."""

    MET = "met"
    FAILED = "failed"
    PENDING = "pending"


class Knowable(StrEnum):
    """When a requirement can be checked."""

    BEFORE_SALE = "before_sale"
    AFTER_SALE = "after_sale"


Value = str | int | float | bool | date
"""One value that can be compared."""

Expected = tuple[Value, ...] | frozenset[int] | IncomeTest
"""Literal values, a set of geography numbers, or an income test: its limit varies by household."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of an offer.

    Attributes:
        subject: Dotted path of the value that is compared: ``household.income``.
        advisory: Reported, but never in the way of eligibility.
        benefit_of_doubt: Not in the way as long as the value is unknown.
    """

    code: CheckCode
    subject: str
    operator: CheckOperator
    expected: Expected
    knowable: Knowable = Knowable.BEFORE_SALE
    advisory: bool = False
    benefit_of_doubt: bool = False
