"""How the facts that JSON cannot tell apart by themselves stand in a data set file."""

import msgspec

from datasources.facts.income import (
    AmiShare,
    CountyLimits,
    FilingLimits,
    IncomeTest,
    Limits,
    PovertyShare,
    SizeLimits,
)
from datasources.facts.relationship import AllOf, AnyOf, Combination, Need, Relationships


class IncomeTestDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """An income test; exactly one of the limits is set, and its name says which kind it is."""

    key: str
    source_url: str | None = None
    size: SizeLimits | None = None
    county: CountyLimits | None = None
    filing: FilingLimits | None = None
    ami: AmiShare | None = None
    poverty: PovertyShare | None = None

    @classmethod
    def of(cls, test: IncomeTest) -> "IncomeTestDocument":
        """Return the document of an income test."""
        match test.limits:
            case SizeLimits() as size:
                return cls(test.key, test.source_url, size=size)
            case CountyLimits() as county:
                return cls(test.key, test.source_url, county=county)
            case FilingLimits() as filing:
                return cls(test.key, test.source_url, filing=filing)
            case AmiShare() as ami:
                return cls(test.key, test.source_url, ami=ami)
            case PovertyShare() as poverty:
                return cls(test.key, test.source_url, poverty=poverty)

    def to_fact(self) -> IncomeTest:
        """Return the income test.

        Raises:
            ValueError: The document sets no limits.
        """
        limits: Limits | None = self.size or self.county or self.filing or self.ami or self.poverty
        if limits is None:
            raise ValueError(f"income test without limits: {self.key}")
        return IncomeTest(self.key, limits, self.source_url)


class GeoGroup(msgspec.Struct, frozen=True):
    """A named group of a state's areas."""

    state: str
    key: str
    geographies: frozenset[int]


class NeedDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """A combination of needs; exactly one of the two is set."""

    all: tuple["str | NeedDocument", ...] | None = None
    any: tuple["str | NeedDocument", ...] | None = None


def _need_document(need: Need) -> str | NeedDocument:
    match need:
        case str():
            return need
        case AllOf(parts):
            return NeedDocument(all=tuple(map(_need_document, parts)))
        case AnyOf(parts):
            return NeedDocument(any=tuple(map(_need_document, parts)))


def _need(document: str | NeedDocument) -> Need:
    if isinstance(document, str):
        return document
    if document.any is not None:
        return AnyOf(tuple(map(_need, document.any)))
    return AllOf(tuple(map(_need, document.all or ())))


class StateRelationships(msgspec.Struct, frozen=True):
    """The relationships of one state."""

    state: str
    prerequisites: dict[str, str | NeedDocument]
    exclusions: dict[str, tuple[str, ...]]
    combinations: tuple[Combination, ...]

    @classmethod
    def of(cls, state: str, relationships: Relationships) -> "StateRelationships":
        """Return the document of a state's relationships."""
        needs = relationships.prerequisites.items()
        return cls(
            state,
            {key: _need_document(need) for key, need in needs},
            dict(relationships.exclusions),
            relationships.combinations,
        )

    def to_fact(self) -> Relationships:
        """Return the relationships."""
        return Relationships(
            {key: _need(need) for key, need in self.prerequisites.items()},
            self.exclusions,
            self.combinations,
        )
