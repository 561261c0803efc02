"""Whatever facts are written, the same are read."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from datasources.facts.dates import FuzzyDate
from datasources.facts.household import TaxFiling
from datasources.facts.incentive import Amount, Incentive
from datasources.facts.income import (
    AmiShare,
    CountyLimits,
    FilingLimits,
    IncomeTest,
    PovertyShare,
    SizeLimits,
)
from datasources.facts.relationship import AllOf, AnyOf, Combination, Relationships
from tests.builders import a_dataset

KEYS = st.text(max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(lambda day: FuzzyDate(day, day, str(day)))
AMOUNTS = st.builds(
    Amount,
    number=NUMBERS,
    minimum=st.none() | NUMBERS,
    maximum=st.none() | NUMBERS,
    representative=st.none() | NUMBERS,
)
INCENTIVES = st.builds(
    Incentive,
    state=st.sampled_from([None, "OR"]),
    amount=AMOUNTS,
    start=st.none() | DATES,
    end=st.none() | DATES,
)
SIZES = st.dictionaries(st.integers(1, 20), NUMBERS, max_size=4)
LIMITS = st.one_of(
    st.builds(SizeLimits, SIZES),
    st.builds(CountyLimits, st.dictionaries(KEYS, SIZES, max_size=3), st.none() | SIZES),
    st.builds(
        FilingLimits,
        st.dictionaries(st.sampled_from(TaxFiling), st.tuples(NUMBERS, NUMBERS)),
    ),
    st.builds(AmiShare, st.sampled_from([80, 150])),
    st.builds(PovertyShare, NUMBERS),
)
TESTS = st.builds(IncomeTest, KEYS, LIMITS, st.none() | KEYS)
NEEDS = st.recursive(
    KEYS,
    lambda needs: (
        st.builds(AllOf, st.lists(needs, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(needs, max_size=3).map(tuple))
    ),
    max_leaves=6,
)
RELATIONSHIPS = st.builds(
    Relationships,
    st.dictionaries(KEYS, NEEDS, max_size=4),
    st.dictionaries(KEYS, st.lists(KEYS, max_size=3).map(tuple), max_size=4),
    st.lists(st.builds(Combination, st.lists(KEYS).map(tuple), NUMBERS), max_size=2).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(INCENTIVES, max_size=4, unique_by=lambda offer: offer.key),
    st.lists(TESTS, max_size=4, unique_by=lambda test: test.key),
    RELATIONSHIPS,
)
def test_offers_tests_and_relationships_come_back(
    incentives: list[Incentive], tests: list[IncomeTest], relationships: Relationships
):
    with tempfile.TemporaryDirectory() as folder:
        dataset = a_dataset(
            Path(folder),
            incentives=incentives,
            income_tests=tests,
            relationships={"OR": relationships},
        )
        dataset.close()
    assert list(dataset.incentives.values()) == incentives
    assert list(dataset.income_tests.values()) == tests
    read = dataset.states["OR"].relationships
    assert read == relationships
    assert read is not None
    assert list(read.prerequisites) == list(relationships.prerequisites)
    assert list(read.exclusions) == list(relationships.exclusions)
