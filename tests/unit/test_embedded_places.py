"""ZIP codes find their county under every spelling."""

from collections import Counter

import pytest

from datasources.dataset.embedded.places import counties, spelling, zip_codes


@pytest.fixture(scope="module")
def places():
    return {place.zip: place for place in zip_codes()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Municipality of Anchorage", "Anchorage Municipality"),
        ("Dona Ana County", "Doña Ana County"),
        ("Prince George's County", "Prince Georges County"),
        ("St. Louis County", "St Louis County"),
    ],
)
def test_spellings_of_one_county_are_equal(one, other):
    assert spelling(one) == spelling(other)


def test_no_two_counties_of_a_state_share_a_spelling():
    met = Counter((county.state, spelling(county.name)) for county in counties())
    assert [pair for pair, count in met.items() if count > 1] == []


@pytest.mark.parametrize(
    ("zip_code", "fips"),
    [
        ("97701", "41017"),
        ("99501", "02020"),
        ("88001", "35013"),
        ("00901", "72127"),
        ("06103", "09003"),
        ("20001", "11001"),
        ("96910", "66010"),
        ("00802", "78030"),
    ],
)
def test_a_zip_code_has_its_county(places, zip_code, fips):
    assert places[zip_code].county_fips == fips


@pytest.mark.parametrize(("zip_code", "state"), [("09001", "AE"), ("96941", "FM"), ("96799", "AS")])
def test_a_place_without_a_known_county_has_its_state_all_the_same(places, zip_code, state):
    assert (places[zip_code].state, places[zip_code].county_fips) == (state, None)


def test_all_but_a_few_named_counties_are_found(places):
    lacking = [place for place in places.values() if place.county_fips is None]
    outside = {"AA", "AE", "AP", "AS", "FM", "MH", "MP", "PR", "PW"}
    assert len([place for place in lacking if place.state not in outside]) < 90
