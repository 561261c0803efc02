"""How mutations tell why they changed nothing."""

import pytest

from datasources.facts.application import ApplicationStatus
from datasources.facts.application_refusals import (
    MissingDeviceId,
    ProtectedField,
    StaleVersion,
    TransitionRefused,
)
from datasources.facts.errors import BadInput, Conflict
from datasources.facts.field import Entity
from datasources.facts.fields import FieldName
from datasources.facts.form import MissingField
from datasources.facts.history import ActorKind
from datasources.facts.text import Language, Text
from schema import error_codes
from schema.types import user_error
from schema.types.missing_field import FieldSupplier
from schema.view import View
from tests.builders import TODAY

# No error of these asks for more than the language.
VIEW = View(None, Language.EN, TODAY)
EMAIL = FieldName(Entity.CUSTOMER, "email")
BOUGHT = FieldName(Entity.CUSTOMER_DEVICE, "purchase_date")


@pytest.mark.parametrize(
    ("field", "root", "path"),
    [
        ("address.state", "input", ["input", "address", "state"]),
        ("", "input", ["input"]),
        (None, "input", []),
        ("input.customer.email", None, ["input", "customer", "email"]),
        ("version", None, ["version"]),
        (None, None, []),
    ],
)
def test_a_path_starts_at_the_argument(field: str | None, root: str | None, path: list[str]):
    assert user_error.user_error(BadInput("No.", field), VIEW, root).path == path


def test_fields_stand_in_the_input_where_nothing_else_is_said():
    assert user_error.user_error(BadInput("No.", "zip"), VIEW).path == ["input", "zip"]


@pytest.mark.parametrize("kind", [ProtectedField, MissingDeviceId])
def test_what_message_and_path_tell_whole_has_no_data(kind: type[ProtectedField]):
    shown = user_error.user_error(kind("No.", "input.status"), VIEW, root=None)
    assert isinstance(shown, user_error.OtherUserError)
    assert shown.code == kind.code


def test_a_refused_step_says_where_it_can_go_and_what_is_missing():
    refusal = TransitionRefused(
        Text("Not yet."),
        ApplicationStatus.IN_PROGRESS,
        ApplicationStatus.COMPLETED,
        allowed=[ApplicationStatus.AWAITING_CUSTOMER],
        missing=[
            MissingField(EMAIL, ActorKind.CUSTOMER),
            MissingField(BOUGHT, ActorKind.PARTNER, device=7),
        ],
    )
    shown = user_error.user_error(refusal, VIEW, root=None)

    assert isinstance(shown, user_error.StatusTransition)
    assert (shown.from_.name, shown.to.name) == ("IN_PROGRESS", "COMPLETED")
    assert shown.allowed == [ApplicationStatus.AWAITING_CUSTOMER]
    assert shown.path == ["to"]
    assert [(each.path, each.entity, each.field, each.supplied_by) for each in shown.missing] == [
        ("customer.email", Entity.CUSTOMER, "email", FieldSupplier.CUSTOMER),
        (
            "customerDevice.purchaseDate",
            Entity.CUSTOMER_DEVICE,
            "purchaseDate",
            FieldSupplier.PARTNER,
        ),
    ]


def test_a_stale_version_says_the_one_now():
    shown = user_error.user_error(StaleVersion(4), VIEW, root=None)
    assert isinstance(shown, user_error.StaleVersion)
    assert (shown.code, shown.path, shown.current_version) == ("CONFLICT", ["version"], 4)


def test_a_code_of_several_errors_is_described_by_the_most_general():
    assert error_codes.kinds_of_errors()["CONFLICT"] is Conflict
