"""How a server ends: it says that it is not ready any more, and only then stops listening."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.wiring import Services

_log = logging.getLogger(__name__)


@contextmanager
def announced(services: Services, lead_s: float) -> Iterator[None]:
    """While the block runs, let whoever sends requests know some time before the server ends.

    What ends it is the handler that stands when the block begins; where none does, as in a test,
    nothing changes.

    Args:
        services: Those that are then leaving.
        lead_s: For how long to answer as before; a second SIGTERM cuts it short.
    """
    ends = signal.getsignal(signal.SIGTERM)
    if not callable(ends):
        yield
        return
    loop = asyncio.get_running_loop()

    def told() -> None:
        _log.info("told to end")
        lead = 0.0 if services.leaving else lead_s
        services.leaving = True
        loop.call_later(lead, ends, signal.SIGTERM, None)

    loop.add_signal_handler(signal.SIGTERM, told)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
