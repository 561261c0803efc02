"""What checks of the data set's requirements are called, worked out once and remembered."""

from dataclasses import dataclass
from functools import lru_cache

from datasources.dataset.reader import Dataset
from datasources.facts.requirement import CheckStatus, Requirement
from datasources.facts.text import Language, Text
from resolvers.names import names_of
from resolvers.rules.evaluate import Check, Known
from resolvers.rules.wording import check_text, check_words

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Wording:
    """A check in words, whatever it found.

    Attributes:
        expected: The expected values as plain strings.
    """

    text: Text
    expected: tuple[str, ...]


class Wordings:
    """Words checks; most households are asked for the same, so most are remembered."""

    def __init__(self, dataset: Dataset) -> None:
        self._names = names_of(dataset)
        self._remembered = lru_cache(_MOST_REMEMBERED)(self._work_out)

    def of(self, check: Check) -> Wording:
        """Return what a check is called in every language."""
        return self._remembered(check.requirement, check.expected)

    def _work_out(self, requirement: Requirement, expected: Known | None) -> Wording:
        check = Check(requirement, CheckStatus.PENDING, expected, None)
        english, spanish = (check_text(check, each, self._names) for each in Language)
        return Wording(Text(english, spanish), tuple(check_words(check, self._names)))
