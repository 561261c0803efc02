"""The catalog: devices, and programs with their tiers."""

from dataclasses import replace

import pytest

from datasources.facts.errors import Conflict
from datasources.facts.filters import DeviceFilter
from datasources.facts.incentive import Amount, AmountType, AmountUnit
from datasources.facts.text import Text
from datasources.sql.engine import Database
from datasources.sql.stores.catalog_programs import CatalogProgramStore
from datasources.sql.stores.devices import DeviceStore
from tests.builders import TODAY
from tests.storage.builders import a_catalog_program, a_device, a_requirement, a_tier

DEVICES = (
    a_device(
        1,
        name="JuiceBox 40",
        manufacturer="Enel X",
        list_price=64_900,
        specs={"chargerLevel": "LEVEL_2", "since": TODAY, "seer2": 15.2},
    ),
    a_device(2, name="Rheem 50_gal", category="water_heater", model_number="PROPH50"),
    a_device(3, name="Old charger", active=False),
)


@pytest.fixture
async def catalog(database: Database) -> Database:
    async with database.write() as transaction:
        await DeviceStore(transaction).upsert(DEVICES)
    return database


async def test_devices_come_back_as_they_were(catalog: Database):
    async with catalog.read() as transaction:
        found = await DeviceStore(transaction).by_numbers([3, 1, 3, 99])
    assert found == {1: DEVICES[0], 3: DEVICES[2]}


async def test_a_device_is_replaced_by_its_number(catalog: Database):
    changed = replace(DEVICES[0], name="Renamed", manufacturer=None, specs=None)
    async with catalog.write() as transaction:
        await DeviceStore(transaction).upsert([changed])
        assert await DeviceStore(transaction).by_numbers([1]) == {1: changed}


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (DeviceFilter(), [1, 2, 3]),
        (DeviceFilter(text="charger"), [3]),
        (DeviceFilter(text="ENEL juice"), [1]),
        (DeviceFilter(text="prop"), [2]),
        (DeviceFilter(text="50_g"), [2]),
        (DeviceFilter(text="5__g"), []),
        (DeviceFilter(text="100%"), []),
        (DeviceFilter(text="/"), []),
        (DeviceFilter(categories=("water_heater", "hvac")), [2]),
        (DeviceFilter(manufacturer="enel x"), [1]),
        (DeviceFilter(active=False), [3]),
        (DeviceFilter(categories=("ev_charger",), active=True), [1]),
    ],
    ids=repr,
)
async def test_devices_are_searched_in_any_case_of_letters(
    catalog: Database, wanted: DeviceFilter, numbers: list[int]
):
    async with catalog.read() as transaction:
        store = DeviceStore(transaction)
        assert [each.number for each in await store.page(wanted, 10)] == numbers
        assert await store.count(wanted) == len(numbers)


async def test_pages_of_devices_go_on_after_a_number(catalog: Database):
    async with catalog.read() as transaction:
        store = DeviceStore(transaction)
        assert await store.page(DeviceFilter(), 2) == DEVICES[:2]
        assert await store.page(DeviceFilter(), 2, after=2) == DEVICES[2:]


async def test_programs_come_back_as_they_were(database: Database):
    amount = Amount(AmountType.DOLLARS_PER_UNIT, 12.5, 1.0, 2.0, 3.0, AmountUnit.TON)
    failure = a_requirement(failure=Text("Not that", "Eso no"))
    programs = (
        a_catalog_program(1),
        a_catalog_program(2, tiers=(a_tier(5, amount=amount, requirements=(failure,)),)),
        a_catalog_program(3, tiers=(), enabled=False, customer_maximum=500_000, eia_ids=()),
    )
    async with database.write() as transaction:
        store = CatalogProgramStore(transaction)
        await store.upsert(programs)
        assert await store.all() == programs
        assert await store.by_numbers([2, 99]) == {2: programs[1]}
        assert await store.by_keys(["program-3", "none"]) == {"program-3": programs[2]}


async def test_a_program_is_replaced_with_all_its_tiers(database: Database):
    first, other = a_catalog_program(1), a_catalog_program(2)
    changed = replace(first, stackable=True, tiers=(first.tiers[1], a_tier(99)))
    async with database.write() as transaction:
        store = CatalogProgramStore(transaction)
        await store.upsert([first, other])
        await store.upsert([changed])
        assert await store.all() == (changed, other)


async def test_what_another_process_changed_of_a_program_is_read_at_once(
    database: Database, url: str
):
    program = a_catalog_program(838, tiers=(a_tier(1), a_tier(2)))
    changes = (program, replace(program, enabled=False), replace(program, tiers=(a_tier(2),)))
    async with Database.open(url) as other:
        for changed in (*changes, program):
            async with other.write() as transaction:
                await CatalogProgramStore(transaction).upsert([changed])
            async with database.read() as transaction:
                assert await CatalogProgramStore(transaction).all() == (changed,)


@pytest.mark.parametrize("wrong", [{"key": "program-1"}, {"tiers": a_catalog_program(1).tiers}])
async def test_keys_and_tiers_of_other_programs_are_refused(
    database: Database, wrong: dict[str, object]
):
    async with database.write() as transaction:
        await CatalogProgramStore(transaction).upsert([a_catalog_program(1)])
    with pytest.raises(Conflict):
        async with database.write() as transaction:
            await CatalogProgramStore(transaction).upsert([replace(a_catalog_program(2), **wrong)])
