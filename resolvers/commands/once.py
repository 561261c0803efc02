"""Answers a request with an idempotency key once, however often it comes."""

import hashlib
from dataclasses import dataclass

from datasources.facts.check import CheckAnswer
from datasources.facts.errors import KeyReused
from datasources.facts.history import StoredAnswer
from datasources.sql.answers import dump_answer, load_answer
from resolvers.commands.requests import CheckRequest
from resolvers.desk import Desk
from resolvers.work import Work


@dataclass(frozen=True, slots=True)
class Repeats:
    """The answers kept for a request; none are where the request has no idempotency key.

    Attributes:
        field: Name of the mutation: a key of one may come again with another.
    """

    desk: Desk
    field: str
    key: str | None
    request_hash: str

    @classmethod
    def of(cls, desk: Desk, request: CheckRequest) -> "Repeats":
        """Tell how repeats of a request are known; a dry run leaves nothing to repeat."""
        key = None if request.dry_run else desk.idempotency_key
        field = f"{request.operation}Incentives"
        return cls(desk, field, key, hashlib.sha256(repr(request).encode()).hexdigest())

    async def find(self, work: Work) -> CheckAnswer | None:
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
        return load_answer(stored.answer)

    async def keep(self, work: Work, answer: CheckAnswer) -> None:
        """Keep the answer, in the transaction of what it tells."""
        if self.key is not None:
            kept = StoredAnswer(self.request_hash, dump_answer(answer), self.desk.now)
            await work.answers.insert(self.field, self.key, kept)
