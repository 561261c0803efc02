"""What happened to applications and customers, page by page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from datasources.facts.field import Entity
from datasources.facts.history import Event, HistoryRequest
from resolvers.loaders.loader import Loader
from resolvers.work import Work

Events = tuple[Event, ...]
Histories = Mapping[int, Events]


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
        for (entity, id_), request in keys:
            alike[entity, request].append(id_)
        found: dict[tuple[Entity, HistoryRequest], Histories] = {}
        for (entity, request), ids in alike.items():
            of_application = entity is Entity.APPLICATION
            read = work.events.of_applications if of_application else work.events.of_customers
            found[entity, request] = await read(ids, request)
        return [found[entity, request].get(id_, ()) for (entity, id_), request in keys]


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
        for (entity, id_), until in keys:
            alike[entity, until].append(id_)
        counts: dict[tuple[Entity, datetime | None], Mapping[int, int]] = {}
        for (entity, until), ids in alike.items():
            of_application = entity is Entity.APPLICATION
            events = work.events
            count = events.count_of_applications if of_application else events.count_of_customers
            counts[entity, until] = await count(ids, until)
        return [counts[entity, until].get(id_, 0) for (entity, id_), until in keys]
