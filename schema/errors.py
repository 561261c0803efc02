"""Expected failures, in the caller's words; and the list of all that can happen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graphql import GraphQLError

from datasources.facts.errors import GraphError
from datasources.facts.text import Language
from schema.error_codes import first_line, kinds_of_errors


@contextmanager
def presented(language: Language = Language.EN) -> Iterator[None]:
    """Raise the expected failures of a block as GraphQL errors.

    Args:
        language: Of the message; English where it is not translated.

    Raises:
        GraphQLError: With the code and, if one is at fault, the input's field in its extensions.
    """
    try:
        yield
    except GraphError as error:
        raise told(error, language) from error


def told(error: GraphError, language: Language) -> GraphQLError:
    """Return an expected failure as clients are told of it."""
    extensions = {"code": error.code}
    if error.field is not None:
        extensions["field"] = error.field
    text = error.message.read(language)
    return GraphQLError(text, original_error=error, extensions=extensions)


@dataclass(frozen=True, slots=True)
class Possibility:
    """A failure that clients should be ready for.

    Attributes:
        retryable: Whether the same request may succeed later.
    """

    code: str
    description: str
    retryable: bool = False


OF_REQUESTS = (
    Possibility("BAD_REQUEST", "The HTTP request is not a GraphQL request."),
    Possibility("METHOD_NOT_ALLOWED", "The HTTP method does not fit the operation."),
    Possibility("NOT_ACCEPTABLE", "The client accepts no media type that the graph speaks."),
    Possibility("NOT_FOUND", "Nothing is served at that address."),
    Possibility("PAYLOAD_TOO_LARGE", "The body of the request is too large."),
    Possibility("UNSUPPORTED_MEDIA_TYPE", "The body is not JSON in UTF-8."),
    Possibility(
        "PERSISTED_QUERY_NOT_FOUND",
        "No document of that hash or id is known; send it once with its text.",
    ),
    Possibility("DOCUMENT_NOT_TRUSTED", "Only documents registered beforehand are served."),
    Possibility("GRAPHQL_PARSE_FAILED", "The document is not GraphQL."),
    Possibility("GRAPHQL_VALIDATION_FAILED", "The document does not fit the schema."),
    Possibility("QUERY_TOO_LARGE", "The document asks for more than one request may."),
    Possibility(
        "QUERY_TOO_COSTLY",
        "The operation may cost more points than one may; ask for shorter pages or fewer levels.",
    ),
    Possibility(
        "RATE_LIMITED",
        "The caller has used up its points; ask again after the seconds in Retry-After.",
        retryable=True,
    ),
    Possibility("OPERATION_RESOLUTION_FAILURE", "The document has no operation of that name."),
    Possibility("NOT_READY", "The server is starting or has no data yet.", retryable=True),
    Possibility(
        "TIMEOUT",
        "The operation took too long and was given up; ask again, a change with its "
        "idempotency key.",
        retryable=True,
    ),
    Possibility(
        "OVERLOADED",
        "Too many requests are under way; ask again after the seconds in Retry-After.",
        retryable=True,
    ),
    Possibility("INTERNAL", "Something went wrong on our side; quote the request id."),
)
"""Failures that arise around the schema, before or after a field is asked."""


def possibilities() -> list[Possibility]:
    """List every failure that the graph can answer with, each code once, by code."""
    found = {each.code: each for each in OF_REQUESTS}
    for code, kind in kinds_of_errors().items():
        found[code] = Possibility(code, first_line(kind), kind.retryable)
    return [found[code] for code in sorted(found)]
