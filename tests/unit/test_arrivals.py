"""What an application's status brings with it."""

from datetime import date, timedelta

import pytest

from datasources.facts.application import ApplicationStatus
from datasources.facts.errors import BadInput
from datasources.facts.form import ProgramTerms
from datasources.facts.history import ActorKind
from resolvers.rules.guards import Circumstances
from resolvers.rules.transitions import transition
from tests.builders import TODAY
from tests.dossiers import an_application

S = ApplicationStatus
P, A = ActorKind.PARTNER, ActorKind.ADMINISTRATOR
SIGNED = {"agree_terms": True, "customer_signature": True}
DAY = timedelta(days=1)


def around():
    return Circumstances((), ProgramTerms(()), TODAY)


def standing(status, **details):
    return an_application(status=status, details=details or None)


@pytest.mark.parametrize("on", [None, TODAY, TODAY - 40 * DAY], ids=["none", "today", "before"])
def test_what_is_handed_in_has_a_day(on):
    moved = transition(standing(S.COMPLETED), S.SUBMITTED, P, around(), on=on)
    assert moved.submission_date == (on or TODAY)


@pytest.mark.parametrize(
    "on", [TODAY + DAY, date(1899, 12, 31)], ids=["tomorrow", "of another age"]
)
def test_nothing_is_handed_in_on_a_day_to_come(on):
    with pytest.raises(BadInput) as refused:
        transition(standing(S.COMPLETED), S.SUBMITTED, P, around(), on=on)
    assert refused.value.field == "on"


@pytest.mark.parametrize(
    ("submitted", "on", "approved"),
    [
        (TODAY - DAY, None, TODAY),
        (TODAY - DAY, TODAY - DAY, TODAY - DAY),
        (TODAY - DAY, TODAY - 2 * DAY, None),
        (TODAY, None, TODAY),
        (TODAY + DAY, None, None),
        (None, TODAY - 2 * DAY, TODAY - 2 * DAY),
        (None, TODAY + DAY, None),
    ],
    ids=[
        "today",
        "on the day of the submission",
        "before it",
        "at once",
        "submitted in times to come",
        "submission unknown",
        "in times to come",
    ],
)
def test_what_is_approved_was_handed_in_before(submitted, on, approved):
    application = an_application(status=S.SUBMITTED, submission_date=submitted)
    if approved:
        assert transition(application, S.APPROVED, A, around(), on=on).approval_date == approved
        return
    with pytest.raises(BadInput) as refused:
        transition(application, S.APPROVED, A, around(), on=on)
    assert refused.value.field == "on"


@pytest.mark.parametrize(
    ("requested", "given", "approved"),
    [(50_000, None, 50_000), (50_000, 40_000, 40_000), (50_000, 0, 0), (None, None, None)],
)
def test_a_program_pays_what_was_asked_for_unless_it_says_otherwise(requested, given, approved):
    application = an_application(status=S.SUBMITTED, total_requested_amount=requested)
    moved = transition(application, S.APPROVED, A, around(), approved_amount=given)
    assert (moved.details or {}).get("approved_amount") == approved


@pytest.mark.parametrize("amount", [-1, 10_000_000_001])
def test_an_amount_has_its_limits(amount):
    with pytest.raises(BadInput) as refused:
        transition(standing(S.SUBMITTED), S.APPROVED, A, around(), approved_amount=amount)
    assert refused.value.field == "approvedAmount"


@pytest.mark.parametrize(
    ("to", "given", "field"),
    [
        (S.REJECTED, {"on": TODAY}, "on"),
        (S.REJECTED, {"approved_amount": 1}, "approvedAmount"),
        (S.AWAITING_CUSTOMER, {"on": TODAY}, "on"),
    ],
    ids=["a day", "an amount", "a day of waiting"],
)
def test_what_does_not_belong_to_a_step_is_refused(to, given, field):
    with pytest.raises(BadInput) as refused:
        transition(standing(S.SUBMITTED), to, A, around(), reason="because", **given)
    assert refused.value.field == field


def test_what_is_rejected_says_when_and_why():
    moved = transition(standing(S.SUBMITTED), S.REJECTED, A, around(), reason="No permit")
    assert moved.details == {"rejection_date": TODAY, "rejection_reason": "No permit"}


def test_an_appeal_takes_the_rejection_away():
    application = standing(S.REJECTED, rejection_date=TODAY, rejection_reason="No permit")
    assert transition(application, S.IN_PROGRESS, P, around()) == standing(S.IN_PROGRESS)


APPROVED = an_application(
    status=S.APPROVED,
    submission_date=TODAY - 9 * DAY,
    approval_date=TODAY - DAY,
    details={"approved_amount": 50_000, **SIGNED},
)


def test_a_correction_takes_the_approval_away_and_keeps_the_submission():
    moved = transition(APPROVED, S.SUBMITTED, A, around(), reason="a slip", correction=True)
    assert moved == an_application(
        status=S.SUBMITTED, submission_date=TODAY - 9 * DAY, details=SIGNED
    )


def test_a_correction_can_put_a_rejection_in_the_place_of_an_approval():
    moved = transition(APPROVED, S.REJECTED, A, around(), reason="a slip", correction=True)
    assert moved.approval_date is None
    assert moved.details == {
        **SIGNED,
        "rejection_date": TODAY,
        "rejection_reason": "a slip",
    }


def test_what_is_handed_in_again_has_a_new_day():
    application = an_application(status=S.COMPLETED, submission_date=TODAY - 9 * DAY)
    assert transition(application, S.SUBMITTED, P, around()).submission_date == TODAY
