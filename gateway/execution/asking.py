"""Reads what a GraphQL request asks for, however it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from gateway.execution.codes import Code
from gateway.execution.failures import Refused
from gateway.execution.library import Citation, Library
from gateway.execution.orders import Operation

_T = TypeVar("_T")


class Malformed(Refused):
    """It is JSON, but not a GraphQL request; older drafts answer it by 400."""

    def __init__(self, text: str) -> None:
        super().__init__(422, Code.BAD_REQUEST, text)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a well-formed request asks for.

    Attributes:
        citation: What it says of its document.
        name: Of the operation; None where the document has one only.
        show_cost: Whether the answer shall tell what it has cost.
    """

    citation: Citation
    variables: dict[str, Any] | None
    name: str | None
    show_cost: bool

    @classmethod
    def of(cls, request: object) -> "Asked":
        """Read a request.

        Raises:
            Malformed: It is none.
        """
        if not isinstance(request, dict):
            text = "The request must be one JSON object with a query; batches are not served."
            raise Malformed(text)
        extensions = _member(request, "extensions", dict, "an object") or {}
        citation = Citation(
            query=_member(request, "query", str, "a string"),
            document_id=_member(request, "documentId", str, "a string"),
            sha256=_persisted(extensions),
        )
        variables = _member(request, "variables", dict, "an object")
        name = _member(request, "operationName", str, "a string") or None
        if not (citation.query or citation.document_id or citation.sha256):
            raise Malformed("The request has no query.")
        return cls(citation, variables, name, extensions.get("cost") is True)

    def operation(self, library: Library, request_id: str, *, read_only: bool = False) -> Operation:
        """Return the operation.

        Args:
            library: Has the documents that requests only name.
            request_id: Of the request.
            read_only: Whether it came in a way that may not change anything.

        Raises:
            Refused: The document is not served.
            NotRun: It is not known.
        """
        query = library.text_of(self.citation, request_id)
        return Operation(query, self.variables, self.name, read_only, self.show_cost)


def _persisted(extensions: Mapping[str, object]) -> str | None:
    """Return the hash of a document by the protocol of automatic persisted queries."""
    persisted = _member(extensions, "persistedQuery", dict, "an object")
    if persisted is None:
        return None
    if persisted.get("version") != 1:
        raise Malformed("The extension persistedQuery must have version 1.")
    return _member(persisted, "sha256Hash", str, "a string")


def _member(asked: Mapping[str, object], name: str, kind: type[_T], words: str) -> _T | None:
    value = asked.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise Malformed(f"The member {name} must be {words} or null.")
