"""Changes what organizations keep of applications, as their servers do it over the graph."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.fields import FieldName
from datasources.facts.organization import KeyScope, Principal
from datasources.sql.engine import Database
from datasources.sql.tables import StoredRow
from tests.forms import value_of
from tests.graphs import opaque
from tests.partner import Caller, Partners

HOUR = timedelta(hours=1)
CHARGER, THERMOSTAT = 123, 44
CHARGE_AT_HOME = "or_pacificPower_chargeAtHome"

APPLICATION = """
  number version status rebateType payeeType submissionDate approvalDate totalRequestedAmount
  approvedAmount rejectionReason rejectionDate allowedTransitions
  customer { email firstName addressLine1 city utilityStale devices { number } }
  devices { number quantity purchaseDate deviceSerial purchasePrice device { number } }
  missingFields { path suppliedBy customerDevice { number } }
"""
ERRORS = """
  userErrors {
    code path message
    ... on StaleVersion { currentVersion }
    ... on UnknownDevices { numbers }
    ... on ApplicationsFiled { applications { number status } }
    ... on StatusTransition { from to allowed missing { path customerDevice { number } } }
  }
"""
OUTCOME = f"{ERRORS} changes {{ entity id field before after }} dryRun requestId"
DEVICE = f"""
  customerDevice {{ number quantity deviceSerial purchasePrice device {{ number }} }}
  customer {{ number devices {{ number }} }} {OUTCOME}
"""

UPDATE = f"""
mutation Update(
  $by: ApplicationBy!, $input: UpdateApplicationInput!, $version: Int, $dryRun: Boolean! = false
) {{
  change: updateApplication(by: $by, input: $input, version: $version, dryRun: $dryRun) {{
    application {{ {APPLICATION} }} {OUTCOME}
  }}
}}
"""
TRANSITION = f"""
mutation Transition(
  $by: ApplicationBy!, $to: ApplicationStatus!, $reason: String, $on: Date,
  $approvedAmount: Decimal, $correction: Boolean! = false, $version: Int, $dryRun: Boolean! = false
) {{
  change: transitionApplication(
    by: $by, to: $to, reason: $reason, on: $on, approvedAmount: $approvedAmount,
    correction: $correction, version: $version, dryRun: $dryRun
  ) {{ application {{ {APPLICATION} }} {OUTCOME} }}
}}
"""
ADD = f"""
mutation Add($customer: CustomerBy!, $input: CustomerDeviceInput!, $dryRun: Boolean! = false) {{
  change: addCustomerDevice(customer: $customer, input: $input, dryRun: $dryRun) {{ {DEVICE} }}
}}
"""
REMOVE = f"""
mutation Remove($id: ID!, $dryRun: Boolean! = false) {{
  change: removeCustomerDevice(id: $id, dryRun: $dryRun) {{ {DEVICE} }}
}}
"""
UNDO = f"""
mutation Undo($by: CustomerBy!, $dryRun: Boolean! = false) {{
  change: undoOverride(by: $by, dryRun: $dryRun) {{
    customer {{
      number
      devices {{ number deviceSerial device {{ number }} }}
      applications {{ nodes {{ number status devices {{ number }} }} }}
    }} {OUTCOME}
  }}
}}
"""
CLAIM = f"""
mutation Claim($fields: [ClaimedFieldInput!]!) {{
  change: claimFields(fields: $fields) {{
    claimedFields {{ path claimable demand }} {ERRORS} requestId
  }}
}}
"""
HISTORY = """
query History($by: ApplicationBy!) {
  application(by: $by) { history(first: 100) { nodes {
    at actor keyPrefix requestId entity entityId field before after reason from to
  } } }
}
"""

PERSON = {
    "firstName": "Ada", "lastName": "Park", "email": "ada@example.org", "phone": "541-555-0100",
    "utilityAccountNumber": "7-1", "isHomeowner": True,
}  # fmt: skip
INSTALLED = {"deviceSerial": "S-1", "purchaseDate": "2026-11-01"}
SIGNED = {"agreeTerms": True, "customerSignature": True}


# The values of tests.forms that these fields cannot hold.
_FITTING = {
    "state": "CA", "mailing_state": "CA", "zip_code": "97702", "mailing_zip": "97702-1234",
    "vehicle_vin": "1HGCM82633A004352", "vehicle_year": 2024, "eligibility_category": "1A",
    "dwelling_units": 2, "household_size": 3, "quantity": 2,
}  # fmt: skip


def fitting(named: FieldName) -> Any:
    """Return a value of a field, as clients write and read it."""
    return _FITTING.get(named.name, value_of(named.field)[0])


async def change(caller: Caller, document: str, **variables: Any) -> Any:
    """Ask for a change; return its payload, whether it was made or refused."""
    return (await caller.ask(document, **variables))["change"]


async def update(caller: Caller, number: int, /, **told: Any) -> Any:
    """Update an application; return the payload."""
    return await change(caller, UPDATE, by={"number": number}, input=told)


def of_customer(**values: Any) -> dict[str, Any]:
    """Return what an update says of the customer."""
    return {"customer": values}


def of_device(**values: Any) -> dict[str, Any]:
    """Return what an update says of the customer's first device."""
    return {"customerDevices": [{"number": 1, **values}]}


async def refused(caller: Caller, said: dict[str, Any], number: int = 1) -> list[tuple[str, str]]:
    """Return why an update is refused, after checking that it wrote nothing, tried or not."""
    before = await rows(caller.database)
    asked = {"by": {"number": number}, "input": said}
    payload = await change(caller, UPDATE, **asked)
    tried = await change(caller, UPDATE, **asked, dryRun=True)
    assert tried == payload | {"dryRun": True}
    assert payload["application"] is None
    assert await rows(caller.database) == before
    return faults(payload)


async def move(caller: Caller, number: int, to: str, **told: Any) -> Any:
    """Take an application to another status; return the payload."""
    return await change(caller, TRANSITION, by={"number": number}, to=to, **told)


async def claim(caller: Caller, *paths: str) -> Any:
    """Claim fields by their paths, as ``customer.email``; return the payload."""
    kinds = {"customer": "CUSTOMER", "customerDevice": "CUSTOMER_DEVICE"}
    named = (path.split(".") for path in paths)
    fields = [{"entity": kinds.get(one, "APPLICATION"), "field": two} for one, two in named]
    return await change(caller, CLAIM, fields=fields)


async def history(caller: Caller, number: int) -> list[dict[str, Any]]:
    """Return what happened to an application, oldest first."""
    found = await caller.ask(HISTORY, by={"number": number})
    events: list[dict[str, Any]] = found["application"]["history"]["nodes"]
    return events


def administrator(partners: Partners) -> Caller:
    """Return who runs the programs, by a key of the first organization."""
    return replace(partners.first, principal=Principal(1, 1, KeyScope.ADMIN))


async def applied(caller: Caller, *devices: int, **told: Any) -> tuple[Application, ...]:
    """Look a customer up with devices; return the applications, of two programs for a charger."""
    told = {"createApplication": True, **told}
    assert not (await caller.lookup(*(devices or (CHARGER,)), **told))["userErrors"]
    return (await caller.state()).applications


async def units(caller: Caller) -> list[int]:
    """Return the ids of the devices of the first customer."""
    return [each.id for each in (await caller.state()).devices.get(1, ())]


async def filled(caller: Caller, number: int = 1, **told: Any) -> Any:
    """Supply everything that both programs ask for; return the payload."""
    devices = [{"number": each, **INSTALLED} for each in await units(caller)]
    payload = await update(caller, number, customer=PERSON, customerDevices=devices, **told)
    assert payload["userErrors"] == []
    return payload


async def standing(partners: Partners, status: ApplicationStatus, *, whole: bool = True) -> int:
    """Bring applications to a status, with everything supplied or nothing; return the first."""
    (first, *_) = await applied(partners.first)
    if whole:
        await filled(administrator(partners), first.id, **SIGNED)
    await partners.move(status)
    return first.id


async def with_terms(partners: Partners, **terms: Any) -> None:
    """Let the program of the first application ask something else of its applications."""
    async with partners.database.write(1) as writing:
        programs = partners.work(writing).programs
        program = (await programs.by_keys([CHARGE_AT_HOME]))[CHARGE_AT_HOME]
        await programs.upsert([replace(program, **terms)])


def faults(payload: Any) -> list[tuple[str, str]]:
    """Return code and path of a payload's user errors; nothing was changed then."""
    found = [(each["code"], ".".join(each["path"])) for each in payload["userErrors"]]
    assert not (found and payload.get("changes"))
    return found


def told(payload: Any) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return what a payload says that changed: before and after, by entity and field."""
    return {
        (each["entity"], each["field"]): (each["before"], each["after"])
        for each in payload["changes"]
    }


def device_id(number: int) -> str:
    """Return the global id of a customer's device."""
    return opaque(f"CustomerDevice:{number}")


async def rows(database: Database) -> Mapping[str, list[str]]:
    """Return every row of every table."""
    async with database.read() as reading:
        return {
            name: sorted(map(repr, await reading.rows(select(table))))
            for name, table in StoredRow.metadata.tables.items()
        }
