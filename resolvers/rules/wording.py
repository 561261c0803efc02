"""Requirements in words, in every language the graph speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from datasources.facts.geography import Geography, GeographyKind
from datasources.facts.household import OwnerStatus
from datasources.facts.income import IncomeTest
from datasources.facts.requirement import CheckCode, Expected, Requirement
from datasources.facts.text import Language, Text
from resolvers.rules import phrases
from resolvers.rules.evaluate import Check, Known
from resolvers.rules.income_wording import income_text, limit_name

TERRITORIES = frozenset({GeographyKind.ELECTRIC_TERRITORY, GeographyKind.GAS_TERRITORY})
"""Areas that a home is served in rather than lies in."""


@dataclass(frozen=True, slots=True)
class Names:
    """Tells what numbers and keys stand for.

    Attributes:
        area: The area of a number.
        program: The name of the program of an incentive's key; None where there is no such key.
    """

    area: Callable[[int], Geography]
    program: Callable[[str], Text | None]


def requirement_text(requirement: Requirement, language: Language, names: Names) -> str:
    """Say what a requirement asks for, for any household."""
    expected = requirement.expected
    known = None if isinstance(expected, IncomeTest) else expected
    return _SENTENCES[requirement.code](_Topic(requirement, known, language, names))


def check_text(check: Check, language: Language, names: Names) -> str:
    """Say what a check asked for, with the values expected of this household."""
    topic = _Topic(check.requirement, check.expected, language, names)
    return _SENTENCES[check.requirement.code](topic)


def expected_words(expected: Expected | Known, names: Names) -> list[str]:
    """List expected values as plain strings for programs to compare; areas by name.

    An income test is named by what it refers to, because its limit depends on the household.
    """
    if isinstance(expected, IncomeTest):
        return [limit_name(expected, Language.EN)]
    if isinstance(expected, frozenset):
        return sorted({names.area(number).name for number in expected})
    return [phrases.plain(value) for value in expected]


def check_words(check: Check, names: Names) -> list[str]:
    """List what a check expected of this household; a limit that is not known yet by its name."""
    known = check.expected
    return expected_words(check.requirement.expected if known is None else known, names)


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a sentence is about.

    Attributes:
        known: The expected values; None where they are not known yet.
    """

    asked: Requirement
    known: Known | None
    language: Language
    names: Names

    def say(self, sentence: Text, **words: str) -> str:
        return sentence.read(self.language).format(**words)

    @property
    def values(self) -> list[str]:
        return [phrases.plain(value) for value in self.known or ()]


_IN = Text("The home is in {areas}", "La vivienda está en {areas}")
_SERVED = Text("The home is served by {areas}", "La vivienda es atendida por {areas}")
_IN_OR_SERVED = Text(
    "The home is in, or served by, {areas}", "La vivienda está en {areas}, o es atendida por ellos"
)
_NOWHERE = Text(
    "The home is where the offer holds, but the data do not say where that is",
    "La vivienda está donde rige la oferta, pero los datos no indican dónde",
)
_OWNERS: Mapping[frozenset[str], Text] = {
    frozenset({OwnerStatus.HOMEOWNER}): Text(
        "The household owns its home", "El hogar es propietario de su vivienda"
    ),
    frozenset({OwnerStatus.RENTER}): Text(
        "The household rents its home", "El hogar alquila su vivienda"
    ),
    frozenset(OwnerStatus): Text(
        "The household owns or rents its home", "El hogar es propietario o inquilino de su vivienda"
    ),
}
_NOBODY = Text(
    "The household is one that may get the offer, but the data name none",
    "El hogar puede recibir la oferta, pero los datos no indican quién puede",
)
_TRACT = Text(
    "The home is in a census tract that is eligible for the charger credit",
    "La vivienda está en un sector censal elegible para el crédito de cargadores",
)
_FEDERAL_TAX = Text(
    "The household owes federal income tax that the credit can reduce",
    "El hogar debe impuesto federal sobre la renta que el crédito puede reducir",
)
_STATE_TAX = Text(
    "The household owes state income tax that the credit can reduce",
    "El hogar debe impuesto estatal sobre la renta que el crédito puede reducir",
)
_UNTIL = Text("The offer is open until {day}", "La oferta está abierta hasta el {day}")
_FROM = Text("The offer is open from {day} on", "La oferta está abierta desde el {day}")
_REPLACED = Text(
    "The home is not in a state that gives the same away itself: {states}",
    "La vivienda no está en un estado que ya ofrece lo mismo gratis: {states}",
)
_JOINT = Text(
    "The jointly run program does not replace the offer: {programs}",
    "El programa conjunto no reemplaza la oferta: {programs}",
)
_NEEDS = Text(
    "Another incentive comes first: {offers}", "Antes se requiere otro incentivo: {offers}"
)
_EXCLUDES = Text("The offer is not combined with {offers}", "La oferta no se combina con {offers}")


def _area(topic: _Topic) -> str:
    numbers = topic.known if isinstance(topic.known, frozenset) else ()
    areas = [topic.names.area(number) for number in numbers]
    if not areas:
        return topic.say(_NOWHERE)
    served = {area.kind in TERRITORIES for area in areas}
    sentence = _IN_OR_SERVED if len(served) > 1 else _SERVED if True in served else _IN
    found = sorted({area.name for area in areas})
    return topic.say(sentence, areas=phrases.one_of(found, topic.language))


def _tract(topic: _Topic) -> str:
    return topic.say(_TRACT)


def _owner(topic: _Topic) -> str:
    return topic.say(_OWNERS.get(frozenset(topic.values), _NOBODY))


def _income(topic: _Topic) -> str:
    return income_text(topic.asked.expected, topic.known, topic.language)


def _tax(topic: _Topic) -> str:
    return topic.say(_FEDERAL_TAX if topic.asked.subject == "household.federalTax" else _STATE_TAX)


def _window(topic: _Topic) -> str:
    days = [
        phrases.day(each, topic.language) for each in topic.known or () if isinstance(each, date)
    ]
    sentence = _UNTIL if topic.asked.code is CheckCode.NOT_ENDED else _FROM
    return topic.say(sentence, day=phrases.one_of(days, topic.language))


def _replaced(topic: _Topic) -> str:
    return topic.say(_REPLACED, states=phrases.one_of(topic.values, topic.language))


def _joint(topic: _Topic) -> str:
    found = [topic.names.program(key) for key in topic.values]
    programs = list(dict.fromkeys(name.read(topic.language) for name in found if name))
    return topic.say(_JOINT, programs=phrases.some_of(programs, topic.language))


def _needs(topic: _Topic) -> str:
    return topic.say(_NEEDS, offers=phrases.some_of(_titles(topic), topic.language))


def _excludes(topic: _Topic) -> str:
    return topic.say(_EXCLUDES, offers=phrases.one_of(_titles(topic), topic.language))


def _titles(topic: _Topic) -> list[str]:
    """Name incentives by their programs, with the key that tells several of one program apart."""
    named = [(key, topic.names.program(key)) for key in topic.values]
    return [f"{name.read(topic.language)} ({key})" if name else key for key, name in named]


_SENTENCES: Mapping[CheckCode, Callable[[_Topic], str]] = {
    CheckCode.AUTHORITY_AREA: _area,
    CheckCode.ELIGIBLE_AREA: _area,
    CheckCode.CHARGER_TRACT: _tract,
    CheckCode.OWNER_STATUS: _owner,
    CheckCode.INCOME: _income,
    CheckCode.TAX_LIABILITY: _tax,
    CheckCode.NOT_ENDED: _window,
    CheckCode.STARTED: _window,
    CheckCode.STATE_REPLACEMENT: _replaced,
    CheckCode.SHARED_PROGRAM: _joint,
    CheckCode.PREREQUISITE: _needs,
    CheckCode.EXCLUSION: _excludes,
}
