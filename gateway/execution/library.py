"""Finds the text of a document that a request brings or only names."""

import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from gateway.execution.codes import Code
from gateway.execution.failures import Failure, NotRun, Refused
from gateway.execution.limits import MAX_QUERY_BYTES
from gateway.web_settings import DocumentsMode

_log = logging.getLogger(__name__)

_BY_HASH = "sha256:"
# Whoever sends texts may push out those of others, who then send theirs again: this bounds memory.
_REMEMBERED_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Citation:
    """What a request says of its document.

    Attributes:
        query: The text itself.
        document_id: A name of GraphQL over HTTP's appendix on persisted documents.
        sha256: The hash by the protocol of automatic persisted queries.
    """

    query: str | None
    document_id: str | None = None
    sha256: str | None = None


class Library:
    """The documents of a manifest, and those that clients have sent with their hash.

    Args:
        manifest: Texts by the ids that clients name them by.
        mode: What becomes of texts that are not in it.
    """

    def __init__(
        self, manifest: Mapping[str, str] | None = None, mode: DocumentsMode = DocumentsMode.OFF
    ) -> None:
        by_hash = {_hash_of(text): text for text in (manifest or {}).values()}
        self._trusted = {**by_hash, **(manifest or {})}
        self._hashes = frozenset(by_hash)
        self._mode = mode
        self._sent: OrderedDict[str, str] = OrderedDict()
        self._characters = 0

    def text_of(self, citation: Citation, request_id: str) -> str:
        """Return the text of a document.

        Raises:
            NotRun: It is only named, and not known.
            Refused: Text and name differ, or the manifest does not have it and should.
        """
        name = _name_of(citation)
        if not citation.query:
            return self._found(name or "")
        if name is None and self._mode is DocumentsMode.OFF:
            return citation.query
        digest = _hash_of(citation.query)
        if name is not None and name != digest and self._trusted.get(name) != citation.query:
            raise Refused(400, Code.BAD_REQUEST, "The query does not have the hash it came with.")
        if self._mode is not DocumentsMode.OFF and digest not in self._hashes:
            self._distrust(digest, request_id)
        if name is not None:
            self._remember(digest, citation.query)
        return citation.query

    def _found(self, name: str) -> str:
        text = self._trusted.get(name)
        if text is not None:
            return text
        if name not in self._sent:
            # Clients look for these very words, and then send the text.
            raise NotRun(Failure("PersistedQueryNotFound", Code.PERSISTED_QUERY_NOT_FOUND))
        self._sent.move_to_end(name)
        return self._sent[name]

    def _distrust(self, digest: str, request_id: str) -> None:
        fields = {"sha256": digest, "requestId": request_id}
        _log.warning("a document that is not in the manifest", extra={"fields": fields})
        if self._mode is DocumentsMode.REQUIRE:
            text = "Only documents that were registered beforehand are served here."
            raise Refused(403, Code.DOCUMENT_NOT_TRUSTED, text)

    def _remember(self, digest: str, text: str) -> None:
        if digest in self._trusted or digest in self._sent or len(text) > MAX_QUERY_BYTES:
            return
        self._sent[digest] = text
        self._characters += len(text)
        while self._characters > _REMEMBERED_CHARACTERS:
            _, forgotten = self._sent.popitem(last=False)
            self._characters -= len(forgotten)


def _name_of(citation: Citation) -> str | None:
    """Return the one name of a document; a hash is a name like others.

    Raises:
        Refused: It has two that differ.
    """
    named = (citation.document_id or "").removeprefix(_BY_HASH) or None
    if None not in (named, citation.sha256) and named != citation.sha256:
        raise Refused(400, Code.BAD_REQUEST, "The request names two documents.")
    return named or citation.sha256


def _hash_of(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
