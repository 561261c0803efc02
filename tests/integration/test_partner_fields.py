"""Every field of customers, devices and applications: stored, and read through the graph."""

from typing import Any

from datasources.facts.field import Entity
from datasources.facts.fields import camel_case
from resolvers.rules.form_values import F, with_values
from tests.forms import WRITTEN, value_of
from tests.partner import Partners

SECRETS = {"recaptcha_token"}
SHOWN = [each for each in WRITTEN if each.name not in SECRETS | {"state"}]


def names(entity: Entity) -> str:
    return " ".join(camel_case(each.name) for each in SHOWN if each.entity is entity)


def as_written(entity: Entity) -> dict[str, Any]:
    return {
        camel_case(each.name): value_of(each.field)[0] for each in SHOWN if each.entity is entity
    }


def filled(fact: F, entity: Entity) -> F:
    values = {each.name: value_of(each.field)[1] for each in SHOWN if each.entity is entity}
    return with_values(fact, values)


QUERY = f"""{{ customer(by: {{ referenceId: "home-1" }}) {{
    {names(Entity.CUSTOMER)}
    devices {{ {names(Entity.CUSTOMER_DEVICE)} }}
    applications {{ nodes {{ {names(Entity.APPLICATION)} }} }} }} }}"""


async def test_every_field_that_is_stored_is_read_as_it_is_written(partners: Partners):
    await partners.first.lookup(123, createApplication=True)
    state = await partners.first.state()
    customer, application = state.customer("home-1"), state.applications[0]
    (device,) = state.devices[customer.id]
    async with partners.database.write(1) as writing:
        work = partners.work(writing)
        await work.customers.update(filled(customer, Entity.CUSTOMER))
        await work.units.update(filled(device, Entity.CUSTOMER_DEVICE))
        await work.applications.update(filled(application, Entity.APPLICATION))

    found = (await partners.first.ask(QUERY))["customer"]

    assert found.pop("devices") == [as_written(Entity.CUSTOMER_DEVICE)]
    assert found.pop("applications")["nodes"][0] == as_written(Entity.APPLICATION)
    assert found == as_written(Entity.CUSTOMER)


async def test_what_nobody_has_said_is_null(partners: Partners):
    await partners.first.lookup(123)
    found = (await partners.first.ask(QUERY))["customer"]
    known = {"addressLine1", "city", "zipCode", "buildingType"}

    assert {name for name, value in found.items() if value not in (None, [])} == {
        *known,
        "devices",
        "applications",
    }
    (device,) = found["devices"]
    assert {name for name, value in device.items() if value is not None} == {"quantity"}
