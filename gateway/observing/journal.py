"""Tells of each request when it has ended: a line in the log, and whoever else wants to know."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from gateway.observing.observers import Observer
from gateway.observing.record import Record, begin

_log = logging.getLogger("gateway.access")


class Journal:
    """Tells of requests with nothing that a client wrote: no query string, name or address.

    Args:
        enabled: Whether to write lines.
        observers: Who else is told.
    """

    def __init__(self, *, enabled: bool, observers: Sequence[Observer] = ()) -> None:
        self._enabled = enabled
        self._observers = observers

    @contextmanager
    def kept(self, record: Record, traceparent: str | None = None) -> Iterator[None]:
        """Note in a record until the block ends, and tell of it then.

        Args:
            record: Of a request that begins.
            traceparent: In which trace it says it is.
        """
        record.began = perf_counter()
        begin(record)
        if self._observers:
            record.stages = []
            record.traceparent = traceparent
        for observer in self._observers:
            observer.began(record)
        try:
            yield
        finally:
            record.ended = perf_counter()
            for observer in self._observers:
                observer.ended(record)
            if self._enabled:
                _log.info("request", extra={"fields": _fields(record)})

    def connection(self, record: Record, code: int, operations: int) -> None:
        """Tell of a WebSocket that has ended.

        Args:
            record: Its own.
            code: That it was closed with, or the status by which it was refused.
            operations: How many came on it.
        """
        if not self._enabled:
            return
        told = {
            "path": record.path,
            "seconds": round(perf_counter() - record.began, 1),
            "code": code,
            "operations": operations,
        }
        _log.info("socket", extra={"fields": {**told, **_whose(record), "requestId": record.id}})


def _fields(record: Record) -> dict[str, object]:
    always = {"method": record.method, "path": record.path}
    status = {} if record.over_socket else {"status": record.status}
    took = {"ms": round(record.seconds * 1000, 2), "bytes": record.size}
    known = {
        "operation": record.kind,
        "name": record.name,
        "document": record.document,
        "cost": record.cost,
        "codes": record.codes or None,
    }
    told = {name: value for name, value in known.items() if value is not None}
    return {**always, **status, **took, **told, **_whose(record), "requestId": record.id}


def _whose(record: Record) -> dict[str, object]:
    if record.organization is None:
        return {}
    return {"organization": record.organization, "key": record.key}
