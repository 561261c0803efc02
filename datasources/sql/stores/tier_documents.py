"""The parts of a stored tier that are kept as JSON: its amount and its requirements."""

from typing import Any

from datasources.facts.catalog import TierRequirement
from datasources.facts.incentive import Amount, AmountType, AmountUnit
from datasources.facts.requirement import CheckCode, CheckOperator, Knowable
from datasources.facts.text import Text
from datasources.sql.documents import text_to_document


def amount_to_document(amount: Amount) -> dict[str, Any]:
    """Return an amount as a JSON object."""
    return {
        "type": amount.type,
        "number": amount.number,
        "minimum": amount.minimum,
        "maximum": amount.maximum,
        "representative": amount.representative,
        "unit": amount.unit,
    }


def amount_of_document(document: dict[str, Any]) -> Amount:
    """Return the amount that a JSON object holds."""
    unit = document["unit"]
    kinds = {"type": AmountType(document["type"]), "unit": unit and AmountUnit(unit)}
    return Amount(**document | kinds)


def requirement_to_document(requirement: TierRequirement) -> dict[str, Any]:
    """Return a requirement as a JSON object."""
    failure = requirement.failure
    return {
        "key": requirement.key,
        "code": requirement.code,
        "subject": requirement.subject,
        "operator": requirement.operator,
        "expected": requirement.expected,
        "text": text_to_document(requirement.text),
        "failure": text_to_document(failure) if failure else None,
        "knowable": requirement.knowable,
    }


def requirement_of_document(document: dict[str, Any]) -> TierRequirement:
    """Return the requirement that a JSON object holds."""
    failure = document["failure"]
    return TierRequirement(
        key=document["key"],
        code=CheckCode(document["code"]),
        subject=document["subject"],
        operator=CheckOperator(document["operator"]),
        expected=tuple(document["expected"]),
        text=Text(**document["text"]),
        failure=Text(**failure) if failure else None,
        knowable=Knowable(document["knowable"]),
    )
