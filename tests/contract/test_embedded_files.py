"""The files of the embedded data set say what their sources say, and hang together."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from datasources.dataset.check import faults
from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.build import write_compiled
from datasources.dataset.embedded.device_categories import read_device_categories
from datasources.dataset.embedded.policies import read_policies
from datasources.dataset.embedded.state_files import read_states
from datasources.dataset.embedded.texts import read_phrasebook
from datasources.dataset.errors import ImportRefused
from datasources.facts.coverage import RolloutStatus
from datasources.facts.incentive import Amount, AmountType, Incentive, PaymentMethod
from datasources.facts.income import SizeLimits
from datasources.facts.item import Item
from tests.builders import NOW

STARTER = Path(__file__).parents[3] / "shared" / "data" / "starter.json"
NO_DEVICE = {Item.ENERGY_AUDIT, Item.EFFICIENCY_REBATES, Item.OTHER}
RATE_SLIPS = {"NY-46", "NY-52"}


@pytest.fixture(scope="module")
def offers(content: DatasetContent) -> dict[str, Incentive]:
    return {offer.key: offer for offer in content.incentives}


@pytest.fixture(scope="module")
def starter() -> list[dict[str, Any]]:
    if not STARTER.exists():
        pytest.skip("the facts that the files were made from are not beside this checkout")
    programs: list[dict[str, Any]] = json.loads(STARTER.read_text("utf-8"))["programs"]
    return programs


def test_the_content_has_no_faults(content):
    assert faults(content) == []


def test_there_is_a_file_for_each_of_56_jurisdictions_and_12_are_launched(content):
    launched = [row.code for row in content.jurisdictions if row.status is RolloutStatus.LAUNCHED]
    assert len(content.jurisdictions) == len({row.fips for row in content.jurisdictions}) == 56
    assert launched == ["AZ", "CA", "CO", "GA", "IL", "MA", "MI", "NY", "OR", "TX", "VT", "WA"]
    assert sorted(row.code for row in content.jurisdictions if row.territory) == [
        "AS", "GU", "MP", "PR", "VI",
    ]  # fmt: skip


def test_every_key_comes_once(content):
    keys = Counter(offer.key for offer in content.incentives)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_program_of_the_facts_is_there_with_its_authority(content, starter):
    known = {(p.state, p.name.en, p.authority_type.value, p.authority) for p in content.programs}
    missing = [
        row["program"]
        for row in starter
        if (row["state"], row["program"], row["authority_type"], row["authority_key"]) not in known
    ]
    assert (len(starter), missing) == (112, [])


def test_every_incentive_of_the_facts_is_there_with_its_terms(offers, starter):
    compared = 0
    for program in starter:
        for row in program["incentives"]:
            offer = offers[row["ref"]]
            assert list(offer.items) == row["items"], row["ref"]
            assert list(offer.payment_methods) == row["payment_methods"], row["ref"]
            assert list(offer.owner_status) == row["owner_status"], row["ref"]
            assert offer.paused is row.get("paused", False), row["ref"]
            assert (str(offer.start) if offer.start else None) == row.get("start_date"), row["ref"]
            assert (str(offer.end) if offer.end else None) == row.get("end_date"), row["ref"]
            assert (offer.income_test is None) is ("income_test" not in row), row["ref"]
            assert offer.url.en == program["url"], row["ref"]
            compared += 1
    assert compared == 201


def test_every_amount_of_the_facts_is_kept_but_for_two_that_confuse_rate_and_sum(offers, starter):
    rows = {row["ref"]: row["amount"] for program in starter for row in program["incentives"]}
    for key, row in rows.items():
        amount = offers[key].amount
        assert (amount.type, amount.number, amount.unit) == (
            row["type"],
            row["number"],
            row.get("unit"),
        )
        limits = (None, None) if key in RATE_SLIPS else (row.get("minimum"), row.get("maximum"))
        assert (amount.minimum, amount.maximum) == limits, key


def test_every_income_limit_of_the_facts_is_kept_as_a_yearly_one(content, offers, starter):
    tests = {test.key: test for test in content.income_tests}
    rows = [(row["ref"], row.get("income_test")) for p in starter for row in p["incentives"]]
    for key, row in rows:
        if row and "household_size_max" in row:
            months = {"year": 1, "month": 12}[row["period"]]
            stated = {int(size): most * months for size, most in row["household_size_max"].items()}
            assert tests[offers[key].income_test].limits == SizeLimits(stated), key


def test_federal_credits_end_by_law_and_federal_rebates_later(content):
    federal = [offer for offer in content.incentives if offer.state is None]
    ends = {offer.program: str(offer.end) for offer in federal}
    assert ends == {
        "residentialCleanEnergyCredit": "2025-12-31",
        "energyEfficientHomeImprovementCredit": "2025-12-31",
        "cleanVehicleCredit": "2025-09-30",
        "creditForPreviouslyOwnedCleanVehicles": "2025-09-30",
        "alternativeFuelVehicleRefuelingPropertyCredit": "2026-06-30",
        "homeElectrificationAndApplianceRebates": "2031-09-30",
        "homeEfficiencyRebates": "2031-09-30",
    }
    assert content.incentives[: len(federal)] == federal


def test_federal_rebates_reach_open_states_that_do_not_list_them_themselves(content):
    opened = {(row.state, row.rebate) for row in content.rollouts if row.status == "open"}
    launched = {r.code for r in content.jurisdictions if r.status is RolloutStatus.LAUNCHED}
    for rebate, group in (("HEAR", "hear-open"), ("HOMES", "homes-open")):
        reached = {state for state, groups in content.geo_groups.items() if group in groups}
        assert reached == {state for state, each in opened if each == rebate} - launched


def test_federal_exclusions_hold_where_the_federal_rebates_are(content):
    assert content.relationships["DC"].exclusions["US-HOMES-low"] == ("US-HOMES",)
    assert "US-HOMES-low" not in content.relationships["NM"].exclusions
    assert content.relationships["NM"].exclusions["US-HEAR-panel-low"] == (
        "US-HEAR-panel-moderate",
    )
    assert not any(key.startswith("US-") for key in content.relationships["OR"].exclusions)
    assert [row.maximum for row in content.relationships["DC"].combinations] == [14_000, 14_000]


def test_policies_name_33_states_and_the_shared_program_of_massachusetts():
    policies = read_policies()
    [shared] = policies.shared_programs
    [replacement] = policies.federal_replacements
    assert len(policies.launched) == 33
    assert (shared.host, len(shared.exempt)) == ("ma-massSave", 5)
    assert (replacement.state, replacement.items) == ("MA", ("energy_audit",))
    assert {tax.state for tax in policies.state_taxes} == {"CO", "MA", "NM"}


def test_every_item_but_those_that_are_no_device_belongs_to_one_kind_of_device():
    items = Counter(item for category in read_device_categories() for item in category.items)
    assert set(items) == {item.value for item in Item} - {item.value for item in NO_DEVICE}
    assert set(items.values()) == {1}


def test_there_are_words_for_everything_that_may_be_described():
    book = read_phrasebook()
    assert set(book.items) == set(Item)
    assert set(book.payments) == set(PaymentMethod)


def test_every_offer_is_described_shortly_in_both_languages(content):
    for offer in content.incentives:
        assert offer.description.en.endswith(".")
        assert offer.description.es
        assert offer.description.es.endswith(".")
        assert len(offer.description.en) <= 180, offer.key


def test_money_is_never_promised_per_unit_with_a_total_of_one_unit(content):
    rates = [o for o in content.incentives if o.amount.type is AmountType.DOLLARS_PER_UNIT]
    assert [o.key for o in rates if _total_is_the_rate(o.amount)] == []


def test_every_source_that_stands_in_a_state_file_is_a_web_address():
    for document in read_states():
        state = document.content
        links = [row.source for row in state.rollouts] + [t.source for t in state.income_tests]
        assert all(link.startswith("https://") for link in links), state.code


def _total_is_the_rate(amount: Amount) -> bool:
    return amount.maximum == amount.number


def test_a_fault_among_the_files_is_refused_with_its_file(tmp_path, content):
    broken = replace(content, programs=content.programs[:-1])
    with pytest.raises(
        ImportRefused, match=r"states/\w\w\.yaml, .* belongs to a program that is not"
    ):
        write_compiled(broken, tmp_path / "broken.sqlite", NOW)
    assert list(tmp_path.iterdir()) == []
