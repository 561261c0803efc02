"""Reads a GraphQL request from HTTP; whatever is malformed is refused with the reason."""

from collections.abc import Mapping
from typing import TypeVar

import orjson
from starlette.requests import Request

from gateway.execution.codes import Code
from gateway.execution.engine import Operation
from gateway.execution.failures import Refused

MAX_BODY_BYTES = 200_000

_T = TypeVar("_T")


async def read_operation(request: Request) -> Operation:
    """Read what a request asks for.

    Raises:
        Refused: The method, the media type, the encoding, the size or the form is not accepted.
    """
    if request.method == "GET":
        return _operation(_query_parameters(request), read_only=True)
    if request.method != "POST":
        text = "GraphQL is served by GET and POST."
        raise Refused(405, Code.METHOD_NOT_ALLOWED, text, allow="GET, POST")
    _check_media_type(request)
    return _operation(_parse(await _body(request), "The body"), read_only=False)


def _check_media_type(request: Request) -> None:
    # Browsers send other media types without asking first, so a page elsewhere could send them.
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if media_type.strip().lower() != "application/json" or charset not in ("", "utf-8"):
        text = "Send the request as application/json, in UTF-8."
        raise Refused(415, Code.UNSUPPORTED_MEDIA_TYPE, text)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        text = "Send the body without a content encoding."
        raise Refused(415, Code.UNSUPPORTED_MEDIA_TYPE, text)


async def _body(request: Request) -> bytes:
    """Read the body, and stop as soon as it is too large, whatever length it announced."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            text = f"The body has more than {MAX_BODY_BYTES} bytes."
            # The rest of the body is not read, so the connection cannot carry another request.
            raise Refused(413, Code.PAYLOAD_TOO_LARGE, text, connection="close")
        chunks.append(chunk)
    return b"".join(chunks)


def _query_parameters(request: Request) -> dict[str, object]:
    parameters: dict[str, object] = dict(request.query_params)
    for name in ("variables", "extensions"):
        text = request.query_params.get(name)
        parameters[name] = _parse(text.encode(), f"The parameter {name}") if text else None
    return parameters


def _parse(text: bytes, what: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Refused(400, Code.BAD_REQUEST, f"{what} is not JSON.") from error


def _operation(asked: object, *, read_only: bool) -> Operation:
    if not isinstance(asked, dict):
        text = "The request must be one JSON object with a query; batches are not served."
        raise Refused(400, Code.BAD_REQUEST, text)
    query = _member(asked, "query", str, "a string")
    if not query:
        raise Refused(400, Code.BAD_REQUEST, "The request has no query.")
    _member(asked, "extensions", dict, "an object")
    return Operation(
        query=query,
        variables=_member(asked, "variables", dict, "an object"),
        name=_member(asked, "operationName", str, "a string") or None,
        read_only=read_only,
    )


def _member(asked: Mapping[str, object], name: str, kind: type[_T], words: str) -> _T | None:
    value = asked.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise Refused(400, Code.BAD_REQUEST, f"The member {name} must be {words} or null.")
