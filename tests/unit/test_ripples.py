"""What follows when offers come and go."""

from datasources.facts.household import OwnerStatus
from datasources.facts.incentive import AuthorityType
from datasources.facts.relationship import Relationships
from resolvers.rules.missing import Input, missing_inputs
from resolvers.rules.ripples import Ripples
from tests.unit.test_reasons import BY_SIZE, a_case, reasons
from tests.unit.test_verdict import JOINT, OVER, OWNERS, an_offer

POOR = a_case(owner_status=OwnerStatus.HOMEOWNER, income=1)


def change(found, *numbers):
    """Return what may come and what may go once some offers change."""
    ripples = Ripples(found, sum(1 << number for number in numbers))
    return ripples.coming, ripples.going


def test_without_relationships_only_the_offers_themselves_change():
    found = reasons([(BY_SIZE,), (), (OVER,)], POOR)
    assert change(found, 0) == (0b001, 0)
    assert change(found, 1) == (0, 0b010)
    assert change(found, 2) == (0, 0)


def test_what_comes_takes_the_place_of_what_it_excludes():
    found = reasons([(BY_SIZE,), ()], POOR, Relationships({}, {"A": ("B",)}))
    assert change(found, 0) == (0b01, 0b10)


def test_what_comes_brings_along_what_needs_it():
    found = reasons([(BY_SIZE,), (), ()], POOR, Relationships({"B": "A"}, {"B": ("C",)}))
    assert change(found, 0) == (0b011, 0b100)


def test_what_goes_takes_along_what_needs_it_and_frees_what_it_excluded():
    found = reasons([(), (), ()], POOR, Relationships({"B": "A"}, {"A": ("C",)}))
    assert change(found, 0) == (0b100, 0b011)


def test_a_shared_program_that_comes_replaces_and_one_that_goes_frees():
    offers = [an_offer("A", "joint", AuthorityType.OTHER), an_offer("B", "outsider")]
    coming = reasons([(BY_SIZE,), ()], POOR, offers=offers, shared=[JOINT])
    assert change(coming, 0) == (0b01, 0b10)
    going = reasons([(), ()], POOR, offers=offers, shared=[JOINT])
    assert change(going, 0) == (0b10, 0b01)


def test_an_input_loses_what_an_offer_that_waits_for_it_would_replace():
    found = reasons([(BY_SIZE,), ()], POOR, Relationships({}, {"A": ("B",)}))
    [missing] = missing_inputs(found, 0b11)
    assert (missing.input, missing.unlocks, missing.loses) == (Input.HOUSEHOLD_SIZE, (0,), (1,))


def test_an_input_unlocks_what_needs_an_offer_that_waits_for_it():
    found = reasons([(OWNERS,), ()], a_case(), Relationships({"B": "A"}))
    [missing] = missing_inputs(found, 0b11)
    assert missing.unlocks == (0, 1)
