"""Where a customer's home is, and which utility serves it."""

from dataclasses import dataclass, replace
from datetime import datetime

from datasources.facts.customer import Customer
from datasources.facts.errors import BadInput, LocationNotFound, NoData
from datasources.facts.geography import Fuel, LocationPrecision, Place, PostalAddress, Utility
from datasources.facts.refusals import AddressNotGeocodable, NoSuchUtility, NoUtilityAtAddress
from datasources.facts.text import Text
from resolvers.places import ADDRESS_UNKNOWN, Whereabouts, locate, place_of_zip
from resolvers.scope import Scope
from resolvers.utilities import utilities_of

_ZIP_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Site:
    """A home with its utility.

    Attributes:
        candidates: Utilities that may serve it, the chosen one first.
    """

    place: Place
    utility: Utility
    candidates: tuple[Utility, ...]


async def find_site(scope: Scope, address: PostalAddress, eia_id: str | None) -> Site:
    """Find where an address is, and the utility that most likely serves it.

    Args:
        scope: What the request may use.
        address: As the caller wrote it.
        eia_id: The utility, where the caller knows it: it goes before what the data say.

    Raises:
        AddressNotGeocodable: The address cannot be found.
        NoUtilityAtAddress: No utility is known to serve it.
        NoSuchUtility: The EIA id is none of the state's.
    """
    try:
        place = await locate(scope, Whereabouts(postal_address=address))
    except (BadInput, LocationNotFound, NoData) as error:
        # BadInput: its ZIP code is of another state.
        raise AddressNotGeocodable(error.message, "address") from error
    candidates = utilities_of(scope.catalogue, place).electric
    if eia_id is not None:
        return _with_chosen(scope, place, candidates, eia_id)
    if not candidates:
        raise NoUtilityAtAddress(
            Text(
                "No utility is known to serve that address.",
                "No se conoce ninguna empresa que atienda esa dirección.",
            ),
            "address",
        )
    return Site(place, candidates[0], candidates)


def stored_site(scope: Scope, customer: Customer) -> Site | None:
    """Return a customer's home with the utility resolved earlier, without asking anybody.

    Returns:
        None where no utility was resolved, or the data no longer know it.
    """
    utility = scope.dataset.utilities.get(customer.utility or "")
    if utility is None:
        return None
    place = _offline_place(scope, customer.address)
    known = (scope.dataset.utilities.get(key) for key in customer.possible_utilities)
    others = (each for each in known if each is not None and each is not utility)
    return Site(place, utility, (utility, *others))


def with_utility(scope: Scope, customer: Customer, eia_id: str, now: datetime) -> Customer:
    """Return a customer with the utility that somebody knows to serve the home.

    Raises:
        NoSuchUtility: The state has no electric utility of that EIA id.
    """
    place = _offline_place(scope, customer.address)
    site = _with_chosen(scope, place, utilities_of(scope.catalogue, place).electric, eia_id)
    if site.utility.key == customer.utility and not customer.utility_stale:
        return customer
    return replace(
        customer,
        utility=site.utility.key,
        possible_utilities=tuple(each.key for each in site.candidates),
        utility_resolved_at=now,
        utility_stale=False,
    )


def _offline_place(scope: Scope, address: PostalAddress) -> Place:
    """Return the place of an address by its ZIP code; by its state where that is not known."""
    try:
        return place_of_zip(scope.dataset, address.postal_code[:_ZIP_DIGITS], ADDRESS_UNKNOWN)
    except (LocationNotFound, NoData):
        number = scope.dataset.state_geography(address.state)
        return Place(
            state=address.state,
            precision=LocationPrecision.STATE,
            geographies=() if number is None else (number,),
        )


def _with_chosen(scope: Scope, place: Place, candidates: tuple[Utility, ...], eia_id: str) -> Site:
    for utility in scope.dataset.states[place.state].utilities:
        if utility.eia_id == eia_id and utility.fuel is Fuel.ELECTRIC:
            others = (each for each in candidates if each is not utility)
            return Site(place, utility, (utility, *others))
    raise NoSuchUtility(eia_id, candidates)
