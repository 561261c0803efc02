"""What an offer asks for, as data."""

from collections.abc import Iterator, Mapping, Sequence

from datasources.facts.incentive import AuthorityType, Offer, PaymentMethod
from datasources.facts.income import FilingLimits, IncomeTest
from datasources.facts.relationship import FederalReplacement
from datasources.facts.requirement import CheckCode, CheckOperator, Requirement

CHARGER_CREDIT = "alternativeFuelVehicleRefuelingPropertyCredit"
"""The program of 26 U.S.C. 30C, bound to census tracts instead of to an authority's area."""


def requirements_of(
    offer: Offer,
    income_tests: Mapping[str, IncomeTest],
    geo_groups: Mapping[str, frozenset[int]],
    replacements: Sequence[FederalReplacement],
) -> tuple[Requirement, ...]:
    """List what an offer asks for, in the order in which it is explained.

    Args:
        offer: The offer.
        income_tests: All income tests of the data set, by key.
        geo_groups: The groups of areas of the state at hand, by key.
        replacements: Federal offers that a state gives away instead.
    """
    return (
        *_of_place(offer, geo_groups, replacements),
        *_of_household(offer, income_tests),
        *_of_time(offer),
    )


def _of_place(
    offer: Offer,
    geo_groups: Mapping[str, frozenset[int]],
    replacements: Sequence[FederalReplacement],
) -> Iterator[Requirement]:
    if offer.program.key == CHARGER_CREDIT:
        yield _CHARGER_TRACT
        return
    if offer.program.authority is not None:
        # An authority that the data do not know serves nobody: err against promising money.
        areas = offer.authority.geographies if offer.authority else frozenset[int]()
        yield Requirement(CheckCode.AUTHORITY_AREA, "place.areas", CheckOperator.IN, areas)
    group = offer.incentive.geo_group
    if group is not None:
        areas = geo_groups.get(group, frozenset())
        yield Requirement(CheckCode.ELIGIBLE_AREA, "place.areas", CheckOperator.IN, areas)
    if offer.program.authority_type is AuthorityType.FEDERAL:
        states = tuple(rule.state for rule in replacements if rule.items == offer.incentive.items)
        if states:
            yield Requirement(
                CheckCode.STATE_REPLACEMENT, "place.state", CheckOperator.NOT_IN, states
            )


def _of_household(offer: Offer, income_tests: Mapping[str, IncomeTest]) -> Iterator[Requirement]:
    incentive = offer.incentive
    yield Requirement(
        CheckCode.OWNER_STATUS, "household.ownerStatus", CheckOperator.IN, incentive.owner_status
    )
    if incentive.payment_methods == (PaymentMethod.TAX_CREDIT,):
        federal = offer.program.authority_type is AuthorityType.FEDERAL
        yield _FEDERAL_TAX if federal else _STATE_TAX
    if incentive.income_test is not None:
        test = income_tests.get(incentive.income_test)
        ranged = test is not None and isinstance(test.limits, FilingLimits)
        yield Requirement(
            CheckCode.INCOME,
            "household.income",
            CheckOperator.BETWEEN if ranged else CheckOperator.LTE,
            test or (),
        )


def _of_time(offer: Offer) -> Iterator[Requirement]:
    incentive = offer.incentive
    if incentive.end is not None:
        day = incentive.end.last_day
        yield Requirement(CheckCode.NOT_ENDED, "date", CheckOperator.LTE, (day,))
    if incentive.start is not None:
        day = incentive.start.first_day
        yield Requirement(CheckCode.STARTED, "date", CheckOperator.GTE, (day,), advisory=True)


_CHARGER_TRACT = Requirement(
    CheckCode.CHARGER_TRACT, "place.chargerTract", CheckOperator.EQ, (True,)
)
_FEDERAL_TAX = Requirement(
    CheckCode.TAX_LIABILITY,
    "household.federalTax",
    CheckOperator.GT,
    (0,),
    benefit_of_doubt=True,
)
_STATE_TAX = Requirement(
    CheckCode.TAX_LIABILITY, "household.stateTax", CheckOperator.GT, (0,), benefit_of_doubt=True
)
