"""Small facts as JSON documents, one row a fact."""

from collections.abc import Iterable
from typing import Any, Final, Generic, Literal, TypeVar

import msgspec

from datasources.dataset.file import DatasetFile
from datasources.dataset.shapes import GeoGroup, IncomeTestDocument, StateRelationships
from datasources.facts.coverage import DataPartner, DataSource, Jurisdiction, RebateRollout
from datasources.facts.geography import Geography, Utility
from datasources.facts.incentive import Authority, Incentive, Program
from datasources.facts.income import PovertyLevels, StateTax, TaxTable
from datasources.facts.relationship import FederalReplacement, SharedProgram

D = TypeVar("D")


class Kind(Generic[D]):
    """One kind of document in the file."""

    def __init__(self, name: str, shape: type[D], *, keeps_key_order: bool = False) -> None:
        """Prepare to read and write the kind.

        Args:
            name: What the file calls it.
            shape: The fact, or the shape it takes on its way to the file.
            keeps_key_order: Whether the order of an object's keys means something.
        """
        self.name = name
        self._order: Literal["deterministic"] | None = None if keeps_key_order else "deterministic"
        self._decoder = msgspec.json.Decoder(list[shape])  # type: ignore[valid-type]  # a type at run time

    def bodies(self, documents: Iterable[D]) -> list[str]:
        """Encode documents; equal ones give equal text, ``1`` and ``1.0`` too.

        Raises:
            msgspec.ValidationError: A document does not read back as what it is.
        """
        canonical = self._decoder.decode(msgspec.json.encode(list(documents)))
        plain = msgspec.to_builtins(canonical, order=self._order, str_keys=True)
        return [msgspec.json.encode(document).decode() for document in plain]

    def read(self, file: DatasetFile) -> tuple[D, ...]:
        """Read all documents of the kind, in order.

        Raises:
            DatasetUnreadable: The file is damaged.
        """
        query = "SELECT body FROM document WHERE kind = ? ORDER BY position"
        bodies = ",".join(body for (body,) in file.rows(query, self.name))
        try:
            return tuple(self._decoder.decode(f"[{bodies}]"))
        except msgspec.DecodeError as error:
            raise file.damaged() from error


SOURCES: Final = Kind("source", DataSource)
JURISDICTIONS: Final = Kind("jurisdiction", Jurisdiction)
ROLLOUTS: Final = Kind("rollout", RebateRollout)
PARTNERS: Final = Kind("partner", DataPartner)
GEOGRAPHIES: Final = Kind("geography", Geography)
UTILITIES: Final = Kind("utility", Utility)
AUTHORITIES: Final = Kind("authority", Authority)
PROGRAMS: Final = Kind("program", Program)
INCENTIVES: Final = Kind("incentive", Incentive)
INCOME_TESTS: Final = Kind("income_test", IncomeTestDocument)
GEO_GROUPS: Final = Kind("geo_group", GeoGroup)
RELATIONSHIPS: Final = Kind("relationships", StateRelationships, keeps_key_order=True)
SHARED_PROGRAMS: Final = Kind("shared_program", SharedProgram)
FEDERAL_REPLACEMENTS: Final = Kind("federal_replacement", FederalReplacement)
POVERTY_LEVELS: Final = Kind("poverty_levels", PovertyLevels)
TAX_TABLES: Final = Kind("tax_table", TaxTable)
STATE_TAXES: Final = Kind("state_tax", StateTax)
LOANS: Final[Kind[dict[str, Any]]] = Kind("loan", dict[str, Any], keeps_key_order=True)
