"""What happened to applications and customers, page by page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from datasources.facts.field import Entity
from datasources.facts.history import Event, HistoryRequest
from resolvers.loaders.loader import Loader
from resolvers.work import Work

Events = tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose history is told.

    Attributes:
        entity: An application, told with its customer and devices, or a customer with everything.
    """

    entity: Entity
    id: int


@dataclass(frozen=True, slots=True)
class HistoryPage:
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


class HistoryCountLoader(Loader[Subject, int]):
    """Counts the events of histories; none for unknown subjects."""

    async def find(self, work: Work, keys: Sequence[Subject]) -> list[int]:
        """Count all histories in one statement for each kind of subject."""
        counts: dict[Subject, int] = {}
        for entity, count in (
            (Entity.APPLICATION, work.events.count_of_applications),
            (Entity.CUSTOMER, work.events.count_of_customers),
        ):
            if ids := [subject.id for subject in keys if subject.entity is entity]:
                for id_, events in (await count(ids)).items():
                    counts[Subject(entity, id_)] = events
        return [counts.get(subject, 0) for subject in keys]
