"""What customers type becomes values, and values become what they see."""

from datetime import date

import pytest

from datasources.facts.catalog import BuildingType
from datasources.facts.fields import FieldName
from gateway.connect.answers import NotUnderstood, read_answers, shown, understood
from gateway.connect.languages import chosen
from resolvers.rules.questions import Question
from tests.forms import WRITTEN, value_of

NONE, NOT = None, object()


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("customer.firstName", " Ann ", "Ann"),
        ("customer.firstName", "  ", NONE),
        ("customer.firstName", "a" * 255, "a" * 255),
        ("customer.firstName", "a" * 256, NOT),
        ("customer.firstName", "a\x00b", NOT),
        ("customer.city", "", NOT),
        ("customer.email", "ann@example.org", "ann@example.org"),
        ("customer.email", "ann@example", NOT),
        ("customer.phone", "541-555-0100", "541-555-0100"),
        ("customer.phone", "call me", NOT),
        ("customer.state", "OR", "OR"),
        ("customer.state", "ZZ", NOT),
        ("customer.householdSize", "4", 4),
        ("customer.householdSize", "0", NOT),
        ("customer.householdSize", "99", 99),
        ("customer.householdSize", "100", NOT),
        ("customer.householdSize", "4.0", NOT),
        ("customer.householdSize", "four", NOT),
        ("customer.householdSize", "\u0664", NOT),
        ("customer.householdSize", "9" * 5_000, NOT),
        ("customer.isVeteran", "yes", True),
        ("customer.isVeteran", "no", False),
        ("customer.isVeteran", "", NONE),
        ("customer.isVeteran", "true", NOT),
        ("customer.buildingType", "multifamily", BuildingType.MULTIFAMILY),
        ("customer.buildingType", "", NONE),
        ("customer.buildingType", "castle", NOT),
        ("customerDevice.purchasePrice", "1250", 125_000),
        ("customerDevice.purchasePrice", "1250.5", 125_050),
        ("customerDevice.purchasePrice", "$1,250.55", 125_055),
        ("customerDevice.purchasePrice", "0", 0),
        ("customerDevice.purchasePrice", "1250,50", NOT),
        ("customerDevice.purchasePrice", "1250.555", NOT),
        ("customerDevice.purchasePrice", "-1", NOT),
        ("customerDevice.purchasePrice", "1e3", NOT),
        ("customerDevice.purchasePrice", "NaN", NOT),
        ("customerDevice.purchasePrice", "999999999999", NOT),
        ("customerDevice.purchaseDate", "2026-11-01", date(2026, 11, 1)),
        ("customerDevice.purchaseDate", "2026-02-30", NOT),
        ("customerDevice.purchaseDate", "20261101", NOT),
        ("customerDevice.purchaseDate", "1899-12-31", NOT),
        ("customerDevice.contractorWebsite", "https://example.org", "https://example.org"),
        ("customerDevice.contractorWebsite", "javascript:alert(1)", NOT),
        ("customer.propertyDetails", "flat\r\nroof", {"notes": "flat\nroof"}),
        ("customer.propertyDetails", " ", NONE),
    ],
    ids=range(45),
)
def test_a_text_becomes_a_value_or_is_refused(path, text, value):
    field = FieldName.parse(path).field
    if value is NOT:
        with pytest.raises(NotUnderstood) as refused:
            understood(field, text)
        assert refused.value.fault.es
    else:
        assert understood(field, text) == value


@pytest.mark.parametrize("named", WRITTEN, ids=lambda named: named.path)
def test_what_is_shown_is_understood_again(named):
    _, value = value_of(named.field)
    if not isinstance(value, dict):
        assert read_answers([Question(named, None, value)], {}).values == {}
        text = shown(named.field, value)
        question = Question(named, None, value)
        assert read_answers([question], {question.key: f" {text} "}).values == {}


def test_what_others_wrote_into_a_document_stays():
    field = FieldName.parse("customer.propertyDetails").field
    stored = {"roof": "flat", "notes": "old"}
    assert shown(field, stored) == "old"
    assert understood(field, "new", stored) == {"roof": "flat", "notes": "new"}
    assert understood(field, "", stored) == {"roof": "flat"}


def test_only_what_differs_is_an_answer():
    asked = [
        Question(FieldName.parse(f"customer.{name}"), None, value)
        for name, value in [("email", "a@example.org"), ("phone", "541-555-0100"), ("fax", None)]
    ]
    read = read_answers(
        asked,
        {"customer.email": "a@example.org", "customer.phone": "", "customer.fax": "x"},
    )
    assert read.values == {"customer.phone": None}
    assert list(read.faults) == ["customer.fax"]


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        (None, "", "en"),
        (None, "es", "es"),
        (None, "ES-mx", "es"),
        (None, "de, fr", "en"),
        (None, "en, es", "en"),
        (None, "es, en", "es"),
        (None, "en;q=0.5, es;q=0.6", "es"),
        (None, "es;q=0", "en"),
        (None, "es;q=x, *", "en"),
        ("es", "en", "es"),
        ("en", "es", "en"),
        ("de", "es", "es"),
        ("", "es", "es"),
    ],
)
def test_the_address_goes_before_what_the_browser_likes_best(asked, accepted, expected):
    assert chosen(asked, accepted) == expected
