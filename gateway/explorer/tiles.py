"""Where each jurisdiction stands on the map: one square each, about where it lies."""

from dataclasses import dataclass
from typing import Final

_LAYOUT: Final = """
AK  .  .  .  .  .  .  .  .  . ME
 .  .  .  .  . WI  .  .  . VT NH
WA ID MT ND MN IL MI  . NY MA  .
OR NV WY SD IA IN OH PA NJ CT RI
CA UT CO NE MO KY WV VA MD DE  .
 . AZ NM KS AR TN NC SC DC  .  .
 .  .  . OK LA MS AL GA  .  .  .
HI  .  . TX  .  .  .  . FL  .  .
AS GU MP  .  .  .  .  .  . PR VI
"""
"""The states' places are those that tile-grid maps commonly give them; below them the territories,
the Pacific ones beneath Hawaii, the Caribbean ones beneath Florida."""

_EMPTY = "."


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the map, counted from the upper left."""

    code: str
    column: int
    row: int


TILES: Final = tuple(
    Tile(code, column, row)
    for row, line in enumerate(_LAYOUT.strip("\n").splitlines())
    for column, code in enumerate(line.split())
    if code != _EMPTY
)
"""All of them, line by line: the order in which the keyboard reaches them."""

COLUMNS: Final = 1 + max(tile.column for tile in TILES)
ROWS: Final = 1 + max(tile.row for tile in TILES)
