"""Requirements in words, in every language the graph speaks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from datasources.facts.geography import Geography, GeographyKind
from datasources.facts.household import OwnerStatus
from datasources.facts.requirement import CheckCode, Expected, Requirement
from datasources.facts.income import IncomeTest
from datasources.facts.text import Language, Text
from resolvers.rules import phrases
from resolvers.rules.evaluate import Check, Known
from resolvers.rules.income_wording import income_text, limit_name


@dataclass(frozen=True, slots=True)
class Names:
    """Tells what numbers and keys stand for.

    Attributes:
        area: The area of a number.
        program: The name of the program of an incentive's key; None where there is no such key.
    """

    area: Callable[[int], Geography]
    program: Callable[[str], Text | None]


@dataclass(frozen=True, slots=True)
class Speech:
    """In which language, and by which names."""

    language: Language
    names: Names


TERRITORIES = frozenset({GeographyKind.ELECTRIC_TERRITORY, GeographyKind.GAS_TERRITORY})


def requirement_text(requirement: Requirement, speech: Speech) -> str:
    """Say what a requirement asks for, for any household."""
    expected = requirement.expected
    known = None if isinstance(expected, IncomeTest) else expected
    return _SENTENCES[requirement.code](requirement, known, speech)


def check_text(check: Check, speech: Speech) -> str:
    """Say what a check asked for, with the values expected of this household."""
    return _SENTENCES[check.requirement.code](check.requirement, check.expected, speech)


def expected_words(expected: Expected | Known, names: Names) -> list[str]:
    """List expected values as plain strings for programs to compare; areas by name.

    An income test is named by what it refers to, because its limit depends on the household.
    """
    if isinstance(expected, IncomeTest):
        return [limit_name(expected, Language.EN)]
    if isinstance(expected, frozenset):
        return sorted(names.area(number).name for number in expected)
    return [phrases.plain(value) for value in expected]


def check_words(check: Check, names: Names) -> list[str]:
    """List what a check expected of this household; a limit that is not known yet by its name."""
    known = check.expected
    return expected_words(check.requirement.expected if known is None else known, names)


def _area(asked: Requirement, known: Known | None, speech: Speech) -> str:
    """Tell homes in an area from homes that a utility serves."""
    areas = [speech.names.area(number) for number in known] if isinstance(known, frozenset) else []
    if not areas:
        return _NOWHERE.read(speech.language)
    served = {area.kind in TERRITORIES for area in areas}
    sentence = _IN_OR_SERVED if len(served) > 1 else _SERVED if True in served else _IN
    names = sorted({area.name for area in areas})
    return sentence.read(speech.language).format(areas=phrases.one_of(names, speech.language))


def _owner(asked: Requirement, known: Known | None, speech: Speech) -> str:
    return _OWNERS.get(frozenset(known or ()), _NOBODY).read(speech.language)


def _income(asked: Requirement, known: Known | None, speech: Speech) -> str:
    return income_text(asked.expected, known, speech.language)


def _tax(asked: Requirement, known: Known | None, speech: Speech) -> str:
    federal = asked.subject == "household.federalTax"
    return (_FEDERAL_TAX if federal else _STATE_TAX).read(speech.language)
