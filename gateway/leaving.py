"""How a server ends: it says that it is not ready any more, and only then stops listening."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.wiring import Services

_log = logging.getLogger(__name__)


_ENDINGS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def announced(services: Services, lead_s: float) -> Iterator[None]:
    """While the block runs, let whoever sends requests know some time before the server ends.

    What ends it are the handlers that stand when the block begins; where none do, as in a test,
    nothing changes. Whoever ends it from a keyboard does not wait.

    Args:
        services: Those that are then leaving.
        lead_s: For how long to answer as before; a second SIGTERM cuts it short.
    """
    loop = asyncio.get_running_loop()
    handlers = {each: signal.getsignal(each) for each in _ENDINGS}
    if not callable(handlers[signal.SIGTERM]):
        yield
        return

    def end(told: signal.Signals) -> None:
        services.ending.set()
        ends = handlers[told]
        if callable(ends):
            ends(told, None)

    def told(told: signal.Signals) -> None:
        _log.info("told to end")
        waits = told is signal.SIGTERM and not services.leaving
        services.leaving = True
        loop.call_later(lead_s if waits else 0.0, end, told)

    for each in _ENDINGS:
        loop.add_signal_handler(each, told, each)
    try:
        yield
    finally:
        for each in _ENDINGS:
            loop.remove_signal_handler(each)
