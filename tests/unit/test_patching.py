"""Patches of an application, its customer and the customer's devices."""

from datetime import date

import pytest

from datasources.facts.application import FILED, ApplicationStatus, PayeeType
from datasources.facts.application_refusals import (
    ApplicationNotFound,
    CustomerDeviceNotFound,
    ProtectedField,
)
from datasources.facts.errors import BadInput
from datasources.facts.field import Entity
from datasources.facts.history import ActorKind, ClaimedField
from resolvers.rules.patches import ApplicationPatch, DevicePatch
from resolvers.rules.patching import checked, patched
from tests.dossiers import a_customer, a_dossier, an_application
from tests.offers import a_customer_device

CUSTOMER, PARTNER, ADMIN = ActorKind.CUSTOMER, ActorKind.PARTNER, ActorKind.ADMINISTRATOR
SERIAL = DevicePatch(2, {"device_serial": "S-1"}, "input.customerDevices.0")


def applied(patch, dossier=None, actor=PARTNER, claimed=()):
    return patched(dossier or a_dossier(), 5, patch, actor, claimed)


def test_what_a_patch_names_changes_and_all_else_stays():
    patch = ApplicationPatch(
        {"payee_type": PayeeType.CONTRACTOR},
        {"email": "ada@example.org"},
        (SERIAL,),
        (2,),
    )
    assert applied(patch) == a_dossier(
        customer=a_customer(details={"email": "ada@example.org"}),
        devices=(a_customer_device(1), a_customer_device(2, details={"device_serial": "S-1"})),
        applications=(an_application(payee_type=PayeeType.CONTRACTOR, devices=(2,)),),
    )


def test_an_empty_patch_changes_nothing():
    assert applied(ApplicationPatch()) == a_dossier()


def test_a_patch_changes_the_application_that_it_is_for():
    dossier = a_dossier(applications=(an_application(4), an_application(5)))
    after = applied(ApplicationPatch({"rebate_type": "rebate"}), dossier)
    assert [each.rebate_type for each in after.applications] == [None, "rebate"]


def test_null_clears_a_value_and_brings_back_its_default():
    dossier = a_dossier(
        customer=a_customer(details={"email": "ada@example.org"}),
        devices=(a_customer_device(2, quantity=3),),
    )
    cleared = DevicePatch(2, {"quantity": None}, "input.customerDevices.0")
    after = applied(ApplicationPatch({}, {"email": None}, (cleared,)), dossier)
    assert after == a_dossier(devices=(a_customer_device(2, quantity=1),))


def test_an_application_of_another_customer_is_not_found():
    with pytest.raises(ApplicationNotFound):
        patched(a_dossier(), 6, ApplicationPatch(), PARTNER, ())


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        (ApplicationPatch({"rebate_type": ""}), "input.rebateType"),
        (ApplicationPatch({}, {"email": "nobody"}), "input.customer.email"),
        (ApplicationPatch({}, {"address_line1": None}), "input.customer.addressLine1"),
        (
            ApplicationPatch(customer_devices=(DevicePatch(2, {"vehicle_vin": "1"}, "input.x.7"),)),
            "input.x.7.vehicleVin",
        ),
        (ApplicationPatch(customer_devices=(SERIAL, SERIAL)), "input.customerDevices.0.id"),
    ],
)
def test_a_value_that_cannot_be_is_named_by_its_path(patch, field):
    with pytest.raises(BadInput) as refusal:
        applied(patch)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        (ApplicationPatch({"status": ApplicationStatus.APPROVED}), "input.status"),
        (ApplicationPatch({"id": 7}), "input.id"),
        (ApplicationPatch({"project_name": "x"}), "input.projectName"),
        (ApplicationPatch({}, {"reference_id": "ref-2"}), "input.customer.referenceId"),
        (ApplicationPatch({}, {"shoe_size": 44}), "input.customer.shoeSize"),
    ],
)
def test_a_protected_or_unknown_field_is_refused_by_name(patch, field):
    with pytest.raises(ProtectedField) as refusal:
        applied(patch)
    assert refusal.value.field == field


def test_a_device_that_the_customer_does_not_have_is_not_found():
    stranger = DevicePatch(7, {"device_serial": "S-1"}, "input.customerDevices.0")
    with pytest.raises(CustomerDeviceNotFound) as refusal:
        applied(ApplicationPatch(customer_devices=(stranger,)))
    assert refusal.value.field == "input.customerDevices.0.id"


@pytest.mark.parametrize(
    ("devices", "kept"), [((2, 1, 2), (1, 2)), ((), ()), ((1,), (1,)), (None, (1,))]
)
def test_an_application_is_for_a_set_of_the_customers_devices(devices, kept):
    assert applied(ApplicationPatch(devices=devices)).applications[0].devices == kept


def test_an_application_cannot_be_for_another_customers_device():
    with pytest.raises(CustomerDeviceNotFound) as refusal:
        applied(ApplicationPatch(devices=(1, 7)))
    assert refusal.value.field == "input.customerDeviceIds"


@pytest.mark.parametrize(
    ("values", "stale"),
    [
        ({"address_line1": "456 MAIN STREET"}, False),
        ({"address_line1": "457 Main St"}, True),
        ({"address_line2": "Unit 2"}, True),
        ({"city": "Redmond"}, True),
        ({"zip_code": "97701-1234"}, False),
        ({"zip_code": "97702"}, True),
        ({"mailing_city": "Redmond"}, False),
    ],
)
def test_at_another_address_the_utility_is_that_of_the_former_one(values, stale):
    assert applied(ApplicationPatch({}, values)).customer.utility_stale is stale


def test_a_stale_utility_stays_stale_when_nothing_moves():
    dossier = a_dossier(customer=a_customer(utility_stale=True))
    after = applied(ApplicationPatch({}, {"city": "Bend"}), dossier)
    assert after.customer.utility_stale


@pytest.mark.parametrize(
    ("stored", "values", "refused"),
    [
        ({}, {"submission_date": date(2026, 2, 1), "approval_date": date(2026, 2, 1)}, False),
        ({}, {"submission_date": date(2026, 2, 2), "approval_date": date(2026, 2, 1)}, True),
        ({"submission_date": date(2026, 2, 2)}, {"approval_date": date(2026, 2, 1)}, True),
        ({"approval_date": date(2026, 2, 1)}, {"submission_date": date(2026, 2, 2)}, True),
        ({"approval_date": date(2026, 2, 1)}, {"submission_date": None}, False),
        ({}, {"approval_date": date(2026, 2, 1)}, False),
    ],
)
def test_nothing_is_approved_before_it_is_handed_in(stored, values, refused):
    dossier = a_dossier(applications=(an_application(**stored),))
    if not refused:
        assert applied(ApplicationPatch(values), dossier)
        return
    with pytest.raises(BadInput) as refusal:
        applied(ApplicationPatch(values), dossier)
    assert refusal.value.field == "input.approvalDate"


def test_days_of_old_that_contradict_each_other_do_not_stand_in_the_way_of_other_values():
    stored = an_application(submission_date=date(2026, 2, 2), approval_date=date(2026, 2, 1))
    after = applied(ApplicationPatch({"rebate_type": "x"}), a_dossier(applications=(stored,)))
    assert after.applications[0].rebate_type == "x"


@pytest.mark.parametrize("status", ApplicationStatus)
@pytest.mark.parametrize(
    ("patch", "field"),
    [
        (ApplicationPatch({"rebate_type": "x"}), "input.rebateType"),
        (ApplicationPatch({}, {"email": "ada@example.org"}), "input.customer.email"),
        (ApplicationPatch(customer_devices=(SERIAL,)), "input.customerDevices.0.deviceSerial"),
        (ApplicationPatch(devices=(2,)), "input.customerDeviceIds"),
    ],
)
def test_what_was_handed_in_does_not_change(status, patch, field):
    dossier = a_dossier(applications=(an_application(status=status),))
    if status not in FILED:
        assert applied(patch, dossier) != dossier
        return
    with pytest.raises(ProtectedField) as refusal:
        applied(patch, dossier)
    assert refusal.value.field == field


@pytest.mark.parametrize("status", ApplicationStatus)
@pytest.mark.parametrize("actor", [PARTNER, ADMIN])
def test_days_of_an_application_are_written_wherever_it_stands(status, actor):
    dossier = a_dossier(applications=(an_application(status=status),))
    after = applied(ApplicationPatch({"approval_date": date(2026, 2, 1)}), dossier, actor)
    assert after.applications[0].approval_date == date(2026, 2, 1)


def test_customers_fill_in_what_nobody_claimed_and_sign():
    patch = ApplicationPatch({"agree_terms": True}, {"email": "ada@example.org"}, (SERIAL,))
    claimed = {ClaimedField("customer", "phone")}
    after = applied(patch, actor=CUSTOMER, claimed=claimed)
    assert after.applications[0].details == {"agree_terms": True}


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        (ApplicationPatch({"rebate_type": "x"}), "input.rebateType"),
        (ApplicationPatch({}, {"email": "ada@example.org"}), "input.customer.email"),
        (ApplicationPatch(devices=(2,)), "input.customerDeviceIds"),
    ],
)
def test_customers_do_not_write_what_is_the_organizations(patch, field):
    with pytest.raises(ProtectedField) as refusal:
        applied(patch, actor=CUSTOMER, claimed={ClaimedField("customer", "email")})
    assert refusal.value.field == field


@pytest.mark.parametrize("actor", [PARTNER, ADMIN])
def test_a_claimed_field_is_the_organizations_to_write(actor):
    claimed = {ClaimedField("customer", "email")}
    after = applied(ApplicationPatch({}, {"email": "a@example.org"}), None, actor, claimed)
    assert after.customer.details == {"email": "a@example.org"}


def test_values_are_checked_without_an_application_too():
    checked(Entity.CUSTOMER_DEVICE, {"quantity": 1}, PARTNER, "input")
    with pytest.raises(BadInput) as refusal:
        checked(Entity.CUSTOMER_DEVICE, {"quantity": 0}, PARTNER, "input")
    assert refusal.value.field == "input.quantity"
    assert refusal.value.message.en == "input.quantity must be >= 1 and <= 1000000."
