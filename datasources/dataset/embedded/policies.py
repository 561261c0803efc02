"""Reads what holds for any data set: decisions about whole classes of offers, and EIA ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from datasources.dataset.embedded.figures import read_state_taxes
from datasources.dataset.embedded.files import read
from datasources.dataset.embedded.state_files import read_states
from datasources.dataset.yaml_files import Shape
from datasources.facts.incentive import AuthorityType
from datasources.facts.income import StateTax
from datasources.facts.item import Item
from datasources.facts.relationship import FederalReplacement, SharedProgram


class SponsorsEntry(Shape):
    """The sponsors of one authority type."""

    type: AuthorityType
    authorities: tuple[str, ...]


class SharedProgramEntry(Shape):
    """A program that several utilities run together; see ``facts.SharedProgram``."""

    state: str
    host_type: AuthorityType
    host: str
    sponsors: tuple[SponsorsEntry, ...]
    exempt: tuple[str, ...]


class ReplacementEntry(Shape):
    """A state that gives away what a federal offer for these items would pay."""

    state: str
    items: tuple[Item, ...]


class PoliciesFile(Shape):
    """Decisions about whole classes of offers."""

    launched: tuple[str, ...]
    shared_programs: tuple[SharedProgramEntry, ...]
    federal_replacements: tuple[ReplacementEntry, ...]


@dataclass(frozen=True, slots=True)
class Policies:
    """Decisions about whole classes of offers.

    Attributes:
        launched: Codes of the states whose part of the national data set is vetted.
    """

    launched: frozenset[str]
    shared_programs: tuple[SharedProgram, ...]
    federal_replacements: tuple[FederalReplacement, ...]
    state_taxes: tuple[StateTax, ...]


@cache
def read_policies() -> Policies:
    """Return the decisions, which hold for the embedded data set and for imported ones."""
    file = read("policies.yaml", PoliciesFile).content
    return Policies(
        launched=frozenset(file.launched),
        shared_programs=tuple(
            SharedProgram(
                row.state,
                row.host_type,
                row.host,
                {sponsors.type: frozenset(sponsors.authorities) for sponsors in row.sponsors},
                frozenset(row.exempt),
            )
            for row in file.shared_programs
        ),
        federal_replacements=tuple(
            FederalReplacement(row.state, tuple(item.value for item in row.items))
            for row in file.federal_replacements
        ),
        state_taxes=tuple(read_state_taxes()),
    )


@cache
def read_eia_ids() -> Mapping[str, str]:
    """Return the EIA id of each utility of the files that has one, by the utility's key."""
    return {
        utility.key: utility.eia_id
        for document in read_states()
        for utility in document.content.utilities
        if utility.eia_id is not None
    }
