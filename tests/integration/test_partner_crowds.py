"""Many requests at once: nothing is lost, and nothing happens twice."""

import asyncio

from tests.partner import Partners, a_lookup, codes


async def test_twenty_customers_are_looked_up_at_once(partners: Partners):
    names = [f"home-{number}" for number in range(20)]
    payloads = await asyncio.gather(
        *(
            partners.first.lookup(123, 44, referenceId=name, createApplication=True)
            for name in names
        )
    )
    state = await partners.first.state()

    assert [codes(payload) for payload in payloads] == [[]] * 20
    assert {each.reference_id for each in state.customers} == set(names)
    assert [len(units) for units in state.devices.values()] == [2] * 20
    assert len(state.applications) == 60


async def test_the_same_customer_is_made_once(partners: Partners):
    payloads = await asyncio.gather(*(partners.first.lookup(123, 44) for _ in range(8)))
    state = await partners.first.state()

    assert [codes(payload) for payload in payloads] == [[]] * 8
    assert state.numbers("home-1") == [123, 44]
    assert len({payload["check"]["customer"]["number"] for payload in payloads}) == 1


async def test_the_same_customer_with_other_devices_is_refused(partners: Partners):
    payloads = await asyncio.gather(partners.first.lookup(123), partners.first.lookup(44))
    assert sorted(map(codes, payloads)) == [[], ["DEVICE_NOT_ON_CUSTOMER"]]
    assert len((await partners.first.state()).devices[1]) == 1


async def test_overrides_at_once_leave_the_devices_of_one(partners: Partners):
    await partners.first.lookup(123, createApplication=True)
    wanted = [[44], [42, 42], [124]]
    payloads = await asyncio.gather(*(partners.first.override(*each) for each in wanted))

    assert [codes(payload) for payload in payloads] == [[]] * 3
    assert (await partners.first.state()).numbers("home-1") in wanted


async def test_organizations_do_not_see_each_other(partners: Partners):
    await asyncio.gather(
        partners.first.lookup(123, createApplication=True),
        partners.second.lookup(44, buildingType="COMMERCIAL"),
    )
    one, two = await partners.first.state(), await partners.second.state()
    assert (one.numbers("home-1"), two.numbers("home-1")) == ([123], [44])
    assert [each.building_type for each in (*one.customers, *two.customers)] == [
        "residential",
        "commercial",
    ]
    assert two.applications == ()


async def test_mutations_of_one_request_are_answered_one_after_the_other(partners: Partners):
    query = """mutation Two($one: LookupIncentivesInput!, $two: OverrideIncentivesInput!) {
        one: lookupIncentives(input: $one) { check { customer { devices { device { number } } } } }
        two: overrideIncentives(input: $two) {
            check { customer { devices { device { number } } } } } }"""
    told = {"referenceId": "home-1", "buildingType": "RESIDENTIAL", "deviceNumbers": [44]}
    data = await partners.first.ask(query, one=a_lookup(123), two=told)
    assert [data[name]["check"]["customer"]["devices"] for name in ("one", "two")] == [
        [{"device": {"number": 123}}],
        [{"device": {"number": 44}}],
    ]
