"""Requirements in words: sentences that people can read, in both languages."""

from datetime import date

import pytest

from datasources.facts.geography import GeographyKind
from datasources.facts.household import OwnerStatus, TaxFiling
from datasources.facts.income import (
    AmiShare,
    CountyLimits,
    FilingLimits,
    IncomeTest,
    PovertyShare,
    SizeLimits,
)
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus, Requirement
from datasources.facts.text import Language, Text
from resolvers.rules.evaluate import Check
from resolvers.rules.phrases import one_of, some_of
from resolvers.rules.wording import Names, check_text, check_words, requirement_text
from tests.builders import a_geography

AREAS = {
    1: a_geography(1, kind=GeographyKind.STATE, name="Oregon"),
    2: a_geography(2, name="City of Bend"),
    3: a_geography(3, kind=GeographyKind.ELECTRIC_TERRITORY, name="Pacific Power"),
    4: a_geography(4, kind=GeographyKind.GAS_TERRITORY, name="NW Natural"),
}
PROGRAMS = {"A": Text("Home rebates", "Reembolsos"), "B": Text("Solar", "Energía solar")}
NAMES = Names(AREAS.__getitem__, PROGRAMS.get)
EN, ES = Language.EN, Language.ES


def asked(code, expected, subject="household.income"):
    return Requirement(code, subject, CheckOperator.IN, expected)


def income(limits):
    return asked(CheckCode.INCOME, IncomeTest("test", limits))


@pytest.mark.parametrize(
    ("requirement", "english", "spanish"),
    [
        (
            asked(CheckCode.AUTHORITY_AREA, frozenset({1})),
            "The home is in Oregon",
            "La vivienda está en Oregon",
        ),
        (
            asked(CheckCode.AUTHORITY_AREA, frozenset({3, 4})),
            "The home is served by NW Natural or Pacific Power",
            "La vivienda es atendida por NW Natural o Pacific Power",
        ),
        (
            asked(CheckCode.ELIGIBLE_AREA, frozenset({2, 3})),
            "The home is in, or served by, City of Bend or Pacific Power",
            "La vivienda está en City of Bend o Pacific Power, o es atendida por ellos",
        ),
        (
            asked(CheckCode.AUTHORITY_AREA, frozenset()),
            "The home is where the offer holds, but the data do not say where that is",
            "La vivienda está donde rige la oferta, pero los datos no indican dónde",
        ),
        (
            asked(CheckCode.CHARGER_TRACT, (True,)),
            "The home is in a census tract that is eligible for the charger credit",
            "La vivienda está en un sector censal elegible para el crédito de cargadores",
        ),
        (
            asked(CheckCode.OWNER_STATUS, (OwnerStatus.RENTER,)),
            "The household rents its home",
            "El hogar alquila su vivienda",
        ),
        (
            asked(CheckCode.OWNER_STATUS, (OwnerStatus.RENTER, OwnerStatus.HOMEOWNER)),
            "The household owns or rents its home",
            "El hogar es propietario o inquilino de su vivienda",
        ),
        (
            income(AmiShare(80)),
            "Household income is at most 80 % of the area median income",
            "El ingreso del hogar es como máximo el 80 % del ingreso medio del área",
        ),
        (
            income(PovertyShare(150.0)),
            "Household income is at most 150 % of the federal poverty level",
            "El ingreso del hogar es como máximo el 150 % del nivel federal de pobreza",
        ),
        (
            income(SizeLimits({1: 1})),
            "Household income is at most the program's limit for the size of the household",
            "El ingreso del hogar es como máximo el límite del programa según el tamaño del hogar",
        ),
        (
            income(CountyLimits({})),
            "Household income is at most the program's limit for the county and the size of the "
            "household",
            "El ingreso del hogar es como máximo el límite del programa según el condado y el "
            "tamaño del hogar",
        ),
        (
            income(FilingLimits({TaxFiling.JOINT: (0, 1)})),
            "Household income is at most the program's limit for the tax filing status",
            "El ingreso del hogar es como máximo el límite del programa según el estado civil "
            "tributario",
        ),
        (
            asked(CheckCode.INCOME, ()),
            "Household income is within a limit, but the program states none for such a household",
            "El ingreso del hogar está dentro de un límite, pero el programa no indica ninguno "
            "para un hogar así",
        ),
        (
            asked(CheckCode.TAX_LIABILITY, (0,), "household.federalTax"),
            "The household owes federal income tax that the credit can reduce",
            "El hogar debe impuesto federal sobre la renta que el crédito puede reducir",
        ),
        (
            asked(CheckCode.TAX_LIABILITY, (0,), "household.stateTax"),
            "The household owes state income tax that the credit can reduce",
            "El hogar debe impuesto estatal sobre la renta que el crédito puede reducir",
        ),
        (
            asked(CheckCode.NOT_ENDED, (date(2025, 12, 31),)),
            "The offer is open until December 31, 2025",
            "La oferta está abierta hasta el 31 de diciembre de 2025",
        ),
        (
            asked(CheckCode.STARTED, (date(2025, 1, 1),)),
            "The offer is open from January 1, 2025 on",
            "La oferta está abierta desde el 1 de enero de 2025",
        ),
        (
            asked(CheckCode.STATE_REPLACEMENT, ("MA", "OR")),
            "The home is not in a state that gives the same away itself: MA or OR",
            "La vivienda no está en un estado que ya ofrece lo mismo gratis: MA u OR",
        ),
        (
            asked(CheckCode.SHARED_PROGRAM, ("A", "A", "B")),
            "The jointly run program does not replace the offer: Home rebates, Solar",
            "El programa conjunto no reemplaza la oferta: Reembolsos, Energía solar",
        ),
        (
            asked(CheckCode.PREREQUISITE, ("A", "unknown")),
            "Another incentive comes first: Home rebates (A), unknown",
            "Antes se requiere otro incentivo: Reembolsos (A), unknown",
        ),
        (
            asked(CheckCode.EXCLUSION, ("A", "B")),
            "The offer is not combined with Home rebates (A) or Solar (B)",
            "La oferta no se combina con Reembolsos (A) o Energía solar (B)",
        ),
    ],
)
def test_a_requirement_is_a_sentence_in_both_languages(requirement, english, spanish):
    assert requirement_text(requirement, EN, NAMES) == english
    assert requirement_text(requirement, ES, NAMES) == spanish


@pytest.mark.parametrize(
    ("limits", "known", "english", "words"),
    [
        (
            AmiShare(80),
            (96_150,),
            "Household income is at most 80 % of the area median income: $96,150",
            ["96150"],
        ),
        (SizeLimits({1: 1}), (65_572.5,), "Household income is at most $65,572.50", ["65572.5"]),
        (FilingLimits({}), (0, 75_000), "Household income is at most $75,000", ["0", "75000"]),
        (
            FilingLimits({}),
            (10_000.0, 75_000.0),
            "Household income is between $10,000 and $75,000",
            ["10000", "75000"],
        ),
        (
            AmiShare(80),
            None,
            "Household income is at most 80 % of the area median income",
            ["80 % of the area median income"],
        ),
        (
            SizeLimits({}),
            (),
            "Household income is within a limit, but the program states none for such a household",
            [],
        ),
    ],
)
def test_a_check_says_the_limit_of_the_household_where_it_is_known(limits, known, english, words):
    check = Check(income(limits), CheckStatus.PENDING, known, None)
    assert check_text(check, EN, NAMES) == english
    assert check_words(check, NAMES) == words


def test_long_lists_end_with_a_count():
    assert one_of("ABCDEFG", EN) == "A, B, C, D, E or one of 2 others"
    assert some_of("ABCDEFG", ES) == "A, B, C, D, E y 2 más"
    assert one_of("ABCDE", EN) == "A, B, C, D or E"
