"""Every field of customers, their devices and applications that may be filled in: one line each.

Types, limits and what clients are told all follow from these lines. Fields that rules or storage
work with have attributes of their own on the facts; all others are kept in ``details``, by name.

Source: the fields that program operators' forms ask for, as published for the partner-side API.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from datasources.facts.application import PayeeType
from datasources.facts.customer import AccountStatus


class Entity(StrEnum):
    """What a field belongs to."""

    CUSTOMER = "customer"
    CUSTOMER_DEVICE = "customer_device"
    APPLICATION = "application"


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"
    BOOLEAN = "boolean"
    DOCUMENT = "document"
    CHOICE = "choice"


class Demand(StrEnum):
    """How often programs ask for a field."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: Snake-case name.
        description: For clients.
        longest: Most characters, for texts.
        choices: The values of a choice.
        writable: Whether a partner may change it.
        demand: How often programs ask for it; None for fields that are not claimed.
    """

    name: str
    kind: FieldKind
    description: str
    longest: int = 255
    choices: type[StrEnum] | None = None
    writable: bool = True
    demand: Demand | None = None


_T, _M, _D, _B, _I = (
    FieldKind.TEXT,
    FieldKind.MONEY,
    FieldKind.DATE,
    FieldKind.BOOLEAN,
    FieldKind.INTEGER,
)
_HIGH, _MEDIUM, _LOW = Demand.HIGH, Demand.MEDIUM, Demand.LOW

CUSTOMER = (
    Field("first_name", _T, "Given name.", demand=_HIGH),
    Field("last_name", _T, "Family name.", demand=_HIGH),
    Field("email", FieldKind.EMAIL, "Email address.", demand=_HIGH),
    Field("phone", FieldKind.PHONE, "Telephone number.", 40, demand=_HIGH),
    Field("alt_phone", FieldKind.PHONE, "Second telephone number.", 40),
    Field("fax", FieldKind.PHONE, "Fax number.", 40),
    Field("county_parish", _T, "County or parish.", 100, demand=_LOW),
    Field("within_city_limits", _B, "Whether the home lies within city limits."),
    Field("mailing_address_line1", _T, "Mailing address, street.", demand=_LOW),
    Field("mailing_city", _T, "Mailing address, city.", 100, demand=_LOW),
    Field("mailing_state", _T, "Mailing address, two-letter state.", 2, demand=_LOW),
    Field("mailing_zip", _T, "Mailing address, ZIP code.", 20, demand=_LOW),
    Field("utility_account_number", _T, "Account number with the utility.", 100, demand=_HIGH),
    Field(
        "utility_account_status",
        FieldKind.CHOICE,
        "State of the account with the utility.",
        choices=AccountStatus,
    ),
    Field("utility_rate_plan", _T, "Rate plan of the account.", 100),
    Field("building_age_years", _I, "Age of the building, years."),
    Field("conditioned_sqft", _I, "Heated and cooled floor area, square feet."),
    Field("dwelling_units", _I, "Homes in the building."),
    Field("gut_rehab", _B, "Whether the building is rebuilt from the inside."),
    Field("gas_appliance_present", _B, "Whether there is a gas appliance."),
    Field(
        "home_energy_assessment_completed", _B, "Whether a home energy assessment was completed."
    ),
    Field("property_details", FieldKind.DOCUMENT, "Whatever else is known of the property."),
    Field("household_size", _I, "People in the household."),
    Field("is_homeowner", _B, "Whether the customer owns the home.", demand=_HIGH),
    Field("is_income_qualified", _B, "Whether the household was found to have a low income."),
    Field("is_indigenous", _B, "Whether the customer belongs to an Indigenous nation."),
    Field("is_veteran", _B, "Whether the customer is a veteran."),
    Field("is_senior", _B, "Whether the customer is a senior."),
    Field("is_first_responder", _B, "Whether the customer is a first responder."),
    Field("biz_tax_status", _T, "Tax status of a business.", 100),
    Field("ca_entity_id", _T, "Entity number of a business with the State of California.", 100),
    Field("referral_source", _T, "How the customer heard of the program."),
    Field("is_test", _B, "Whether the customer is made up, for trying.", writable=False),
)
"""A customer's fields beside reference id, address, building type and utility."""

CUSTOMER_DEVICE = (
    Field("quantity", _I, "How many of the device this stands for.", demand=_LOW),
    Field("purchase_price", _M, "Price of the device, US dollars.", demand=_MEDIUM),
    Field("installation_cost", _M, "Cost of the installation, US dollars.", demand=_LOW),
    Field("total_project_cost", _M, "Cost of the whole project, US dollars."),
    Field("purchase_date", _D, "Day of the purchase.", demand=_HIGH),
    Field("installation_date", _D, "Day of the installation.", demand=_MEDIUM),
    Field("application_submitted_date", _D, "Day on which the claim was handed in."),
    Field("device_serial", _T, "Serial number.", demand=_HIGH),
    Field("installation_location", _T, "Where in the home it is installed.", 100),
    Field("existing_equipment_age_years", _I, "Age of what it replaces, years."),
    Field("existing_equipment_operational", _B, "Whether what it replaces still works."),
    Field("existing_equipment_manufacturer", _T, "Maker of what it replaces.", 100),
    Field("existing_equipment_model", _T, "Model of what it replaces.", 100),
    Field("existing_equipment_serial", _T, "Serial number of what it replaces.", 100),
    Field("existing_equipment_photos_provided", _B, "Whether there are photos of it."),
    Field("existing_heating_type", _T, "How the home was heated before."),
    Field("contractor_name", _T, "Contractor.", 200, demand=_MEDIUM),
    Field("contractor_license", _T, "The contractor's licence number.", 100, demand=_MEDIUM),
    Field("contractor_contact_name", _T, "Whom to ask at the contractor's.", demand=_MEDIUM),
    Field(
        "contractor_contact_email",
        FieldKind.EMAIL,
        "Email address at the contractor's.",
        demand=_MEDIUM,
    ),
    Field("contractor_contact_phone", FieldKind.PHONE, "Telephone there.", 40, demand=_LOW),
    Field("contractor_website", FieldKind.URL, "The contractor's web address.", 2_000),
    Field("contractor_address_line1", _T, "The contractor's street.", demand=_LOW),
    Field("contractor_city", _T, "The contractor's city.", demand=_LOW),
    Field("contractor_state", _T, "The contractor's state.", demand=_LOW),
    Field("contractor_zip", _T, "The contractor's ZIP code.", 20, demand=_LOW),
    Field("contractor_fax", FieldKind.PHONE, "The contractor's fax number.", 40),
    Field("permits_obtained", _B, "Whether the permits were obtained."),
    Field("permit_number", _T, "Number of the permit.", 100, demand=_MEDIUM),
    Field("inspection_passed", _B, "Whether the inspection was passed."),
    Field("trenching_required", _B, "Whether trenches have to be dug.", demand=_LOW),
    Field("louvered_sides", _B, "Whether a window unit has louvered sides."),
    Field("coil_make_model", _T, "Make and model of the coil."),
    Field("vehicle_make", _T, "Maker of the vehicle.", 100, demand=_MEDIUM),
    Field("vehicle_model", _T, "Model of the vehicle.", 100, demand=_MEDIUM),
    Field("vehicle_year", _I, "Model year of the vehicle.", demand=_MEDIUM),
    Field("vehicle_vin", _T, "Identification number of the vehicle.", 17, demand=_MEDIUM),
    Field("dealership", _T, "Where the vehicle was bought.", demand=_LOW),
)
"""A customer device's fields beside the device itself."""

APPLICATION = (
    Field("rebate_type", _T, "How the money is to be paid: instant, point_of_sale, rebate, …"),
    Field("payee_type", FieldKind.CHOICE, "Who is paid.", choices=PayeeType),
    Field("submission_date", _D, "Day on which it was handed in."),
    Field("approval_date", _D, "Day on which it was approved."),
    Field("total_requested_amount", _M, "What is asked for, US dollars."),
    Field("equipment_complete", _B, "Whether the documents on the equipment are complete."),
    Field("permit_complete", _B, "Whether the documents on permits are complete."),
    Field("utility_complete", _B, "Whether the documents on the utility are complete."),
    Field("external_reference", _T, "The program operator's own number."),
    Field("rejection_reason", _T, "Why it was rejected.", 2_000, writable=False),
    Field("recaptcha_token", _T, "What told the customer from a machine.", 4_000, writable=False),
    Field("agree_terms", _B, "Whether the customer agreed to the terms.", writable=False),
    Field("customer_signature", _T, "The customer's signature.", writable=False),
    Field("customer_signature_date", _D, "Day of that signature.", writable=False),
    Field("contractor_signature", _T, "The contractor's signature.", writable=False),
    Field("contractor_signature_date", _D, "Day of that signature.", writable=False),
    Field("project_name", _T, "Name of the project.", writable=False),
    Field("eligibility_category", _T, "Category: 1A, 1B, 1C or 2.", 2, writable=False),
    Field("income_backup_onfile", _B, "Whether proof of income is on file.", writable=False),
    Field("neat_sir_verified", _B, "Whether the savings ratio was verified.", writable=False),
    Field("proposed_measures", FieldKind.DOCUMENT, "What is to be done.", writable=False),
    Field("prepay_amount", _M, "What is paid in advance, US dollars.", writable=False),
    Field("authorize_contractor", _B, "Whether the contractor may act.", writable=False),
    Field("authorize_payee", _B, "Whether the payee may be paid.", writable=False),
    Field("utility_account_attestation", _B, "Whether the account is attested.", writable=False),
)
"""An application's fields beside its program, customer, devices and status."""

FIELDS: Mapping[Entity, tuple[Field, ...]] = {
    Entity.CUSTOMER: CUSTOMER,
    Entity.CUSTOMER_DEVICE: CUSTOMER_DEVICE,
    Entity.APPLICATION: APPLICATION,
}
