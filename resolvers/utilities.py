"""Who may serve a place, and which utility a caller means."""

from collections.abc import Iterable
from dataclasses import dataclass

from datasources.dataset.reader import Dataset
from datasources.facts.errors import UnknownUtility
from datasources.facts.geography import Fuel, Place, Utility
from datasources.facts.text import Text
from resolvers.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class UtilityAnswer:
    """The utilities that may serve a place, most likely first.

    A utility that does not serve it is acceptable here, a missing one is not: ZIP codes and service
    areas do not share borders.

    Attributes:
        gas: None where the data know no gas utility of the whole state.
        gas_affects_incentives: Whether naming the gas utility can change the offers; None like gas.
    """

    place: Place
    electric: tuple[Utility, ...]
    gas: tuple[Utility, ...] | None
    gas_affects_incentives: bool | None


@dataclass(frozen=True, slots=True)
class Service:
    """The utilities a caller names for a place, and what that leaves open.

    Attributes:
        possible_electric: Utilities that may serve the place; none when one is named.
        possible_gas: Likewise.
        strangers: Utilities named that are not known to serve the place.
    """

    electric: Utility | None
    gas: Utility | None
    possible_electric: tuple[Utility, ...]
    possible_gas: tuple[Utility, ...]
    strangers: tuple[Utility, ...]

    @property
    def named(self) -> tuple[Utility, ...]:
        """The utilities named, electric first."""
        return tuple(utility for utility in (self.electric, self.gas) if utility)


def service_at(
    dataset: Dataset, place: Place, utility: str | None, gas_utility: str | None
) -> Service:
    """Find the utilities that a caller names for a place; see named_utility.

    Raises:
        UnknownUtility: The state has no such utility.
    """
    electric = named_utility(dataset, utility, place.state, Fuel.ELECTRIC, "utility")
    gas = named_utility(dataset, gas_utility, place.state, Fuel.GAS, "gasUtility")
    serving = _serving(dataset, place)
    return Service(
        electric=electric,
        gas=gas,
        possible_electric=() if electric else _of_fuel(serving, Fuel.ELECTRIC),
        possible_gas=() if gas_utility else _of_fuel(serving, Fuel.GAS),
        strangers=tuple(each for each in (electric, gas) if each and each not in serving),
    )


def utilities_of(catalogue: Catalogue, place: Place) -> UtilityAnswer:
    """Find the utilities that may serve a place."""
    serving = _serving(catalogue.dataset, place)
    gas_matters = catalogue.gas_matters(place.state)
    return UtilityAnswer(
        place=place,
        electric=_of_fuel(serving, Fuel.ELECTRIC),
        gas=None if gas_matters is None else _of_fuel(serving, Fuel.GAS),
        gas_affects_incentives=gas_matters,
    )


def named_utility(
    dataset: Dataset, name: str | None, state: str, fuel: Fuel, field: str
) -> Utility | None:
    """Find the utility of a state that a caller names by the data set's id or by EIA id.

    Whether it serves the place is not checked: the caller knows better than the data.

    Returns:
        None where no utility is named (absent, empty, or ``none`` for gas).

    Raises:
        UnknownUtility: The state has no such utility.
    """
    if not name or (fuel is Fuel.GAS and name == "none"):
        return None
    for utility in dataset.states[state].utilities:
        if utility.fuel is fuel and name in (utility.key, utility.eia_id):
            return utility
    shown = name[:100]
    unknown = Text(f'Invalid utility "{shown}".', f'La compañía "{shown}" no es válida.')
    raise UnknownUtility(unknown, field)


def utility_by_eia_id(dataset: Dataset, eia_id: str, state: str | None) -> Utility | None:
    """Find the utility of an EIA id; of a company in several states, the one with most programs."""
    found = [
        utility
        for utility in dataset.utilities.values()
        if utility.eia_id == eia_id and state in (None, utility.state)
    ]
    return max(found, key=lambda utility: _program_count(dataset, utility), default=None)


def _program_count(dataset: Dataset, utility: Utility) -> int:
    return sum(
        program.authority == utility.key for program in dataset.states[utility.state].programs
    )


def _serving(dataset: Dataset, place: Place) -> list[Utility]:
    """List the utilities of a place's own state that touch its ZIP area."""
    around = dataset.service(place.area) if place.area else ()
    return [utility for utility in around if utility.state == place.state]


def _of_fuel(utilities: Iterable[Utility], fuel: Fuel) -> tuple[Utility, ...]:
    return tuple(utility for utility in utilities if utility.fuel is fuel)
