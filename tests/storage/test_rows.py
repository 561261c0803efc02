"""Facts that are made of rows are as those made by hand."""

from dataclasses import FrozenInstanceError, dataclass, fields, replace
from typing import Any

import pytest

from datasources.facts.organization import ApiKey, KeyScope
from datasources.sql.rows import columns_of, maker_of
from datasources.sql.tables import DeviceRow, table_of
from tests.builders import NOW
from tests.storage.builders import a_customer, a_device, a_unit, an_application, an_event

FACTS: list[Any] = [
    a_customer(),
    a_customer().address,
    a_unit(1),
    an_application(1),
    an_event(1),
    a_device(),
    ApiKey(1, 1, "prefix", None, KeyScope.READ, NOW),
]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_made_of_its_fields_is_like_any_other(fact: Any):
    names = [field.name for field in fields(fact)]
    made = maker_of(type(fact))(*(getattr(fact, name) for name in names))
    assert made == fact
    assert (type(made), repr(made)) == (type(fact), repr(fact))
    assert replace(made) == fact
    with pytest.raises(FrozenInstanceError):
        setattr(made, names[0], None)


def test_every_field_is_asked_for():
    with pytest.raises(TypeError):
        maker_of(ApiKey)(1, 1, "prefix", None, KeyScope.READ, NOW)


def test_a_fact_that_checks_itself_is_left_to_do_so():
    @dataclass(frozen=True, slots=True)
    class Checked:
        number: int

        def __post_init__(self) -> None:
            assert self.number

    with pytest.raises(TypeError):
        maker_of(Checked)


def test_columns_stand_in_the_order_of_the_fields():
    device = a_device()
    names = [column.name for column in columns_of(table_of(DeviceRow), type(device))]
    assert names == [field.name for field in fields(device)]
