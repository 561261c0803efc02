"""Programs kept in storage, with their tiers."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, delete, select, true

from datasources.facts.catalog import BuildingType, CatalogProgram, CatalogTier
from datasources.facts.text import Text
from datasources.sql.documents import text_to_document
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
_DROP_TIERS = delete(_TIER).where(_TIER.c.program.in_(bindparam("numbers", expanding=True)))


class CatalogProgramStore:
    """Reads and fills the programs kept in storage."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def all(self) -> tuple[CatalogProgram, ...]:
        """Return every program by number, also those that are not enabled."""
        return await self._read(true())

    async def by_numbers(self, numbers: Sequence[int]) -> dict[int, CatalogProgram]:
        """Find programs; unknown numbers are absent."""
        found = await self._read(_PROGRAM.c.number.in_(numbers))
        return {program.number: program for program in found}

    async def by_keys(self, keys: Sequence[str]) -> dict[str, CatalogProgram]:
        """Find programs; unknown keys are absent."""
        return {each.key: each for each in await self._read(_PROGRAM.c.key.in_(keys))}

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
        if tiers:
            await self._transaction.run(_TIER.insert(), tiers)

    async def _read(self, condition: ColumnElement[bool]) -> tuple[CatalogProgram, ...]:
        programs = select(_PROGRAM).where(condition).order_by(_PROGRAM.c.number)
        tiers = select(_TIER).join(_PROGRAM).where(condition).order_by(_TIER.c.position)
        grouped = defaultdict[int, list[CatalogTier]](list)
        for row in await self._transaction.rows(tiers):
            grouped[row["program"]].append(_to_tier(row))
        rows = await self._transaction.rows(programs)
        return tuple(_to_program(row, grouped[row["number"]]) for row in rows)


def _to_program(row: RowMapping, tiers: Sequence[CatalogTier]) -> CatalogProgram:
    return CatalogProgram(
        number=row["number"],
        key=row["key"],
        name=Text(**row["name"]),
        operator=row["operator"],
        url=Text(**row["url"]),
        tiers=tuple(tiers),
        eia_ids=tuple(row["eia_ids"]),
        states=tuple(row["states"]),
        building_types=tuple(map(BuildingType, row["building_types"])),
        enabled=row["enabled"],
        stackable=row["stackable"],
        customer_maximum=row["customer_maximum"],
        required_fields=tuple(row["required_fields"]),
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
    }


def _to_tier(row: RowMapping) -> CatalogTier:
    return CatalogTier(
        number=row["number"],
        name=Text(**row["name"]),
        category=row["category"],
        payment_type=row["payment_type"],
        amount=amount_of_document(row["amount"]),
        requirements=tuple(map(requirement_of_document, row["requirements"])),
        customer_maximum=row["customer_maximum"],
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
