"""Programs kept in storage, with their tiers."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, Table, cast, delete, insert, select
from sqlalchemy import Text as TextColumn

from datasources.facts.catalog import BuildingType, CatalogProgram, CatalogTier
from datasources.facts.text import Text
from datasources.sql.arrays import one_of
from datasources.sql.connection import Row
from datasources.sql.documents import load_document, text_to_document
from datasources.sql.stores.tier_documents import (
    amount_of_document,
    amount_to_document,
    requirement_of_document,
    requirement_to_document,
)
from datasources.sql.tables import CatalogProgramRow, CatalogTierRow, table_of
from datasources.sql.transaction import Transaction
from datasources.sql.upsert import upsert

_PROGRAM = table_of(CatalogProgramRow)
_TIER = table_of(CatalogTierRow)
_MOST_REMEMBERED = 1_000


def _as_stored(table: Table, prefix: str = "") -> Iterator[ColumnElement[Any]]:
    """Yield the columns of a table, JSON as text."""
    for column in table.c:
        shown = cast(column, TextColumn) if isinstance(column.type, JSON) else column
        yield shown.label(prefix + column.name)


# Programs without tiers have one row all the same.
_ALL = (
    select(*_as_stored(_PROGRAM), *_as_stored(_TIER, "tier_"))
    .outerjoin(_TIER)
    .order_by(_PROGRAM.c.number, _TIER.c.position)
)
_BY_NUMBERS = _ALL.where(one_of(_PROGRAM.c.number, "numbers"))
_BY_KEYS = _ALL.where(one_of(_PROGRAM.c.key, "keys"))
_ADD_TIERS = insert(_TIER)
_DROP_TIERS = delete(_TIER).where(one_of(_TIER.c.program, "numbers"))
_NAMES = [column.name for column in _ALL.exported_columns]


class CatalogProgramStore:
    """Reads and fills the programs kept in storage."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def all(self) -> tuple[CatalogProgram, ...]:
        """Return every program by number, also those that are not enabled, in one statement."""
        return await self._read(_ALL)

    async def by_numbers(self, numbers: Sequence[int]) -> dict[int, CatalogProgram]:
        """Find programs in one statement; unknown numbers are absent."""
        found = await self._read(_BY_NUMBERS, numbers=numbers)
        return {program.number: program for program in found}

    async def by_keys(self, keys: Sequence[str]) -> dict[str, CatalogProgram]:
        """Find programs in one statement; unknown keys are absent."""
        return {each.key: each for each in await self._read(_BY_KEYS, keys=keys)}

    async def upsert(self, programs: Sequence[CatalogProgram]) -> None:
        """Add programs, or replace those of the same number with all their tiers.

        Raises:
            Conflict: A key or a tier's number belongs to another program.
        """
        await upsert(self._transaction, _PROGRAM, [_program_to_row(each) for each in programs])
        await self._transaction.run(_DROP_TIERS, {"numbers": [each.number for each in programs]})
        tiers = [
            _tier_to_row(program.number, position, tier)
            for program in programs
            for position, tier in enumerate(program.tiers)
        ]
        await self._transaction.run_each(_ADD_TIERS, tiers)

    async def _read(self, statement: Select[Any], **values: object) -> tuple[CatalogProgram, ...]:
        rows = await self._transaction.rows(statement, values)
        programs = groupby(rows, key=itemgetter(0))
        return tuple(_to_program(tuple(of_one)) for _, of_one in programs)


@lru_cache(_MOST_REMEMBERED)
def _to_program(rows: tuple[Row, ...]) -> CatalogProgram:
    """Return the program of rows with a tier each.

    It is remembered by all that the rows hold, so a changed program is never taken for the old:
    the same programs are read for every check, and their JSON takes longest.
    """
    named = [dict(zip(_NAMES, row, strict=True)) for row in rows]
    row = named[0]
    return CatalogProgram(
        number=row["number"],
        key=row["key"],
        name=Text(**load_document(row["name"])),
        operator=row["operator"],
        url=Text(**load_document(row["url"])),
        tiers=tuple(_to_tier(each) for each in named if each["tier_number"] is not None),
        eia_ids=tuple(load_document(row["eia_ids"])),
        states=tuple(load_document(row["states"])),
        building_types=tuple(map(BuildingType, load_document(row["building_types"]))),
        enabled=row["enabled"],
        stackable=row["stackable"],
        customer_maximum=row["customer_maximum"],
        required_fields=tuple(load_document(row["required_fields"])),
        partner_submits=row["partner_submits"],
        appeal_days=row["appeal_days"],
    )


def _program_to_row(program: CatalogProgram) -> dict[str, Any]:
    return {
        "number": program.number,
        "key": program.key,
        "name": text_to_document(program.name),
        "operator": program.operator,
        "url": text_to_document(program.url),
        "eia_ids": program.eia_ids,
        "states": program.states,
        "building_types": program.building_types,
        "enabled": program.enabled,
        "stackable": program.stackable,
        "customer_maximum": program.customer_maximum,
        "required_fields": program.required_fields,
        "partner_submits": program.partner_submits,
        "appeal_days": program.appeal_days,
    }


def _to_tier(row: dict[str, Any]) -> CatalogTier:
    return CatalogTier(
        number=row["tier_number"],
        name=Text(**load_document(row["tier_name"])),
        category=row["tier_category"],
        payment_type=row["tier_payment_type"],
        amount=amount_of_document(load_document(row["tier_amount"])),
        requirements=tuple(map(requirement_of_document, load_document(row["tier_requirements"]))),
        customer_maximum=row["tier_customer_maximum"],
    )


def _tier_to_row(program: int, position: int, tier: CatalogTier) -> dict[str, Any]:
    return {
        "number": tier.number,
        "program": program,
        "position": position,
        "name": text_to_document(tier.name),
        "category": tier.category,
        "payment_type": tier.payment_type,
        "amount": amount_to_document(tier.amount),
        "requirements": [requirement_to_document(each) for each in tier.requirements],
        "customer_maximum": tier.customer_maximum,
    }
