"""What those are told who are not served, for reasons that are not their operation's."""

from datasources.facts.errors import BadInput, Forbidden, StorageUnavailable
from gateway.execution.codes import Code
from gateway.execution.failures import Failure, Refused
from gateway.wiring import NotReady

LATE = Failure("The operation took too long.", Code.TIMEOUT)


def refusal_of(error: BadInput | Forbidden | NotReady | StorageUnavailable) -> Refused:
    """Return how a request is refused that came with the wrong key, or at the wrong time."""
    if isinstance(error, NotReady):
        return Refused(503, Code.NOT_READY, str(error), retry_after="5")
    if isinstance(error, StorageUnavailable):
        return Refused(503, error.code, str(error), retry_after="5")
    if isinstance(error, Forbidden):
        return Refused(403, error.code, str(error))
    # What comes in headers is part of the request, not of the input of a field.
    return Refused(400, Code.BAD_REQUEST, str(error))


def overloaded() -> Refused:
    """Return how a request is refused for which there is no turn to be had in time."""
    text = "Too many requests are under way here; ask again in a moment."
    return Refused(503, Code.OVERLOADED, text, retry_after="1")
