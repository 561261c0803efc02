"""Whatever a pack may hold is read as it was written."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from datasources.catalog.conditions import CHARGER_LEVEL
from datasources.catalog.pack import CatalogPack
from datasources.catalog.read import parse_pack
from datasources.catalog.write import write_pack
from datasources.facts.catalog import (
    BuildingType,
    CatalogProgram,
    CatalogTier,
    Device,
    PaymentType,
    TierRequirement,
)
from datasources.facts.incentive import Amount, AmountType, AmountUnit
from datasources.facts.requirement import CheckCode, CheckOperator, Knowable
from datasources.facts.text import Text

LINES = st.text(min_size=1, max_size=20)
NUMBERS = st.integers(1, 2**31 - 1)
CENTS = st.none() | st.integers(0, 10**9)
CATEGORIES = st.sampled_from(["ev_charger", "heat_pump", "vehicle"])
PLAIN = st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e12, 1e12) | st.text(max_size=9)
NAMES = st.from_regex(r"[a-z][A-Za-z0-9]{0,9}", fullmatch=True).filter(
    lambda name: name != CHARGER_LEVEL and not name.endswith("Date")
)
KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,9}", fullmatch=True)
URLS = st.sampled_from(["https://example.org/a?b=c#d", "http://example.org/é"])


def texts(words=LINES):
    return st.builds(Text, words, st.none() | words)


def tuples(values, **limits):
    return st.lists(values, **limits).map(tuple)


def dollars(most=1e6):
    return st.floats(0, most) | st.integers(0, int(most))


@st.composite
def amounts(draw):
    kind = draw(st.sampled_from(AmountType))
    rate = kind is AmountType.DOLLARS_PER_UNIT
    least, most = sorted(draw(st.tuples(dollars(), dollars())))
    return Amount(
        kind,
        draw(dollars(1 if kind is AmountType.PERCENT else 1e6)),
        draw(st.sampled_from([None, least])),
        draw(st.sampled_from([None, most])) if most else None,
        draw(st.none() | dollars()),
        draw(st.sampled_from(AmountUnit)) if rate else None,
    )


@st.composite
def conditions(draw):
    kinds = {
        CheckOperator.IN: (f"device.{draw(NAMES)}", tuples(PLAIN, min_size=1, max_size=3)),
        CheckOperator.NEQ: (f"customer.{draw(NAMES)}", st.tuples(PLAIN)),
        CheckOperator.GTE: (f"device.{CHARGER_LEVEL}", st.just(("LEVEL_2",))),
        CheckOperator.LT: ("date", st.tuples(st.dates(date(1000, 1, 1)))),
        CheckOperator.BETWEEN: (
            "household.income",
            st.tuples(st.integers(0, 9), st.floats(9, 99)),
        ),
        CheckOperator.PRESENT: ("customerDevice.permitNumber", st.just(())),
    }
    operator = draw(st.sampled_from(list(kinds)))
    subject, expected = kinds[operator]
    return subject, operator, draw(expected)


@st.composite
def requirements(draw, key):
    subject, operator, expected = draw(conditions())
    return TierRequirement(
        key,
        draw(st.sampled_from(CheckCode)),
        subject,
        operator,
        expected,
        draw(texts()),
        draw(st.none() | texts()),
        draw(st.sampled_from(Knowable)),
    )


FILLABLE = ["customer.email", "customerDevice.purchaseDate", "application.agreeTerms"]


@st.composite
def tiers(draw, number):
    return CatalogTier(
        number,
        draw(texts()),
        draw(CATEGORIES),
        draw(st.sampled_from(PaymentType)),
        draw(amounts()),
        tuple(draw(requirements(key)) for key in draw(st.lists(KEYS, max_size=2, unique=True))),
        draw(CENTS),
    )


@st.composite
def packs(draw):
    numbers = draw(st.lists(NUMBERS, max_size=2, unique=True))
    own = iter(draw(st.lists(NUMBERS, min_size=2 * len(numbers), unique=True)))
    keys = draw(st.lists(KEYS, min_size=len(numbers), max_size=len(numbers), unique=True))
    return CatalogPack(
        devices=tuple(draw(st.lists(devices(), max_size=3, unique_by=lambda d: d.number))),
        programs=tuple(
            CatalogProgram(
                number,
                key,
                draw(texts()),
                draw(LINES),
                draw(texts(URLS)),
                (draw(tiers(next(own))), draw(tiers(next(own)))),
                draw(tuples(st.integers(1, 99_999).map(str), max_size=2)),
                draw(tuples(st.sampled_from(["OR", "PR", "DC"]), max_size=2)),
                draw(tuples(st.sampled_from(BuildingType), max_size=2)),
                draw(st.booleans()),
                draw(st.booleans()),
                draw(CENTS),
                draw(tuples(st.sampled_from(FILLABLE), max_size=2)),
                draw(st.booleans()),
                draw(st.none() | st.integers(0, 3_650)),
            )
            for number, key in zip(numbers, keys, strict=True)
        ),
    )


def devices():
    maybe = st.none() | LINES
    return st.builds(
        Device,
        number=NUMBERS,
        name=LINES,
        category=CATEGORIES,
        manufacturer=maybe,
        model_name=maybe,
        model_number=maybe,
        description=maybe,
        list_price=CENTS,
        active=st.booleans(),
        specs=st.none() | st.dictionaries(NAMES, PLAIN, max_size=3),
    )


def truths(pack):
    return [
        isinstance(value, bool)
        for device in pack.devices
        for value in (device.specs or {}).values()
    ]


@settings(max_examples=50)
@given(packs())
def test_import_after_export_is_the_same(pack):
    again = parse_pack(write_pack(pack))
    assert again == pack
    assert truths(again) == truths(pack)
