"""What clients read of customers, devices and applications, field by field."""

from decimal import Decimal
from typing import Any, cast

import pytest

from datasources.facts.customer import AccountStatus
from datasources.facts.field import Entity, FieldKind
from datasources.facts.fields import FieldName
from resolvers.rules.form_values import Fact, with_values
from schema.types.customer import Application, Customer, CustomerDevice
from schema.view import View
from tests.dossiers import a_dossier
from tests.forms import WRITTEN, value_of

# Values are read off the fact alone.
VIEW = cast("View", None)
TYPES: dict[Entity, Any] = {
    Entity.CUSTOMER: Customer,
    Entity.CUSTOMER_DEVICE: CustomerDevice,
    Entity.APPLICATION: Application,
}
SHOWN = [each for each in WRITTEN if each.name != "recaptcha_token"]


def a_fact(entity: Entity) -> Any:
    dossier = a_dossier()
    match entity:
        case Entity.CUSTOMER:
            return dossier.customer
        case Entity.CUSTOMER_DEVICE:
            return dossier.devices[0]
        case Entity.APPLICATION:
            return dossier.applications[0]


def shown(fact: Fact, named: FieldName) -> Any:
    return getattr(TYPES[named.entity].of(fact, VIEW), named.name)


@pytest.mark.parametrize("named", SHOWN, ids=lambda named: named.path)
def test_a_value_is_shown_as_clients_write_it(named: FieldName):
    _, value = value_of(named.field)
    if named.name == "state":
        value = "CA"
    fact = with_values(a_fact(named.entity), {named.name: value})
    meant = Decimal("750.50") if named.field.kind is FieldKind.MONEY else value
    assert shown(fact, named) == meant
    assert str(shown(fact, named)) == str(meant)


@pytest.mark.parametrize(
    "named", [each for each in SHOWN if not each.field.required], ids=lambda named: named.path
)
def test_what_is_not_known_is_null_or_its_default(named: FieldName):
    fact = with_values(a_fact(named.entity), {named.name: None})
    assert shown(fact, named) == named.field.default


def test_a_choice_that_storage_kept_as_text_is_shown_as_one():
    kept = with_values(a_fact(Entity.CUSTOMER), {"utility_account_status": "inactive"})
    named = FieldName(Entity.CUSTOMER, "utility_account_status")
    assert shown(kept, named) is AccountStatus.INACTIVE


def test_a_secret_is_not_shown():
    fact = with_values(a_fact(Entity.APPLICATION), {"recaptcha_token": "secret"})
    assert not hasattr(Application.of(fact, VIEW), "recaptcha_token")
