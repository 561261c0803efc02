"""Reads forms that browsers send: small, and from this page only."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

MAX_BODY_BYTES = 64_000
_MOST_FIELDS = 1_000
_NUMBER = re.compile(r"[0-9]{1,18}")
_FORM = "application/x-www-form-urlencoded"


class Refused(Exception):
    """A request is not a form of this page; nothing of it is used.

    Attributes:
        status: Of the answer.
    """

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"refused: {status}")


class Wish(StrEnum):
    """What a customer wants: the value of the button that was pressed."""

    SAVE = "save"
    SEND = "send"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Post:
    """A form that was sent.

    Attributes:
        number: Of the application.
        seen: What the form was filled in on; see ``gateway.connect.seen``.
        agrees: Whether the box for the terms was ticked.
        signs: Whether the box for the signature was ticked.
        texts: What was typed, by the questions' keys.
    """

    number: int
    seen: str
    wish: Wish
    agrees: bool
    signs: bool
    texts: dict[str, str]

    @classmethod
    def of(cls, body: bytes) -> Self:
        """Read the body of a request.

        Raises:
            Refused: It is no form of this page.
        """
        try:
            pairs = parse_qsl(
                body.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=True,
                errors="strict",
                max_num_fields=_MOST_FIELDS,
            )
            fields = dict(pairs)
            if len(fields) != len(pairs):
                raise Refused(400)
            return cls(
                number=number_of(fields.pop("application")),
                seen=fields.pop("seen"),
                wish=Wish(fields.pop("wish")),
                agrees=fields.pop("agree", None) is not None,
                signs=fields.pop("sign", None) is not None,
                texts=fields,
            )
        except (KeyError, ValueError) as error:
            raise Refused(400) from error


async def read_post(request: Request) -> Post:
    """Read a form that this page sent.

    Raises:
        Refused: It comes from elsewhere, is too large, or is none.
    """
    if not from_here(request.headers):
        raise Refused(403)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Refused(415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise Refused(413)
    return Post.of(bytes(body))


def from_here(headers: Headers) -> bool:
    """Tell whether a form was sent from a page of this server, or by no browser at all.

    Our pages let no address out, so their own forms come with the origin ``null``: then only
    ``Sec-Fetch-Site`` tells, in every browser of the last years.
    """
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == headers.get("host")


def number_of(text: str) -> int:
    """Read the number of an application.

    Raises:
        ValueError: No application can have it.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)
