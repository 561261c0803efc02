"""What happened to applications and customers, page by page."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from datasources.facts.field import Entity
from datasources.facts.history import Event, HistoryRequest
from resolvers.loaders.loader import Loader
from resolvers.work import Work

Events = tuple[Event, ...]


class Subject(NamedTuple):
    """Whose history is told.

    Attributes:
        entity: An application, told with its customer and devices, or a customer with everything.
    """

    entity: Entity
    id: int


class HistoryPage(NamedTuple):
    """One page of one history."""

    of: Subject
    request: HistoryRequest


class HistoryLoader(Loader[HistoryPage, Events]):
    """Finds pages of histories; none for unknown subjects."""

    async def find(self, work: Work, keys: Sequence[HistoryPage]) -> list[Events]:
        """Find all pages of the same length and place in one statement, by kind of subject."""
        alike = defaultdict[tuple[Entity, HistoryRequest], list[int]](list)
        for page in keys:
            alike[page.of.entity, page.request].append(page.of.id)
        found: dict[HistoryPage, Events] = {}
        for (entity, request), ids in alike.items():
            of_application = entity is Entity.APPLICATION
            read = work.events.of_applications if of_application else work.events.of_customers
            for id_, events in (await read(ids, request)).items():
                found[HistoryPage(Subject(entity, id_), request)] = events
        return [found.get(page, ()) for page in keys]


class HistoryLength(NamedTuple):
    """How long one history is.

    Attributes:
        until: What happened later does not count; None: all of it does.
    """

    of: Subject
    until: datetime | None = None


class HistoryCountLoader(Loader[HistoryLength, int]):
    """Counts the events of histories; none for unknown subjects."""

    async def find(self, work: Work, keys: Sequence[HistoryLength]) -> list[int]:
        """Count all histories up to the same moment in one statement, by kind of subject."""
        alike = defaultdict[tuple[Entity, datetime | None], list[int]](list)
        for length in keys:
            alike[length.of.entity, length.until].append(length.of.id)
        counts: dict[HistoryLength, int] = {}
        for (entity, until), ids in alike.items():
            of_application = entity is Entity.APPLICATION
            events = work.events
            count = events.count_of_applications if of_application else events.count_of_customers
            for id_, told in (await count(ids, until)).items():
                counts[HistoryLength(Subject(entity, id_), until)] = told
        return [counts.get(length, 0) for length in keys]
