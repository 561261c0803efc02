"""The sorts of slips that a data set can have and still be used."""

from dataclasses import dataclass
from enum import StrEnum

from datasources.dataset.concern import Concern


class FindingCode(StrEnum):
    """What sort of slip was found."""

    MONTHLY_LIMITS = "monthly_limits"
    ZERO_LIMIT = "zero_limit"
    FALLING_LIMITS = "falling_limits"
    MISSING_INCOME_TEST = "missing_income_test"
    UNUSED_INCOME_TEST = "unused_income_test"
    MAXIMUM_WITHIN_RATE = "maximum_within_rate"
    MINIMUM_ABOVE_MAXIMUM = "minimum_above_maximum"
    SHARE_ABOVE_ONE = "share_above_one"
    UNKNOWN_ITEM = "unknown_item"
    EXPIRED = "expired"
    NOT_STARTED = "not_started"
    PAUSED = "paused"
    UTILITY_WITHOUT_AUTHORITY = "utility_without_authority"
    AREA_WITHOUT_LIMITS = "area_without_limits"


@dataclass(frozen=True, slots=True)
class Finding:
    """A slip in the data.

    Attributes:
        where: The file of the source, or the kind of fact.
        id: What it concerns within ``where``.
    """

    code: FindingCode
    where: str
    id: str
    message: str


Slip = tuple[FindingCode, Concern]
"""A finding before it is said where in a source it stands."""
