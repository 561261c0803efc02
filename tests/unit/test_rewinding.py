"""A customer's data as they once were."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.application import ApplicationStatus, PayeeType
from datasources.facts.catalog import BuildingType
from datasources.facts.check import Change
from datasources.facts.dossier import Dossier
from datasources.facts.history import ActorKind, Event
from resolvers.rules.differences import differences, differences_of
from resolvers.rules.form_values import with_values
from resolvers.rules.rewinding import rewind
from tests.builders import NOW
from tests.dossiers import a_customer, a_dossier, an_application
from tests.offers import a_customer_device


def at(minute: float) -> datetime:
    return NOW + timedelta(minutes=minute)


def an_event(number: int, minute: float, change: Change) -> Event:
    return Event(
        entity=change.entity,
        entity_id=change.id,
        customer_id=1,
        at=at(minute),
        actor=ActorKind.PARTNER,
        request_id=f"request-{minute}",
        field=change.field,
        before=change.before,
        after=change.after,
        id=number,
    )


def events_of(*changes: tuple[float, Change]) -> list[Event]:
    return [
        an_event(number, minute, change) for number, (minute, change) in enumerate(changes, start=1)
    ]


def rewound(now: Dossier, events: list[Event], minute: float) -> Dossier:
    then = rewind(now, events, at(minute))
    assert then is not None
    return then


EMAILED = Change("customer", 1, "email", None, "ada@example.org")
MAILED = Change("customer", 1, "email", "ada@example.org", "eve@example.org")
EVE = a_dossier(customer=a_customer(details={"email": "eve@example.org"}))


@pytest.mark.parametrize(
    ("minute", "email"),
    [
        (1, None),
        (1.9, None),
        (2, "ada@example.org"),
        (2.9, "ada@example.org"),
        (3, "eve@example.org"),
        (9, "eve@example.org"),
    ],
)
def test_a_value_is_what_the_last_change_up_to_the_moment_made_it(minute, email):
    started = Change("customer", 1, "reference_id", None, "ref-1")
    then = rewound(EVE, events_of((1, started), (2, EMAILED), (3, MAILED)), minute)
    assert (then.customer.details or {}).get("email") == email


def test_events_may_come_in_any_order():
    events = events_of((1, EMAILED), (2, MAILED))
    assert rewound(EVE, events[::-1], 1) == rewound(EVE, events, 1)


def test_of_two_changes_at_one_moment_the_later_one_counts():
    then = rewound(EVE, events_of((1, EMAILED), (1, MAILED)), 1)
    assert then.customer.details == {"email": "eve@example.org"}


@pytest.mark.parametrize(("minute", "there"), [(0.9, False), (1, True)])
def test_a_customer_was_not_there_before_its_first_event(minute, there):
    assert (rewind(EVE, events_of((1, EMAILED), (2, MAILED)), at(minute)) is not None) is there


def test_a_customer_without_events_was_always_there():
    added = events_of((2, Change("customer_device", 2, "device", None, 123)))
    then = rewound(a_dossier(), added, 1)
    assert [device.id for device in then.devices] == [1]


def test_what_came_later_is_absent():
    now = a_dossier(
        devices=(a_customer_device(1), a_customer_device(2, created_at=at(5))),
        applications=(an_application(5), an_application(6, created_at=at(5))),
    )
    then = rewound(now, [], 4)
    assert [device.id for device in then.devices] == [1]
    assert [application.id for application in then.applications] == [5]


def test_a_device_that_went_comes_back_as_it_was():
    gone = a_customer_device(2, device=44, quantity=3, purchase_price=75_050)
    came = [(1, change) for change in differences_of(None, replace(gone, quantity=1))]
    grown = (3, Change("customer_device", 2, "quantity", 1, 3))
    went = [(5, change) for change in differences_of(gone, None)]
    now = a_dossier(devices=(a_customer_device(1),))
    then = rewound(now, events_of(*came, grown, *went), 4)
    assert then.devices == (
        a_customer_device(1),
        replace(gone, created_at=at(1), updated_at=at(3)),
    )


@pytest.mark.parametrize(
    ("minute", "there"), [(0, False), (1, True), (1.9, True), (2, False), (3, True)]
)
def test_a_device_that_went_and_came_back_was_away_in_between(minute, there):
    came = Change("customer_device", 1, "device", None, 123)
    went = Change("customer_device", 1, "device", 123, None)
    then = rewound(a_dossier(), events_of((1, came), (2, went), (3, came)), minute)
    assert (1 in [device.id for device in then.devices]) is there


def test_a_device_of_before_all_history_is_known_from_the_moment_on():
    went = Change("customer_device", 7, "device", 44, None)
    then = rewound(a_dossier(devices=()), events_of((5, went)), 1)
    assert then.devices == (a_customer_device(7, device=44, created_at=at(1), updated_at=at(1)),)


def test_an_application_is_for_its_former_devices_again():
    moved = Change("application", 5, "devices", [1, 2], [1])
    then = rewound(a_dossier(), events_of((2, moved)), 1)
    assert then.applications[0].devices == (1, 2)


def test_an_application_was_not_there_before_its_program():
    opened = events_of((2, Change("application", 5, "program", None, "program-3")))
    assert rewound(a_dossier(), opened, 1).applications == ()


def test_versions_are_those_that_a_change_has_to_name_now():
    now = a_dossier(applications=(an_application(version=7),))
    then = rewound(now, events_of((2, Change("application", 5, "rebate_type", None, "x"))), 1)
    assert then.applications[0].version == 7


@pytest.mark.parametrize(("minute", "known"), [(2.9, False), (3, True)])
def test_a_utility_resolved_later_was_not_resolved_then(minute, known):
    now = a_dossier(customer=a_customer(utility_resolved_at=at(3)))
    assert (rewound(now, [], minute).customer.utility_resolved_at is not None) is known


@pytest.mark.parametrize(("minute", "updated"), [(1, 0), (2, 2), (4, 2), (5, 5)])
def test_a_thing_was_updated_at_its_last_event(minute, updated):
    one, two = (Change("customer_device", 1, "permit_number", *pair) for pair in (" a", "ab"))
    then = rewound(a_dossier(), events_of((2, one), (5, two)), minute)
    assert then.devices[0].updated_at == at(updated)


@pytest.mark.parametrize("field", [None, "shoe_size"])
def test_events_of_no_field_change_nothing(field):
    told = [(1, EMAILED), (3, Change("customer", 1, field, 7, 8))]
    assert rewound(EVE, events_of(*told), 2).customer.details == EVE.customer.details


# ---------------------------------------------------------------- any history


CUSTOMER_VALUES = [
    {"email": "ada@example.org"},
    {"email": None, "is_homeowner": True},
    {"is_homeowner": False, "household_size": 4},
    {"address_line1": "1 Oak St", "address_line2": "Unit 3", "utility_stale": True},
    {"building_type": BuildingType.COMMERCIAL, "address_line2": None},
    {"utility": "or-x", "possible_utilities": ("or-x", "or-y")},
    {"property_details": {"roof": ["tin", 1]}},
]
DEVICE_VALUES = [
    {"quantity": 2, "purchase_price": 75_050},
    {"quantity": None, "purchase_date": date(2026, 2, 28)},
    {"permit_number": "P-1", "purchase_price": None},
    {"permit_number": None, "trenching_required": False},
]
APPLICATION_VALUES = [
    {"status": ApplicationStatus.COMPLETED},
    {"status": ApplicationStatus.IN_PROGRESS, "devices": ()},
    {"payee_type": PayeeType.CONTRACTOR, "devices": (1, 2)},
    {"payee_type": None, "submission_date": date(2026, 11, 21)},
    {"approved_amount": 10_000, "agree_terms": True},
]
places = st.integers(0, 5)
steps = st.one_of(
    st.tuples(st.just("customer"), st.sampled_from(CUSTOMER_VALUES)),
    st.tuples(st.just("device"), places, st.sampled_from(DEVICE_VALUES)),
    st.tuples(st.just("add"), st.sampled_from(DEVICE_VALUES)),
    st.tuples(st.just("remove"), places),
    st.tuples(st.just("restore"), places),
    st.tuples(st.just("application"), places, st.sampled_from(APPLICATION_VALUES)),
    st.tuples(st.just("apply"), st.sampled_from(APPLICATION_VALUES)),
)


class Register:
    """Keeps a customer's data, every former state of them, and their history."""

    def __init__(self):
        self.now = Dossier(a_customer(created_at=at(0), updated_at=at(0)))
        self.removed = {}
        self.minute = 0
        self.events = []
        self._record(differences(None, self.now))
        self.states = [self.now]

    def take(self, kind, *step):
        self.minute += 1
        before = self.now
        getattr(self, f"_{kind}")(*step)
        self._record(differences(before, self.now))
        self.states.append(self.now)

    def _customer(self, values):
        self.now = replace(self.now, customer=self._changed(self.now.customer, values))

    def _device(self, place, values):
        self._keep(devices=self._changed_at(self.now.devices, place, values))

    def _application(self, place, values):
        self._keep(applications=self._changed_at(self.now.applications, place, values))

    def _add(self, values):
        number = 1 + max([0, *self.removed, *(each.id for each in self.now.devices)])
        fresh = a_customer_device(number, created_at=at(self.minute), updated_at=at(self.minute))
        self._keep(devices=[*self.now.devices, with_values(fresh, values)])

    def _apply(self, values):
        number = 1 + len(self.now.applications)
        moment = at(self.minute)
        fresh = an_application(number, created_at=moment, updated_at=moment, devices=())
        self._keep(applications=[*self.now.applications, with_values(fresh, values)])

    def _remove(self, place):
        if gone := self.now.devices[place : place + 1]:
            self.removed[gone[0].id] = gone[0]
            self._keep(devices=[each for each in self.now.devices if each != gone[0]])

    def _restore(self, place):
        if back := [*self.removed][place : place + 1]:
            device = replace(self.removed.pop(back[0]), updated_at=at(self.minute))
            self._keep(devices=[*self.now.devices, device])

    def _keep(self, **things: Iterable):
        ordered = {
            name: tuple(sorted(each, key=lambda thing: thing.id)) for name, each in things.items()
        }
        self.now = replace(self.now, **ordered)

    def _changed_at(self, things, place, values):
        return [
            self._changed(thing, values) if number == place else thing
            for number, thing in enumerate(things)
        ]

    def _changed(self, thing, values):
        after = with_values(thing, values)
        return replace(after, updated_at=at(self.minute)) if after != thing else thing

    def _record(self, changes):
        for change in changes:
            self.events.append(an_event(len(self.events) + 1, self.minute, change))


@given(st.lists(steps, max_size=25))
def test_any_state_comes_back_from_the_last_one_and_the_history(history):
    register = Register()
    for step in history:
        register.take(*step)
    for minute, state in enumerate(register.states):
        assert rewind(register.now, register.events, at(minute)) == state
        assert rewind(register.now, register.events, at(minute + 0.5)) == state
    assert rewind(register.now, register.events, at(-1)) is None
