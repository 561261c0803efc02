"""Follows the choice of a data set while the server runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from datasources.facts.errors import GraphError
from gateway.choice import chosen, chosen_file, pointer
from gateway.settings import Settings
from gateway.wiring import Services, open_catalogue, prepare
from resolvers.catalogue import Catalogue

_EVERY_S = 1.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sight:
    """What tells one chosen data set from another without opening it.

    Attributes:
        file: None for the embedded data set.
        stamp: Tells whether another file was moved to its place; None where there is none.
    """

    file: Path | None
    stamp: tuple[int, int, int] | None


def look(settings: Settings) -> Sight:
    """See what is chosen; cheap enough for once a second."""
    try:
        file = chosen(settings).file
    except GraphError:
        return Sight(pointer(settings.home), None)
    return Sight(file, _stamp(file) if file else None)


class Follower:
    """Serves what is chosen; what cannot be opened leaves the data set in force as it is."""

    def __init__(self, settings: Settings, services: Services, every_s: float = _EVERY_S) -> None:
        self._settings = settings
        self._services = services
        self._every_s = every_s
        self._seen: Sight | None = None
        self._asked = asyncio.Event()

    def start(self) -> None:
        """Serve what is chosen, before anything else happens.

        Raises:
            GraphError: It cannot be opened.
        """
        self._seen = look(self._settings)
        self._services.serve(open_catalogue(chosen_file(self._settings)))

    def look_now(self) -> None:
        """Look at once, without waiting for the next time."""
        self._asked.set()

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Follow the choice until the block ends."""
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def catch_up(self) -> None:
        """Serve what is chosen now, unless that is served already or has failed before."""
        sight = look(self._settings)
        if sight == self._seen:
            return
        self._seen = sight
        try:
            catalogue = await asyncio.to_thread(self._open)
        except GraphError as error:
            _log.error("the data set in force stays: %s", error.message.en)
        except Exception:
            # Whatever is wrong with the new one: requests are served, and the next is followed.
            _log.exception("the data set in force stays")
        else:
            self._services.serve(catalogue)

    async def _follow(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._asked.wait(), self._every_s)
            self._asked.clear()
            await self.catch_up()

    def _open(self) -> Catalogue:
        catalogue = open_catalogue(chosen_file(self._settings))
        prepare(catalogue)
        return catalogue


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
