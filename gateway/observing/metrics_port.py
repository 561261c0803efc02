"""Serves metrics on a port of their own, which nobody outside needs to reach."""

import asyncio
import errno
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, start_http_server

_log = logging.getLogger(__name__)

_AGAIN_S = 1.0


@asynccontextmanager
async def metrics_served(
    registry: CollectorRegistry, host: str, ports: range
) -> AsyncIterator[None]:
    """Serve metrics until the block ends, on the first port that is free.

    Each process counts alone, so each takes a port of its own; while its predecessor still has the
    last one, it asks again. Requests are answered meanwhile.

    Args:
        registry: Has the metrics.
        host: Address to listen on.
        ports: One for each process.
    """
    listening = asyncio.create_task(_listen(registry, host, ports))
    try:
        yield
    finally:
        listening.cancel()
        await asyncio.wait([listening])
        if not listening.cancelled() and listening.exception() is None:
            server, thread = listening.result()
            await asyncio.to_thread(server.shutdown)
            server.server_close()
            thread.join()


async def _listen(
    registry: CollectorRegistry, host: str, ports: range
) -> tuple[WSGIServer, Thread]:
    told = False
    while True:
        for port in ports:
            try:
                served = start_http_server(port, host, registry)
            except OSError as error:
                refused = errno.errorcode.get(error.errno or 0, "unknown")
                continue
            _log.info("metrics are served", extra={"fields": {"host": host, "port": port}})
            return served
        if not told:
            fields = {"host": host, "ports": list(ports), "because": refused}
            _log.warning("metrics are not served", extra={"fields": fields})
            told = True
        await asyncio.sleep(_AGAIN_S)
