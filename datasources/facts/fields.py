"""Every value of customers, their devices and applications that people fill in or that is recorded.

One line each: types, limits, what clients are told, and what history records follow from it.
Values that rules or storage work with are attributes of the facts; all others are kept in
``details``, by name.

Source: the fields that program operators' forms ask for, as the partner-side API publishes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from datasources.facts.application import ApplicationStatus, PayeeType
from datasources.facts.catalog import BuildingType
from datasources.facts.customer import AccountStatus
from datasources.facts.field import Demand, Entity, Field, FieldKind, Writer

_T, _M, _D, _B, _I = (
    FieldKind.TEXT,
    FieldKind.MONEY,
    FieldKind.DATE,
    FieldKind.BOOLEAN,
    FieldKind.INTEGER,
)
_HIGH, _MEDIUM, _LOW = Demand.HIGH, Demand.MEDIUM, Demand.LOW
_ADMIN, _NOBODY = Writer.ADMINISTRATOR, Writer.NOBODY

CUSTOMER = (
    Field("first_name", _T, "Given name.", demand=_HIGH),
    Field("last_name", _T, "Family name.", demand=_HIGH),
    Field("email", FieldKind.EMAIL, "Email address.", 254, demand=_HIGH),
    Field("phone", FieldKind.PHONE, "Telephone number.", 40, demand=_HIGH),
    Field("alt_phone", FieldKind.PHONE, "Second telephone number.", 40),
    Field("fax", FieldKind.PHONE, "Fax number.", 40),
    Field("address_line1", _T, "Street and number of the home.", 200, required=True, demand=_LOW),
    Field("address_line2", _T, "Apartment, suite or unit of the home.", 200, demand=_LOW),
    Field("city", _T, "City of the home.", 200, required=True, demand=_LOW),
    Field("state", _T, "Two-letter state of the home.", 2, required=True, demand=_LOW),
    Field("zip_code", _T, "ZIP code of the home.", 20, required=True, demand=_LOW),
    Field("county_parish", _T, "County or parish of the home.", 100, demand=_LOW),
    Field("within_city_limits", _B, "Whether the home lies within city limits."),
    Field("mailing_address_line1", _T, "Mailing address, street and number.", demand=_LOW),
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
    Field("building_type", FieldKind.CHOICE, "What the home is.", choices=BuildingType),
    Field("building_age_years", _I, "Age of the building, years.", most=1_000),
    Field("conditioned_sqft", _I, "Heated and cooled floor area, square feet."),
    Field("dwelling_units", _I, "Homes in the building.", least=1, most=100_000),
    Field("gut_rehab", _B, "Whether the building is rebuilt from the inside."),
    Field("gas_appliance_present", _B, "Whether there is a gas appliance."),
    Field(
        "home_energy_assessment_completed", _B, "Whether a home energy assessment was completed."
    ),
    Field("property_details", FieldKind.DOCUMENT, "Whatever else is known of the property."),
    Field("household_size", _I, "People in the household.", least=1, most=99),
    Field("is_homeowner", _B, "Whether the customer owns the home.", demand=_HIGH),
    Field("is_income_qualified", _B, "Whether the household was found to have a low income."),
    Field("is_indigenous", _B, "Whether the customer belongs to an Indigenous nation."),
    Field("is_veteran", _B, "Whether the customer is a veteran."),
    Field("is_senior", _B, "Whether the customer is a senior."),
    Field("is_first_responder", _B, "Whether the customer is a first responder."),
    Field("biz_tax_status", _T, "Tax status of a business.", 100),
    Field("ca_entity_id", _T, "Entity number of a business with the State of California.", 100),
    Field("referral_source", _T, "How the customer heard of the program."),
    Field("is_test", _B, "Whether the customer is made up, for trying.", writer=_NOBODY),
    Field("reference_id", _T, "The organization's own id.", 256, required=True, writer=_NOBODY),
    Field("country_code", _T, "Country of the home.", 2, default="US", writer=_NOBODY),
    Field("utility", _T, "Key of the utility that serves the home.", writer=_NOBODY),
    Field(
        "possible_utilities", FieldKind.LIST, "Keys of all candidates.", default=(), writer=_NOBODY
    ),
    Field("utility_stale", _B, "Whether the address changed since.", default=False, writer=_NOBODY),
)

CUSTOMER_DEVICE = (
    Field("device", _I, "Number of the device in the catalog.", required=True, writer=_NOBODY),
    Field("quantity", _I, "How many it stands for.", least=1, default=1, demand=_LOW),
    Field("purchase_price", _M, "Price of the device, US dollars.", demand=_MEDIUM),
    Field("installation_cost", _M, "Cost of the installation, US dollars.", demand=_LOW),
    Field("total_project_cost", _M, "Cost of the whole project, US dollars."),
    Field("purchase_date", _D, "Day of the purchase.", demand=_HIGH),
    Field("installation_date", _D, "Day of the installation.", demand=_MEDIUM),
    Field("application_submitted_date", _D, "Day on which the claim was handed in."),
    Field("device_serial", _T, "Serial number.", demand=_HIGH),
    Field("installation_location", _T, "Where in the home it is installed.", 100),
    Field("existing_equipment_age_years", _I, "Age of what it replaces, years.", most=1_000),
    Field("existing_equipment_operational", _B, "Whether what it replaces still works."),
    Field("existing_equipment_manufacturer", _T, "Maker of what it replaces.", 100),
    Field("existing_equipment_model", _T, "Model of what it replaces.", 100),
    Field("existing_equipment_serial", _T, "Serial number of what it replaces."),
    Field("existing_equipment_photos_provided", _B, "Whether there are photos of it."),
    Field("existing_heating_type", _T, "How the home was heated before."),
    Field("contractor_name", _T, "Contractor.", 200, demand=_MEDIUM),
    Field("contractor_license", _T, "The contractor's licence number.", 100, demand=_MEDIUM),
    Field("contractor_contact_name", _T, "Whom to ask at the contractor's.", demand=_MEDIUM),
    Field(
        "contractor_contact_email",
        FieldKind.EMAIL,
        "Email address at the contractor's.",
        254,
        demand=_MEDIUM,
    ),
    Field("contractor_contact_phone", FieldKind.PHONE, "Telephone there.", 40, demand=_LOW),
    Field("contractor_website", FieldKind.URL, "The contractor's web address.", 2_000),
    Field("contractor_address_line1", _T, "The contractor's street and number.", demand=_LOW),
    Field("contractor_city", _T, "The contractor's city.", demand=_LOW),
    Field("contractor_state", _T, "The contractor's state.", demand=_LOW),
    Field("contractor_zip", _T, "The contractor's ZIP code.", 20, demand=_LOW),
    Field("contractor_fax", FieldKind.PHONE, "The contractor's fax number.", 40),
    Field("permits_obtained", _B, "Whether the permits were obtained."),
    Field("permit_number", _T, "Number of the permit.", demand=_MEDIUM),
    Field("inspection_passed", _B, "Whether the inspection was passed."),
    Field("trenching_required", _B, "Whether trenches have to be dug.", demand=_LOW),
    Field("louvered_sides", _B, "Whether a window unit has louvered sides."),
    Field("coil_make_model", _T, "Make and model of the coil."),
    Field("vehicle_make", _T, "Maker of the vehicle.", demand=_MEDIUM),
    Field("vehicle_model", _T, "Model of the vehicle.", demand=_MEDIUM),
    Field(
        "vehicle_year", _I, "Model year of the vehicle.", least=1_900, most=2_100, demand=_MEDIUM
    ),
    Field("vehicle_vin", _T, "Identification number of the vehicle.", 17, demand=_MEDIUM),
    Field("dealership", _T, "Where the vehicle was bought.", demand=_LOW),
)

APPLICATION = (
    Field("rebate_type", _T, "How the money comes: `instant`, `point_of_sale`, `rebate`, …"),
    Field("payee_type", FieldKind.CHOICE, "Who is paid.", choices=PayeeType),
    Field("submission_date", _D, "Day on which it was handed in."),
    Field("approval_date", _D, "Day on which it was approved."),
    Field("total_requested_amount", _M, "What is asked for, US dollars."),
    Field("equipment_complete", _B, "Whether the documents on the equipment are complete."),
    Field("permit_complete", _B, "Whether the documents on permits are complete."),
    Field("utility_complete", _B, "Whether the documents on the utility are complete."),
    Field("external_reference", _T, "The program operator's own number."),
    Field("project_name", _T, "Name of the project.", writer=_ADMIN),
    Field("agree_terms", _B, "Whether the customer agreed to the terms.", writer=_ADMIN),
    Field("customer_signature", _B, "Whether the customer signed at any time.", writer=_ADMIN),
    Field("customer_signature_date", _D, "Day of the customer's signature.", writer=_ADMIN),
    Field("contractor_signature", _B, "Whether the contractor signed.", writer=_ADMIN),
    Field("contractor_signature_date", _D, "Day of the contractor's signature.", writer=_ADMIN),
    Field("recaptcha_token", _T, "What told a person from a machine.", 4_000, writer=_ADMIN),
    Field("eligibility_category", _T, "Category: 1A, 1B, 1C or 2.", 2, writer=_ADMIN),
    Field("income_backup_onfile", _B, "Whether proof of income is on file.", writer=_ADMIN),
    Field("neat_sir_verified", _B, "Whether the savings ratio was verified.", writer=_ADMIN),
    Field("proposed_measures", FieldKind.DOCUMENT, "What is to be done.", writer=_ADMIN),
    Field("prepay_amount", _M, "What is paid in advance, US dollars.", writer=_ADMIN),
    Field("authorize_contractor", _B, "Whether the contractor may act.", writer=_ADMIN),
    Field("authorize_payee", _B, "Whether another may be paid.", writer=_ADMIN),
    Field("utility_account_attestation", _B, "Whether the account is attested.", writer=_ADMIN),
    Field("deadline_at", _D, "Last day to hand it in.", writer=_ADMIN),
    Field("approved_amount", _M, "What the program pays, US dollars.", writer=_NOBODY),
    Field("rejection_date", _D, "Day on which it was rejected.", writer=_NOBODY),
    Field("rejection_reason", _T, "Why it was rejected.", 2_000, writer=_NOBODY),
    Field("program", _T, "Key of the program.", required=True, writer=_NOBODY),
    Field(
        "status",
        FieldKind.CHOICE,
        "Where it stands.",
        choices=ApplicationStatus,
        required=True,
        writer=_NOBODY,
    ),
    Field("devices", FieldKind.LIST, "Numbers of its devices.", default=(), writer=_NOBODY),
)

FIELDS: Mapping[Entity, Mapping[str, Field]] = {
    Entity.CUSTOMER: {field.name: field for field in CUSTOMER},
    Entity.CUSTOMER_DEVICE: {field.name: field for field in CUSTOMER_DEVICE},
    Entity.APPLICATION: {field.name: field for field in APPLICATION},
}
"""All fields by what they belong to and by name, in the order of forms."""


@dataclass(frozen=True, slots=True, order=True)
class FieldName:
    """A field of one entity."""

    entity: Entity
    name: str

    @classmethod
    def parse(cls, path: str) -> "FieldName":
        """Read the path that clients and packs write.

        Raises:
            ValueError: There is no such field.

        >>> FieldName.parse("customerDevice.purchaseDate").name
        'purchase_date'
        """
        try:
            return _BY_PATH[path]
        except KeyError:
            raise ValueError(f"{path!r} is no field") from None

    @property
    def field(self) -> Field:
        """What the field holds."""
        return FIELDS[self.entity][self.name]

    @property
    def path(self) -> str:
        """The path that clients and packs write.

        >>> FieldName(Entity.CUSTOMER_DEVICE, "purchase_date").path
        'customerDevice.purchaseDate'
        """
        return f"{camel_case(self.entity)}.{camel_case(self.name)}"


def fillable(path: str) -> bool:
    """Tell whether a path names a field that somebody can fill in.

    >>> fillable("customer.email"), fillable("application.status"), fillable("customer.shoeSize")
    (True, False, False)
    """
    named = _BY_PATH.get(path)
    return named is not None and named.field.writer is not Writer.NOBODY


@lru_cache(maxsize=1_000)
def camel_case(name: str) -> str:
    """Return a snake-case name as clients write it.

    >>> camel_case("address_line1")
    'addressLine1'
    """
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


_BY_PATH = {
    named.path: named
    for named in (FieldName(entity, name) for entity, fields in FIELDS.items() for name in fields)
}
