"""Matches a customer's devices with programs of the data set and of the catalog."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from datasources.facts.catalog import BuildingType, CatalogProgram, CatalogTier, TierRequirement
from datasources.facts.check import Finding, HouseholdFlags, ProgramResult
from datasources.facts.geography import Place, Utility
from datasources.facts.household import Household
from datasources.facts.item import Item, known_item
from datasources.facts.money import Cents
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus, Requirement, Value
from datasources.facts.text import Text
from resolvers.calculator import circumstances, uses_state
from resolvers.catalogue import Catalogue
from resolvers.device_categories import items_of_category
from resolvers.rules import phrases
from resolvers.rules.assessment import ProgramCase, TierCase, assess
from resolvers.rules.bits import numbers_of
from resolvers.rules.circumstances import Circumstances
from resolvers.rules.evaluate import Check, actual_of, status_of
from resolvers.rules.income import ami_limit
from resolvers.rules.reasons import Reasons
from resolvers.rules.units import Unit, known_of
from resolvers.rules.verdict import judge
from resolvers.utilities import Service
from resolvers.wordings import Wordings

_ACCEPTING = Finding(
    CheckCode.ACCEPTING,
    Text(
        "The program takes no applications at present",
        "El programa no recibe solicitudes por ahora",
    ),
    CheckStatus.FAILED,
    "incentive.paused",
    CheckOperator.EQ,
    ("false",),
    "true",
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a customer's devices earn, program by program.

    Attributes:
        household: Where the income stands against the area's median; None where it is not known.
    """

    programs: tuple[ProgramResult, ...]
    household: HouseholdFlags | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a customer's devices are assessed against.

    Attributes:
        customer: What is known of the customer, by the subjects that requirements name.
    """

    place: Place
    utility: Utility
    building_type: BuildingType
    household: Household
    today: date
    customer: Mapping[str, Value] = field(default_factory=dict)


def assess_units(
    catalogue: Catalogue,
    stored: Sequence[CatalogProgram],
    units: Sequence[Unit],
    situation: Situation,
) -> Assessment:
    """Assess a customer's units by every program of its place, utility and devices.

    Args:
        catalogue: The data set in force.
        stored: All programs of the catalog.
        units: The customer's devices, one by one.
        situation: Place, utility, building, household and day.
    """
    service = Service(situation.utility, None, (), (), ())
    facts = circumstances(
        catalogue.dataset, situation.place, service, situation.household, situation.today
    )
    facts = replace(facts, others=situation.customer)
    of_catalog = [
        _catalog_case(program, units, facts)
        for program in stored
        if _matches(program, units, situation)
    ]
    offers = _Offers(catalogue, units, facts)
    results = assess([*of_catalog, *offers.cases()], units, offers.combined())
    return Assessment(tuple(results), _flags(facts))


def _matches(program: CatalogProgram, units: Sequence[Unit], situation: Situation) -> bool:
    """Tell whether a stored program is for a customer's utility, state, building and devices."""
    categories = {unit.device.category for unit in units}
    return (
        program.enabled
        and (not program.eia_ids or situation.utility.eia_id in program.eia_ids)
        and (not program.states or situation.place.state in program.states)
        and (not program.building_types or situation.building_type in program.building_types)
        and any(tier.category in categories for tier in program.tiers)
    )


def _catalog_case(
    program: CatalogProgram, units: Sequence[Unit], facts: Circumstances
) -> ProgramCase:
    return ProgramCase(
        key=program.key,
        tiers=tuple(_catalog_tier(tier, units, facts) for tier in program.tiers),
        stackable=program.stackable,
        customer_maximum=program.customer_maximum,
    )


def _catalog_tier(tier: CatalogTier, units: Sequence[Unit], facts: Circumstances) -> TierCase:
    def findings(unit: Unit) -> tuple[Finding, ...]:
        known = replace(facts, others={**facts.others, **known_of(unit)})
        return tuple(_catalog_finding(each, known) for each in tier.requirements)

    return TierCase(
        key=str(tier.number),
        amount=tier.amount,
        units=tuple(n for n, unit in enumerate(units) if unit.device.category == tier.category),
        findings=findings,
        customer_maximum=tier.customer_maximum,
    )


def _catalog_finding(asked: TierRequirement, facts: Circumstances) -> Finding:
    requirement = Requirement(
        asked.code, asked.subject, asked.operator, asked.expected, asked.knowable
    )
    status, actual = status_of(requirement, facts), actual_of(requirement, facts)
    failed = status is CheckStatus.FAILED and asked.failure is not None
    return Finding(
        code=asked.code,
        text=asked.failure if failed and asked.failure else asked.text,
        status=status,
        subject=asked.subject,
        operator=asked.operator,
        expected=tuple(phrases.plain(value) for value in asked.expected),
        actual=None if actual is None else phrases.plain(actual),
        knowable=asked.knowable,
    )


class _Offers:
    """The data set's offers for a customer's devices; each counts once a customer."""

    def __init__(self, catalogue: Catalogue, units: Sequence[Unit], facts: Circumstances) -> None:
        with_state = uses_state(catalogue.dataset, facts.state, include_beta=False)
        self.shelf = catalogue.shelf(facts.state, with_state=with_state)
        self.reasons = Reasons(self.shelf, judge(self.shelf, facts), facts)
        self.wordings = catalogue.wordings
        self.facts = facts
        self.units = units

    def cases(self) -> list[ProgramCase]:
        """Group the offers that reach the customer by program, in candidate order."""
        tiers: dict[str, list[TierCase]] = {}
        for number in self._candidates():
            program = self.shelf.offers[number].program.key
            tiers.setdefault(program, []).append(self._tier(number))
        return [
            ProgramCase(key, tuple(found)) for key, found in tiers.items() if self._enabled(found)
        ]

    def combined(self) -> Iterator[tuple[frozenset[str], Cents]]:
        """Yield the offers that together pay no more than a maximum."""
        for members, maximum in self.shelf.bonds.combinations if self.shelf.bonds else ():
            keys = frozenset(self.shelf.offers[member].incentive.key for member in members)
            yield keys, Cents(round(maximum * 100))

    def _candidates(self) -> Iterator[int]:
        """Yield the offers for these devices that have not ended and whose authority is near."""
        wanted = 0
        for item in frozenset[Item]().union(*map(_items_of, self.units)):
            wanted |= self.shelf.by_item.get(item, 0)
        for number in numbers_of(wanted):
            codes = {CheckCode.AUTHORITY_AREA, CheckCode.NOT_ENDED}
            own = self.shelf.asked[number]
            decisive = (n for n in own if self.shelf.requirements[n].code in codes)
            if all(self.reasons.verdict.statuses[n] is CheckStatus.MET for n in decisive):
                yield number

    def _tier(self, number: int) -> TierCase:
        incentive = self.shelf.offers[number].incentive
        items = {known_item(item) for item in incentive.items}
        findings = self._findings(number)
        return TierCase(
            key=incentive.key,
            amount=incentive.amount,
            units=tuple(
                index
                for index, unit in enumerate(self.units)
                if items.intersection(_items_of(unit))
            ),
            findings=lambda _: findings,
            once=True,
        )

    def _findings(self, number: int) -> tuple[Finding, ...]:
        found = tuple(_offer_finding(each, self.wordings) for each in self.reasons.checks(number))
        paused = self.shelf.offers[number].incentive.paused
        return (*found, _ACCEPTING) if paused else found

    def _enabled(self, tiers: Sequence[TierCase]) -> bool:
        """A program all of whose offers are paused is not evaluated."""
        paused = {
            self.shelf.offers[number].incentive.key for number in numbers_of(self.shelf.paused)
        }
        return any(tier.key not in paused for tier in tiers)


def _items_of(unit: Unit) -> frozenset[Item]:
    """Return what a device is to incentives: the item its specs name, else those of its kind."""
    item = (unit.device.specs or {}).get("item")
    if isinstance(item, str):
        return frozenset({known_item(item)})
    return items_of_category(unit.device.category)


def _offer_finding(check: Check, wordings: Wordings) -> Finding:
    asked, wording = check.requirement, wordings.of(check)
    known = isinstance(check.actual, str | int | float | bool | date)
    return Finding(
        code=asked.code,
        text=wording.text,
        status=check.status,
        subject=asked.subject,
        operator=asked.operator,
        expected=wording.expected,
        actual=phrases.plain(check.actual) if known else None,
        knowable=asked.knowable,
        advisory=asked.advisory or (asked.benefit_of_doubt and check.status is CheckStatus.PENDING),
    )


def _flags(facts: Circumstances) -> HouseholdFlags | None:
    household, limits = facts.household, facts.ami
    if household.income is None or household.size is None or limits is None:
        return None
    under_80 = household.income < ami_limit(limits, 80, household.size)
    under_150 = household.income < ami_limit(limits, 150, household.size)
    return HouseholdFlags(under_80, under_150, not under_150)
