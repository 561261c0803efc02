"""What requests of organizations may use: storage, who asks, and when."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, Self

from datasources.facts.errors import Forbidden, InProgress, Unauthenticated
from datasources.facts.organization import KeyScope, Organization, Principal
from resolvers.changes import Changes
from resolvers.loaders.loaders import NOBODY, Loaders
from resolvers.work import Storage, Work

if TYPE_CHECKING:
    from datasources.sql.transaction import Transaction


class Links(Protocol):
    """Makes links for people without a key."""

    def connect(self, organization: Organization, reference_id: str) -> str:
        """Return a link, valid for a time, to the page of one customer."""


class Seal(Protocol):
    """Signs what clients keep for us and bring back, in as few characters as can be."""

    def sign(self, text: str, about: str) -> str:
        """Return a text sealed for one purpose.

        Args:
            text: Short; whoever has it can read it.
            about: What it may be used for; it has to be told again to open it.
        """

    def open(self, sealed: str, about: str) -> str | None:
        """Return the text; None where it was not sealed here, or for another purpose."""


class Flights:
    """The requests with an idempotency key that this process is answering."""

    def __init__(self) -> None:
        self._under_way: set[tuple[int, str, str]] = set()

    @contextmanager
    def take_off(self, organization_id: int, field: str, key: str) -> Iterator[None]:
        """Answer a request alone; its twin is refused until this one is done.

        Raises:
            InProgress: The same request is being answered.
        """
        flight = organization_id, field, key
        if flight in self._under_way:
            raise InProgress("A request with this idempotency key is being answered.")
        self._under_way.add(flight)
        try:
            yield
        finally:
            self._under_way.remove(flight)


# Without slots, which would leave no room for the loaders.
@dataclass(frozen=True)
class Desk:
    """The partner side of one operation.

    Attributes:
        changes: Tells when histories grow.
        principal: None where no key came with the request.
        idempotency_key: As the request brought it.
        told: Is told of each batch that loaders ask for, by the loader's name and its keys.
        as_of: The moment from which everything is seen; None: as it stands.
    """

    database: Storage
    links: Links
    seal: Seal
    flights: Flights
    changes: Changes
    now: datetime
    request_id: str
    principal: Principal | None = None
    idempotency_key: str | None = None
    told: Callable[[str, int], None] | None = None
    as_of: datetime | None = None

    @cached_property
    def loaders(self) -> Loaders:
        """What the operation finds in storage; made at the first question."""
        loaders = Loaders.of(self.database, self._owner)
        if self.told is not None:
            loaders.tell(self.told)
        return loaders

    def work(self, transaction: "Transaction") -> Work:
        """Return the stores of the caller's organization over a transaction."""
        return self.database.work(transaction, self._owner)

    def renewed(self) -> Self:
        """Return the same desk, with nothing found yet."""
        return replace(self)

    def seen_from(self, moment: datetime) -> Self:
        """Return the same desk, with nothing found yet, for what stood at a moment."""
        return replace(self, as_of=moment)

    def require(self, scope: KeyScope) -> Principal:
        """Return who asks, if their key allows what they ask for.

        Raises:
            Unauthenticated: No valid key came with the request.
            Forbidden: The key's scope does not reach.
        """
        if self.principal is None:
            raise Unauthenticated("This needs a valid API key in the header x-api-key.")
        if not self.principal.may(scope):
            raise Forbidden(f"This needs an API key with the scope {scope}.")
        return self.principal

    @property
    def _owner(self) -> int:
        return self.principal.organization_id if self.principal else NOBODY
