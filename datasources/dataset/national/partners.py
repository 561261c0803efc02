"""Data partners and loan programs."""

from collections.abc import Iterator
from typing import Any

import msgspec

from datasources.dataset.national.folder import SourceFolder
from datasources.dataset.national.records import LoanRecord, PartnerRecord
from datasources.facts.coverage import DataPartner

PARTNERS = "data/data_partners.json"
LOANS = "data/loan_programs.json"


def read_partners(folder: SourceFolder) -> Iterator[DataPartner]:
    """Yield the data partners of every state."""
    for state, key, record in folder.nested_entries(PARTNERS, PartnerRecord):
        yield DataPartner(key, state, record.name, record.logo)


def read_loans(folder: SourceFolder) -> Iterator[dict[str, Any]]:
    """Yield the loan programs as they stand in the file."""
    for loan in folder.elements(LOANS, dict[str, Any]):
        try:
            msgspec.convert(loan, LoanRecord)
        except msgspec.ValidationError as error:
            folder.report(LOANS, str(loan.get("id", "without id")), str(error))
        else:
            yield loan
