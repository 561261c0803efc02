"""Devices on file against devices asked for: duplicates are units."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.customer import CustomerDevice
from datasources.facts.refusals import DevicesNotOnCustomer, Shortage
from resolvers.rules.device_lists import pick

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def on_file(*devices):
    return [
        CustomerDevice(number, 1, 1, device, 1, NOW, NOW) for number, device in enumerate(devices)
    ]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [([42, 44], [0, 1]), ([44, 44], [1, 2]), ([44, 42], [1, 0]), ([44], [1]), ([], [])],
)
def test_units_on_file_are_picked_oldest_first(asked, ids):
    assert [unit.id for unit in pick(asked, on_file(42, 44, 44))] == ids


@pytest.mark.parametrize(
    ("asked", "shortages"),
    [
        ([42, 42], [Shortage(42, 2, 1)]),
        ([7], [Shortage(7, 1, 0)]),
        ([44, 44, 44, 7], [Shortage(7, 1, 0), Shortage(44, 3, 2)]),
    ],
)
def test_more_units_than_on_file_are_refused_with_their_numbers(asked, shortages):
    with pytest.raises(DevicesNotOnCustomer) as refusal:
        pick(asked, on_file(42, 44, 44))
    assert list(refusal.value.shortages) == shortages


numbers = st.lists(st.integers(1, 4), max_size=6)


@given(numbers, numbers)
def test_a_list_is_accepted_just_when_the_units_contain_it(asked, devices):
    contained = Counter(asked) <= Counter(devices)
    try:
        picked = pick(asked, on_file(*devices))
    except DevicesNotOnCustomer:
        assert not contained
    else:
        assert contained
        assert [unit.device for unit in picked] == asked
        assert len({unit.id for unit in picked}) == len(asked)
