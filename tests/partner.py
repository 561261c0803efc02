"""The partner side of the graph: a database with the demo catalog and two organizations."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from datasources.catalog.pack import DEMO
from datasources.catalog.read import read_pack
from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.filters import ApplicationFilter, CustomerFilter, PageRequest
from datasources.facts.organization import KeyScope, Organization, Principal
from datasources.sql.engine import Database
from datasources.sql.migrate import upgrade
from datasources.sql.stores.catalog_programs import CatalogProgramStore
from datasources.sql.stores.devices import DeviceStore
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from datasources.sql.transaction import Transaction
from gateway.execution.orders import Operation
from gateway.seals import SecretSeal
from resolvers.changes import Changes
from resolvers.desk import Desk, Flights
from resolvers.work import Work
from schema.context import Context
from tests.builders import NOW
from tests.graphs import REQUEST, Graph

BEND = {"street1": "456 Main St", "city": "Bend", "state": "OR", "postalCode": "97701"}
PORTLAND = {"street1": "789 Oak Ave", "city": "Portland", "state": "OR", "postalCode": "97204"}
SACRAMENTO = {"street1": "12 J St", "city": "Sacramento", "state": "CA", "postalCode": "95814"}
SMUD = "16534"

CHECK = """
  check {
    operation referenceId buildingType programsEvaluated
    totalIncentiveAmount certainIncentiveAmount totalEligibleCombinations connectUrl
    customer { number referenceId }
    utility { eiaId } possibleUtilities { eiaId }
    address { formatted }
    warnings { code message }
    byProgram {
      program { number key name } totalIncentive eligibleCombinations
      deviceTierResults {
        device { number } customerDevice { number } tier { number } eligible incentiveAmount
        failedRequirements ignoredRequirements completedRequirements
      }
    }
  }
  changes { entity id field before after }
  userErrors { code path message }
  dryRun requestId
"""


SEAL = SecretSeal("secret")


class PlainLinks:
    """Links that say whose they are."""

    def connect(self, organization: Organization, reference_id: str) -> str:
        """Return a link."""
        return f"https://connect.example.org/{organization.slug}/{reference_id}"


@dataclass(frozen=True, slots=True)
class State:
    """Everything that storage holds of one organization."""

    customers: tuple[Customer, ...]
    devices: dict[int, tuple[CustomerDevice, ...]]
    applications: tuple[Application, ...]
    mappings: dict[str, int]

    def numbers(self, reference_id: str) -> list[int]:
        """Return the catalog numbers of a customer's devices."""
        return [each.device for each in self.devices.get(self.customer(reference_id).id, ())]

    def customer(self, reference_id: str) -> Customer:
        """Return a customer."""
        (found,) = (each for each in self.customers if each.reference_id == reference_id)
        return found


@dataclass(frozen=True, slots=True)
class Caller:
    """Asks the graph with a key of an organization, or with none."""

    graph: Graph
    database: Database
    flights: Flights
    changes: Changes
    principal: Principal | None
    idempotency_key: str | None = None
    now: datetime = NOW

    def at(self, now: datetime) -> "Caller":
        """Return the same caller at another moment."""
        return replace(self, now=now)

    def keyed(self, key: str) -> "Caller":
        """Return the same caller with an idempotency key in the header."""
        return replace(self, idempotency_key=key)

    async def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the whole answer, with its errors."""
        answer = await self.graph._engine.run(Operation(query, variables), self.context())
        return answer.body(REQUEST)

    def context(self) -> Context:
        """Return what an operation is run with."""
        desk = Desk(
            self.database,
            PlainLinks(),
            SEAL,
            self.flights,
            self.changes,
            self.now,
            REQUEST,
            self.principal,
            self.idempotency_key,
        )
        return Context(replace(self.graph.scope, desk=desk, today=self.now.date()), REQUEST)

    async def ask(self, query: str, **variables: Any) -> Any:
        """Return the data of an answer without errors."""
        body = await self.answer(query, **variables)
        assert "errors" not in body, body["errors"]
        return body["data"]

    async def code(self, query: str, **variables: Any) -> str:
        """Return the code of the only error of an answer."""
        (error,) = (await self.answer(query, **variables))["errors"]
        code: str = error["extensions"]["code"]
        return code

    async def check(self, operation: str, *, dry: bool = False, **told: Any) -> Any:
        """Run a lookup, refresh or override; return its payload."""
        return (await self.ask(mutation(operation), input=told, dry=dry))[f"{operation}Incentives"]

    async def lookup(self, *devices: int, **told: Any) -> Any:
        """Look up a customer in Bend, or where else is told."""
        return await self.check("lookup", **a_lookup(*devices, **told))

    async def refresh(self, **told: Any) -> Any:
        """Refresh the customer of the lookup."""
        return await self.check("refresh", **{"referenceId": "home-1"} | told)

    async def override(self, *devices: int, **told: Any) -> Any:
        """Override the devices of the customer of the lookup."""
        facts = {"referenceId": "home-1", "buildingType": "RESIDENTIAL"}
        return await self.check("override", **facts | {"deviceNumbers": list(devices)} | told)

    async def state(self) -> State:
        """Read everything of the organization."""
        assert self.principal is not None
        async with self.database.read() as reading:
            work = self.database.work(reading, self.principal.organization_id)
            customers = await work.customers.page(CustomerFilter(), PageRequest(100))
            applications = await work.applications.page(ApplicationFilter(), PageRequest(100))
            devices = await work.units.by_customers([each.id for each in customers])
            return State(customers, devices, applications, await work.mappings.all())


def mutation(operation: str) -> str:
    """Return the document of a check."""
    name = f"{operation}Incentives"
    kind = f"{operation.capitalize()}IncentivesInput"
    return (
        f"mutation Check($input: {kind}!, $dry: Boolean! = false) "
        f"{{ {name}(input: $input, dryRun: $dry) {{ {CHECK} }} }}"
    )


def codes(payload: Any) -> list[str]:
    """Return the codes of a payload's user errors; there is no check then."""
    found = [each["code"] for each in payload["userErrors"]]
    assert (payload["check"] is None) is bool(found)
    return found


def checked(payload: Any) -> list[int]:
    """Return the devices that a check is about, each unit once."""
    units = {
        row["customerDevice"]["number"]: row["device"]["number"]
        for program in payload["check"]["byProgram"]
        for row in program["deviceTierResults"]
    }
    return sorted(units.values())


def a_lookup(*devices: int, **told: Any) -> dict[str, Any]:
    """Return the input of a lookup in Bend."""
    facts: dict[str, Any] = {
        "referenceId": "home-1",
        "address": BEND,
        "buildingType": "RESIDENTIAL",
        "deviceNumbers": list(devices),
    }
    return facts | told


@dataclass(frozen=True, slots=True)
class Partners:
    """Two organizations over one database, and whoever has no key."""

    database: Database
    path: Path
    first: Caller
    second: Caller
    reader: Caller
    nobody: Caller

    def work(self, transaction: Transaction) -> Work:
        """Return the stores of the first organization."""
        return self.database.work(transaction, 1)

    async def move(self, status: ApplicationStatus) -> list[Application]:
        """Bring all applications of the first organization to a status."""
        found = (await self.first.state()).applications
        async with self.database.write(1) as writing:
            store = self.work(writing).applications
            return [await store.update(replace(each, status=status)) for each in found]


def template(folder: Path) -> Path:
    """Make a database file with the demo catalog and two organizations."""
    path = folder / "partners.sqlite"

    async def make() -> None:
        async with Database.open(f"sqlite:///{path}") as database:
            await upgrade(database)
            await furnish(database)

    asyncio.run(make())
    return path


async def furnish(database: Database) -> None:
    """Store the demo catalog and two organizations in a database with empty tables."""
    async with database.write() as writing:
        pack = read_pack(DEMO)
        await DeviceStore(writing).upsert(pack.devices)
        await CatalogProgramStore(writing).upsert(pack.programs)
        organizations, keys = OrganizationStore(writing), KeyStore(writing)
        for slug in ("one", "two"):
            made = await organizations.insert(slug.capitalize(), slug, NOW)
            await keys.create(made.id, KeyScope.WRITE, NOW)
        await keys.create(1, KeyScope.READ, NOW)


@asynccontextmanager
async def opened(source: Path, folder: Path, graph: Graph) -> AsyncIterator[Partners]:
    """Open a copy of the template."""
    path = Path(shutil.copy(source, folder / "partners.sqlite"))
    async with Database.open(f"sqlite:///{path}") as database:
        yield partners_of(database, path, graph)


def partners_of(database: Database, path: Path, graph: Graph) -> Partners:
    """Return who asks the graph over a furnished database."""
    flights, changes = Flights(), Changes(database, every_s=0.01)

    def caller(principal: Principal | None) -> Caller:
        return Caller(graph, database, flights, changes, principal)

    return Partners(
        database=database,
        path=path,
        first=caller(Principal(1, 1, KeyScope.WRITE)),
        second=caller(Principal(2, 2, KeyScope.WRITE)),
        reader=caller(Principal(1, 3, KeyScope.READ)),
        nobody=caller(None),
    )


class Statements:
    """Counts what a database is asked while a block runs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.seen: list[str] = []

    def __enter__(self) -> list[str]:
        self._database.told = lambda statement, _: self.seen.append(statement)
        return self.seen

    def __exit__(self, *_: object) -> None:
        self._database.told = None
