"""Sorts what a running operation raised: errors of the domain, the caller's slips, our bugs."""

import logging
import re
from collections.abc import Iterable

from graphql import FieldNode, GraphQLError

from datasources.facts.errors import GraphError
from gateway.execution.codes import Code
from gateway.execution.failures import OUR_FAULT, Failure, locations_of

_log = logging.getLogger(__name__)

# graphql-core tells the value in one of these forms, always last.
_VALUE_IN_MESSAGE = re.compile(r"(?P<end>[.?]) Found: .*|(?:, found|(?<=\bvalue)): .*", re.DOTALL)
_VARIABLE = re.compile(r"Variable '\$(?P<name>\w+)' has invalid value(?: at (?P<path>.+?))?: ")


def request_failures(errors: Iterable[GraphQLError]) -> list[Failure]:
    """Describe why an operation did not run: its variables do not fit."""
    return [
        Failure(
            _in_graphql_words(_without_value(error.message)),
            Code.BAD_USER_INPUT,
            field=_field_of(error.message),
            locations=locations_of(error),
        )
        for error in errors
    ]


def field_failures(errors: Iterable[GraphQLError], request_id: str) -> list[Failure]:
    """Describe what went wrong in fields of an operation that ran.

    Whatever nobody expected is masked, and logged once with its traceback: several fields may fail
    by one exception.
    """
    logged: set[int] = set()
    failures = []
    for error in errors:
        failure = _expected(error)
        if failure is None:
            cause = _innermost(error)
            if id(cause) not in logged:
                logged.add(id(cause))
                log_bug(cause, request_id, _field_named(error))
            failure = Failure(
                OUR_FAULT, Code.INTERNAL, path=error.path, locations=locations_of(error)
            )
        failures.append(failure)
    return failures


def log_bug(cause: BaseException, request_id: str, field: str | None = None) -> None:
    """Log an exception that nobody expected, without the query.

    Args:
        cause: What happened.
        request_id: Of the request.
        field: Whose fault it is, by its name in the schema: its alias may hold anything.
    """
    fields = {"requestId": request_id, "field": field}
    # A GraphQLError prints an excerpt of the query, which may hold names and addresses.
    trace = None if isinstance(cause, GraphQLError) else cause
    _log.error(
        "unexpected error: %s", type(cause).__name__, exc_info=trace, extra={"fields": fields}
    )


def _expected(error: GraphQLError) -> Failure | None:
    """Describe an error that is meant for the caller; None for any other."""
    cause = _innermost(error)
    if isinstance(cause, GraphError):
        # The schema may have put the text into the caller's language; it then stands between.
        text = cause.message.en if error.original_error is cause else error.message
        return Failure(text, cause.code, cause.field, error.path, locations_of(error))
    if isinstance(cause, GraphQLError):
        # Raised by the executor itself: an argument that does not fit.
        code = error.extensions.get("code", Code.BAD_USER_INPUT) if error.extensions else None
        return Failure(
            _in_graphql_words(error.message),
            code or Code.BAD_USER_INPUT,
            path=error.path,
            locations=locations_of(error),
        )
    return None


def _field_named(error: GraphQLError) -> str | None:
    return next(
        (each.name.value for each in error.nodes or () if isinstance(each, FieldNode)), None
    )


def _innermost(error: GraphQLError) -> BaseException:
    cause: BaseException = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _field_of(message: str) -> str | None:
    """Return the dotted path of what a message complains of.

    It starts within the variable, as errors of the domain do; without a path it is the variable.

    >>> _field_of("Variable '$input' has invalid value at .at.zip: Expected ...")
    'at.zip'
    >>> _field_of("Variable '$input' has invalid value at .items[2]: Expected ...")
    'items.2'
    >>> _field_of("Variable '$zip' has invalid value: Expected ...")
    'zip'
    """
    match = _VARIABLE.match(message)
    if match is None:
        return None
    path = re.sub(r"\[(\w+)\]", r".\1", match["path"] or "").removeprefix(".")
    return path or match["name"]


def _without_value(message: str) -> str:
    """Leave out what the variable had: an answer may be logged where its values must not be.

    >>> _without_value("Variable '$at' has invalid value at .zip: Not a value: 'jane@example.org'")
    "Variable '$at' has invalid value at .zip: Not a value."
    >>> _without_value("Variable '$at' has invalid value: Must be an object, found: 'Jane'.")
    "Variable '$at' has invalid value: Must be an object."
    """
    match = _VARIABLE.match(message)
    start = match.end() if match else 0
    told = _VALUE_IN_MESSAGE.sub(lambda found: found["end"] or ".", message[start:])
    return message[:start] + told


def _in_graphql_words(message: str) -> str:
    """Say null where graphql-core says None."""
    return message.replace(" to be None.", " to be null.")
