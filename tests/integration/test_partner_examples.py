"""The worked examples of the incentive lookup, end to end."""

from typing import Any

from tests.partner import PORTLAND, SACRAMENTO, SMUD, Partners

NINETY_DAYS = "Installation must be within 90 days of application"
CONTRACTOR = "Must use licensed contractor"


def program(payload: Any, number: int) -> Any:
    assert payload["userErrors"] == []
    (found,) = (
        each for each in payload["check"]["byProgram"] if each["program"]["number"] == number
    )
    return found


async def test_a_charger_in_bend_earns_750_of_program_838(partners: Partners):
    payload = await partners.first.lookup(123)
    found = program(payload, 838)
    (row,) = found["deviceTierResults"]

    assert (found["totalIncentive"], found["eligibleCombinations"]) == ("750.00", 1)
    assert row["ignoredRequirements"] == [NINETY_DAYS, CONTRACTOR]
    assert (row["failedRequirements"], row["completedRequirements"]) == ([], [])
    assert (row["eligible"], row["incentiveAmount"]) == (True, "750.00")
    assert (row["device"], row["tier"]) == ({"number": 123}, {"number": 456})
    assert payload["check"]["utility"] == {"eiaId": "14354"}
    assert payload["check"]["address"] == {"formatted": "456 Main St, Bend, OR 97701"}
    assert payload["check"]["operation"] == "LOOKUP"
    assert payload["check"]["connectUrl"] is None
    assert payload["check"]["programsEvaluated"] == len(payload["check"]["byProgram"])


async def test_a_dumb_charger_in_portland_earns_nothing_and_says_why(partners: Partners):
    found = program(await partners.first.lookup(124, address=PORTLAND, eiaId="15248"), 900)
    (row,) = found["deviceTierResults"]

    assert (found["totalIncentive"], found["eligibleCombinations"]) == ("0.00", 0)
    assert row["failedRequirements"] == [
        "Device not OCPP compliant",
        "Charger level must be at least LEVEL_2",
    ]
    assert (row["eligible"], row["incentiveAmount"]) == (False, "0.00")


async def test_a_charger_and_a_panel_in_sacramento_earn_of_two_programs(partners: Partners):
    payload = await partners.first.lookup(123, 456, address=SACRAMENTO, eiaId=SMUD)
    assert program(payload, 1001)["totalIncentive"] == "500.00"
    assert program(payload, 1002)["totalIncentive"] == "750.00"
    assert payload["check"]["utility"] == {"eiaId": SMUD}
