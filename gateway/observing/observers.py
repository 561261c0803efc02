"""Who is told of requests: metrics and traces, each where the settings ask for it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Protocol

from gateway.observing.record import Record
from gateway.observing.runs import Runs
from gateway.settings import Settings

Named = Callable[[], tuple[str, str] | None]
"""Returns name and version of the data set in force."""
Shared = Callable[[], bool | None]
"""Tells whether processes count what callers use together; None where they are not meant to."""

Sockets = Callable[[], int]
"""Counts the WebSockets that are open."""


class Observer(Protocol):
    """Is told of every request."""

    def began(self, record: Record) -> None:
        """Learn that a request begins."""

    def ended(self, record: Record) -> None:
        """Learn what became of it."""


class Observers:
    """All who are told; none by default, and then nothing of theirs is loaded."""

    def __init__(
        self,
        settings: Settings,
        dataset: Named,
        shared: Shared,
        runs: Runs,
        sockets: Sockets,
        now: Callable[[], datetime],
    ) -> None:
        self.all: list[Observer] = []
        self._settings = settings
        self._dataset = dataset
        self._shared = shared
        self._runs = runs
        self._sockets = sockets
        self._now = now

    @asynccontextmanager
    async def told(self) -> AsyncIterator[None]:
        """Tell them of requests until the block ends."""
        async with AsyncExitStack() as held:
            await self._measure(held)
            await self._trace(held)
            yield
        self.all.clear()

    async def _measure(self, held: AsyncExitStack) -> None:
        settings = self._settings
        if settings.metrics_port is None:
            return
        from gateway.observing.metrics import (  # noqa: PLC0415 - loads much for few
            Metrics,
            OpenSockets,
            OperationRuns,
        )
        from gateway.observing.metrics_port import metrics_served  # noqa: PLC0415

        metrics = Metrics(self._dataset, self._shared)
        metrics.registry.register(OperationRuns(self._runs))
        metrics.registry.register(OpenSockets(self._sockets))
        ports = range(settings.metrics_port, settings.metrics_port + settings.workers)
        await held.enter_async_context(
            metrics_served(metrics.registry, settings.metrics_host, ports)
        )
        self.all.append(metrics)

    async def _trace(self, held: AsyncExitStack) -> None:
        if self._settings.otlp_endpoint is None:
            return
        from gateway.observing.tracing import Traces  # noqa: PLC0415 - loads much for few

        traces = Traces(self._settings.otlp_endpoint, self._now)
        held.push_async_callback(asyncio.to_thread, traces.close)
        self.all.append(traces)
