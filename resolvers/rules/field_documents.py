"""Which JSON objects a field can hold."""

import json
import math
from typing import Any

from datasources.facts.text import Text
from resolvers.rules.plain_text import storable

LONGEST = 20_000
"""Characters of a document, written without spaces."""
DEEPEST = 10
"""Levels of a document: an object without others in it has one."""
_GREATEST = 2**53 - 1
"""Source: RFC 8259, section 6: whole numbers on which all readers of JSON agree."""
_NOT_AN_OBJECT = Text("must be a JSON object", "debe ser un objeto JSON")
_TOO_DEEP = Text(f"must have at most {DEEPEST} levels", f"debe tener como máximo {DEEPEST} niveles")
_TOO_LONG = Text(
    f"must have at most {LONGEST} characters as JSON",
    f"debe tener como máximo {LONGEST} caracteres como JSON",
)
_NOT_PLAIN = Text(
    "must hold only values that JSON has, without characters that cannot be stored",
    "debe tener solo valores que JSON tiene, sin caracteres que no se pueden guardar",
)


def document_fault(value: object) -> Text | None:
    """Say what keeps a value from being kept as a document; None where nothing does."""
    if not isinstance(value, dict):
        return _NOT_AN_OBJECT
    if not _within(value, DEEPEST):
        return _TOO_DEEP
    if not _is_plain(value):
        return _NOT_PLAIN
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _TOO_LONG if len(written) > LONGEST else None


def _within(value: Any, levels: int) -> bool:  # noqa: ANN401 any JSON value
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return True
    return levels > 0 and all(_within(each, levels - 1) for each in value)


def _is_plain(value: Any) -> bool:  # noqa: ANN401 any value
    if isinstance(value, dict):
        return all(isinstance(key, str) and storable(key) for key in value) and all(
            map(_is_plain, value.values())
        )
    if isinstance(value, list):
        return all(map(_is_plain, value))
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or (isinstance(value, int) and abs(value) <= _GREATEST)
