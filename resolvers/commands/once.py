"""Answers a request with an idempotency key once, however often it comes."""

import hashlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from datasources.facts.errors import KeyReused
from datasources.facts.history import StoredAnswer
from datasources.sql.answers import dump_answer, load_answer
from resolvers.commands.trying import work_of
from resolvers.desk import Desk
from resolvers.work import Work

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Repeats(Generic[A]):
    """The answers kept for a request; none are where the request has no idempotency key.

    Attributes:
        field: Name of the mutation: a key of one may come again with another.
        kind: Of the answers, which are made of plain facts.
    """

    desk: Desk
    field: str
    kind: type[A]
    key: str | None
    request_hash: str

    @classmethod
    def of(
        cls, desk: Desk, field: str, request: object, kind: type[A], *, dry_run: bool
    ) -> "Repeats[A]":
        """Tell how repeats of a request are known; a dry run leaves nothing to repeat."""
        key = None if dry_run else desk.idempotency_key
        return cls(desk, field, kind, key, hashlib.sha256(repr(request).encode()).hexdigest())

    @contextmanager
    def alone(self, organization_id: int) -> Iterator[None]:
        """Answer the request alone; its twin is refused until this one is done.

        Raises:
            InProgress: The same request is being answered.
        """
        if self.key is None:
            yield
        else:
            with self.desk.flights.take_off(organization_id, self.field, self.key):
                yield

    async def find(self, work: Work) -> A | None:
        """Return the first answer to this request; None where it comes for the first time.

        Raises:
            KeyReused: The key came with another request.
        """
        if self.key is None:
            return None
        stored = await work.answers.find(self.field, self.key, self.desk.now)
        if stored is None:
            return None
        if stored.request_hash != self.request_hash:
            raise KeyReused("This idempotency key came with another request before.")
        return load_answer(stored.answer, self.kind)

    async def keep(self, work: Work, answer: A) -> None:
        """Keep the answer, in the transaction of what it tells."""
        if self.key is not None:
            kept = StoredAnswer(self.request_hash, dump_answer(answer), self.desk.now)
            await work.answers.insert(self.field, self.key, kept)


async def answered_once(
    repeats: Repeats[A], organization_id: int, answer: Callable[[Work], Awaitable[A]]
) -> A:
    """Answer a request in one transaction, and once for each idempotency key.

    Raises:
        InProgress: A twin with the same idempotency key is being answered.
        KeyReused: The idempotency key came with another request before.
        StorageUnavailable: Storage is away or busy.
    """
    with repeats.alone(organization_id):
        async with work_of(repeats.desk, organization_id, dry_run=False) as work:
            found = await repeats.find(work)
            if found is None:
                found = await answer(work)
                await repeats.keep(work, found)
        return found
