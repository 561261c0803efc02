"""What is counted: units, combinations, programs, and money that is sure or can come."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from datasources.facts.money import Cents
from tests.builders import TODAY
from tests.partner import SACRAMENTO, Partners

CHARGE_AT_HOME = 838
REBATES = "or_pacificPower_pacificPowerRebates"


def of(payload: Any, program: int | str) -> Any:
    """Return what a check says of one program."""
    name = "number" if isinstance(program, int) else "key"
    (found,) = (each for each in payload["check"]["byProgram"] if each["program"][name] == program)
    return found


async def test_every_unit_has_a_row_of_its_own(partners: Partners):
    payload = await partners.first.lookup(123, 44, 123)
    rows = of(payload, CHARGE_AT_HOME)["deviceTierResults"]
    units = [each.id for each in (await partners.first.state()).devices[1]]

    assert [row["device"]["number"] for row in rows] == [123, 123]
    assert [row["customerDevice"]["number"] for row in rows] == [units[0], units[2]]
    assert [row["incentiveAmount"] for row in rows] == ["750.00", "750.00"]


async def test_stored_programs_pay_by_unit_and_offers_of_the_data_set_once(partners: Partners):
    payload = await partners.first.lookup(123, 123)
    catalog, dataset = of(payload, CHARGE_AT_HOME), of(payload, REBATES)

    assert (catalog["totalIncentive"], catalog["eligibleCombinations"]) == ("1500.00", 2)
    assert dataset["totalIncentive"] == "1500.00"
    paid = [row for row in dataset["deviceTierResults"] if row["incentiveAmount"] != "0.00"]
    assert len(paid) == dataset["eligibleCombinations"] == 1


async def test_the_totals_are_the_sums_of_the_programs(partners: Partners):
    check = (await partners.first.lookup(123, 456, 5, address=SACRAMENTO))["check"]
    programs = check["byProgram"]

    assert check["programsEvaluated"] == len(programs) > 3
    total = sum(float(each["totalIncentive"]) for each in programs)
    assert float(check["totalIncentiveAmount"]) == total
    assert check["totalEligibleCombinations"] == sum(
        each["eligibleCombinations"] for each in programs
    )


async def test_programs_that_pay_nothing_are_listed_too(partners: Partners):
    check = (await partners.first.lookup(456))["check"]
    assert check["programsEvaluated"] == len(check["byProgram"]) == 1
    assert check["byProgram"][0]["totalIncentive"] == "0.00"


async def test_a_device_that_no_program_is_for_is_an_answer_without_programs(partners: Partners):
    check = (await partners.first.lookup(55))["check"]
    assert (check["programsEvaluated"], check["byProgram"]) == (0, [])
    assert (check["totalIncentiveAmount"], check["certainIncentiveAmount"]) == ("0.00", "0.00")


async def test_pending_money_is_potential_and_not_certain(partners: Partners):
    check = (await partners.first.lookup(123))["check"]
    assert (check["totalIncentiveAmount"], check["certainIncentiveAmount"]) == ("2250.00", "0.00")


async def test_what_is_told_after_the_sale_makes_money_certain(partners: Partners):
    await partners.first.lookup(123)
    async with partners.database.write(1) as writing:
        units = partners.work(writing).units
        (unit,) = (await partners.first.state()).devices[1]
        known = replace(
            unit,
            installation_date=TODAY - timedelta(days=90),
            contractor_license="EC-1",
            purchase_price=Cents(80_000),
            details={"application_submitted_date": TODAY},
        )
        await units.update(known)
    payload = await partners.first.refresh()

    found = of(payload, CHARGE_AT_HOME)["deviceTierResults"][0]
    assert found["completedRequirements"] == [
        "Installation must be within 90 days of application",
        "Must use licensed contractor",
    ]
    assert payload["check"]["certainIncentiveAmount"] == "750.00"


async def test_the_household_decides_what_depends_on_it(partners: Partners):
    rich = {"ownerStatus": "HOMEOWNER", "householdIncome": 200_000, "householdSize": 2}
    payload = await partners.first.lookup(123, household=rich)
    failed = [
        text
        for row in of(payload, REBATES)["deviceTierResults"]
        for text in row["failedRequirements"]
    ]
    assert any("income" in text for text in failed)

    query = """mutation M($input: RefreshIncentivesInput!) { refreshIncentives(input: $input) {
        check { household { isUnder80Ami isUnder150Ami isOver150Ami } } } }"""
    data = await partners.first.ask(query, input={"referenceId": "home-1", "household": rich})
    assert data["refreshIncentives"]["check"]["household"] == {
        "isUnder80Ami": False,
        "isUnder150Ami": False,
        "isOver150Ami": True,
    }


async def test_a_tier_result_tells_how_and_why(partners: Partners):
    query = """mutation M($input: RefreshIncentivesInput!) { refreshIncentives(input: $input) {
        check { byProgram { program { number } deviceTierResults {
            calculation { method baseAmount units cap text }
            tier { name paymentType amount { number } deviceCategory { key } }
            checks { code status subject operator expected actual requirement advisory }
            pending: checks(status: PENDING) { code } failed: checks(status: FAILED) { code }
        } } } } }"""
    await partners.first.lookup(123)
    data = await partners.first.ask(query, input={"referenceId": "home-1"})
    (row,) = data["refreshIncentives"]["check"]["byProgram"][0]["deviceTierResults"]

    assert row["calculation"] == {
        "method": "fixed", "baseAmount": "750.00", "units": None, "cap": None,
        "text": "A fixed amount",
    }  # fmt: skip
    assert row["tier"] == {
        "name": "Standard Rebate", "paymentType": "INSTALL", "amount": {"number": 750.0},
        "deviceCategory": {"key": "ev_charger"},
    }  # fmt: skip
    assert row["checks"][0] == {
        "code": "CLAIM_WINDOW",
        "status": "PENDING",
        "subject": "customerDevice.daysBetweenInstallationAndApplication",
        "operator": "LTE",
        "expected": ["90"],
        "actual": None,
        "requirement": "Installation must be within 90 days of application",
        "advisory": False,
    }
    assert row["pending"] == [{"code": "CLAIM_WINDOW"}, {"code": "CONTRACTOR"}]
    assert row["failed"] == []


async def test_a_failed_tier_has_no_calculation(partners: Partners):
    query = """mutation M($input: LookupIncentivesInput!) { lookupIncentives(input: $input) {
        check { byProgram { program { number } deviceTierResults {
            calculation { method } checks(status: FAILED) { code actual } } } } } }"""
    told = {"street1": "1 Oak", "city": "Portland", "state": "OR", "postalCode": "97204"}
    data = await partners.first.ask(
        query,
        input={
            "referenceId": "home-1",
            "address": told,
            "buildingType": "RESIDENTIAL",
            "deviceNumbers": [124],
        },
    )
    (row,) = data["lookupIncentives"]["check"]["byProgram"][0]["deviceTierResults"]
    assert row["calculation"] is None
    assert row["checks"] == [
        {"code": "NETWORKED", "actual": "false"},
        {"code": "CHARGER_LEVEL", "actual": "LEVEL_1"},
    ]
