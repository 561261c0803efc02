"""Who may serve a place, and which utility a caller means."""

from dataclasses import dataclass

from datasources.dataset.reader import Dataset
from datasources.facts.errors import UnknownUtility
from datasources.facts.geography import Fuel, Place, Utility
from datasources.facts.incentive import AuthorityType


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
    around = utilities_of(dataset, place)
    serving = (*around.electric, *(around.gas or ()))
    return Service(
        electric=electric,
        gas=gas,
        possible_electric=() if electric else around.electric,
        possible_gas=() if gas_utility else (around.gas or ()),
        strangers=tuple(each for each in (electric, gas) if each and each not in serving),
    )


def utilities_of(dataset: Dataset, place: Place) -> UtilityAnswer:
    """Find the utilities that may serve a place."""
    state = dataset.states[place.state]
    serving = [
        utility
        for utility in (dataset.service(place.area) if place.area else ())
        if utility.state == place.state
    ]
    knows_gas = any(utility.fuel is Fuel.GAS for utility in state.utilities)
    return UtilityAnswer(
        place=place,
        electric=tuple(each for each in serving if each.fuel is Fuel.ELECTRIC),
        gas=tuple(each for each in serving if each.fuel is Fuel.GAS) if knows_gas else None,
        gas_affects_incentives=_gas_matters(dataset, place.state) if knows_gas else None,
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
    raise UnknownUtility(f'Invalid utility "{name[:100]}".', field)


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


def _gas_matters(dataset: Dataset, state: str) -> bool:
    """Tell whether naming the gas utility can change the answer."""
    used = {incentive.program for incentive in dataset.states[state].incentives}
    shared = any(
        rule.state == state and AuthorityType.GAS_UTILITY in rule.sponsors
        for rule in dataset.shared_programs
    )
    return shared or any(
        dataset.programs[key].authority_type is AuthorityType.GAS_UTILITY for key in used
    )
