"""Programs: of a place, of a state, of a utility; and their tiers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasources.facts.errors import UnknownUtility
from datasources.facts.geography import Fuel, Place, Utility
from datasources.facts.incentive import AuthorityType, Program
from datasources.facts.item import Item, known_item
from datasources.facts.text import Text
from resolvers.calculator import require_named
from resolvers.places import Whereabouts, locate
from resolvers.scope import Scope
from resolvers.utilities import service_at

_UTILITY_FOR_PROGRAMS = Text(
    'Must include the "utility" field when requesting utility programs.',
    'Debe incluir el campo "utility" al solicitar programas de compañías eléctricas.',
)
_BY_REACH = frozenset(
    {
        AuthorityType.STATE,
        AuthorityType.CITY,
        AuthorityType.COUNTY,
        AuthorityType.UTILITY,
        AuthorityType.GAS_UTILITY,
    }
)
"""Types that a filter can leave out of a place's programs; other authorities always stay."""


@dataclass(frozen=True, slots=True)
class ProgramQuestion:
    """Which programs a caller wants; without a place, those of a state or of the whole data set.

    Attributes:
        utility, gas_utility: Only with a place: utilities that serve it.
    """

    at: Whereabouts | None = None
    state: str | None = None
    utility: str | None = None
    gas_utility: str | None = None
    authority_types: tuple[AuthorityType, ...] | None = None
    items: tuple[Item, ...] | None = None


async def find_programs(scope: Scope, question: ProgramQuestion) -> list[Program]:
    """List programs in the order of the data set.

    Raises:
        LocationNotFound: No such ZIP code or address.
        UnknownUtility: The state has no such utility.
        UtilityRequired: Programs of utilities are asked for, but the utility is not named.
    """
    dataset = scope.dataset
    if question.at is not None:
        place = await locate(scope, question.at)
        found = _of_place(scope, place, question)
    elif question.state is not None:
        found = _typed(dataset.states[question.state].programs, question)
    else:
        found = _typed(dataset.programs.values(), question)
    return [program for program in found if _pays_for(scope, program, question)]


def items_of(scope: Scope, program: Program) -> list[str]:
    """Return the raw keys of what a program pays for: as published, else those of its offers."""
    if program.items:
        return list(program.items)
    offers = scope.catalogue.program_offers[program.key]
    return list(dict.fromkeys(item for offer in offers for item in offer.incentive.items))


def programs_of_utility(scope: Scope, utility: Utility) -> list[Program]:
    """List the programs of authorities that serve a utility's territory, in the state's order."""
    state = scope.dataset.states[utility.state]
    return [
        program
        for program in state.programs
        if (authority := scope.catalogue.authority_of(program, utility.state))
        and utility.geography in authority.geographies
    ]


def _of_place(scope: Scope, place: Place, question: ProgramQuestion) -> Iterator[Program]:
    """Yield the programs whose authority serves one of the areas that a place touches."""
    dataset, state = scope.dataset, place.state
    service = service_at(dataset, place, question.utility, question.gas_utility)
    require_named(question.authority_types, service, _UTILITY_FOR_PROGRAMS)
    for utility in service.named:
        _has_authority(scope, utility)
    touched = {*place.geographies, *(utility.geography for utility in service.named)}
    for program in _typed(dataset.states[state].programs, question):
        authority = scope.catalogue.authority_of(program, state)
        if authority is not None and not authority.geographies.isdisjoint(touched):
            yield program


def _has_authority(scope: Scope, utility: Utility) -> None:
    """Refuse a utility that is a territory but not an authority: it can have no programs."""
    reach = AuthorityType.UTILITY if utility.fuel is Fuel.ELECTRIC else AuthorityType.GAS_UTILITY
    if (reach, utility.key) not in scope.dataset.states[utility.state].authorities:
        electric = utility.fuel is Fuel.ELECTRIC
        kind = Text("utility", "eléctrica") if electric else Text("gas utility", "de gas")
        unknown = Text(
            f'Invalid {kind.en}: "{utility.key}".',
            f'La compañía {kind.es} "{utility.key}" no es válida.',
        )
        raise UnknownUtility(unknown, "utility" if electric else "gasUtility")


def _typed(programs: Iterable[Program], question: ProgramQuestion) -> Iterator[Program]:
    types = question.authority_types
    for program in programs:
        if types is None or program.authority_type in types or _always_kept(program, question):
            yield program


def _always_kept(program: Program, question: ProgramQuestion) -> bool:
    return question.at is not None and program.authority_type not in _BY_REACH


def _pays_for(scope: Scope, program: Program, question: ProgramQuestion) -> bool:
    wanted = question.items
    return wanted is None or any(known_item(item) in wanted for item in items_of(scope, program))
