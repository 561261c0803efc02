"""Checks one requirement against the circumstances: met, failed, or not known yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from datasources.facts.income import IncomeTest
from datasources.facts.requirement import CheckOperator, CheckStatus, Requirement, Value
from resolvers.rules.circumstances import Areas, Circumstances
from resolvers.rules.income import income_range

Known = tuple[Value, ...] | frozenset[int]
"""Expected values, once they are known."""


Actual = Value | Areas
"""A value found."""


@dataclass(frozen=True, slots=True)
class Check:
    """What checking a requirement found.

    Attributes:
        expected: None where the limit itself is not known yet; empty where nothing can meet it.
        actual: None where it is not known.
    """

    requirement: Requirement
    status: CheckStatus
    expected: Known | None
    actual: Actual | None

    @property
    def advisory(self) -> bool:
        """Tell whether it is only reported: whatever it found, it is not in the way."""
        unknown = self.status is CheckStatus.PENDING
        return self.requirement.advisory or (unknown and self.requirement.benefit_of_doubt)


Judge = Callable[[Circumstances], CheckStatus]
"""Tells whether one requirement is met."""


def prepare(requirement: Requirement) -> Judge:
    """Look up once what checking a requirement takes, for checking it many times."""
    subject, holds = _subject(requirement.subject), _OPERATORS[requirement.operator]
    fixed = requirement.expected
    if isinstance(fixed, IncomeTest):
        return lambda facts: _find(holds, subject(facts), expected_of(requirement, facts))
    return lambda facts: _find(holds, subject(facts), fixed)


def status_of(requirement: Requirement, facts: Circumstances) -> CheckStatus:
    """Tell whether a requirement is met; PENDING as long as what it needs is not known."""
    return prepare(requirement)(facts)


def actual_of(requirement: Requirement, facts: Circumstances) -> Actual | None:
    """Return the value that a requirement is about; None where it is not known."""
    return _subject(requirement.subject)(facts)


def expected_of(requirement: Requirement, facts: Circumstances) -> Known | None:
    """Return what a requirement expects of this household; None where it is not known yet."""
    expected = requirement.expected
    if not isinstance(expected, IncomeTest):
        return expected
    bounds = income_range(expected.limits, facts)
    if bounds is None:
        return None
    if bounds.high < bounds.low:
        return ()
    if requirement.operator is CheckOperator.BETWEEN:
        return (bounds.low, bounds.high)
    return (bounds.high,)


def _subject(path: str) -> Callable[[Circumstances], Actual | None]:
    """Return what reads a subject: of the household and place, or else of devices and customers."""
    return _SUBJECTS.get(path) or (lambda facts: facts.others.get(path))


def _find(
    holds: Callable[[Any, Any], bool | None], actual: object, expected: Known | None
) -> CheckStatus:
    if expected is None:
        return CheckStatus.PENDING
    if not expected and holds not in _VALUELESS:
        return CheckStatus.FAILED
    try:
        met = None if actual is None else holds(actual, expected)
    except TypeError:
        # A word where a number is asked for tells nothing.
        met = None
    if met is None:
        return CheckStatus.PENDING
    return CheckStatus.MET if met else CheckStatus.FAILED


def _is_in(actual: object, expected: Known) -> bool | None:
    """A home's areas are among others when they share one: touching is enough."""
    return actual.touch(expected) if isinstance(actual, Areas) else actual in expected


def _rank(value: Value) -> Any:  # noqa: ANN401 - numbers and dates are compared as they are
    """Return a value's place on its scale, where the values of a scale are words."""
    return _CHARGER_LEVELS.get(value, value)


def _is_not_in(actual: object, expected: Known) -> bool | None:
    inside = _is_in(actual, expected)
    return None if inside is None else not inside


def _is_present(actual: object, _expected: Known) -> bool:
    return actual is not False and actual != ""


_CHARGER_LEVELS: Mapping[Value, int] = {"LEVEL_1": 1, "LEVEL_2": 2, "DCFC": 3}

_SUBJECTS: Mapping[str, Callable[[Circumstances], Actual | None]] = {
    "date": attrgetter("today"),
    "place.state": attrgetter("state"),
    "place.areas": attrgetter("areas"),
    "place.chargerTract": attrgetter("charger_tract"),
    "household.ownerStatus": attrgetter("household.owner_status"),
    "household.income": attrgetter("household.income"),
    "household.federalTax": attrgetter("federal_tax"),
    "household.stateTax": attrgetter("state_tax"),
}

_OPERATORS: Mapping[CheckOperator, Callable[[Any, Any], bool | None]] = {
    CheckOperator.EQ: lambda actual, expected: actual == expected[0],
    CheckOperator.NEQ: lambda actual, expected: actual != expected[0],
    CheckOperator.IN: _is_in,
    CheckOperator.NOT_IN: _is_not_in,
    CheckOperator.GT: lambda actual, expected: _rank(actual) > _rank(expected[0]),
    CheckOperator.GTE: lambda actual, expected: _rank(actual) >= _rank(expected[0]),
    CheckOperator.LT: lambda actual, expected: _rank(actual) < _rank(expected[0]),
    CheckOperator.LTE: lambda actual, expected: _rank(actual) <= _rank(expected[0]),
    CheckOperator.BETWEEN: lambda actual, expected: expected[0] <= actual <= expected[1],
    CheckOperator.PRESENT: _is_present,
    CheckOperator.ABSENT: lambda actual, expected: not _is_present(actual, expected),
}
_VALUELESS = frozenset({_OPERATORS[CheckOperator.PRESENT], _OPERATORS[CheckOperator.ABSENT]})
"""What compares with nothing; with anything else, no expected value means nothing can meet it."""
