"""Reads packs: a fault names the file, the line and the key, and a faulty pack is not used."""

from pathlib import Path

from datasources.catalog.check import faults
from datasources.catalog.conditions import to_values
from datasources.catalog.dollars import to_cents
from datasources.catalog.pack import CatalogPack
from datasources.catalog.shapes import (
    CatalogProgramEntry,
    DeviceEntry,
    PackAmount,
    PackFile,
    RequirementEntry,
    TierEntry,
    Urls,
    Words,
)
from datasources.dataset.errors import ImportRefused
from datasources.dataset.yaml_files import Document, parse_document, read_document
from datasources.facts.catalog import CatalogProgram, CatalogTier, Device, TierRequirement
from datasources.facts.incentive import Amount
from datasources.facts.text import Text


def read_pack(path: Path) -> CatalogPack:
    """Read the file of a pack.

    Raises:
        ImportRefused: The pack has faults; all of those are named that a wrong shape does not hide.
        SourceUnusable: The file cannot be read.
    """
    return _checked(read_document(path, PackFile, str(path)))


def parse_pack(text: str, name: str = "pack") -> CatalogPack:
    """Read the text of a pack; see read_pack.

    Args:
        text: What its file says.
        name: What faults call it.
    """
    return _checked(parse_document(text, PackFile, name))


def _checked(document: Document[PackFile]) -> CatalogPack:
    found = faults(document)
    if found:
        raise ImportRefused(found)
    pack = document.content
    return CatalogPack(
        devices=tuple(_device(entry) for entry in pack.devices),
        programs=tuple(_program(entry) for entry in pack.programs),
    )


def _device(entry: DeviceEntry) -> Device:
    return Device(
        number=entry.number,
        name=entry.name,
        category=entry.category,
        manufacturer=entry.manufacturer,
        model_name=entry.model_name,
        model_number=entry.model_number,
        description=entry.description,
        list_price=to_cents(entry.list_price),
        active=entry.active,
        specs=None if entry.specs is None else dict(entry.specs),
    )


def _program(entry: CatalogProgramEntry) -> CatalogProgram:
    return CatalogProgram(
        number=entry.number,
        key=entry.key,
        name=_text(entry.name),
        operator=entry.operator,
        url=_text(entry.url),
        tiers=tuple(_tier(tier) for tier in entry.tiers),
        eia_ids=entry.eia_ids,
        states=entry.states,
        building_types=entry.building_types,
        enabled=entry.enabled,
        stackable=entry.stackable,
        customer_maximum=to_cents(entry.customer_maximum),
        required_fields=entry.required_fields,
        partner_submits=entry.partner_submits,
        appeal_days=entry.appeal_days,
    )


def _tier(entry: TierEntry) -> CatalogTier:
    return CatalogTier(
        number=entry.number,
        name=_text(entry.name),
        category=entry.category,
        payment_type=entry.payment_type,
        amount=_amount(entry.amount),
        requirements=tuple(_requirement(asked) for asked in entry.requirements),
        customer_maximum=to_cents(entry.customer_maximum),
    )


def _amount(entry: PackAmount) -> Amount:
    return Amount(
        entry.type,
        entry.number,
        entry.minimum,
        entry.maximum,
        entry.representative,
        entry.unit,
    )


def _requirement(entry: RequirementEntry) -> TierRequirement:
    return TierRequirement(
        key=entry.key,
        code=entry.code,
        subject=entry.subject,
        operator=entry.operator,
        expected=to_values(entry.subject, entry.expected),
        text=_text(entry.text),
        failure=None if entry.failure is None else _text(entry.failure),
        knowable=entry.knowable,
    )


def _text(words: str | Words | Urls) -> Text:
    return Text(words) if isinstance(words, str) else Text(words.en, words.es)
