"""The HTTP status of an answer, by its media type and a draft of GraphQL over HTTP."""

from gateway.execution.codes import Code
from gateway.execution.failures import Answer
from gateway.execution.media_types import GRAPHQL
from gateway.web_settings import StatusProfile

OK = 200
PARTIAL_SUCCESS = 294
BAD_REQUEST = 400
UNPROCESSABLE = 422

# What cannot even be read; everything else that does not run is understood and refused.
_UNREADABLE = frozenset({Code.GRAPHQL_PARSE_FAILED, Code.PERSISTED_QUERY_NOT_FOUND})


def status_of_answer(answer: Answer, media_type: str, profile: StatusProfile) -> int:
    """Return the status of an answer to a well-formed request."""
    if media_type != GRAPHQL:
        # Clients of plain JSON cannot tell our other statuses from those of a proxy.
        return OK
    if profile is StatusProfile.DRAFT_2025:
        return OK if answer.executed else BAD_REQUEST
    if answer.executed:
        return PARTIAL_SUCCESS if answer.failures else OK
    unreadable = any(failure.code in _UNREADABLE for failure in answer.failures)
    return BAD_REQUEST if unreadable else UNPROCESSABLE


def status_of_refusal(status: int, media_type: str, profile: StatusProfile) -> int:
    """Return the status of a refusal: older drafts know no difference of form and content."""
    newer = media_type == GRAPHQL and profile is not StatusProfile.DRAFT_2025
    return BAD_REQUEST if status == UNPROCESSABLE and not newer else status
