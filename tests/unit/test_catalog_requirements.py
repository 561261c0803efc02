"""What stored tiers ask for, checked against what is known of a device and its installation."""

from datetime import date, timedelta

import pytest

from datasources.facts.household import Household
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus, Requirement
from resolvers.rules.circumstances import Areas, Circumstances
from resolvers.rules.evaluate import status_of
from resolvers.rules.units import known_of
from tests.builders import TODAY
from tests.offers import a_customer_device, a_unit

MET, FAILED, PENDING = CheckStatus.MET, CheckStatus.FAILED, CheckStatus.PENDING


def status(subject, operator, *expected, owned=None, **device):
    asked = Requirement(CheckCode.MISCELLANEOUS, subject, CheckOperator(operator), expected)
    known = known_of(a_unit(owned, **device))
    return status_of(
        asked, Circumstances(TODAY, "OR", Areas(frozenset()), Household(), others=known)
    )


@pytest.mark.parametrize(
    ("operator", "expected", "actual", "found"),
    [
        ("eq", (True,), True, MET),
        ("eq", (True,), False, FAILED),
        ("eq", (True,), None, PENDING),
        ("neq", ("J1772",), "NACS", MET),
        ("neq", ("NACS",), "NACS", FAILED),
        ("in", ("NACS", "J1772"), "NACS", MET),
        ("in", ("J1772",), "NACS", FAILED),
        ("not_in", ("J1772",), "NACS", MET),
        ("not_in", ("NACS",), "NACS", FAILED),
        ("gt", (15,), 15, FAILED),
        ("gt", (15,), 15.1, MET),
        ("gte", (15,), 15, MET),
        ("gte", (15,), 14.9, FAILED),
        ("lt", (15,), 15, FAILED),
        ("lte", (15,), 15, MET),
        ("between", (1, 3), 1, MET),
        ("between", (1, 3), 3, MET),
        ("between", (1, 3), 3.1, FAILED),
        ("between", (1, 3), None, PENDING),
        ("present", (), "EC-1", MET),
        ("present", (), True, MET),
        ("present", (), 0, MET),
        ("present", (), "", FAILED),
        ("present", (), False, FAILED),
        ("present", (), None, PENDING),
        ("absent", (), "", MET),
        ("absent", (), False, MET),
        ("absent", (), 0, FAILED),
        ("absent", (), "EC-1", FAILED),
        ("absent", (), None, PENDING),
        ("in", (), "NACS", FAILED),
    ],
)
def test_every_operator_has_three_answers(operator, expected, actual, found):
    specs = {} if actual is None else {"thing": actual}
    assert status("device.thing", operator, *expected, specs=specs) is found


@pytest.mark.parametrize("operator", ["gt", "gte", "lt", "lte"])
def test_a_value_of_another_kind_is_as_good_as_none(operator):
    assert status("device.thing", operator, 15, specs={"thing": "16"}) is PENDING


@pytest.mark.parametrize(
    ("level", "found"),
    [("LEVEL_1", FAILED), ("LEVEL_2", MET), ("DCFC", MET), ("LEVEL_9", PENDING)],
)
def test_levels_of_chargers_have_an_order(level, found):
    assert status("device.chargerLevel", "gte", "LEVEL_2", specs={"chargerLevel": level}) is found


@pytest.mark.parametrize(
    ("subject", "value"),
    [
        ("device.number", 123),
        ("device.category", "ev_charger"),
        ("device.manufacturer", "Example"),
        ("device.modelName", "Name"),
        ("device.modelNumber", "N-1"),
        ("customerDevice.purchaseDate", TODAY),
        ("customerDevice.installationDate", TODAY),
        ("customerDevice.contractorLicense", "EC-1"),
        ("customerDevice.permitsObtained", True),
        ("customerDevice.applicationSubmittedDate", TODAY),
    ],
)
def test_what_is_known_of_a_unit_is_known_by_its_name(subject, value):
    owned = a_customer_device(
        purchase_date=TODAY,
        installation_date=TODAY,
        contractor_license="EC-1",
        details={"permits_obtained": True, "application_submitted_date": TODAY, "photos": []},
    )
    names = {"manufacturer": "Example", "model_name": "Name", "model_number": "N-1"}
    assert status(subject, "eq", value, owned=owned, **names) is MET
    assert status("customerDevice.photos", "present", owned=owned) is PENDING


@pytest.mark.parametrize(
    ("days", "found"), [(0, MET), (90, MET), (-90, MET), (91, FAILED), (-91, FAILED)]
)
def test_a_claim_window_counts_days_either_way(days, found):
    owned = a_customer_device(
        installation_date=TODAY,
        details={"application_submitted_date": TODAY + timedelta(days=days)},
    )
    subject = "customerDevice.daysBetweenInstallationAndApplication"
    assert status(subject, "lte", 90, owned=owned) is found


@pytest.mark.parametrize(
    "owned",
    [
        None,
        a_customer_device(),
        a_customer_device(installation_date=TODAY),
        a_customer_device(details={"application_submitted_date": TODAY}),
        a_customer_device(
            installation_date=TODAY, details={"application_submitted_date": "2026-11-21"}
        ),
    ],
)
def test_a_claim_window_is_open_as_long_as_a_day_is_missing(owned):
    subject = "customerDevice.daysBetweenInstallationAndApplication"
    assert status(subject, "lte", 90, owned=owned) is PENDING


@pytest.mark.parametrize(
    ("first", "last", "found"), [(20, 21, MET), (21, 22, MET), (22, 23, FAILED), (19, 20, FAILED)]
)
def test_days_are_compared_as_days(first, last, found):
    days = date(2026, 11, first), date(2026, 11, last)
    assert status("date", "between", *days) is found
    owned = a_customer_device(purchase_date=TODAY)
    assert status("customerDevice.purchaseDate", "between", *days, owned=owned) is found
