"""What a partner's server does in a day: `scenario.py URL KEY`; prints what it learned."""

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from graph.client import Client
from graph.enums import BuildingType, Item, OwnerStatus, StateCode
from graph.input_types import (
    AddressInput,
    ApplicationBy,
    ApplicationFilter,
    CalculatorInput,
    LocationInput,
    LookupIncentivesInput,
    UpdateApplicationInput,
)
from graph.lookup import LookupLookupIncentivesUserErrorsUnknownDevices as UnknownDevices
from graph.update import UpdateUpdateApplicationUserErrorsStaleVersion as StaleVersion

Row = TypeVar("Row")

CHARGE_AT_HOME = 838
HOUSEHOLD = CalculatorInput(
    at=LocationInput(zip="97701"),
    as_of=date(2026, 11, 21),
    utility="14354",
    owner_status=OwnerStatus.HOMEOWNER,
    household_income=85_000,
    household_size=4,
    items=[Item.ELECTRIC_VEHICLE_CHARGER],
)


def a_home(reference_id: str, device: int) -> LookupIncentivesInput:
    """Return the input of a lookup for a home in Bend, Oregon."""
    bend = AddressInput(
        street_1="456 Main St", city="Bend", state=StateCode.OR, postal_code="97701"
    )
    return LookupIncentivesInput(
        reference_id=reference_id,
        address=bend,
        building_type=BuildingType.RESIDENTIAL,
        device_numbers=[device],
        create_application=True,
    )


async def told(client: Client) -> dict[str, Any]:
    """Return what a household gets."""
    household, states = await client.household(HOUSEHOLD), await client.states()
    assert household.calculator is not None
    assert household.utility is not None
    return {
        "under80": household.calculator.is_under_80_ami,
        "county": household.calculator.location.county,
        "utility": household.utility.eia_id,
        "offers": [each.program.name for each in household.calculator.incentives],
        "states": len(states.states),
    }


async def kept(client: Client) -> dict[str, Any]:
    """Look a customer up and change the application; return what came of each step."""
    looked = (await client.lookup(a_home("python-1", 123))).lookup_incentives
    unknown = (await client.lookup(a_home("python-2", 999_999), dry_run=True)).lookup_incentives
    assert looked.check is not None
    mine = ApplicationFilter(reference_id="python-1")
    page = (await client.applications(mine, first=1)).applications
    rest = (await client.applications(mine, after=page.page_info.end_cursor)).applications
    application = one(page.edges).node
    by, seen = ApplicationBy(number=application.number), application.version
    day, amount = date(2026, 11, 20), Decimal("100.50")
    full = UpdateApplicationInput(submission_date=day, total_requested_amount=amount)
    filled = (await client.update(by, full, version=seen)).update_application
    # Absent keeps the amount, null clears the day.
    no_day = UpdateApplicationInput(submission_date=None)
    cleared = (await client.update(by, no_day)).update_application
    stale = (await client.update(by, no_day, version=seen)).update_application
    later = one((await client.applications(mine, first=1)).applications.edges).node
    assert filled.application is not None
    assert cleared.application is not None
    return {
        "paid": one(
            [
                each.total_incentive
                for each in looked.check.by_program
                if each.program.number == CHARGE_AT_HOME
            ]
        ),
        "linked": looked.check.connect_url is not None,
        "filled": [filled.application.submission_date, filled.application.total_requested_amount],
        "cleared": [
            cleared.application.submission_date,
            cleared.application.total_requested_amount,
        ],
        "stale": [
            f"stale: {each.current_version}" if isinstance(each, StaleVersion) else each.code
            for each in stale.user_errors
        ],
        "unknown": [
            f"unknown: {','.join(map(str, each.numbers))}"
            if isinstance(each, UnknownDevices)
            else each.code
            for each in unknown.user_errors
        ],
        "paged": len(page.edges) + len(rest.edges) == page.total_count,
        "latest": later.history.nodes[0].field,
        "followed": await followed(client, by, after=later.history.nodes[1].id),
    }


async def followed(client: Client, by: ApplicationBy, after: str) -> list[Any]:
    """Return what is told first after an event: its field, what it was and what it is."""
    async for told in client.changed(by, after):
        event = told.application_changed
        return [event.field, event.before, event.after]
    return []


def one(rows: Sequence[Row]) -> Row:
    """Return the only row."""
    (row,) = rows
    return row


async def main(url: str, key: str) -> None:
    """Do it all."""
    headers = {"x-api-key": key}
    sockets = url.replace("http", "ws", 1)
    async with Client(url, headers=headers, ws_url=sockets, ws_headers=headers) as client:
        learned = {**await told(client), **await kept(client)}
    print(json.dumps(learned, default=str))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
