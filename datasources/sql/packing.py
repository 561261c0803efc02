"""All rows of a statement as one value.

SQLite hands over row by row, and Python's lock changes hands for each: its thread waits for the
event loop's and that one for it. One value is handed over once, and takes less to make besides.
"""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Integer, String, TypeDecorator
from sqlalchemy.types import TypeEngine

from datasources.sql.connection import Row

# What JSON takes as it is kept: texts, and whole numbers of 64 bits.
_FIT = (String, Integer, Boolean, Date, DateTime, Enum, JSON)
# Most arguments of a function.
_MOST_COLUMNS = 100


def packed(text: str, kinds: Sequence[TypeEngine[Any]]) -> str | None:
    """Return a statement for SQLite that has the rows of another in its only value.

    Args:
        text: The other, which reads rows.
        kinds: Of its columns.

    Returns:
        The statement, which takes the same parameters; None where some value may not fit.
    """
    kinds = [kind.impl_instance if isinstance(kind, TypeDecorator) else kind for kind in kinds]
    fit = all(isinstance(kind, _FIT) for kind in kinds)
    if not fit or not 0 < len(kinds) <= _MOST_COLUMNS:
        return None
    names = [f"c{place}" for place in range(len(kinds))]
    values = [_exact(name, kind) for name, kind in zip(names, kinds, strict=True)]
    # The rows keep their order: what a statement is asked for in order is not put out of it by an
    # aggregate whose value depends on the order.
    return (
        f"WITH packed({', '.join(names)}) AS ({text}) "  # noqa: S608 - names of ours, text of SQLAlchemy's
        f"SELECT json_group_array(json_array({', '.join(values)})) FROM packed"
    )


def unpacked(rows: Sequence[Row]) -> list[list[Any]]:
    """Return the rows that a packed statement's only row has."""
    [(document,)] = rows
    found: list[list[Any]] = orjson.loads(document)
    return found


def _exact(name: str, kind: TypeEngine[Any]) -> str:
    """Return an expression for a value as it would come by itself."""
    if not isinstance(kind, JSON):
        return name
    # JSON that was made on the way would be put in as what it says, not as text; and a number alone
    # is kept as such, and would lose its last digits.
    turned = {"text": f"{name} || ''", "real": f"printf('%!.17g', {name})"}
    cases = " ".join(f"WHEN '{form}' THEN {value}" for form, value in turned.items())
    return f"CASE typeof({name}) {cases} ELSE {name} END"
