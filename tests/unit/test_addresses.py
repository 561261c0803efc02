"""When two addresses are the same."""

from dataclasses import replace

import pytest

from datasources.facts.geography import PostalAddress
from resolvers.rules.addresses import same_address

HOME = PostalAddress("456 NW Main Street", "Bend", "OR", "97701", "Apt 2B")


@pytest.mark.parametrize(
    "changes",
    [
        {"street1": "456 nw main st."},
        {"street1": " 456  Northwest Main   ST"},
        {"street2": "# 2b"},
        {"street2": "Unit 2B"},
        {"city": "BEND"},
        {"postal_code": "97701-1234"},
    ],
)
def test_spelling_does_not_make_another_address(changes):
    assert same_address(HOME, replace(HOME, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"street1": "457 NW Main Street"},
        {"street1": "456 NE Main Street"},
        {"street2": None},
        {"street2": "Apt 3B"},
        {"city": "Redmond"},
        {"state": "WA"},
        {"postal_code": "97702"},
    ],
)
def test_another_place_is_another_address(changes):
    assert not same_address(HOME, replace(HOME, **changes))
