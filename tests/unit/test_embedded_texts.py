"""What an incentive pays is said in one sentence of each language."""

import msgspec
import pytest

from datasources.dataset.embedded.grammar import ENGLISH, SPANISH
from datasources.dataset.embedded.shapes import IncentiveEntry, IncomeTestEntry
from datasources.dataset.embedded.texts import Phrasebook, money, read_phrasebook

LOW = {"ami": 80}
POOR = {"fpl": 200}
SIZES = {"by_size": [1, 2, 3, 4, 5, 6, 7, 8]}
FILING = {"by_filing": [{"filing": "single", "maximum": 1}]}

TABLE = [
    (
        {
            "items": ["heat_pump_water_heater"],
            "amount": {"type": "percent", "number": 1, "maximum": 1750},
        },
        LOW,
        "Rebate of 100% of the cost of a heat pump water heater, up to $1,750, for households "
        "at or below 80% of the area median income.",
        "Reembolso del 100 % del costo de un calentador de agua con bomba de calor, hasta "
        "$1,750, para hogares con ingresos de hasta el 80 % de la mediana del área.",
    ),
    (
        {"items": ["electric_stove"], "amount": {"type": "dollar_amount", "number": 750}},
        None,
        "Rebate of $750 for an electric or induction stove.",
        "Reembolso de $750 para una estufa eléctrica o de inducción.",
    ),
    (
        {
            "items": ["electric_panel"],
            "amount": {"type": "dollar_amount", "number": 4000, "maximum": 4000},
        },
        POOR,
        "Rebate of up to $4,000 for an electrical panel, for households at or below 200% of "
        "the federal poverty level.",
        "Reembolso de hasta $4,000 para un tablero eléctrico, para hogares con ingresos de "
        "hasta el 200 % del nivel federal de pobreza.",
    ),
    (
        {
            "items": ["ducted_heat_pump"],
            "amount": {"type": "dollar_amount", "number": 600, "minimum": 300, "maximum": 600},
        },
        SIZES,
        "Rebate of $300 to $600 for a ducted heat pump, for households within the program's "
        "income limits.",
        "Reembolso de entre $300 y $600 para una bomba de calor con conductos, para hogares "
        "dentro de los límites de ingresos del programa.",
    ),
    (
        {
            "items": ["smart_thermostat"],
            "amount": {"type": "dollar_amount", "number": 50, "maximum": 125},
        },
        None,
        "Rebate of $50 for a smart thermostat, up to $125.",
        "Reembolso de $50 para un termostato inteligente, hasta $125.",
    ),
    (
        {
            "items": ["heat_pump_water_heater"],
            "amount": {"type": "dollar_amount", "number": 2250, "minimum": 750},
        },
        None,
        "Rebate of $750 to $2,250 for a heat pump water heater.",
        "Reembolso de entre $750 y $2,250 para un calentador de agua con bomba de calor.",
    ),
    (
        {
            "items": ["ducted_heat_pump", "ductless_heat_pump"],
            "amount": {"type": "dollars_per_unit", "number": 900, "unit": "ton", "maximum": 5000},
        },
        None,
        "Rebate of $900 a ton for a ducted or ductless heat pump, up to $5,000.",
        "Reembolso de $900 por tonelada para una bomba de calor con o sin conductos, hasta $5,000.",
    ),
    (
        {
            "items": ["air_to_water_heat_pump"],
            "amount": {
                "type": "dollars_per_unit",
                "number": 1000,
                "unit": "ton",
                "minimum": 1000,
                "maximum": 6000,
            },
        },
        None,
        "Rebate of $1,000 a ton for an air-to-water heat pump, $1,000 to $6,000 in all.",
        "Reembolso de $1,000 por tonelada para una bomba de calor de aire a agua, entre $1,000 "
        "y $6,000 en total.",
    ),
    (
        {
            "items": ["attic_or_roof_insulation"],
            "owner_status": ["renter"],
            "amount": {
                "type": "dollars_per_unit",
                "number": 0.35,
                "unit": "square_foot",
                "minimum": 100,
            },
        },
        None,
        "Rebate of $0.35 a square foot for attic or roof insulation, at least $100, for renters.",
        "Reembolso de $0.35 por pie cuadrado para aislamiento de ático o techo, al menos $100, "
        "para inquilinos.",
    ),
    (
        {
            "items": ["ebike", "other"],
            "owner_status": ["renter"],
            "payment_methods": ["pos_rebate", "rebate", "account_credit"],
            "amount": {"type": "dollar_amount", "number": 600},
        },
        LOW,
        "Instant discount, rebate or bill credit of $600 for an electric bike or other "
        "upgrades, for renter households at or below 80% of the area median income.",
        "Descuento inmediato, reembolso o crédito en la factura de $600 para una bicicleta "
        "eléctrica u otras mejoras, para hogares inquilinos con ingresos de hasta el 80 % de "
        "la mediana del área.",
    ),
    (
        {
            "items": ["new_electric_vehicle"],
            "payment_methods": ["tax_credit"],
            "amount": {"type": "dollar_amount", "number": 7500, "maximum": 7500},
        },
        FILING,
        "Tax credit of up to $7,500 for a new electric vehicle, for households within the "
        "income limit of their filing status.",
        "Crédito fiscal de hasta $7,500 para un vehículo eléctrico nuevo, para hogares dentro "
        "del límite de ingresos de su estado civil tributario.",
    ),
    (
        {
            "items": ["air_sealing", "duct_sealing", "electric_panel", "ebike", "cool_roof"],
            "payment_methods": ["assistance_program"],
            "amount": {"type": "percent", "number": 0.75},
        },
        None,
        "Direct assistance of 75% of the cost of air sealing, duct sealing, an electrical "
        "panel and 2 more.",
        "Ayuda directa del 75 % del costo de sellado de fugas de aire, sellado de conductos, "
        "un tablero eléctrico y 2 más.",
    ),
]


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    return read_phrasebook()


def an_incentive(**more: object) -> IncentiveEntry:
    usual = {"key": "OR-1", "payment_methods": ["rebate"], "owner_status": ["homeowner", "renter"]}
    return msgspec.convert(usual | more, IncentiveEntry)


@pytest.mark.parametrize(("incentive", "limits", "english", "spanish"), TABLE)
def test_an_incentive_is_said_in_one_sentence(book, incentive, limits, english, spanish):
    test = limits and msgspec.convert({"key": "t", "source": "s"} | limits, IncomeTestEntry)
    text = book.describe(an_incentive(**incentive), test)
    assert (text.en, text.es) == (english, spanish)


def test_items_that_have_a_name_together_are_counted_when_they_are_not_shown(book):
    items = ["electric_panel", "air_sealing", "ebike", "ducted_heat_pump", "ductless_heat_pump"]
    text = book.describe(an_incentive(items=items, amount={"type": "percent", "number": 1}), None)
    assert text.en.endswith("an electrical panel, air sealing, an electric bike and 2 more.")


@pytest.mark.parametrize(
    ("dollars", "written"),
    [(0.5, "$0.50"), (1.25, "$1.25"), (8000, "$8,000"), (14_000.0, "$14,000")],
)
def test_money_has_cents_only_where_there_are_any(dollars, written):
    assert money(dollars) == written


@pytest.mark.parametrize(
    ("share", "english", "spanish"),
    [(1, "100%", "100 %"), (0.98, "98%", "98 %"), (0.125, "12.5%", "12.5 %")],
)
def test_shares_are_written_as_each_language_does(share, english, spanish):
    assert (ENGLISH.share(share), SPANISH.share(share)) == (english, spanish)
