"""Answers as they are kept for requests that come again."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

A = TypeVar("A")


def dump_answer(answer: object) -> str:
    """Write an answer, which is made of plain facts, as JSON text."""
    return msgspec.json.encode(answer).decode()


def load_answer(text: str, kind: type[A]) -> A:
    """Read an answer that was kept."""
    found: A = _decoder(cast(Hashable, kind)).decode(text)
    return found


@cache
def _decoder(kind: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
