"""While storage is being opened, who needs it waits, and nobody is told that all is ready."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from datetime import date
from typing import Any, cast
from unittest.mock import MagicMock

import httpx
import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers

from datasources.facts.errors import StorageUnavailable
from datasources.facts.organization import KeyScope
from gateway.late_storage import LateStorage
from gateway.links import ConnectLinks
from gateway.partner_side import PartnerSide
from gateway.probes import probes
from gateway.seals import SecretSeal
from gateway.wiring import Services
from resolvers.catalogue import Catalogue
from resolvers.ports import PostalCodeGeocoder
from tests.builders import NOW
from tests.partner import Partners


@pytest.fixture
def late() -> LateStorage:
    return LateStorage()


@pytest.fixture
async def side(late: LateStorage) -> AsyncIterator[PartnerSide]:
    opening = asyncio.create_task(asyncio.sleep(0))
    links, seal = ConnectLinks("http://graph", "secret"), SecretSeal("secret")
    yield PartnerSide(late, links, seal, opening)
    await opening


async def read(late: LateStorage) -> int:
    async with late.read() as reading:
        return len(await late.work(reading, 1).organizations.all())


async def write(late: LateStorage) -> int:
    async with late.write() as writing:
        return len(await late.work(writing, 1).organizations.all())


async def begun(asking: Coroutine[Any, Any, int]) -> "asyncio.Task[int]":
    task = asyncio.create_task(asking)
    await asyncio.sleep(0.01)
    assert not task.done()
    return task


@pytest.mark.parametrize("ask", [read, write])
async def test_who_comes_early_waits(partners: Partners, late: LateStorage, ask):
    waiting = await begun(ask(late))
    late.settle(partners.database)
    assert await waiting == 2
    assert await ask(late) == 2


@pytest.mark.parametrize("ask", [read, write])
async def test_nobody_waits_for_what_cannot_be_opened(late: LateStorage, ask):
    waiting = await begun(ask(late))
    late.settle(None)
    for asking in (waiting, ask(late)):
        with pytest.raises(StorageUnavailable):
            await asking


async def test_who_gives_up_waiting_gives_up_alone(partners: Partners, late: LateStorage):
    gone, patient = await begun(read(late)), await begun(read(late))
    gone.cancel()
    late.settle(partners.database)
    assert await patient == 2


async def test_a_key_that_comes_early_is_told_from_others(
    partners: Partners, late: LateStorage, side: PartnerSide
):
    async with partners.database.write() as writing:
        _, secret = await partners.work(writing).keys.create(2, KeyScope.READ, NOW)

    async def owner() -> int:
        desk = await side.desk(Headers({"x-api-key": secret}), "request-1")
        return desk.principal.organization_id if desk.principal else 0

    waiting = await begun(owner())
    late.settle(partners.database)
    assert await waiting == 2


async def test_a_question_without_a_key_does_not_wait(side: PartnerSide):
    desk = await side.desk(Headers({}), "request-1")
    assert desk.principal is None


async def test_the_server_is_ready_when_storage_is_open(
    partners: Partners, late: LateStorage, side: PartnerSide
):
    services = Services(PostalCodeGeocoder(), lambda: date(2026, 1, 15))
    services.serve(cast("Catalogue", MagicMock(**{"dataset.card.version": "1"})))
    transport = httpx.ASGITransport(Starlette(routes=probes(services)))
    async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:

        async def readiness() -> tuple[int, Any]:
            answer = await client.get("/readyz")
            return answer.status_code, answer.json()

        waiting = 503, {"status": "not ready", "missing": ["Storage is not open yet."]}
        assert await readiness() == waiting
        services.partners = side
        assert await readiness() == waiting
        late.settle(partners.database)
        assert await readiness() == (200, {"status": "ready", "dataset": "1"})


@pytest.mark.parametrize(
    ("shared", "told"),
    [
        (None, {}),
        (True, {"rates": "shared"}),
        (False, {"rates": "each process counts alone"}),
    ],
)
async def test_a_server_that_counts_alone_is_ready_and_says_so(
    partners: Partners, late: LateStorage, side: PartnerSide, shared: bool | None, told: Any
):
    services = Services(PostalCodeGeocoder(), lambda: date(2026, 1, 15))
    services.serve(cast("Catalogue", MagicMock(**{"dataset.card.version": "1"})))
    services.partners = side
    late.settle(partners.database)
    transport = httpx.ASGITransport(Starlette(routes=probes(services, lambda: shared)))
    async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ready", "dataset": "1"} | told,
    )


class Away:
    """Storage that does not answer any more, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def read(self) -> Any:
        self.asked += 1
        raise StorageUnavailable("The database does not answer.")


async def test_the_server_is_not_ready_while_storage_is_away(
    partners: Partners, late: LateStorage, side: PartnerSide
):
    services = Services(PostalCodeGeocoder(), lambda: date(2026, 1, 15))
    services.serve(cast("Catalogue", MagicMock(**{"dataset.card.version": "1"})))
    services.partners = side
    away = Away()
    late.settle(cast("Any", away))
    transport = httpx.ASGITransport(Starlette(routes=probes(services)))
    async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:
        answers = [await client.get("/readyz") for _ in range(3)]
        assert {each.status_code for each in answers} == {503}
        missing = ["Storage does not answer."]
        assert answers[0].json() == {"status": "not ready", "missing": missing}
        assert away.asked == 1
        assert (await client.get("/healthz")).status_code == 200
        services.leaving = True
        told = await client.get("/readyz")
        assert told.json()["missing"] == ["The server is about to end."]
