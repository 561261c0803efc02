"""The engine alone: find, judge and arrange one household; its place is remembered by then."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from datasources.dataset.reader import Dataset
from datasources.facts.household import Household, OwnerStatus, TaxFiling
from datasources.facts.money import Dollars
from resolvers.calculator import Question, answer
from resolvers.catalogue import Catalogue
from resolvers.places import ZIP_UNKNOWN, Whereabouts, place_of_zip
from resolvers.ports import PostalCodeGeocoder
from resolvers.scope import Scope
from resolvers.utilities import utilities_of
from tests.bench.measure import Figure, p50

HOME = Household(OwnerStatus.HOMEOWNER, Dollars(80_000), 4, TaxFiling.JOINT)


def households(
    dataset: Dataset, homes: list[tuple[str, str | None, str | None, float]], today: date
) -> Iterator[Figure]:
    """Judge homes named by ZIP code, electric and gas utility; each has a goal in milliseconds."""
    scope = Scope(Catalogue(dataset), PostalCodeGeocoder(), today)
    for zip_code, electric, gas, goal in homes:
        question = Question(Whereabouts(zip=zip_code), HOME, electric, gas)
        found = answer(scope, question, place_of_zip(dataset, zip_code, ZIP_UNKNOWN))
        name = (
            f"{found.place.state} {zip_code}: {len(found.shelf.offers)} offers,"
            f" {len(found.shelf.requirements)} distinct requirements, {len(found.listed)} listed"
        )
        yield p50(name, partial(_ask, scope, question, zip_code), goal)


def _ask(scope: Scope, question: Question, zip_code: str) -> None:
    answer(scope, question, place_of_zip(scope.dataset, zip_code, ZIP_UNKNOWN))


def utilities(dataset: Dataset, zip_code: str, goal_ms: float) -> Figure:
    """Find the utilities of a place."""
    catalogue = Catalogue(dataset)
    return p50(
        f"utilities of {zip_code}",
        lambda: utilities_of(catalogue, place_of_zip(dataset, zip_code, ZIP_UNKNOWN)),
        goal_ms,
    )
