"""Requirements in words, in every language the graph speaks."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from datasources.facts.income import AmiShare, IncomeTest, PovertyShare
from datasources.facts.requirement import CheckCode, Expected, Requirement
from datasources.facts.text import Language, Text

NameOf = Callable[[int], str]
"""The name of a geography by its number."""

_MOST_NAMES = 5

_TEXTS: Mapping[CheckCode, Text] = {
    CheckCode.AUTHORITY_AREA: Text(
        "The home is served by or lies in: {expected}",
        "La vivienda está en, o es atendida por: {expected}",
    ),
    CheckCode.ELIGIBLE_AREA: Text(
        "The home lies in an eligible area: {expected}",
        "La vivienda está en una zona elegible: {expected}",
    ),
    CheckCode.CHARGER_TRACT: Text(
        "The home lies in a census tract eligible for the charger credit",
        "La vivienda está en un sector censal elegible para el crédito de cargadores",
    ),
    CheckCode.OWNER_STATUS: Text(
        "The household is one of: {expected}", "El hogar es uno de: {expected}"
    ),
    CheckCode.INCOME: Text(
        "Household income is within the limit: {expected}",
        "El ingreso del hogar está dentro del límite: {expected}",
    ),
    CheckCode.TAX_LIABILITY: Text(
        "The household owes income tax that the credit can reduce",
        "El hogar debe impuesto sobre la renta que el crédito puede reducir",
    ),
    CheckCode.NOT_ENDED: Text(
        "The offer is open until {expected}", "La oferta está abierta hasta el {expected}"
    ),
    CheckCode.STARTED: Text(
        "The offer has begun by {expected}", "La oferta comenzó a más tardar el {expected}"
    ),
    CheckCode.STATE_REPLACEMENT: Text(
        "The state does not give this away itself; it is not one of: {expected}",
        "El estado no lo ofrece gratis por su cuenta; no es uno de: {expected}",
    ),
    CheckCode.SHARED_PROGRAM: Text(
        "No jointly run program replaces this offer: {expected}",
        "Ningún programa conjunto reemplaza esta oferta: {expected}",
    ),
    CheckCode.PREREQUISITE: Text(
        "Needs another incentive: {expected}", "Requiere otro incentivo: {expected}"
    ),
    CheckCode.EXCLUSION: Text("Not together with: {expected}", "No se combina con: {expected}"),
}
_NOBODY = Text("nobody: the data name no one", "nadie: los datos no indican a nadie")
_WORDS: Mapping[str, Text] = {
    "homeowner": Text("homeowner", "propietario"),
    "renter": Text("renter", "inquilino"),
    "true": Text("yes", "sí"),
    "false": Text("no", "no"),
}
_AMI_SHARE = Text(
    "{percentage} % of the area median income",
    "{percentage} % del ingreso medio del área",
)
_POVERTY_SHARE = Text(
    "{percentage} % of the federal poverty level",
    "{percentage} % del nivel federal de pobreza",
)
_TABLE = Text("the program's income table", "la tabla de ingresos del programa")
_MORE = Text("{names} and {count} more", "{names} y {count} más")


def requirement_text(requirement: Requirement, language: Language, name_of: NameOf) -> str:
    """Say what a requirement asks for, for any household."""
    return _fill(requirement.code, _words(requirement.expected, language, name_of), language)


def check_text(code: CheckCode, expected: Iterable[str], language: Language) -> str:
    """Say what a check asked for, with the values expected of this household."""
    return _fill(code, list(expected), language)


def expected_words(expected: Expected, name_of: NameOf) -> list[str]:
    """List expected values as plain strings for programs to compare; areas by name.

    An income test is named by what it refers to, because its limit depends on the household.
    """
    if isinstance(expected, IncomeTest):
        return [_limit_words(expected, Language.EN)]
    if isinstance(expected, frozenset):
        return sorted(name_of(number) for number in expected)
    return [value_text(value) for value in expected]


def value_text(value: object) -> str:
    """Write one value: dates in ISO form, truth as true or false, whole amounts without a fraction.

    >>> value_text(96150.0), value_text(True)
    ('96150', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _fill(code: CheckCode, words: list[str], language: Language) -> str:
    return _TEXTS[code].read(language).format(expected=_list(words, language))


def _words(expected: Expected, language: Language, name_of: NameOf) -> list[str]:
    if isinstance(expected, IncomeTest):
        return [_limit_words(expected, language)]
    words = expected_words(expected, name_of)
    return [_WORDS[word].read(language) if word in _WORDS else word for word in words]


def _limit_words(test: IncomeTest, language: Language) -> str:
    if isinstance(test.limits, AmiShare):
        return _AMI_SHARE.read(language).format(percentage=test.limits.percentage)
    if isinstance(test.limits, PovertyShare):
        share = value_text(test.limits.percentage)
        return _POVERTY_SHARE.read(language).format(percentage=share)
    return _TABLE.read(language)


def _list(words: list[str], language: Language) -> str:
    if not words:
        return _NOBODY.read(language)
    names = ", ".join(words[:_MOST_NAMES])
    if len(words) <= _MOST_NAMES:
        return names
    return _MORE.read(language).format(names=names, count=len(words) - _MOST_NAMES)
