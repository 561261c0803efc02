"""Where an application may go, who takes it there, and what that brings with it."""

from datetime import timedelta

import pytest

from datasources.facts.application import ApplicationStatus
from datasources.facts.application_refusals import TransitionRefused
from datasources.facts.errors import BadInput
from datasources.facts.fields import FieldName
from datasources.facts.form import MissingField, ProgramTerms
from datasources.facts.history import ActorKind
from resolvers.rules.guards import Circumstances
from resolvers.rules.steps import STEPS
from resolvers.rules.transitions import allowed_transitions, automatic, transition
from tests.builders import TODAY
from tests.dossiers import an_application

S = ApplicationStatus
C, P, A, SYSTEM = (
    ActorKind.CUSTOMER,
    ActorKind.PARTNER,
    ActorKind.ADMINISTRATOR,
    ActorKind.SYSTEM,
)
SIGNED = {"agree_terms": True, "customer_signature": True}
OF_CUSTOMER = MissingField(FieldName.parse("customer.email"), C)
OF_PARTNER = MissingField(FieldName.parse("customerDevice.deviceSerial"), P, 1)
OF_ADMIN = MissingField(FieldName.parse("application.projectName"), A)
DAY = timedelta(days=1)


def around(*missing, **terms):
    return Circumstances(missing, ProgramTerms((), **terms), TODAY)


def standing(status, **details):
    return an_application(status=status, details=details or None)


def refusal_of(application, to, actor, circumstances, **given):
    with pytest.raises(TransitionRefused) as refused:
        transition(application, to, actor, circumstances, **given)
    return refused.value


# ---------------------------------------------------------------- every step and every actor


@pytest.mark.parametrize(
    ("status", "actor", "missing", "allowed"),
    [
        (S.NOT_STARTED, C, (), [S.IN_PROGRESS]),
        (S.NOT_STARTED, P, (), [S.IN_PROGRESS]),
        (S.NOT_STARTED, A, (), [S.IN_PROGRESS]),
        (S.NOT_STARTED, SYSTEM, (), []),
        (S.IN_PROGRESS, C, (), [S.COMPLETED]),
        (S.IN_PROGRESS, C, (OF_CUSTOMER,), []),
        (S.IN_PROGRESS, C, (OF_PARTNER,), [S.AWAITING_PARTNER]),
        (S.IN_PROGRESS, C, (OF_ADMIN,), [S.AWAITING_PARTNER]),
        (S.IN_PROGRESS, C, (OF_CUSTOMER, OF_PARTNER), []),
        (S.IN_PROGRESS, P, (), []),
        (S.IN_PROGRESS, P, (OF_CUSTOMER,), [S.AWAITING_CUSTOMER]),
        (S.IN_PROGRESS, P, (OF_PARTNER,), []),
        (S.IN_PROGRESS, A, (), [S.COMPLETED]),
        (S.IN_PROGRESS, A, (OF_CUSTOMER,), [S.AWAITING_CUSTOMER]),
        (S.IN_PROGRESS, A, (OF_PARTNER,), [S.AWAITING_PARTNER]),
        (S.IN_PROGRESS, SYSTEM, (OF_PARTNER,), []),
        (S.AWAITING_CUSTOMER, C, (), [S.IN_PROGRESS]),
        (S.AWAITING_CUSTOMER, P, (), [S.IN_PROGRESS]),
        (S.AWAITING_CUSTOMER, A, (OF_CUSTOMER,), [S.IN_PROGRESS]),
        (S.AWAITING_PARTNER, C, (OF_PARTNER,), [S.IN_PROGRESS]),
        (S.AWAITING_PARTNER, C, (), [S.IN_PROGRESS]),
        (S.AWAITING_PARTNER, P, (OF_PARTNER,), [S.IN_PROGRESS]),
        (S.AWAITING_PARTNER, P, (), [S.IN_PROGRESS, S.COMPLETED]),
        (S.AWAITING_PARTNER, A, (), [S.IN_PROGRESS, S.COMPLETED]),
        (S.AWAITING_PARTNER, SYSTEM, (), [S.COMPLETED]),
        (S.AWAITING_PARTNER, SYSTEM, (OF_ADMIN,), []),
        (S.COMPLETED, C, (), [S.IN_PROGRESS]),
        (S.COMPLETED, P, (), [S.IN_PROGRESS, S.SUBMITTED]),
        (S.COMPLETED, P, (OF_CUSTOMER,), [S.IN_PROGRESS]),
        (S.COMPLETED, A, (), [S.IN_PROGRESS, S.SUBMITTED]),
        (S.COMPLETED, A, (OF_PARTNER,), [S.IN_PROGRESS]),
        (S.COMPLETED, SYSTEM, (), [S.IN_PROGRESS]),
        (S.SUBMITTED, C, (), []),
        (S.SUBMITTED, P, (), []),
        (S.SUBMITTED, A, (), [S.AWAITING_CUSTOMER, S.AWAITING_PARTNER, S.APPROVED, S.REJECTED]),
        (S.SUBMITTED, SYSTEM, (), []),
        (S.REJECTED, C, (), []),
        (S.REJECTED, P, (), [S.IN_PROGRESS]),
        (S.REJECTED, A, (), [S.IN_PROGRESS]),
        (S.APPROVED, C, (), []),
        (S.APPROVED, P, (), []),
        (S.APPROVED, A, (), []),
        (S.APPROVED, SYSTEM, (), []),
    ],
)
def test_what_is_allowed_is_listed_and_taken_and_all_else_refused(status, actor, missing, allowed):
    application, circumstances = standing(status, **SIGNED), around(*missing)
    assert list(allowed_transitions(application, actor, circumstances)) == allowed
    for to in [each for each in S if each is not status]:
        if to in allowed:
            moved = transition(application, to, actor, circumstances, reason="because")
            assert moved.status is to
        else:
            refusal = refusal_of(application, to, actor, circumstances, reason="because")
            assert (refusal.current, refusal.wanted) == (status, to)
            assert list(refusal.allowed) == allowed
            assert refusal.message.en != refusal.message.es


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("actor", ActorKind)
def test_staying_where_one_is_changes_nothing_for_anyone(status, actor):
    application = standing(status)
    assert transition(application, status, actor, around(OF_CUSTOMER)) is application


def test_every_status_but_the_first_can_be_reached():
    assert {to for _, to in STEPS} == set(S) - {S.NOT_STARTED}


# ---------------------------------------------------------------- what stands in the way


@pytest.mark.parametrize(
    ("details", "done"),
    [
        (SIGNED, True),
        ({"agree_terms": True}, False),
        ({"customer_signature": True}, False),
        ({**SIGNED, "agree_terms": False}, False),
        ({**SIGNED, "customer_signature": None}, False),
    ],
)
@pytest.mark.parametrize(
    ("missing", "to"), [((), S.COMPLETED), ((OF_PARTNER,), S.AWAITING_PARTNER)]
)
def test_a_customer_sends_what_is_agreed_to_and_signed(details, done, missing, to):
    allowed = allowed_transitions(standing(S.IN_PROGRESS, **details), C, around(*missing))
    assert (to in allowed) is done


@pytest.mark.parametrize("flag", ["equipment_complete", "permit_complete", "utility_complete"])
@pytest.mark.parametrize(("value", "complete"), [(None, True), (True, True), (False, False)])
@pytest.mark.parametrize("actor", [P, A, SYSTEM])
def test_documents_said_to_be_incomplete_stand_in_the_way(flag, value, complete, actor):
    application = standing(S.AWAITING_PARTNER, **{flag: value})
    assert (S.COMPLETED in allowed_transitions(application, actor, around())) is complete


@pytest.mark.parametrize(
    ("actor", "submits", "may"), [(P, True, True), (P, False, False), (A, False, True)]
)
def test_organizations_hand_in_where_the_program_lets_them(actor, submits, may):
    circumstances = around(partner_submits=submits)
    assert (S.SUBMITTED in allowed_transitions(standing(S.COMPLETED), actor, circumstances)) is may


@pytest.mark.parametrize(
    ("actor", "rejected", "days", "may"),
    [
        (P, TODAY - 30 * DAY, 30, True),
        (P, TODAY - 31 * DAY, 30, False),
        (P, TODAY, 0, True),
        (P, TODAY - DAY, 0, False),
        (P, TODAY - 9_999 * DAY, None, True),
        (P, None, 30, True),
        (A, TODAY - 31 * DAY, 30, True),
    ],
    ids=[
        "on the last day",
        "a day late",
        "at once",
        "too late",
        "without a window",
        "on a day unknown",
        "an administrator",
    ],
)
def test_a_rejection_is_appealed_within_the_window(actor, rejected, days, may):
    application = standing(S.REJECTED, rejection_date=rejected)
    allowed = allowed_transitions(application, actor, around(appeal_days=days))
    assert (S.IN_PROGRESS in allowed) is may


REASONED = [
    (S.AWAITING_PARTNER, S.IN_PROGRESS, P),
    (S.SUBMITTED, S.REJECTED, A),
    (S.SUBMITTED, S.AWAITING_CUSTOMER, A),
    (S.SUBMITTED, S.AWAITING_PARTNER, A),
]


@pytest.mark.parametrize(("status", "to", "actor"), REASONED)
@pytest.mark.parametrize("reason", [None, "", " \t"])
def test_a_step_that_needs_a_reason_is_refused_without_one(status, to, actor, reason):
    refusal = refusal_of(standing(status), to, actor, around(), reason=reason)
    assert refusal.message.en == "A reason is needed."
    assert to in refusal.allowed


def test_no_other_step_needs_a_reason():
    application = standing(S.AWAITING_PARTNER)
    assert transition(application, S.IN_PROGRESS, C, around()).status is S.IN_PROGRESS
    assert transition(application, S.IN_PROGRESS, A, around()).status is S.IN_PROGRESS


@pytest.mark.parametrize(
    ("reason", "wrong"), [("a" * 2_000, False), ("a" * 2_001, True), ("a\nb", True)]
)
def test_a_reason_is_a_line_of_text(reason, wrong):
    application = standing(S.SUBMITTED)
    if not wrong:
        moved = transition(application, S.REJECTED, A, around(), reason=reason)
        assert (moved.details or {})["rejection_reason"] == reason
        return
    with pytest.raises(BadInput) as refused:
        transition(application, S.REJECTED, A, around(), reason=reason)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("to", [S.IN_PROGRESS, S.SUBMITTED, S.REJECTED])
def test_what_is_approved_changes_by_a_correction_with_a_reason_only(to):
    application = standing(S.APPROVED)
    moved = transition(application, to, A, around(), reason="a slip", correction=True)
    assert moved.status is to
    refusal = refusal_of(application, to, A, around(), reason="a slip")
    assert refusal.message.en == "What is approved changes by a correction only."
    refusal = refusal_of(application, to, A, around(), correction=True)
    assert refusal.message.en == "A reason is needed."
    refusal = refusal_of(application, to, P, around(), reason="a slip", correction=True)
    assert refusal.message.en.startswith("Only an administrator can take it")


def test_a_correction_opens_no_other_step():
    refusal = refusal_of(
        standing(S.APPROVED), S.COMPLETED, A, around(), reason="a slip", correction=True
    )
    assert refusal.message.en == "No step leads from APPROVED to COMPLETED."


def test_a_refusal_says_who_may():
    refusal = refusal_of(standing(S.IN_PROGRESS), S.COMPLETED, P, around())
    assert refusal.message.en == (
        "Only the customer or an administrator can take it from IN_PROGRESS to COMPLETED."
    )
    assert refusal.message.es == (
        "Solo el cliente o un administrador puede llevarla de IN_PROGRESS a COMPLETED."
    )


@pytest.mark.parametrize(
    ("to", "missing"),
    [(S.AWAITING_PARTNER, (OF_CUSTOMER,)), (S.COMPLETED, (OF_CUSTOMER, OF_PARTNER))],
)
def test_a_refusal_lists_everything_that_is_to_be_filled_in_first(to, missing):
    application = standing(S.IN_PROGRESS, **SIGNED)
    refusal = refusal_of(application, to, C, around(OF_PARTNER, OF_CUSTOMER))
    assert refusal.missing == missing
    assert refusal.message.en == "To fill in first: customer.email."


# ---------------------------------------------------------------- by itself


@pytest.mark.parametrize(
    ("status", "missing", "changed", "to"),
    [
        (S.AWAITING_PARTNER, (), False, S.COMPLETED),
        (S.AWAITING_PARTNER, (OF_PARTNER,), False, None),
        (S.AWAITING_PARTNER, (OF_CUSTOMER,), False, None),
        (S.COMPLETED, (), False, None),
        (S.COMPLETED, (), True, S.IN_PROGRESS),
        (S.COMPLETED, (OF_CUSTOMER,), False, S.IN_PROGRESS),
        (S.NOT_STARTED, (), True, None),
        (S.IN_PROGRESS, (), True, None),
        (S.AWAITING_CUSTOMER, (), True, None),
        (S.SUBMITTED, (OF_CUSTOMER,), True, None),
        (S.APPROVED, (OF_CUSTOMER,), True, None),
        (S.REJECTED, (OF_CUSTOMER,), True, None),
    ],
)
def test_an_application_moves_by_itself_in_two_places(status, missing, changed, to):
    assert automatic(standing(status), around(*missing), devices_changed=changed) is to


def test_an_application_does_not_complete_itself_while_documents_are_incomplete():
    application = standing(S.AWAITING_PARTNER, permit_complete=False)
    assert automatic(application, around(), devices_changed=False) is None


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("missing", [(), (OF_PARTNER,)], ids=["nothing", "something"])
@pytest.mark.parametrize("changed", [False, True])
def test_whatever_happens_by_itself_is_a_step_of_the_system(status, missing, changed):
    to = automatic(standing(status), around(*missing), devices_changed=changed)
    assert to is None or SYSTEM in STEPS[status, to]
