"""Income limits in words."""

from collections.abc import Mapping

from datasources.facts.income import (
    AmiShare,
    CountyLimits,
    FilingLimits,
    IncomeTest,
    PovertyShare,
    SizeLimits,
)
from datasources.facts.requirement import Expected
from datasources.facts.text import Language, Text
from resolvers.rules.evaluate import Known
from resolvers.rules.phrases import money, plain

_AMI_SHARE = Text(
    "{percentage} % of the area median income",
    "el {percentage} % del ingreso medio del área",
)
_POVERTY_SHARE = Text(
    "{percentage} % of the federal poverty level",
    "el {percentage} % del nivel federal de pobreza",
)
_TABLES: Mapping[type, Text] = {
    SizeLimits: Text(
        "the program's limit for the size of the household",
        "el límite del programa según el tamaño del hogar",
    ),
    CountyLimits: Text(
        "the program's limit for the county and the size of the household",
        "el límite del programa según el condado y el tamaño del hogar",
    ),
    FilingLimits: Text(
        "the program's limit for the tax filing status",
        "el límite del programa según el estado civil tributario",
    ),
}
_AT_MOST = Text(
    "Household income is at most {limit}", "El ingreso del hogar es como máximo {limit}"
)
_BETWEEN = Text(
    "Household income is between {low} and {high}",
    "El ingreso del hogar está entre {low} y {high}",
)
_NO_LIMIT = Text(
    "Household income is within a limit, but the program states none for such a household",
    "El ingreso del hogar está dentro de un límite, pero el programa no indica ninguno para un "
    "hogar así",
)


def limit_name(test: IncomeTest, language: Language) -> str:
    """Name an income limit by what it refers to."""
    limits = test.limits
    if isinstance(limits, AmiShare):
        return _AMI_SHARE.read(language).format(percentage=limits.percentage)
    if isinstance(limits, PovertyShare):
        return _POVERTY_SHARE.read(language).format(percentage=plain(limits.percentage))
    return _TABLES[type(limits)].read(language)


def income_text(expected: Expected, known: Known | None, language: Language) -> str:
    """Say which income is asked for.

    Args:
        expected: What the requirement says.
        known: The limit of a household, or both ends; None where it is not known.
        language: Of the sentence.
    """
    if not isinstance(expected, IncomeTest) or known == ():
        return _NO_LIMIT.read(language)
    if known is None:
        return _AT_MOST.read(language).format(limit=limit_name(expected, language))
    *lows, high = (float(str(value)) for value in known)
    if any(lows):
        return _BETWEEN.read(language).format(low=money(lows[0]), high=money(high))
    limit = money(high)
    if isinstance(expected.limits, AmiShare | PovertyShare):
        limit = f"{limit_name(expected, language)}: {limit}"
    return _AT_MOST.read(language).format(limit=limit)
