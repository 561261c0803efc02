"""Values of updates at the edges of what fields hold; beyond them nothing is written."""

from typing import Any

import pytest

from tests.changes import applied, faults, of_customer, of_device, refused, update
from tests.partner import Partners

LONGEST_EMAIL = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 58}.us"


def path_of(said: dict[str, Any]) -> str:
    """Return where the last value of an input stands."""
    path, inner = "input", said
    while isinstance(inner, dict | list):
        key: Any = 0 if isinstance(inner, list) else list(inner)[-1]
        path, inner = f"{path}.{key}", inner[key]
    return path


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ({"rebateType": "a" * 255}, True), ({"rebateType": "a" * 256}, False),
        ({"rebateType": " "}, False), ({"rebateType": "a\u0000"}, False),
        ({"totalRequestedAmount": "0.00"}, True), ({"totalRequestedAmount": "-0.01"}, False),
        ({"totalRequestedAmount": "100000000.00"}, True),
        ({"totalRequestedAmount": "100000000.01"}, False),
        ({"totalRequestedAmount": "0.001"}, False),
        ({"approvalDate": "1900-01-01"}, True), ({"approvalDate": "1899-12-31"}, False),
        ({"approvalDate": "2200-12-31"}, True), ({"approvalDate": "2201-01-01"}, False),
        (of_customer(email=LONGEST_EMAIL), True), (of_customer(email=f"a{LONGEST_EMAIL}"), False),
        (of_customer(email="nobody"), False),
        (of_customer(phone="5415550"), True), (of_customer(phone="541555"), False),
        (of_customer(householdSize=1), True), (of_customer(householdSize=0), False),
        (of_customer(householdSize=99), True), (of_customer(householdSize=100), False),
        (of_customer(state="WA"), True), (of_customer(state="XX"), False),
        (of_customer(zipCode="97702"), True), (of_customer(zipCode="9770"), False),
        (of_customer(city=None), False), (of_customer(addressLine1=None), False),
        (of_device(quantity=1), True), (of_device(quantity=0), False),
        (of_device(vehicleVin="1" * 17), True), (of_device(vehicleVin="1" * 16), False),
        (of_device(contractorWebsite="https://a.b"), True),
        (of_device(contractorWebsite="a.b"), False),
    ],
    ids=lambda value: path_of(value) if isinstance(value, dict) else None,
)  # fmt: skip
async def test_a_value_is_held_to_the_limits_of_its_field(
    partners: Partners, said: dict[str, Any], fits: bool
):
    await applied(partners.first)
    if fits:
        assert faults(await update(partners.first, 1, **said)) == []
        return
    assert await refused(partners.first, said) == [("BAD_USER_INPUT", path_of(said))]


async def test_nothing_is_approved_before_it_is_handed_in(partners: Partners):
    await applied(partners.first)
    said = {"submissionDate": "2026-11-03", "approvalDate": "2026-11-02"}
    assert await refused(partners.first, said) == [("BAD_USER_INPUT", "input.approvalDate")]
