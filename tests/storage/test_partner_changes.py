"""What organizations change of applications, over the graph and on either kind of database."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from datasources.sql.engine import Database
from datasources.sql.failures import StorageFault
from tests.changes import (
    ADD,
    HOUR,
    REMOVE,
    SIGNED,
    UNDO,
    UPDATE,
    administrator,
    applied,
    change,
    claim,
    device_id,
    faults,
    filled,
    history,
    move,
    of_customer,
    of_device,
    rows,
    told,
    units,
    update,
)
from tests.graphs import Graph
from tests.partner import Partners, furnish, partners_of

HOME = {"referenceId": "home-1"}
AS_OF = """
query AsOf($then: DateTime) {
  application(by: {number: 1}, asOf: $then) {
    status rebateType customer { email } devices { number deviceSerial purchasePrice }
  }
}
"""


@pytest.fixture
async def partners(database: Database, tmp_path: Path, nation: Graph) -> Partners:
    """Return two organizations over either kind of database."""
    await furnish(database)
    return partners_of(database, tmp_path, nation)


async def test_a_life_of_an_application(partners: Partners):
    admin, first = administrator(partners), partners.first
    await applied(first)
    made = (await first.ask(AS_OF))["application"]
    await claim(first, "customerDevice.purchasePrice", "customerDevice.deviceSerial")
    whole = {"purchasePrice": "499.00"}
    await filled(admin.at(first.now + HOUR), 1, rebateType="instant", **SIGNED)
    await update(first.at(first.now + HOUR), 1, **of_device(deviceSerial=None))
    waits = await move(admin.at(first.now + HOUR), 1, "AWAITING_PARTNER")
    assert waits["application"]["status"] == "AWAITING_PARTNER"
    later = first.at(first.now + 2 * HOUR)
    done = await update(later, 1, **of_device(deviceSerial="S-2", **whole))
    assert told(done)["Application", "status"] == ("AWAITING_PARTNER", "COMPLETED")
    complete = (await first.ask(AS_OF))["application"]

    later = first.at(first.now + 3 * HOUR)
    await later.override(44)
    assert (await first.ask(AS_OF))["application"]["status"] == "IN_PROGRESS"
    before = await rows(partners.database)
    tried = await change(later, UNDO, by=HOME, dryRun=True)
    assert await rows(partners.database) == before
    assert await change(later, UNDO, by=HOME) == tried | {"dryRun": False}
    assert (await first.ask(AS_OF))["application"] == complete
    assert await units(first) == [1]

    for hours, stood in [(0, made), (2, complete), (3, complete)]:
        then = (first.now + hours * HOUR).isoformat()
        assert (await first.ask(AS_OF, then=then))["application"] == stood
    submitted = await move(first, 1, "SUBMITTED")
    assert submitted["application"]["submissionDate"] == "2026-11-21"
    approved = await move(admin, 1, "APPROVED", approvedAmount="750.00")
    assert approved["application"]["approvedAmount"] == "750.00"
    steps = [each["to"] for each in await history(first, 1) if each["to"]]
    assert steps == [
        "NOT_STARTED", "IN_PROGRESS", "AWAITING_PARTNER", "COMPLETED", "IN_PROGRESS", "COMPLETED",
        "SUBMITTED", "APPROVED",
    ]  # fmt: skip


async def test_a_dry_run_writes_no_row(partners: Partners):
    await applied(partners.first)
    before = await rows(partners.database)
    said = {"by": {"number": 1}, "input": {"rebateType": "x", **of_customer(email="a@b.org")}}
    tried = await change(partners.first, UPDATE, **said, dryRun=True)
    assert await rows(partners.database) == before
    assert await change(partners.first, UPDATE, **said) == tried | {"dryRun": False}
    added = {"customer": HOME, "input": {"deviceNumber": 44}}
    before = await rows(partners.database)
    for document, asked in [(ADD, added), (REMOVE, {"id": device_id(1)})]:
        assert faults(await change(partners.first, document, **asked, dryRun=True)) == []
        assert await rows(partners.database) == before


async def test_of_two_updates_of_one_version_one_wins(partners: Partners):
    await applied(partners.first)
    for version in range(1, 21):
        asked = [
            {"by": {"number": 1}, "version": version, "input": {"rebateType": f"{name} {version}"}}
            for name in ("one", "two")
        ]
        both = await asyncio.gather(*(change(partners.first, UPDATE, **each) for each in asked))
        assert sorted(map(faults, both)) == [[], [("CONFLICT", "version")]]


async def test_a_part_that_fails_takes_the_others_back(partners: Partners):
    await applied(partners.first)
    before = await rows(partners.database)
    said = {"rebateType": "x", "customerDevices": [{"number": 1, "deviceNumber": 9}]}
    assert faults(await update(partners.first, 1, **said)) == [
        ("NO_DEVICE_CATEGORIES", "input.customerDevices.0.deviceNumber")
    ]
    assert await rows(partners.database) == before


@pytest.mark.parametrize("statement", ["UPDATE event SET reason = 'another'", "DELETE FROM event"])
async def test_what_was_told_stays_told(partners: Partners, statement: str):
    await applied(partners.first)
    before = await history(partners.first, 1)
    with pytest.raises(StorageFault):
        async with partners.database.write(1) as writing:
            await writing.run(text(statement))
    assert await history(partners.first, 1) == before
