"""What SQLite supposes of our tables when it chooses an index.

Untold, it takes ten rows to be all that an organization has: then reading them all looks cheaper
than looking up fifty, and every batch takes longer with every customer. Measuring tables that are
still empty would tell no better, so it is told what a large organization looks like; what is right
for that one is no trouble for others.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, text

_ROWS: Final = 1_000_000
_SHARED: Final[Mapping[str, int]] = {
    "organization_id": 100_000,
    "status": 10_000,
    "program": 5_000,
    "customer_id": 10,
    "application_id": 10,
    "customer_device_id": 10,
}
"""How many rows share a value; every other column of an index is taken to tell rows apart."""

# Makes the table of statistics, which nobody else may make.
_MAKE = text("ANALYZE alembic_version")
_FORGET = text("DELETE FROM sqlite_stat1")
_INDEXES = text(
    "SELECT tables.name AS of_table, indexes.name AS of_index, columns.name AS of_column "
    "FROM sqlite_master AS tables, pragma_index_list(tables.name) AS indexes, "
    "pragma_index_info(indexes.name) AS columns WHERE tables.type = 'table' "
    "ORDER BY of_table, of_index, columns.seqno"
)
_TELL = text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :spread)")


def tell_statistics(connection: Connection) -> None:
    """Tell SQLite how the rows of organizations are spread; connections opened later know it."""
    indexes: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(_INDEXES):
        indexes.setdefault((row.of_table, row.of_index), []).append(row.of_column)
    told = [
        {"table": table, "index": index, "spread": spread(columns)}
        for (table, index), columns in indexes.items()
        if columns[0] == "organization_id"
    ]
    connection.execute(_MAKE)
    connection.execute(_FORGET)
    if told:
        connection.execute(_TELL, told)


def spread(columns: Sequence[str]) -> str:
    """Return the rows of a table, and how many share the values of an index's first columns.

    >>> spread(["organization_id", "customer_id", "id"])
    '1000000 100000 10 1'

    Source: https://www.sqlite.org/fileformat2.html, section 2.6.3.
    """
    rows = [_ROWS]
    for column in columns:
        rows.append(min(rows[-1], _SHARED.get(column, 1)))
    return " ".join(map(str, rows))
