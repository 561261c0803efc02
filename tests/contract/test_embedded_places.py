"""Every ZIP code of the embedded data set leads to its state, county and utilities."""

import pytest

from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.policies import read_eia_ids
from datasources.facts.geography import Fuel, Utility


@pytest.mark.parametrize(
    ("zip_code", "state", "county", "electric"),
    [
        ("97701", "OR", "41017", "or-pacific-power"),
        ("97204", "OR", "41051", "or-portland-general-electric"),
        ("95814", "CA", "06067", "ca-sacramento-municipal-utility-district"),
        ("20500", "DC", "11001", "dc-pepco"),
        ("00901", "PR", "72127", "pr-puerto-rico-electric-power-authority"),
        ("96913", "GU", "66010", "gu-guam-power-authority"),
        ("00851", "VI", "78010", "vi-virgin-islands-water-and-power-authority"),
    ],
)
def test_a_zip_code_leads_to_state_county_and_utility(content, zip_code, state, county, electric):
    place = next(place for place in content.zips if place.zip == zip_code)
    assert (place.state, place.county_fips) == (state, county)
    areas = {area.number: area for area in content.geographies}
    touched = [areas[number] for area, number, _ in content.overlaps if area == place.area]
    assert [(area.state, area.county_fips) for area in touched] == [(state, None), (state, county)]
    assert _serving(content, place.area, Fuel.ELECTRIC)[0].key == electric


def test_military_zip_codes_are_known_but_touch_nothing(content):
    place = next(place for place in content.zips if place.zip == "09001")
    assert place.state == "AE"
    assert [row for row in content.overlaps if row[0] == "09001"] == []
    assert _serving(content, "09001", Fuel.ELECTRIC) == []


def test_a_zip_code_of_no_known_county_may_have_any_utility_of_its_state(content):
    served = set(content.service)
    here = {u.geography for u in content.utilities if u.state == "OR"}
    unknown = [z for z in content.zips if z.state == "OR" and z.county_fips is None]
    assert unknown
    assert all((place.area, number) in served for place in unknown for number in here)


@pytest.mark.parametrize(
    ("key", "name", "eia_id"),
    [
        (
            "ca-sacramento-municipal-utility-district",
            "Sacramento Municipal Utility District",
            "16534",
        ),
        ("ca-southern-california-edison", "Southern California Edison", "17609"),
        ("or-pacific-power", "Pacific Power (PacifiCorp)", "14354"),
        ("ut-rocky-mountain-power", "Rocky Mountain Power", "14354"),
        ("wa-puget-sound-energy", "Puget Sound Energy", "15500"),
        ("gu-guam-power-authority", "Guam Power Authority", "40428"),
    ],
)
def test_utilities_carry_the_name_and_number_of_their_company(content, key, name, eia_id):
    utility = next(utility for utility in content.utilities if utility.key == key)
    assert (utility.name, utility.eia_id, read_eia_ids()[key]) == (name, eia_id, eia_id)


def test_every_utility_serves_some_place(content):
    served = {number for _, number in content.service}
    assert [u.key for u in content.utilities if u.geography not in served] == []


def _serving(content: DatasetContent, area: str, fuel: Fuel) -> list[Utility]:
    by_number = {utility.geography: utility for utility in content.utilities}
    serving = [by_number[number] for each, number in content.service if each == area]
    return [utility for utility in serving if utility.fuel is fuel]
