"""What a check found of a home, written out."""

from collections.abc import Collection

from datasources.dataset.reader import Dataset
from datasources.facts.geography import Geography, GeographyKind
from datasources.facts.requirement import CheckStatus
from resolvers.calculator import Calculation
from resolvers.rules import phrases
from resolvers.rules.circumstances import Areas
from resolvers.rules.evaluate import Check
from resolvers.rules.wording import TERRITORIES

_MOST_AREAS = 5
_PLAIN_KINDS = frozenset({GeographyKind.STATE, GeographyKind.COUNTY})


def actual_text(dataset: Dataset, calculation: Calculation, check: Check) -> str | None:
    """Write the value that a check found; areas by name, None where it is not known."""
    if not isinstance(check.actual, Areas):
        return None if check.actual is None else phrases.plain(check.actual)
    if check.status is CheckStatus.PENDING or not isinstance(check.expected, frozenset):
        return None
    place, service = calculation.place, calculation.service
    own = [*(each.geography for each in service.named), *place.geographies]
    if check.status is CheckStatus.MET:
        shown = [dataset.geography(number) for number in own if number in check.expected]
    else:
        expected = {dataset.geography(number).kind for number in check.expected}
        shown = _comparable([dataset.geography(number) for number in own], expected)
    return ", ".join(dict.fromkeys(area.name for area in shown[:_MOST_AREAS])) or None


def _comparable(own: list[Geography], kinds: Collection[GeographyKind]) -> list[Geography]:
    """Pick the areas of a home that are of some kinds; else its state and counties.

    Returns:
        Nothing where only utilities compare and none is named.
    """
    same = [area for area in own if area.kind in kinds]
    if same or TERRITORIES.issuperset(kinds):
        return same
    return [area for area in own if area.kind in _PLAIN_KINDS]
