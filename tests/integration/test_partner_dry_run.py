"""A dry run answers as usual and leaves every byte of the database as it was."""

from pathlib import Path
from typing import Any

import pytest

from tests.partner import PORTLAND, Partners, a_lookup, codes

WHOLE = """
mutation Try($input: LookupIncentivesInput!) {
  lookupIncentives(input: $input, dryRun: true) {
    dryRun
    check { customer {
      referenceId address { city } utility { key }
      devices { device { number } customer { referenceId } }
      applications { nodes { status program { key } devices { device { number } } } }
      incentives { totalIncentiveAmount }
    } byProgram { deviceTierResults { customerDevice { device { number } } } } }
  }
}
"""


def content(path: Path) -> dict[str, bytes]:
    """Return the bytes of a database and of its log, which is made empty by the first writer."""
    files = [path, path.with_name(f"{path.name}-wal")]
    return {
        file.name: written for file in files if file.exists() and (written := file.read_bytes())
    }


@pytest.mark.parametrize("operation", ["lookup", "refresh", "override"])
async def test_nothing_is_written(partners: Partners, operation: str):
    await partners.first.lookup(123, createApplication=True)
    before, state = content(partners.path), await partners.first.state()
    told: dict[str, Any] = a_lookup(123) | {"createApplication": True, "address": PORTLAND}
    payload = await partners.first.check(operation, dry=True, **told)

    assert (codes(payload), payload["dryRun"]) == ([], True)
    assert payload["changes"] != []
    assert content(partners.path) == before
    assert await partners.first.state() == state


async def test_a_first_lookup_can_be_tried(partners: Partners):
    before = content(partners.path)
    tried = await partners.first.check("lookup", dry=True, **a_lookup(123, createApplication=True))
    assert content(partners.path) == before

    made = await partners.first.lookup(123, createApplication=True)
    assert tried == made | {"dryRun": True}


async def test_a_refused_dry_run_says_the_same(partners: Partners):
    tried = await partners.first.check("lookup", dry=True, **a_lookup(9))
    assert tried == await partners.first.lookup(9) | {"dryRun": True}


async def test_everything_is_shown_as_it_would_be(partners: Partners):
    told = a_lookup(123, 44, createApplication=True)
    check = (await partners.first.ask(WHOLE, input=told))["lookupIncentives"]["check"]
    customer = check["customer"]

    assert (customer["referenceId"], customer["address"]) == ("home-1", {"city": "Bend"})
    assert customer["utility"] == {"key": "or-pacific-power"}
    assert [each["device"]["number"] for each in customer["devices"]] == [123, 44]
    assert customer["devices"][0]["customer"] == {"referenceId": "home-1"}
    assert len(customer["applications"]["nodes"]) == 3
    assert customer["applications"]["nodes"][0] == {
        "status": "NOT_STARTED",
        "program": {"key": "or_pacificPower_chargeAtHome"},
        "devices": [{"device": {"number": 123}}],
    }
    assert customer["incentives"] == {"totalIncentiveAmount": "2350.00"}
    rows = check["byProgram"][0]["deviceTierResults"]
    assert rows[0]["customerDevice"] == {"device": {"number": 123}}
    assert (await partners.first.state()).customers == ()


async def test_other_fields_of_the_request_see_what_is_stored(partners: Partners):
    await partners.first.lookup(123)
    query = """mutation Try($input: LookupIncentivesInput!, $again: RefreshIncentivesInput!) {
        tried: lookupIncentives(input: $input, dryRun: true) {
            check { customer { address { city } } } }
        stored: refreshIncentives(input: $again) { check { customer { address { city } } } } }"""
    told = {"input": a_lookup(123, address=PORTLAND), "again": {"referenceId": "home-1"}}
    data = await partners.first.ask(query, **told)
    assert data["tried"]["check"]["customer"] == {"address": {"city": "Portland"}}
    assert data["stored"]["check"]["customer"] == {"address": {"city": "Bend"}}
