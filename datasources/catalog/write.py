"""Writes packs: what is written reads back as what it was."""

from datetime import date

import msgspec
import yaml

from datasources.catalog.dollars import to_dollars
from datasources.catalog.pack import CatalogPack
from datasources.catalog.shapes import (
    CatalogProgramEntry,
    DeviceEntry,
    PackAmount,
    PackFile,
    Plain,
    RequirementEntry,
    TierEntry,
    Urls,
    Words,
)
from datasources.facts.catalog import CatalogProgram, CatalogTier, Device, TierRequirement
from datasources.facts.incentive import Amount
from datasources.facts.requirement import Value
from datasources.facts.text import Text

_WIDTH = 100


class _Dumper(yaml.SafeDumper):
    """Writes plain values; text that is more than one line of letters stands in double quotes.

    In other quotes, PyYAML lets some line breaks of Unicode become spaces.
    """

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """Represent a text."""
        style = None if data.isprintable() else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", data, style)


_Dumper.add_representer(str, _Dumper.represent_str)


def write_pack(pack: CatalogPack) -> str:
    """Write a pack as the text of its file."""
    file = PackFile(
        devices=tuple(_device(device) for device in pack.devices),
        programs=tuple(_program(program) for program in pack.programs),
    )
    plain = _plain(msgspec.to_builtins(file))
    # The dumper is a safe one.
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def _device(device: Device) -> DeviceEntry:
    specs = device.specs
    return DeviceEntry(
        number=device.number,
        name=device.name,
        category=device.category,
        manufacturer=device.manufacturer,
        model_name=device.model_name,
        model_number=device.model_number,
        description=device.description,
        list_price=to_dollars(device.list_price),
        active=device.active,
        specs=None if specs is None else {name: _value(value) for name, value in specs.items()},
    )


def _program(program: CatalogProgram) -> CatalogProgramEntry:
    url = program.url
    return CatalogProgramEntry(
        number=program.number,
        key=program.key,
        name=_words(program.name),
        operator=program.operator,
        url=url.en if url.es is None else Urls(url.en, url.es),
        tiers=tuple(_tier(tier) for tier in program.tiers),
        eia_ids=program.eia_ids,
        states=program.states,
        building_types=program.building_types,
        enabled=program.enabled,
        stackable=program.stackable,
        customer_maximum=to_dollars(program.customer_maximum),
        required_fields=program.required_fields,
        partner_submits=program.partner_submits,
        appeal_days=program.appeal_days,
    )


def _tier(tier: CatalogTier) -> TierEntry:
    return TierEntry(
        number=tier.number,
        name=_words(tier.name),
        category=tier.category,
        payment_type=tier.payment_type,
        amount=_amount(tier.amount),
        customer_maximum=to_dollars(tier.customer_maximum),
        requirements=tuple(_requirement(asked) for asked in tier.requirements),
    )


def _amount(amount: Amount) -> PackAmount:
    return PackAmount(
        type=amount.type,
        number=amount.number,
        unit=amount.unit,
        minimum=amount.minimum,
        maximum=amount.maximum,
        representative=amount.representative,
    )


def _requirement(asked: TierRequirement) -> RequirementEntry:
    return RequirementEntry(
        key=asked.key,
        code=asked.code,
        subject=asked.subject,
        operator=asked.operator,
        expected=tuple(_value(value) for value in asked.expected),
        text=_words(asked.text),
        failure=None if asked.failure is None else _words(asked.failure),
        knowable=asked.knowable,
    )


def _words(text: Text) -> str | Words:
    return text.en if text.es is None else Words(text.en, text.es)


def _value(value: Value) -> Plain:
    return value.isoformat() if isinstance(value, date) else value


def _plain(value: object) -> object:
    """Return what YAML has a form for: lists for tuples, no fraction where there is none."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
