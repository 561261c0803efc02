"""What a change of a customer's data takes applications to by itself."""

from dataclasses import replace

import pytest

from datasources.facts.application import ApplicationStatus
from datasources.facts.dossier import Dossier
from datasources.facts.fields import FieldName
from datasources.facts.form import ProgramTerms
from resolvers.rules.settling import Conditions, settled, started
from tests.builders import TODAY
from tests.dossiers import a_customer, a_dossier, an_application

S = ApplicationStatus
EMAIL, PHONE = {"email": "ada@example.org"}, {"phone": "541-555-0100"}
TERMS = ProgramTerms((FieldName.parse("customer.email"), FieldName.parse("customer.phone")))
CONDITIONS = Conditions({"program-3": TERMS}, (), TODAY)


def a_home(status: ApplicationStatus, **known: str) -> Dossier:
    """Return a customer of whom some is known, with an application for a device."""
    return a_dossier(
        customer=a_customer(details=known), applications=(an_application(status=status),)
    )


def standing(dossier: Dossier) -> list[ApplicationStatus]:
    return [each.status for each in dossier.applications]


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        (a_home(S.AWAITING_PARTNER, **EMAIL), EMAIL | PHONE, S.COMPLETED),
        (a_home(S.AWAITING_PARTNER), EMAIL, S.AWAITING_PARTNER),
        (a_home(S.AWAITING_PARTNER, **EMAIL, **PHONE), EMAIL | PHONE, S.AWAITING_PARTNER),
        (a_home(S.COMPLETED, **EMAIL, **PHONE), EMAIL, S.IN_PROGRESS),
        (a_home(S.COMPLETED, **EMAIL, **PHONE), EMAIL | PHONE, S.COMPLETED),
        (a_home(S.COMPLETED, **EMAIL), EMAIL, S.COMPLETED),
        (a_home(S.COMPLETED, **EMAIL), {}, S.IN_PROGRESS),
        (a_home(S.IN_PROGRESS, **EMAIL), EMAIL | PHONE, S.IN_PROGRESS),
        (a_home(S.SUBMITTED, **EMAIL, **PHONE), {}, S.SUBMITTED),
    ],
    ids=[
        "the last field comes",
        "not the last",
        "nothing was lacking",
        "a field goes",
        "nothing goes",
        "one was lacking",
        "another goes",
        "not sent yet",
        "handed in",
    ],
)
def test_only_what_the_change_brings_or_takes_counts(
    before: Dossier, after: dict[str, str], stands: ApplicationStatus
):
    changed = replace(before, customer=a_customer(details=after))
    assert standing(settled(before, changed, CONDITIONS)) == [stands]


@pytest.mark.parametrize("known", [{}, EMAIL, EMAIL | PHONE], ids=["nothing", "some", "all"])
@pytest.mark.parametrize("status", S)
def test_without_a_change_everything_stays(known: dict[str, str], status: ApplicationStatus):
    dossier = a_home(status, **known)
    assert settled(dossier, dossier, CONDITIONS) == dossier


def test_other_devices_open_what_was_complete():
    before = a_home(S.COMPLETED)
    (application,) = before.applications
    after = replace(before, applications=(replace(application, devices=(2,)),))
    assert standing(settled(before, after, CONDITIONS)) == [S.IN_PROGRESS]


@pytest.mark.parametrize(
    ("former", "now", "known", "stands"),
    [
        (S.SUBMITTED, S.AWAITING_PARTNER, EMAIL | PHONE, S.AWAITING_PARTNER),
        (S.IN_PROGRESS, S.AWAITING_PARTNER, EMAIL, S.AWAITING_PARTNER),
        (S.IN_PROGRESS, S.COMPLETED, EMAIL | PHONE, S.COMPLETED),
        (S.IN_PROGRESS, S.COMPLETED, EMAIL, S.IN_PROGRESS),
    ],
)
def test_what_was_just_taken_elsewhere_stays_unless_it_lacks_something(
    former: ApplicationStatus,
    now: ApplicationStatus,
    known: dict[str, str],
    stands: ApplicationStatus,
):
    before = a_home(former, **known)
    after = replace(a_home(now, **known), applications=(an_application(status=now, devices=(2,)),))
    assert standing(settled(before, after, CONDITIONS)) == [stands]


@pytest.mark.parametrize("status", S)
def test_only_what_nobody_had_begun_with_is_started(status: ApplicationStatus):
    other = an_application(6, status=S.NOT_STARTED)
    dossier = a_dossier(applications=(an_application(5, status=status), other))
    begun = S.IN_PROGRESS if status is S.NOT_STARTED else status
    assert standing(started(dossier, 5)) == [begun, S.NOT_STARTED]
