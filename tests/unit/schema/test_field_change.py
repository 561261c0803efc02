"""How a changed value is told."""

from typing import Any

import pytest

from datasources.facts.check import Change
from schema.ids import global_id
from schema.types.field_change import FieldChange


@pytest.mark.parametrize(
    ("entity", "kind"),
    [
        ("customer", "Customer"),
        ("customer_device", "CustomerDevice"),
        ("application", "Application"),
    ],
)
def test_a_change_names_what_it_belongs_to(entity: str, kind: str):
    shown = FieldChange.of(Change(entity, 7, "device"))
    assert (shown.entity, shown.id) == (kind, global_id(kind, "7"))


@pytest.mark.parametrize(
    ("field", "name", "before", "after"),
    [
        ("purchase_price", "purchasePrice", None, "750.00"),
        ("address_line1", "addressLine1", "456 Main St", "12 J St"),
        ("purchase_date", "purchaseDate", "2026-02-03", None),
        ("is_veteran", "isVeteran", False, True),
        ("device", "device", 44, 123),
        ("building_type", "buildingType", None, "RESIDENTIAL"),
        ("status", "status", "NOT_STARTED", "IN_PROGRESS"),
    ],
)
def test_values_are_told_as_clients_read_them(field: str, name: str, before: Any, after: Any):
    shown = FieldChange.of(Change("customer", 7, field, before, after))
    assert (shown.field, shown.before, shown.after) == (name, before, after)
