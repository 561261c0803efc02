"""Which values a field can hold."""

from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.application import PayeeType
from datasources.facts.field import Entity, Field, FieldKind
from datasources.facts.fields import FIELDS
from resolvers.rules.field_limits import fault
from schema.state_codes import StateCode

CUSTOMER = FIELDS[Entity.CUSTOMER]
DEVICE = FIELDS[Entity.CUSTOMER_DEVICE]
APPLICATION = FIELDS[Entity.APPLICATION]
SHORT = Field("short", FieldKind.TEXT, "", 3)


def nested(levels: int) -> dict:
    return {"in": nested(levels - 1)} if levels > 1 else {"in": 1}


def nested_in_lists(levels: int) -> dict:
    inner: object = 1
    for _ in range(levels - 1):
        inner = [inner]
    return {"in": inner}


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (SHORT, "abc", "abcd"),
        (SHORT, " b ", "   "),
        (SHORT, "ñ🙂x", ""),
        (SHORT, "a b", "a\nb"),
        (SHORT, "a", "a\x00"),
        (SHORT, "\u00e9", "\ud83d"),
        (CUSTOMER["first_name"], "a" * 255, "a" * 256),
        (CUSTOMER["phone"], "5415550", "541555"),
        (CUSTOMER["phone"], "541555010012345", "5415550100123456"),
        (CUSTOMER["phone"], "+1 (541) 555-0100 x12", "+1 (541) 555-0100 ext 12"),
        (CUSTOMER["phone"], "541.555.0100#3", "541/555/0100"),
        (CUSTOMER["phone"], "541-555-0100", "٥٤١٥٥٥٠١٠٠"),
        (CUSTOMER["email"], "ada@example.org", "ada@example"),
        (CUSTOMER["email"], "a+b@mail.example.org", "a@b@example.org"),
        (CUSTOMER["email"], "ada@ex.org", "ada@.org"),
        (CUSTOMER["email"], "ada@ex.org", "ada@ex..org"),
        (CUSTOMER["email"], "ada@ex.org", "ada@ex.org."),
        (CUSTOMER["email"], "ada@ex.org", "@ex.org"),
        (CUSTOMER["email"], "ada@ex.org", "a da@ex.org"),
        (CUSTOMER["email"], f"{'a' * 247}@ex.org", f"{'a' * 248}@ex.org"),
        (CUSTOMER["state"], "OR", "or"),
        (CUSTOMER["state"], "PR", "BC"),
        (CUSTOMER["mailing_state"], "WY", "XX"),
        (CUSTOMER["zip_code"], "97701", "9770"),
        (CUSTOMER["zip_code"], "97701-1234", "97701-123"),
        (CUSTOMER["mailing_zip"], "02130", "021301"),
        (CUSTOMER["mailing_zip"], "02130", "٠٢١٣٠"),
        (CUSTOMER["dwelling_units"], 1, 0),
        (CUSTOMER["household_size"], 99, 100),
        (CUSTOMER["building_age_years"], 0, -1),
        (DEVICE["vehicle_year"], 1_900, 1_899),
        (DEVICE["vehicle_year"], 2_100, 2_101),
        (DEVICE["vehicle_vin"], "1HGCM82633A004352", "1HGCM82633A00435"),
        (DEVICE["vehicle_vin"], "1hgcm82633a004352", "1HGCM82633A00435-"),
        (DEVICE["contractor_website"], "https://example.org/a?b=c", "example.org"),
        (DEVICE["contractor_website"], "HTTP://example.org", "ftp://example.org"),
        (DEVICE["contractor_website"], "http://e", "http://"),
        (DEVICE["contractor_website"], "http://e", "http:///path"),
        (DEVICE["contractor_website"], "http://e", "javascript:alert(1)"),
        (DEVICE["contractor_website"], "http://e/a%20b", "http://e/a b"),
        (DEVICE["purchase_price"], 0, -1),
        (DEVICE["purchase_price"], 10_000_000_000, 10_000_000_001),
        (DEVICE["purchase_date"], date(1900, 1, 1), date(1899, 12, 31)),
        (DEVICE["purchase_date"], date(2200, 12, 31), date(2201, 1, 1)),
        (APPLICATION["payee_type"], PayeeType.CUSTOMER, "customer"),
        (APPLICATION["eligibility_category"], "1C", "1D"),
        (APPLICATION["eligibility_category"], "2", "1"),
    ],
)
def test_a_field_holds_values_up_to_its_edge(field, good, bad):
    assert fault(field, good) is None
    assert fault(field, bad) is not None


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ({}, []),
        ({"a": [1]}, "{}"),
        (nested(10), nested(11)),
        (nested_in_lists(10), nested_in_lists(11)),
        ({"a": "b" * 19_992}, {"a": "b" * 19_993}),
        ({"a": "ñ" * 19_992}, {"a": "ñ" * 19_993}),
        ({"a": 2**53 - 1}, {"a": 2**53}),
        ({"a": -(2**53) + 1}, {"a": -(2**53)}),
        ({"a": 1.5, "b": None, "c": True}, {"a": float("nan")}),
        ({"a": "one\ntwo"}, {"a": "\x00"}),
        ({"a\t": 1}, {"a\x00": 1}),
        ({"a": "🙂"}, {"a": ["\ud83d"]}),
        ({"1": 1}, {1: 1}),
        ({"a": "2026-11-21"}, {"a": date(2026, 11, 21)}),
    ],
    ids=[
        "an object",
        "not its text",
        "levels",
        "levels of lists",
        "characters",
        "characters, not bytes",
        "whole numbers",
        "negative numbers",
        "finite numbers",
        "lines",
        "names",
        "halves of characters",
        "names in text",
        "plain values",
    ],
)
def test_a_document_is_a_plain_object_of_some_size(good, bad):
    assert fault(CUSTOMER["property_details"], good) is None
    assert fault(CUSTOMER["property_details"], bad) is not None


def test_a_document_of_ten_thousand_levels_is_refused_like_any_other():
    assert fault(CUSTOMER["property_details"], nested_in_lists(10_000)) is not None


@pytest.mark.parametrize("entity", Entity)
def test_just_what_is_required_cannot_be_cleared(entity):
    kept = {name for name, field in FIELDS[entity].items() if fault(field, None)}
    assert kept == {name for name, field in FIELDS[entity].items() if field.required}


def test_every_state_that_clients_name_is_one_of_an_address():
    assert all(fault(CUSTOMER["state"], code.value) is None for code in StateCode)


def test_no_other_state_is_one_of_an_address():
    letters = [chr(number) for number in range(ord("A"), ord("Z") + 1)]
    pairs = {one + other for one in letters for other in letters}
    assert {code for code in pairs if fault(CUSTOMER["state"], code) is None} == {*StateCode}


@given(st.text(max_size=12))
def test_whatever_text_comes_it_is_judged(text):
    for fields in FIELDS.values():
        for field in fields.values():
            if field.kind in {FieldKind.TEXT, FieldKind.EMAIL, FieldKind.PHONE, FieldKind.URL}:
                found = fault(field, text)
                assert found is None or (found.en and found.es)


@pytest.mark.parametrize("answer", [True, False])
def test_yes_and_no_are_both_answers(answer):
    assert fault(CUSTOMER["is_homeowner"], answer) is None


def test_another_choice_is_no_choice():
    other = StrEnum("other", {"CUSTOMER": "customer"})
    assert fault(APPLICATION["payee_type"], other.CUSTOMER) is not None
