"""An organization's own names for devices."""

from typing import Any

import pytest

from tests.partner import Partners, checked, codes

MAP = """mutation M($input: [DeviceMappingInput!]!) { mapDevices(input: $input) {
    mappings { name device { number name } } requestId
    userErrors { code path message ... on UnknownDevices { numbers } } } }"""


async def mapped(partners: Partners, **devices: int) -> Any:
    names = [{"name": name, "deviceNumber": number} for name, number in devices.items()]
    return (await partners.first.ask(MAP, input=names))["mapDevices"]


def named(*names: str) -> dict[str, Any]:
    return {"deviceNumbers": None, "deviceNames": list(names)}


async def test_names_are_stored_and_answered(partners: Partners):
    answer = await mapped(partners, Charger=123, Panel=456)
    assert answer["mappings"] == [
        {"name": "Charger", "device": {"number": 123, "name": "Level 2 EV Charger"}},
        {"name": "Panel", "device": {"number": 456, "name": "Electric Panel Upgrade"}},
    ]
    assert (answer["userErrors"], answer["requestId"]) == ([], "request-1")
    assert (await partners.first.state()).mappings == {"Charger": 123, "Panel": 456}


async def test_a_name_means_the_new_device_from_now_on(partners: Partners):
    await mapped(partners, Charger=123)
    await mapped(partners, Charger=124)
    assert (await partners.first.state()).mappings == {"Charger": 124}


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ([("A", 123), ("B", 9)], "NO_DEVICE_CATEGORIES", ["input", "1", "deviceNumber"]),
        ([("A", 123), ("A", 124)], "BAD_USER_INPUT", ["input", "0", "name"]),
        ([("A", 123), (" ", 124)], "BAD_USER_INPUT", ["input", "1", "name"]),
        ([("x" * 201, 123)], "BAD_USER_INPUT", ["input", "0", "name"]),
        ([("a\u0000b", 123)], "BAD_USER_INPUT", ["input", "0", "name"]),
        ([("a\ud800b", 123)], "BAD_USER_INPUT", ["input", "0", "name"]),
        ([(f"n{n}", 123) for n in range(501)], "BAD_USER_INPUT", ["input"]),
    ],
)
async def test_what_cannot_be_named_changes_nothing(
    partners: Partners, given: list[tuple[str, int]], code: str, path: list[str]
):
    names = [{"name": name, "deviceNumber": number} for name, number in given]
    answer = (await partners.first.ask(MAP, input=names))["mapDevices"]
    (error,) = answer["userErrors"]

    assert (error["code"], error["path"], answer["mappings"]) == (code, path, None)
    assert (await partners.first.state()).mappings == {}


async def test_the_longest_name_is_kept(partners: Partners):
    await mapped(partners, **{"ñ" * 200: 123})
    assert codes(await partners.first.lookup(**named("ñ" * 200))) == []


async def test_a_lookup_may_name_devices_by_them_and_twice_is_two(partners: Partners):
    await mapped(partners, Charger=123, Panel=456)
    payload = await partners.first.lookup(**named("Charger", "Panel", "Charger"))
    assert payload["check"]["warnings"] == []
    assert (await partners.first.state()).numbers("home-1") == [123, 456, 123]
    assert checked(await partners.first.lookup(**named("Charger"))) == [123]


async def test_names_that_stand_for_nothing_are_a_warning(partners: Partners):
    await mapped(partners, Charger=123)
    payload = await partners.first.lookup(**named("Toaster", "Charger", "Kettle", "Toaster"))
    (warning,) = payload["check"]["warnings"]

    assert warning["code"] == "UNRESOLVED_DEVICE_NAMES"
    assert "Kettle, Toaster" in warning["message"]
    assert (await partners.first.state()).numbers("home-1") == [123]


async def test_without_any_known_name_there_is_no_device(partners: Partners):
    payload = await partners.first.lookup(**named("Toaster"))
    assert codes(payload) == ["MISSING_DEVICES"]
    assert payload["userErrors"][0]["path"] == ["input", "deviceNames"]
    assert (await partners.first.state()).customers == ()


async def test_no_names_are_missing_devices(partners: Partners):
    assert codes(await partners.first.lookup(**named())) == ["MISSING_DEVICES"]


async def test_an_empty_list_maps_nothing(partners: Partners):
    assert (await mapped(partners))["mappings"] == []
