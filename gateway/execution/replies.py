"""Makes HTTP answers: status, media type, and what caches may do with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import orjson
from starlette.requests import Request
from starlette.responses import Response

from gateway.execution.caching import NOT_KEPT, PRIVATE, etag, has_already
from gateway.execution.failures import Answer, Refused
from gateway.execution.media_types import answer_type
from gateway.execution.statuses import status_of_answer, status_of_refusal
from gateway.execution.terms import Terms
from gateway.observing.record import noted
from gateway.request_id import request_id_of

_NOT_MODIFIED = 304
# What answers to GET depend on beside the address.
_VARY = "accept, authorization, x-api-key, x-cost"


@dataclass(frozen=True, slots=True)
class Reply:
    """How one request is answered."""

    request: Request
    terms: Terms
    media_type: str
    request_id: str

    @classmethod
    def to(cls, request: Request, terms: Terms) -> Self:
        """Choose how to answer a request."""
        media_type = answer_type(request.headers.get("accept", ""))
        return cls(request, terms, media_type, request_id_of(request.scope))

    def answer(self, answer: Answer, edition: str = "") -> Response:
        """Answer what was well-formed.

        Args:
            answer: What came of it.
            edition: Of the data that it was made from.
        """
        noted().note_codes(failure.code for failure in answer.failures)
        status = status_of_answer(answer, self.media_type, self.terms.statuses)
        body = orjson.dumps(answer.body(self.request_id))
        if answer.public_for_s is None or answer.failures or self._signed:
            return self._response(body, status, {"cache-control": self._not_public})
        tag = etag(body, self.media_type, edition)
        headers = {"cache-control": f"public, max-age={answer.public_for_s}", "etag": tag}
        if has_already(self.request.headers.get("if-none-match"), tag):
            return Response(None, _NOT_MODIFIED, {**headers, "vary": self._vary})
        return self._response(body, status, headers)

    def refuse(self, refused: Refused) -> Response:
        """Answer what is not carried out."""
        noted().note_codes([refused.failure.code])
        status = status_of_refusal(refused.status, self.media_type, self.terms.statuses)
        body = Answer(executed=False, failures=[refused.failure]).body(self.request_id)
        headers = {"cache-control": self._not_public, **refused.headers}
        return self._response(orjson.dumps(body), status, headers)

    @property
    def _signed(self) -> bool:
        """Whether it came with a key: what an organization is told is for it alone."""
        return "x-api-key" in self.request.headers or "authorization" in self.request.headers

    @property
    def _not_public(self) -> str:
        return PRIVATE if self.request.method == "GET" else NOT_KEPT

    @property
    def _vary(self) -> str:
        return f"{_VARY}, origin" if self.terms.cross_origin else _VARY

    def _response(self, body: bytes, status: int, headers: Mapping[str, str]) -> Response:
        content_type = f"{self.media_type}; charset=utf-8"
        always = {"content-type": content_type, "vary": self._vary}
        return Response(body, status, {**always, **headers})
