"""How programs, authorities and utilities belong together."""

from datetime import date

from datasources.dataset.reader import Dataset
from datasources.facts.geography import Fuel, Utility
from datasources.facts.incentive import Authority, AuthorityType, Incentive, Program
from resolvers.scope import Scope

_OF_UTILITIES = frozenset({AuthorityType.UTILITY, AuthorityType.GAS_UTILITY})


def authority_of_program(scope: Scope, program: Program) -> Authority | None:
    """Find who runs a program; None for federal programs."""
    return scope.catalogue.authority_of(program, program.state) if program.state else None


def authority_of_utility(dataset: Dataset, utility: Utility) -> Authority | None:
    """Find the authority that a utility is; None where the data have no offers of it."""
    electric = utility.fuel is Fuel.ELECTRIC
    kind = AuthorityType.UTILITY if electric else AuthorityType.GAS_UTILITY
    return dataset.states[utility.state].authorities.get((kind, utility.key))


def utility_of_authority(dataset: Dataset, authority: Authority) -> Utility | None:
    """Find the utility that an authority is; None where it is not one."""
    return dataset.utilities.get(authority.key) if authority.type in _OF_UTILITIES else None


def utilities_of_program(scope: Scope, program: Program) -> list[Utility]:
    """List the utilities whose territory a program's authority serves, in the state's order."""
    authority = authority_of_program(scope, program)
    if authority is None:
        return []
    return [
        utility
        for utility in scope.dataset.states[authority.state].utilities
        if utility.geography in authority.geographies
    ]


def enabled(scope: Scope, program: Program, today: date) -> bool:
    """Tell whether a program takes applications on a day.

    It does when one of its offers is neither paused nor ended, and when the data list none of it.
    """
    offers = scope.catalogue.program_offers[program.key]
    return not offers or any(_open(offer.incentive, today) for offer in offers)


def _open(incentive: Incentive, today: date) -> bool:
    ended = incentive.end is not None and incentive.end.last_day < today
    return not incentive.paused and not ended
