"""An opened data set with what is prepared from it."""

from collections.abc import Mapping
from functools import cache

from datasources.dataset.reader import Dataset
from datasources.facts.geography import Fuel
from datasources.facts.incentive import Authority, AuthorityType, Incentive, Offer, Program
from datasources.facts.requirement import Requirement
from resolvers.rules.requirements import requirements_of
from resolvers.rules.shelf import Shelf, stock
from resolvers.wordings import Wordings


class Catalogue:
    """Offers joined and indexed by state; replaced as a whole when the data change.

    Attributes:
        dataset: What everything here was made from.
        wordings: Words the checks of its requirements.
        program_offers: By program key, its offers in the order of the data set.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.shelf = cache(self._shelf)
        self.gas_matters = cache(self._gas_matters)
        self.wordings = Wordings(dataset)
        self.program_offers = self._offers_by_program()

    def _shelf(self, state: str, *, with_state: bool) -> Shelf:
        """Prepare a state's candidates: federal offers first, then its own if wanted."""
        data = self.dataset.states[state]
        incentives = self.dataset.federal + (data.incentives if with_state else ())
        offers = [self.offer_of(incentive, state) for incentive in incentives]
        return stock(
            offers,
            [self.requirements_of(offer, state) for offer in offers],
            data.relationships,
            [rule for rule in self.dataset.shared_programs if rule.state == state],
        )

    def _gas_matters(self, state: str) -> bool | None:
        """Tell whether naming a gas utility can change the answer; None where there is none."""
        data = self.dataset.states[state]
        if not any(utility.fuel is Fuel.GAS for utility in data.utilities):
            return None
        shared = any(
            rule.state == state and AuthorityType.GAS_UTILITY in rule.sponsors
            for rule in self.dataset.shared_programs
        )
        return shared or any(
            self.dataset.programs[incentive.program].authority_type is AuthorityType.GAS_UTILITY
            for incentive in data.incentives
        )

    def offer_of(self, incentive: Incentive, state: str) -> Offer:
        """Join an incentive with its program and with the authority, as seen from a state."""
        program = self.dataset.programs[incentive.program]
        return Offer(incentive, program, self.authority_of(program, state))

    def authority_of(self, program: Program, state: str) -> Authority | None:
        """Find who offers a program; None for federal programs and where the data name nobody."""
        if program.authority is None:
            return None
        return self.dataset.states[state].authorities.get(
            (program.authority_type, program.authority)
        )

    def requirements_of(self, offer: Offer, state: str) -> tuple[Requirement, ...]:
        """List what an offer asks for of a home in a state."""
        return requirements_of(
            offer,
            self.dataset.income_tests,
            self.dataset.states[state].geo_groups,
            self.dataset.federal_replacements,
        )

    def _offers_by_program(self) -> Mapping[str, tuple[Offer, ...]]:
        offers: dict[str, list[Offer]] = {key: [] for key in self.dataset.programs}
        for incentive in self.dataset.incentives.values():
            state = incentive.state or next(iter(self.dataset.states))
            offers[incentive.program].append(self.offer_of(incentive, state))
        return {key: tuple(found) for key, found in offers.items()}
