"""What an application asks its customer, and what the answers change."""

from datasources.facts.fields import FieldName
from datasources.facts.history import ClaimedField
from resolvers.rules.form_values import with_values
from resolvers.rules.questions import Question, patch_of, questions, unanswered
from tests.dossiers import a_customer, a_dossier, an_application
from tests.offers import a_customer_device

TWO = an_application(devices=(1, 2))


def ask(*paths, dossier=None, claimed=()):
    dossier = dossier or a_dossier(applications=(TWO,))
    names = [FieldName.parse(path) for path in paths]
    return questions(dossier, dossier.applications[0], names, claimed)


def test_questions_are_what_the_customer_supplies_in_the_order_of_the_program():
    asked = ask(
        "customerDevice.deviceSerial",
        "application.rebateType",
        "application.projectName",
        "application.status",
        "customer.email",
        "application.authorizePayee",
    )
    assert [each.key for each in asked] == [
        "customer_device.1.device_serial",
        "customer_device.2.device_serial",
        "customer.email",
        "application.authorize_payee",
    ]


def test_a_device_that_is_not_the_applications_is_not_asked_about():
    dossier = a_dossier(devices=(a_customer_device(1), a_customer_device(2)))
    assert [each.device for each in ask("customerDevice.deviceSerial", dossier=dossier)] == [1]


def test_what_is_claimed_is_not_asked():
    claimed = [ClaimedField("customer", "email")]
    asked = ask("customer.email", "customer.phone", claimed=claimed)
    assert [each.key for each in asked] == ["customer.phone"]


def test_the_signature_is_not_asked_as_a_question():
    paths = ["agreeTerms", "customerSignature", "customerSignatureDate"]
    assert ask(*(f"application.{name}" for name in paths)) == ()


def test_a_field_that_is_named_twice_is_asked_once():
    assert len(ask("customer.email", "customer.email")) == 1


def test_questions_know_what_is_stored():
    customer = with_values(a_customer(), {"email": "a@example.org", "is_veteran": False})
    dossier = a_dossier(customer=customer)
    asked = ask("customer.email", "customer.isVeteran", "customer.phone", dossier=dossier)
    assert [each.value for each in asked] == ["a@example.org", False, None]


def test_only_what_has_no_answer_is_unanswered():
    asked = [
        Question(FieldName.parse(f"customer.{name}"), None, value)
        for name, value in [("email", "a"), ("phone", None), ("fax", None), ("isVeteran", False)]
    ]
    left = unanswered(asked, {"customer.fax": "1", "customer.email": None})
    assert [each.key for each in left] == ["customer.email", "customer.phone"]


def test_a_patch_names_what_was_answered_and_nothing_else():
    asked = ask("customer.email", "customer.phone", "customerDevice.deviceSerial")
    answers = {"customer.email": "a@example.org", "customer_device.2.device_serial": None}
    patch = patch_of(asked, answers, {"agree_terms": True})
    assert patch.application == {"agree_terms": True}
    assert patch.customer == {"email": "a@example.org"}
    (device,) = patch.customer_devices
    assert (device.id, device.values) == (2, {"device_serial": None})
    assert device.path == "input.customerDevices.0"
