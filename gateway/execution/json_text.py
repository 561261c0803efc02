"""Reads JSON strictly: what two programs might read differently is not read at all."""

import json
from collections.abc import Sequence

import orjson

from gateway.execution.codes import Code
from gateway.execution.failures import Refused

MAX_NESTING = 64


def read_json(text: bytes, what: str) -> object:
    """Read a JSON text.

    Args:
        text: In UTF-8.
        what: It is, for the refusal.

    Raises:
        Refused: It is not JSON, nests too deeply, or has an object with one name twice.
    """
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Refused(400, Code.BAD_REQUEST, f"{what} is not JSON.") from error
    if _nesting(value) > MAX_NESTING:
        text_of = f"{what} has objects or lists nested more than {MAX_NESTING} deep."
        raise Refused(400, Code.BAD_REQUEST, text_of)
    try:
        _UNIQUE.decode(text.decode())
    except _Twice as found:
        message = f"{what} has an object with two members of one name."
        raise Refused(400, Code.BAD_REQUEST, message) from found
    return value


class _Twice(Exception):
    """An object has a name twice; readers differ in which of the values they take."""


def _once(pairs: Sequence[tuple[str, object]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise _Twice


_UNIQUE = json.JSONDecoder(object_pairs_hook=_once, parse_int=str, parse_float=str)


def _nesting(value: object) -> int:
    """Count levels without recursion, and no further than matters."""
    level, deep = [value], 0
    while deep <= MAX_NESTING:
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            break
        deep += 1
    return deep
