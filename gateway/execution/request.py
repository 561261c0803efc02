"""Reads a GraphQL request from HTTP; whatever is malformed is refused with the reason."""

from dataclasses import replace
from urllib.parse import parse_qsl

from starlette.requests import Request

from gateway.execution.asking import Asked
from gateway.execution.codes import Code
from gateway.execution.failures import Refused
from gateway.execution.json_text import read_json
from gateway.execution.library import Library
from gateway.execution.orders import Operation
from gateway.request_id import request_id_of

COST_HEADER = "x-cost"
MAX_BODY_BYTES = 200_000
# Room for a query of the greatest length in percent encoding.
MAX_QUERY_STRING_BYTES = 60_000
# A client that is hung up on while it sends does not get to read why.
_MAX_BYTES_PASSED_OVER = 12_000_000
_MAX_PARAMETERS = 20


async def read_operation(request: Request, library: Library) -> Operation:
    """Read what a request asks for.

    Args:
        request: By GET or POST.
        library: Has the documents that requests only name.

    Raises:
        Refused: The method, the media type, the encoding, the size or the form is not accepted.
        NotRun: The document that it names is not known.
    """
    if request.method == "GET":
        return _operation(request, _query_parameters(request), library)
    if request.method != "POST":
        text = "GraphQL is served by GET and POST."
        raise Refused(405, Code.METHOD_NOT_ALLOWED, text, allow="GET, POST")
    _check_media_type(request)
    return _operation(request, read_json(await _body(request), "The body"), library)


def _check_media_type(request: Request) -> None:
    # Browsers send other media types without asking first, so a page elsewhere could send them.
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if media_type.strip().lower() != "application/json" or charset not in ("", "utf-8"):
        text = "Send the request as application/json, in UTF-8."
        raise Refused(415, Code.UNSUPPORTED_MEDIA_TYPE, text)
    if "content-encoding" in request.headers:
        text = "Send the body without a content encoding."
        raise Refused(415, Code.UNSUPPORTED_MEDIA_TYPE, text)


async def _body(request: Request) -> bytes:
    """Read the body, and keep no more of it than is accepted, whatever length it announced."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BODY_BYTES:
            chunks.append(chunk)
        elif size > _MAX_BYTES_PASSED_OVER:
            break
    if size > MAX_BODY_BYTES:
        raise _too_large()
    return b"".join(chunks)


def _too_large() -> Refused:
    text = f"The body has more than {MAX_BODY_BYTES} bytes."
    # Of a very long body the rest is not read, so the connection cannot carry another request.
    return Refused(413, Code.PAYLOAD_TOO_LARGE, text, connection="close")


def _query_parameters(request: Request) -> dict[str, object]:
    query: bytes = request.scope["query_string"]
    if len(query) > MAX_QUERY_STRING_BYTES:
        text = f"The parameters have more than {MAX_QUERY_STRING_BYTES} bytes."
        raise Refused(414, Code.PAYLOAD_TOO_LARGE, text)
    try:
        pairs = parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_PARAMETERS,
        )
    except ValueError as error:
        text = "The parameters are not UTF-8 in percent encoding, or too many."
        raise Refused(400, Code.BAD_REQUEST, text) from error
    parameters: dict[str, object] = dict(pairs)
    if len(parameters) < len(pairs):
        raise Refused(400, Code.BAD_REQUEST, "A parameter is there twice.")
    for name in ("variables", "extensions"):
        value = dict(pairs).get(name)
        parameters[name] = read_json(value.encode(), f"The parameter {name}") if value else None
    return parameters


def _operation(request: Request, sent: object, library: Library) -> Operation:
    asked = Asked.of(sent)
    request_id, read_only = request_id_of(request.scope), request.method == "GET"
    operation = asked.operation(library, request_id, read_only=read_only)
    return replace(operation, show_cost=True) if COST_HEADER in request.headers else operation
