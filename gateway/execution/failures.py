"""What clients are told when something fails: one shape for every stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError
from graphql.language.location import FormattedSourceLocation

OUR_FAULT = "Something went wrong on our side."


def locations_of(error: GraphQLError) -> list[FormattedSourceLocation]:
    """Return where in the query an error arose."""
    return [place.formatted for place in error.locations or ()]


@dataclass(frozen=True, slots=True)
class Failure:
    """One error of an answer.

    Attributes:
        code: A ``Code``, or the code of an error of the domain.
        field: Dotted path of the input value that caused it, if one did.
        path: Where in the answer a value is missing because of it.
        locations: Where in the query it arose.
        details: What programs are told besides.
    """

    message: str
    code: str
    field: str | None = None
    path: Sequence[str | int] | None = None
    locations: Sequence[FormattedSourceLocation] | None = None
    details: Mapping[str, Any] | None = None

    def formatted(self, request_id: str) -> dict[str, Any]:
        """Return the error as it is sent."""
        shown: dict[str, Any] = {"message": self.message}
        if self.locations:
            shown["locations"] = self.locations
        if self.path is not None:
            shown["path"] = self.path
        shown["extensions"] = {"code": self.code, "requestId": request_id, **(self.details or {})}
        if self.field is not None:
            shown["extensions"]["field"] = self.field
        return shown


class Refused(Exception):
    """A request that is not carried out, with the status that says why."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        self.status = status
        self.failure = Failure(message, code)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        super().__init__(message)


class NotRun(Exception):
    """A well-formed request whose operation cannot be run."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.message)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an operation.

    Attributes:
        executed: Whether it ran at all; an answer that did not run has no ``data``.
        public_for_s: How long others may be given the same answer; None: not at all.
        extensions: What is told besides, if anything was asked for.
    """

    executed: bool
    data: Mapping[str, Any] | None = None
    failures: Sequence[Failure] = field(default=())
    public_for_s: int | None = None
    extensions: Mapping[str, Any] | None = None

    def body(self, request_id: str) -> dict[str, Any]:
        """Return the answer as it is sent, errors first as the specification asks."""
        body: dict[str, Any] = {}
        if self.failures:
            body["errors"] = [failure.formatted(request_id) for failure in self.failures]
        if self.executed:
            body["data"] = self.data
        if self.extensions:
            body["extensions"] = self.extensions
        return body
