"""Chooses the media type of an answer by what the client accepts."""

from starlette.requests import Request

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
EVENTS = "text/event-stream"
_SPOKEN = (GRAPHQL, JSON, "application/*", "*/*")


def answer_type(accept: str) -> str:
    """Choose between the two media types of GraphQL over HTTP.

    Plain JSON for clients that name neither: those that know the newer type name it.

    >>> answer_type("application/graphql-response+json, application/json;q=0.9")
    'application/graphql-response+json'
    >>> answer_type("*/*")
    'application/json'
    """
    weights = _weights(accept)
    newer = weights.get(GRAPHQL, 0.0)
    return GRAPHQL if newer > 0 and newer >= weights.get(JSON, 0.0) else JSON


def acceptable(accept: str) -> bool:
    """Tell whether a client accepts a media type that the graph speaks.

    >>> acceptable(""), acceptable("application/*"), acceptable("image/png"), acceptable("*/*;q=0")
    (True, True, False, False)
    """
    weights = _weights(accept)
    return not accept or any(weights.get(kind, 0.0) > 0 for kind in _SPOKEN)


def wants_events(accept: str) -> bool:
    """Tell whether a client takes answers as they come, if there are several.

    >>> wants_events("text/event-stream"), wants_events("application/json"), wants_events("*/*")
    (True, False, False)
    """
    return _weights(accept).get(EVENTS, 0.0) > 0


def wants_page(request: Request) -> bool:
    """Tell a browser that opens the address from a program that asks it."""
    return (
        request.method == "GET"
        and _weights(request.headers.get("accept", "")).get("text/html", 0.0) > 0
    )


def _weights(accept: str) -> dict[str, float]:
    """Return the weight of each media type that a header names."""
    weights = {}
    for entry in accept.split(","):
        media_type, *parameters = (part.strip().lower() for part in entry.split(";"))
        weights[media_type] = next(
            (_number(part[2:]) for part in parameters if part.startswith("q=")), 1.0
        )
    return weights


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
