"""Who may write which field, and for how long."""

import pytest

from datasources.facts.application import FILED, ApplicationStatus
from datasources.facts.field import Entity, Writer
from datasources.facts.fields import FIELDS
from datasources.facts.history import ActorKind
from resolvers.rules.field_writers import locked, may_write

CUSTOMER, PARTNER, ADMIN, SYSTEM = (
    ActorKind.CUSTOMER,
    ActorKind.PARTNER,
    ActorKind.ADMINISTRATOR,
    ActorKind.SYSTEM,
)


@pytest.mark.parametrize(
    ("entity", "name", "writers"),
    [
        (Entity.CUSTOMER, "email", {CUSTOMER, PARTNER, ADMIN, SYSTEM}),
        (Entity.CUSTOMER, "reference_id", {SYSTEM}),
        (Entity.CUSTOMER_DEVICE, "device_serial", {CUSTOMER, PARTNER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "rebate_type", {PARTNER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "submission_date", {PARTNER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "equipment_complete", {PARTNER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "project_name", {ADMIN, SYSTEM}),
        (Entity.APPLICATION, "contractor_signature", {ADMIN, SYSTEM}),
        (Entity.APPLICATION, "agree_terms", {CUSTOMER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "customer_signature", {CUSTOMER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "customer_signature_date", {CUSTOMER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "authorize_contractor", {CUSTOMER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "authorize_payee", {CUSTOMER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "utility_account_attestation", {CUSTOMER, ADMIN, SYSTEM}),
        (Entity.APPLICATION, "status", {SYSTEM}),
        (Entity.APPLICATION, "devices", {SYSTEM}),
        (Entity.APPLICATION, "approved_amount", {SYSTEM}),
    ],
)
def test_each_field_has_its_writers(entity, name, writers):
    field = FIELDS[entity][name]
    assert {actor for actor in ActorKind if may_write(entity, field, actor)} == writers


@pytest.mark.parametrize("entity", Entity)
def test_administrators_write_whatever_partners_write(entity):
    for field in FIELDS[entity].values():
        assert may_write(entity, field, ADMIN) or not may_write(entity, field, PARTNER)
        assert may_write(entity, field, ADMIN) is (field.writer is not Writer.NOBODY)


@pytest.mark.parametrize("status", [each for each in ApplicationStatus if each not in FILED])
@pytest.mark.parametrize("actor", ActorKind)
def test_everything_is_open_until_it_is_handed_in(status, actor):
    assert not any(
        locked(status, entity, name, actor) for entity, fields in FIELDS.items() for name in fields
    )


PAPERS = {"equipment_complete", "permit_complete", "utility_complete"}
DAYS = {"submission_date", "approval_date"}


@pytest.mark.parametrize(
    ("status", "actor", "names"),
    [
        (ApplicationStatus.SUBMITTED, CUSTOMER, set()),
        (ApplicationStatus.SUBMITTED, PARTNER, DAYS),
        (ApplicationStatus.SUBMITTED, ADMIN, DAYS | PAPERS),
        (ApplicationStatus.APPROVED, CUSTOMER, set()),
        (ApplicationStatus.APPROVED, PARTNER, DAYS),
        (ApplicationStatus.APPROVED, ADMIN, DAYS),
        (ApplicationStatus.REJECTED, CUSTOMER, set()),
        (ApplicationStatus.REJECTED, PARTNER, DAYS),
        (ApplicationStatus.REJECTED, ADMIN, DAYS),
    ],
)
def test_what_was_handed_in_is_evidence(status, actor, names):
    fields = FIELDS[Entity.APPLICATION]
    still = {name for name in fields if not locked(status, Entity.APPLICATION, name, actor)}
    assert still == names
    assert all(locked(status, Entity.CUSTOMER, name, actor) for name in ("email", "city"))
    assert locked(status, Entity.CUSTOMER_DEVICE, "purchase_date", actor)


@pytest.mark.parametrize("status", ApplicationStatus)
def test_the_system_is_never_locked_out(status):
    assert not locked(status, Entity.APPLICATION, "status", SYSTEM)
