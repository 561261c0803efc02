"""What a household can get: find the place, load its figures, judge, arrange."""

from dataclasses import dataclass
from datetime import date

from datasources.dataset.reader import Dataset
from datasources.facts.coverage import RolloutStatus
from datasources.facts.errors import NoData, UtilityRequired
from datasources.facts.geography import Place
from datasources.facts.household import Household
from datasources.facts.incentive import Authority, AuthorityType, Offer
from datasources.facts.money import Dollars
from datasources.facts.text import Text
from resolvers.places import NO_DATA, Whereabouts, ami_of, charger_tract_of, locate
from resolvers.rules.arrange import NO_FILTERS, Filters, arrange
from resolvers.rules.circumstances import Areas, Circumstances
from resolvers.rules.dates import in_force
from resolvers.rules.income import ami_limit
from resolvers.rules.shelf import Shelf
from resolvers.rules.taxes import federal_tax, state_tax
from resolvers.rules.verdict import Verdict, judge
from resolvers.scope import Scope
from resolvers.utilities import Service, service_at

UTILITY_FOR_INCENTIVES = Text(
    'Must include the "utility" field when requesting utility incentives.',
    'Debe incluir el campo "utility" al solicitar incentivos de compañías eléctricas.',
)
_GAS_UTILITY_REQUIRED = Text(
    'Must include the "gasUtility" field, with a value other than "none", '
    "when requesting gas utility incentives.",
    'Debe incluir el campo "gasUtility", con un valor distinto de "none", '
    "al solicitar incentivos de compañías de gas.",
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a caller asks of the calculator.

    Attributes:
        utility: Electric utility: the data set's id or an EIA id.
        gas_utility: Gas utility id, or ``none``.
        as_of: The day asked about; None for today.
    """

    at: Whereabouts
    household: Household
    utility: str | None = None
    gas_utility: str | None = None
    filters: Filters = NO_FILTERS
    include_beta_states: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the caller should know that did not stop the answer."""

    code: str
    message: Text


@dataclass(frozen=True, slots=True)
class Calculation:
    """The answer to a question, and everything it was reasoned from.

    Attributes:
        facts: What the requirements were checked against.
        listed: Numbers of the offers that are eligible and asked for, in the calculator's order.
        considered: Whether the state's own offers were considered: launched, or beta asked for.
        covered: Whether they were, and there are any.
    """

    question: Question
    place: Place
    service: Service
    facts: Circumstances
    shelf: Shelf
    verdict: Verdict
    listed: tuple[int, ...]
    considered: bool
    covered: bool
    cautions: tuple[Caution, ...]

    @property
    def offers(self) -> list[Offer]:
        """The offers listed."""
        return [self.shelf.offers[number] for number in self.listed]

    def authorities(self) -> list[Authority]:
        """The authorities of the offers listed, each once, by first appearance."""
        found = {
            (offer.authority.type, offer.authority.key): offer.authority
            for offer in self.offers
            if offer.authority
        }
        return list(found.values())

    def under(self, percentage: int) -> bool | None:
        """Tell whether income is below 80 % or 150 % of the area median; None where not known.

        Strictly below: income at the limit is not under it, though it still meets an offer's limit.
        """
        household, limits = self.facts.household, self.facts.ami
        if household.income is None or household.size is None or limits is None:
            return None
        return household.income < ami_limit(limits, percentage, household.size)


async def calculate(scope: Scope, question: Question) -> Calculation:
    """Answer what a household can get.

    Raises:
        BadInput: A ZIP code is malformed.
        LocationNotFound: No such ZIP code or address.
        UnknownUtility: The state has no such utility.
        NoData: The data have no income limits for the place, or do not say whether it is eligible
            for the charger credit though they do so of others.
        UtilityRequired: Utility offers are asked for, but the utility is not named.
    """
    place = await locate(scope, question.at)
    return answer(scope, question, place)


def answer(scope: Scope, question: Question, place: Place) -> Calculation:
    """Answer a question at a place that is found already; see calculate."""
    dataset, state = scope.dataset, place.state
    service = service_at(dataset, place, question.utility, question.gas_utility)
    today = question.as_of or scope.today
    facts = circumstances(dataset, place, service, question.household, today)
    if facts.ami is None or (facts.charger_tract is None and dataset.knows_charger_tracts):
        raise NoData(NO_DATA, "at")
    require_named(question.filters.authority_types, service, UTILITY_FOR_INCENTIVES)
    considered = uses_state(dataset, state, include_beta=question.include_beta_states)
    shelf = scope.catalogue.shelf(state, with_state=considered)
    verdict = judge(shelf, facts)
    return Calculation(
        question=question,
        place=place,
        service=service,
        facts=facts,
        shelf=shelf,
        verdict=verdict,
        listed=arrange(shelf, verdict.eligible, question.filters),
        considered=considered,
        covered=considered and bool(dataset.states[state].incentives),
        cautions=_cautions(service),
    )


def circumstances(
    dataset: Dataset,
    place: Place,
    service: Service,
    household: Household,
    today: date,
) -> Circumstances:
    """Gather what is known about a household at a place on a day."""
    territory = dataset.states[place.state].jurisdiction.territory
    area = place.state if place.state in ("AK", "HI") else "other"
    levels = [each for each in dataset.poverty_levels if each.area == area]
    owed = _taxes(dataset, place.state, household, today, territory=territory)
    return Circumstances(
        today=today,
        state=place.state,
        areas=Areas(
            frozenset((*(each.geography for each in service.named), *place.geographies)),
            frozenset(each.geography for each in service.possible_electric),
            frozenset(each.geography for each in service.possible_gas),
        ),
        household=household,
        counties=place.counties,
        ami=ami_of(dataset, place, today),
        poverty=None if territory else in_force(levels, today),
        charger_tract=charger_tract_of(dataset, place),
        federal_tax=owed[0],
        state_tax=owed[1],
    )


def require_named(
    types: tuple[AuthorityType, ...] | None, service: Service, utility_required: Text
) -> None:
    """Refuse to list a utility's offers when the utility is not named: the list would be empty."""
    if types and AuthorityType.UTILITY in types and not service.electric:
        raise UtilityRequired(utility_required, "utility")
    if types and AuthorityType.GAS_UTILITY in types and not service.gas:
        raise UtilityRequired(_GAS_UTILITY_REQUIRED, "gasUtility")


def _taxes(
    dataset: Dataset, state: str, household: Household, today: date, *, territory: bool
) -> tuple[Dollars | None, Dollars | None]:
    """Estimate federal and state income tax; residents of a territory owe no federal one."""
    income, filing = household.income, household.tax_filing
    if income is None or filing is None:
        return None, None
    federal = federal_tax(dataset.tax_tables, filing, income, today)
    return (
        Dollars(0) if territory else federal,
        state_tax(dataset.state_taxes, state, filing, income, today),
    )


def uses_state(dataset: Dataset, state: str, *, include_beta: bool) -> bool:
    """Tell whether a state's own offers are used: launched always, beta where asked for."""
    status = dataset.states[state].jurisdiction.status
    return status is RolloutStatus.LAUNCHED or (include_beta and status is RolloutStatus.BETA)


def _cautions(service: Service) -> tuple[Caution, ...]:
    return tuple(
        Caution(
            "UTILITY_NOT_AT_LOCATION",
            Text(
                f"{utility.name} is not known to serve this place.",
                f"No consta que {utility.name} atienda este lugar.",
            ),
        )
        for utility in service.strangers
    )
