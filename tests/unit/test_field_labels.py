"""Forms ask for every field in both languages."""

import pytest

from datasources.facts.field_labels import CHOICE_LABELS, FIELD_LABELS
from datasources.facts.history import ActorKind
from resolvers.rules.field_writers import may_write
from tests.forms import ALL

ASKED = [
    each
    for each in ALL
    if each.field.demand is not None or may_write(each.entity, each.field, ActorKind.CUSTOMER)
]


@pytest.mark.parametrize("named", ASKED, ids=lambda named: named.path)
def test_a_field_has_a_label_in_both_languages(named):
    label = FIELD_LABELS[named.entity][named.name]
    assert label.label.en
    assert label.label.es
    assert label.hint is None or label.hint.es


def test_labels_are_of_fields_that_somebody_is_asked_for():
    labelled = {(entity, name) for entity, labels in FIELD_LABELS.items() for name in labels}
    assert labelled == {(each.entity, each.name) for each in ASKED}


def test_choices_have_names_in_both_languages():
    kinds = {each.field.choices for each in ASKED if each.field.choices}
    values = {value for kind in kinds for value in kind}
    assert set(CHOICE_LABELS) == values
    assert all(text.es for text in CHOICE_LABELS.values())
