"""Authorities, programs and incentives of the states, and the federal ones."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

from datasources.dataset.national.folder import SourceFolder
from datasources.dataset.national.records import AuthorityRecord, IncentiveRecord, ProgramRecord
from datasources.facts.dates import FuzzyDate
from datasources.facts.incentive import Authority, AuthorityType, Incentive, Program

FEDERAL_INCENTIVES = "data/ira_incentives.json"
FEDERAL_PROGRAMS = "federal-programs.json"
_KNOWN_FEDERAL_PROGRAMS = Path(__file__).with_name("federal_programs.yaml")


def file_of_state(state: str, name: str) -> str:
    """Return the path of a state's file below the folder."""
    return f"data/{state}/{name}.json"


def read_authorities(folder: SourceFolder, state: str) -> Iterator[Authority]:
    """Yield the authorities of a state."""
    name = file_of_state(state, "authorities")
    types = {member.value: member for member in AuthorityType}
    for type_name, key, record in folder.nested_entries(name, AuthorityRecord):
        if type_name not in types:
            folder.report(name, key, f"unknown authority type {type_name}")
            continue
        areas = record.geography_ids
        yield Authority(key, types[type_name], state, record.name, areas, record.logo)


def read_programs(folder: SourceFolder, state: str) -> Iterator[Program]:
    """Yield the programs of a state."""
    name = file_of_state(state, "programs")
    for key, record in folder.entries(name, ProgramRecord):
        yield _program(key, state, record)


def read_incentives(folder: SourceFolder, name: str, state: str | None) -> Iterator[Incentive]:
    """Yield the incentives of a file.

    Args:
        folder: Where the file is.
        name: Path of the file below the folder.
        state: Two-letter code; None for federal incentives.
    """
    for record in folder.elements(name, IncentiveRecord):
        yield Incentive(
            key=record.id,
            state=state,
            program=record.program,
            items=record.items,
            amount=record.amount,
            payment_methods=record.payment_methods,
            owner_status=record.owner_status,
            description=record.short_description,
            url=record.url,
            more_info_url=record.more_info_url,
            start=_date(folder, name, record.id, record.start_date),
            end=_date(folder, name, record.id, record.end_date),
            income_test=record.low_income or None,
            geo_group=record.eligible_geo_group or None,
            paused=record.paused,
        )


def read_federal_programs(folder: SourceFolder) -> Iterator[Program]:
    """Yield the federal programs: those of the folder, or else the ones that we know."""
    if folder.has(FEDERAL_PROGRAMS):
        records = folder.entries(FEDERAL_PROGRAMS, ProgramRecord)
    else:
        known = yaml.safe_load(_KNOWN_FEDERAL_PROGRAMS.read_text("utf-8"))
        records = iter(msgspec.convert(known, dict[str, ProgramRecord]).items())
    for key, record in records:
        yield _program(key, None, record)


def _date(folder: SourceFolder, name: str, id: str, text: str | None) -> FuzzyDate | None:
    try:
        return FuzzyDate.parse(text) if text else None
    except ValueError as error:
        folder.report(name, id, str(error))
        return None


def _program(key: str, state: str | None, record: ProgramRecord) -> Program:
    return Program(
        key=key,
        state=state,
        authority_type=record.authority_type,
        authority=record.authority,
        name=record.name,
        url=record.url,
        items=record.items,
    )
