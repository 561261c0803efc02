"""What is noted of a request while it is answered: nothing that its client wrote."""

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import NamedTuple

_PLAIN = re.compile(r"[_A-Za-z]\w{0,63}", re.ASCII)
# Names with long numbers are made for one request, and may be a telephone's.
_LONG_NUMBER = re.compile(r"[0-9](_?[0-9]){4}")
_DIGEST_CHARACTERS = 16
_SERVER_ERROR = 500

OVER_SOCKET = "WS"
"""Stands for the method of operations that came over a WebSocket."""
SUBSCRIPTION = "subscription"


def plain_name(name: str | None) -> str | None:
    """Return an operation's name if it may be told, None for any other.

    >>> plain_name("MyOffers2"), plain_name("call_555_867_5309"), plain_name("a@b"), plain_name("")
    ('MyOffers2', None, None, None)
    """
    plain = name and _PLAIN.fullmatch(name) and not _LONG_NUMBER.search(name)
    return name if plain else None


class Stage(NamedTuple):
    """A part of the work on a request.

    Attributes:
        began: By ``perf_counter``, like ``ended``.
        waited_s: How long of it somebody else was waited for.
    """

    name: str
    began: float
    ended: float
    waited_s: float = 0.0


@dataclass(slots=True)
class Record:
    """One request, as far as it has come.

    Attributes:
        traceparent: In which trace it is, by the header of that name.
        path: The address, where it is one that is served; with names for its parts that differ.
        status: Of the answer; 0 where none was begun.
        size: Of the answer's body, in bytes.
        kind: Of the operation: query, mutation or subscription; None where none was found.
        name: Of the operation, where it may be told.
        document: Start of the document's SHA-256.
        cost: Of the operation in points.
        codes: Of everything that failed.
        organization: Whose valid key it came with.
        key: What that key is told apart by; no secret.
        stages: What took time; None where nobody wants to know.
        batches: Loaders that asked storage, with how many questions at once.
    """

    id: str
    method: str = ""
    traceparent: str | None = None
    path: str | None = None
    status: int = 0
    size: int = 0
    began: float = 0.0
    ended: float = 0.0
    kind: str | None = None
    name: str | None = None
    document: str | None = None
    cost: int | None = None
    codes: list[str] = field(default_factory=list)
    organization: int | None = None
    key: str | None = None
    stages: list[Stage] | None = None
    batches: list[tuple[str, int]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long the answer took."""
        return self.ended - self.began

    @property
    def over_socket(self) -> bool:
        """Whether it is one of many on a connection, so that it has no status of its own."""
        return self.method == OVER_SOCKET

    @property
    def our_fault(self) -> bool:
        """Whether it was not answered as it should have been."""
        unanswered = not self.over_socket and (self.status == 0 or self.status >= _SERVER_ERROR)
        return unanswered or "INTERNAL" in self.codes

    def note_operation(self, kind: str, name: str | None) -> None:
        """Note which operation of the document runs.

        Args:
            kind: Its type.
            name: As the valid document has it; what is only asked for may be anything.
        """
        self.kind, self.name = kind, plain_name(name)

    def note_document(self, digest: str) -> None:
        """Note the document, by its hash."""
        self.document = digest[:_DIGEST_CHARACTERS]

    def note_codes(self, codes: Iterable[str]) -> None:
        """Note what failed."""
        self.codes += map(str, codes)

    def note_kinds(self, codes: Iterable[str]) -> None:
        """Note what failed, each code once: what lasts for hours may fail in one way for hours."""
        self.codes += sorted(set(map(str, codes)).difference(self.codes))

    def note_batch(self, loader: str, keys: int) -> None:
        """Note that a loader asked storage."""
        self.batches.append((loader, keys))

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Note how long the block takes, if somebody wants to know."""
        return _UNTIMED if self.stages is None else _Timed(self.stages, name)


class _Timed(AbstractContextManager[None]):
    def __init__(self, stages: list[Stage], name: str) -> None:
        self._stages = stages
        self._name = name
        self._began = perf_counter()

    def __exit__(self, *_: object) -> None:
        self._stages.append(Stage(self._name, self._began, perf_counter()))


_UNTIMED = nullcontext()
_current: ContextVar[Record | None] = ContextVar("record", default=None)


def begin(record: Record) -> None:
    """Note from now on, in this task and those it starts, in a record."""
    _current.set(record)


def noted() -> Record:
    """Return the record of the request that is being answered; outside of one, it is of nobody."""
    return _current.get() or Record("")
