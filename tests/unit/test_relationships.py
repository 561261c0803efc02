"""Prerequisites and exclusions, and what comes back when a winner falls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.relationship import AllOf, AnyOf, Relationships
from resolvers.rules.relationships import bind, settle

CHAIN = Relationships({"A": "B", "C": "D"}, {"A": ("E",), "C": ("F",)})
DEEP = Relationships({"A": "B", "B": "C", "C": "D"}, {"A": ("E",), "E": ("F",)})
RETURN = Relationships({"A": "C"}, {"A": ("B",), "E": ("C",)})
NESTED = Relationships(
    {
        "A": AnyOf(("C", "D")),
        "B": AllOf(("C", "D")),
        "E": AnyOf((AllOf(("A", "C")), AllOf(("B", "D")))),
    }
)


def remaining(relationships, eligible, candidates="ABCDEF"):
    bonds = bind(relationships, candidates)
    standing = settle([candidates.index(key) for key in eligible], bonds)
    return "".join(candidates[number] for number in standing)


@pytest.mark.parametrize(
    ("relationships", "eligible", "left"),
    [
        (CHAIN, "ABCEF", "ABF"),
        (DEEP, "ABCEF", "E"),
        (RETURN, "ABCEF", "EFB"),
        (RETURN, "ACEF", "EF"),
        (NESTED, "ABCEF", "ACEF"),
        (Relationships({"A": "unknown"}), "AB", "B"),
        (Relationships({}, {"unknown": ("A",)}), "AB", "AB"),
        (Relationships({}, {"A": ("unknown", "B")}), "AB", "A"),
        (Relationships({}, {"A": ("C",), "B": ("C",)}), "BC", "B"),
        (Relationships({}, {"D": ("A",)}), "AB", "AB"),
        (Relationships(), "FA", "FA"),
    ],
)
def test_what_remains(relationships, eligible, left):
    assert remaining(relationships, eligible) == left


def test_what_was_not_eligible_at_the_start_never_comes_back():
    excluded = Relationships({"A": "C"}, {"A": ("B",)})
    assert remaining(excluded, "A") == ""


KEYS = "ABCDEF"


@st.composite
def acyclic(draw):
    """Relationships in which what becomes of an offer hangs on later ones only."""

    def later(key):
        return st.sampled_from(KEYS[KEYS.index(key) + 1 :])

    needs = {key: draw(later(key)) for key in KEYS[:-1] if draw(st.booleans())}
    wins = {}
    for loser in KEYS[:-1]:
        if draw(st.booleans()):
            wins.setdefault(draw(later(loser)), []).append(loser)
    return Relationships(needs, {winner: tuple(losers) for winner, losers in wins.items()})


@given(acyclic(), st.sets(st.sampled_from(KEYS)))
def test_an_offer_remains_just_when_it_has_what_it_needs_and_no_winner_remains(bonds, eligible):
    remains = {}
    for key in reversed(KEYS):
        need = bonds.prerequisites.get(key)
        winners = [winner for winner, losers in bonds.exclusions.items() if key in losers]
        remains[key] = (
            key in eligible
            and (need is None or remains[need])
            and not any(remains[winner] for winner in winners)
        )
    assert set(remaining(bonds, sorted(eligible))) == {key for key in KEYS if remains[key]}
