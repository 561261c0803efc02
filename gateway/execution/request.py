"""Reads a GraphQL request from HTTP; whatever is malformed is refused with the reason."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request

from gateway.execution.codes import Code
from gateway.execution.engine import Operation
from gateway.execution.failures import Refused
from gateway.execution.json_text import read_json
from gateway.execution.library import Citation, Library
from gateway.request_id import request_id_of

COST_HEADER = "x-cost"
MAX_BODY_BYTES = 200_000
# Room for a query of the greatest length in percent encoding.
MAX_QUERY_STRING_BYTES = 60_000
# A client that is hung up on while it sends does not get to read why.
_MAX_BYTES_PASSED_OVER = 12_000_000
_MAX_PARAMETERS = 20

_T = TypeVar("_T")


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


def _operation(request: Request, asked: object, library: Library) -> Operation:
    if not isinstance(asked, dict):
        raise _malformed(
            "The request must be one JSON object with a query; batches are not served."
        )
    extensions = _member(asked, "extensions", dict, "an object") or {}
    citation = Citation(
        query=_member(asked, "query", str, "a string"),
        document_id=_member(asked, "documentId", str, "a string"),
        sha256=_persisted(extensions),
    )
    variables = _member(asked, "variables", dict, "an object")
    name = _member(asked, "operationName", str, "a string") or None
    if not (citation.query or citation.document_id or citation.sha256):
        raise _malformed("The request has no query.")
    return Operation(
        query=library.text_of(citation, request_id_of(request.scope)),
        variables=variables,
        name=name,
        read_only=request.method == "GET",
        show_cost=COST_HEADER in request.headers or extensions.get("cost") is True,
    )


def _persisted(extensions: Mapping[str, object]) -> str | None:
    """Return the hash of a document by the protocol of automatic persisted queries."""
    persisted = _member(extensions, "persistedQuery", dict, "an object")
    if persisted is None:
        return None
    if persisted.get("version") != 1:
        raise _malformed("The extension persistedQuery must have version 1.")
    return _member(persisted, "sha256Hash", str, "a string")


def _member(asked: Mapping[str, object], name: str, kind: type[_T], words: str) -> _T | None:
    value = asked.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise _malformed(f"The member {name} must be {words} or null.")


def _malformed(text: str) -> Refused:
    """Refuse what is JSON, but not a GraphQL request; older drafts answer it by 400."""
    return Refused(422, Code.BAD_REQUEST, text)
