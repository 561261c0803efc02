"""The codes of expected failures, taken from the errors themselves."""

import inspect
from collections.abc import Iterator
from enum import StrEnum
from typing import cast

from datasources.facts import application_refusals, errors, refusals
from datasources.facts.errors import GraphError
from schema.describe import describe

# What fails in an import has its own errors elsewhere: operators see those, clients do not.
_HOMES = (errors.__name__, refusals.__name__, application_refusals.__name__)


def kinds_of_errors() -> dict[str, type[GraphError]]:
    """Return every kind of error that clients may see, by code in order.

    Of several kinds with one code it is the most general, which comes first.
    """
    found: dict[str, type[GraphError]] = {}
    for kind in _kinds_of(GraphError):
        found.setdefault(kind.code, kind)
    return dict(sorted(found.items()))


def first_line(kind: type) -> str:
    """Return what a class says it means."""
    return (inspect.getdoc(kind) or "").partition("\n")[0]


def _kinds_of(kind: type[GraphError]) -> Iterator[type[GraphError]]:
    for child in kind.__subclasses__():
        if child.__module__ in _HOMES:
            # Refusals are always raised as one of their kinds.
            if child is not refusals.Refusal:
                yield child
            yield from _kinds_of(child)


def _make_codes() -> type[StrEnum]:
    codes = cast(type[StrEnum], StrEnum("ErrorCode", {code: code for code in kinds_of_errors()}))
    about = {code: first_line(kind) for code, kind in kinds_of_errors().items()}
    describe(codes, "Why something was refused, for programs.", about)
    return codes


ERROR_CODES = _make_codes()
"""All codes as one enum; made while running, so that no error is forgotten."""
