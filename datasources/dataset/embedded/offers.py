"""Turns programs, incentives and their relationships into facts, with everything they refer to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from datasources.dataset.embedded.shapes import (
    AmountEntry,
    Combine,
    IncentiveEntry,
    OffersFile,
    ProgramEntry,
    RelationshipsEntry,
    Words,
)
from datasources.dataset.embedded.texts import Phrasebook
from datasources.dataset.yaml_files import Document
from datasources.facts.dates import FuzzyDate
from datasources.facts.incentive import Amount, AuthorityType, Incentive, Program
from datasources.facts.relationship import AllOf, AnyOf, Combination, Need, Relationships
from datasources.facts.text import Text


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the offers of a file may refer to.

    Attributes:
        state: Two-letter code; None for federal offers.
        authorities: Types of the authorities by key; empty for federal offers, which have none.
        geo_groups: Keys of the groups of areas that may narrow an offer.
    """

    state: str | None
    authorities: Mapping[str, AuthorityType]
    geo_groups: frozenset[str]


def offers(
    document: Document[OffersFile], around: Surroundings, book: Phrasebook
) -> tuple[list[Program], list[Incentive]]:
    """Return the programs and incentives of a file, in its order.

    Raises:
        ImportRefused: An offer refers to something that the file does not have, or to no date.
    """
    compiler = _Compiler(document, around, book)
    programs: list[Program] = []
    incentives: list[Incentive] = []
    for index, program in enumerate(document.content.programs):
        programs.append(compiler.program(index, program))
        for place, incentive in enumerate(program.incentives):
            incentives.append(
                compiler.incentive(("programs", index, "incentives", place), program, incentive)
            )
    return programs, incentives


def relationships(document: Document[OffersFile]) -> Relationships:
    """Return the relationships of a file, which are among its own incentives.

    Raises:
        ImportRefused: A relationship names an incentive that the file does not have.
    """
    entry = document.content.relationships
    known = {offer.key for program in document.content.programs for offer in program.incentives}
    for field, index, key in _named(entry):
        if key not in known:
            raise document.fault(f"no incentive {key!r}", "relationships", field, index)
    return Relationships(
        {row.incentive: _need(row.needs) for row in entry.prerequisites},
        {row.winner: row.losers for row in entry.exclusions},
        tuple(Combination(row.incentives, row.maximum) for row in entry.combinations),
    )


@dataclass(frozen=True, slots=True)
class _Compiler:
    document: Document[OffersFile]
    around: Surroundings
    book: Phrasebook

    def program(self, index: int, entry: ProgramEntry) -> Program:
        items = dict.fromkeys(item.value for offer in entry.incentives for item in offer.items)
        return Program(
            key=entry.key,
            state=self.around.state,
            authority_type=self._authority_type(index, entry.authority),
            authority=entry.authority,
            name=_text(entry.name),
            url=_text(entry.url),
            items=tuple(items),
        )

    def incentive(
        self, path: tuple[str | int, ...], program: ProgramEntry, entry: IncentiveEntry
    ) -> Incentive:
        tests = {test.key: test for test in self.document.content.income_tests}
        if entry.income_test is not None and entry.income_test not in tests:
            message = f"no income test {entry.income_test!r}"
            raise self.document.fault(message, *path, "income_test")
        if entry.geo_group is not None and entry.geo_group not in self.around.geo_groups:
            message = f"no group of areas {entry.geo_group!r}"
            raise self.document.fault(message, *path, "geo_group")
        more = program.more_info_url
        return Incentive(
            key=entry.key,
            state=self.around.state,
            program=program.key,
            items=tuple(item.value for item in entry.items),
            amount=_amount(entry.amount),
            payment_methods=entry.payment_methods,
            owner_status=entry.owner_status,
            description=self.book.describe(entry, tests.get(entry.income_test or "")),
            url=_text(program.url),
            more_info_url=None if more is None else Text(more),
            start=self._date(entry.start, *path, "start"),
            end=self._date(entry.end, *path, "end"),
            income_test=entry.income_test,
            geo_group=entry.geo_group,
            paused=entry.paused,
        )

    def _authority_type(self, index: int, authority: str | None) -> AuthorityType:
        if authority is None and self.around.state is None:
            return AuthorityType.FEDERAL
        if authority is None or authority not in self.around.authorities:
            message = f"no authority or utility {authority!r}"
            raise self.document.fault(message, "programs", index, "authority")
        return self.around.authorities[authority]

    def _date(self, text: str | None, *path: str | int) -> FuzzyDate | None:
        try:
            return None if text is None else FuzzyDate.parse(text)
        except ValueError as error:
            raise self.document.fault(str(error), *path) from error


def _text(words: str | Words) -> Text:
    return Text(words) if isinstance(words, str) else Text(words.en, words.es)


def _amount(entry: AmountEntry) -> Amount:
    return Amount(
        entry.type, entry.number, minimum=entry.minimum, maximum=entry.maximum, unit=entry.unit
    )


def _need(needs: str | Combine) -> Need:
    if isinstance(needs, str):
        return needs
    if needs.any_of is not None:
        return AnyOf(tuple(map(_need, needs.any_of)))
    return AllOf(tuple(map(_need, needs.all_of or ())))


def _named(entry: RelationshipsEntry) -> Iterable[tuple[str, int, str]]:
    """Yield every incentive that relationships name, with where."""
    for index, need in enumerate(entry.prerequisites):
        for key in (need.incentive, *_leaves(need.needs)):
            yield "prerequisites", index, key
    for index, exclusion in enumerate(entry.exclusions):
        for key in (exclusion.winner, *exclusion.losers):
            yield "exclusions", index, key
    for index, combination in enumerate(entry.combinations):
        for key in combination.incentives:
            yield "combinations", index, key


def _leaves(needs: str | Combine) -> Iterable[str]:
    if isinstance(needs, str):
        yield needs
        return
    for part in (*(needs.all_of or ()), *(needs.any_of or ())):
        yield from _leaves(part)
