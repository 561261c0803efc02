"""What a program asks of its applications, also where it says nothing about that."""

from datasources.facts.catalog import CatalogProgram
from datasources.facts.fields import FieldName
from datasources.facts.form import ProgramTerms
from resolvers.rules.missing_fields import HIGH_DEMAND


def terms_of(program: CatalogProgram | None) -> ProgramTerms:
    """Return the terms of a program.

    Args:
        program: As the catalog has it; None for programs of a data set, which tell no terms.

    Returns:
        Its own; where it declares no fields, those that most programs ask for.
    """
    if program is None:
        return ProgramTerms(HIGH_DEMAND)
    declared = tuple(FieldName.parse(path) for path in program.required_fields)
    return ProgramTerms(declared or HIGH_DEMAND, program.partner_submits, program.appeal_days)
