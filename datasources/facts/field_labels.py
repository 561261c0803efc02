"""What people are asked for in forms: the label of each field, and a hint where it helps.

For every field that organizations can claim or that customers fill in, in both languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from datasources.facts.catalog import BuildingType
from datasources.facts.customer import AccountStatus
from datasources.facts.field import Entity
from datasources.facts.text import Text


@dataclass(frozen=True, slots=True)
class FieldLabel:
    """How a form asks for a field.

    Attributes:
        hint: How the answer looks, or where to find it.
    """

    label: Text
    hint: Text | None = None


def _ask(en: str, es: str, hint_en: str | None = None, hint_es: str | None = None) -> FieldLabel:
    return FieldLabel(Text(en, es), Text(hint_en, hint_es) if hint_en else None)


_STATE = ("Two letters, such as OR", "Dos letras, como OR")
_ZIP = ("For example 97701", "Por ejemplo, 97701")

CUSTOMER: Mapping[str, FieldLabel] = {
    "first_name": _ask("First name", "Nombre"),
    "last_name": _ask("Last name", "Apellidos"),
    "email": _ask("Email address", "Correo electrónico"),
    "phone": _ask("Phone number", "Número de teléfono"),
    "alt_phone": _ask("Second phone number", "Segundo número de teléfono"),
    "fax": _ask("Fax number", "Número de fax"),
    "address_line1": _ask("Street and number of the home", "Calle y número de la vivienda"),
    "address_line2": _ask("Apartment, suite or unit", "Apartamento, piso o unidad"),
    "city": _ask("City", "Ciudad"),
    "state": _ask("State", "Estado", *_STATE),
    "zip_code": _ask("ZIP code", "Código postal (ZIP)", *_ZIP),
    "county_parish": _ask("County or parish", "Condado o parroquia"),
    "within_city_limits": _ask(
        "Is the home within city limits?", "¿Está la vivienda dentro de los límites de la ciudad?"
    ),
    "mailing_address_line1": _ask(
        "Mailing address: street and number", "Dirección postal: calle y número"
    ),
    "mailing_city": _ask("Mailing address: city", "Dirección postal: ciudad"),
    "mailing_state": _ask("Mailing address: state", "Dirección postal: estado", *_STATE),
    "mailing_zip": _ask(
        "Mailing address: ZIP code", "Dirección postal: código postal (ZIP)", *_ZIP
    ),
    "utility_account_number": _ask(
        "Account number with your electric utility",
        "Número de cuenta con su compañía eléctrica",
        "It is on your bill",
        "Está en su factura",
    ),
    "utility_account_status": _ask("Is that account active?", "¿Está activa esa cuenta?"),
    "utility_rate_plan": _ask(
        "Rate plan", "Plan de tarifas", "It is on your bill", "Está en su factura"
    ),
    "building_type": _ask("What kind of building is it?", "¿Qué tipo de edificio es?"),
    "building_age_years": _ask("Age of the building, in years", "Antigüedad del edificio, en años"),
    "conditioned_sqft": _ask(
        "Heated and cooled floor area, in square feet",
        "Superficie climatizada, en pies cuadrados",
    ),
    "dwelling_units": _ask("Homes in the building", "Viviendas en el edificio"),
    "gut_rehab": _ask(
        "Is the building being rebuilt from the inside?",
        "¿Se está reconstruyendo el edificio por dentro?",
    ),
    "gas_appliance_present": _ask(
        "Is there a gas appliance in the home?", "¿Hay algún aparato de gas en la vivienda?"
    ),
    "home_energy_assessment_completed": _ask(
        "Was a home energy assessment completed?",
        "¿Se hizo una evaluación energética de la vivienda?",
    ),
    "property_details": _ask(
        "What else should the program know about the property?",
        "¿Qué más debe saber el programa sobre la propiedad?",
    ),
    "household_size": _ask("People in your household", "Personas en su hogar"),
    "is_homeowner": _ask("Do you own the home?", "¿Es usted propietario de la vivienda?"),
    "is_income_qualified": _ask(
        "Was your household found to have a low income?",
        "¿Se ha determinado que su hogar tiene ingresos bajos?",
    ),
    "is_indigenous": _ask(
        "Do you belong to an Indigenous nation?", "¿Pertenece usted a una nación indígena?"
    ),
    "is_veteran": _ask(
        "Are you a veteran?", "¿Es usted veterano o veterana de las fuerzas armadas?"
    ),
    "is_senior": _ask("Are you a senior?", "¿Es usted una persona mayor?"),
    "is_first_responder": _ask(
        "Are you a first responder?", "¿Trabaja usted en los servicios de emergencia?"
    ),
    "biz_tax_status": _ask("Tax status of your business", "Situación fiscal de su empresa"),
    "ca_entity_id": _ask(
        "Entity number of your business with the State of California",
        "Número de entidad de su empresa en el estado de California",
    ),
    "referral_source": _ask(
        "How did you hear of the program?", "¿Cómo se enteró usted del programa?"
    ),
}

CUSTOMER_DEVICE: Mapping[str, FieldLabel] = {
    "quantity": _ask("How many are there?", "¿Cuántos hay?"),
    "purchase_price": _ask("Price of the device, in dollars", "Precio del dispositivo, en dólares"),
    "installation_cost": _ask(
        "Cost of the installation, in dollars", "Costo de la instalación, en dólares"
    ),
    "total_project_cost": _ask(
        "Cost of the whole project, in dollars", "Costo de todo el proyecto, en dólares"
    ),
    "purchase_date": _ask("Day of the purchase", "Fecha de compra"),
    "installation_date": _ask("Day of the installation", "Fecha de instalación"),
    "application_submitted_date": _ask(
        "Day on which the claim was handed in", "Fecha en que se presentó la solicitud"
    ),
    "device_serial": _ask(
        "Serial number", "Número de serie", "It is on the device's label", "Está en la etiqueta"
    ),
    "installation_location": _ask(
        "Where in the home is it installed?", "¿En qué parte de la vivienda está instalado?"
    ),
    "existing_equipment_age_years": _ask(
        "Age of what it replaces, in years", "Antigüedad de lo que reemplaza, en años"
    ),
    "existing_equipment_operational": _ask(
        "Does what it replaces still work?", "¿Funciona todavía lo que reemplaza?"
    ),
    "existing_equipment_manufacturer": _ask(
        "Maker of what it replaces", "Fabricante de lo que reemplaza"
    ),
    "existing_equipment_model": _ask("Model of what it replaces", "Modelo de lo que reemplaza"),
    "existing_equipment_serial": _ask(
        "Serial number of what it replaces", "Número de serie de lo que reemplaza"
    ),
    "existing_equipment_photos_provided": _ask(
        "Did you send photos of what it replaces?", "¿Envió usted fotos de lo que reemplaza?"
    ),
    "existing_heating_type": _ask(
        "How was the home heated before?", "¿Cómo se calentaba antes la vivienda?"
    ),
    "contractor_name": _ask("Name of the contractor", "Nombre del contratista"),
    "contractor_license": _ask(
        "License number of the contractor", "Número de licencia del contratista"
    ),
    "contractor_contact_name": _ask(
        "Whom can we ask at the contractor's?", "Persona de contacto del contratista"
    ),
    "contractor_contact_email": _ask(
        "Email address of the contractor", "Correo electrónico del contratista"
    ),
    "contractor_contact_phone": _ask(
        "Phone number of the contractor", "Número de teléfono del contratista"
    ),
    "contractor_website": _ask(
        "Website of the contractor",
        "Sitio web del contratista",
        "For example https://example.com",
        "Por ejemplo, https://example.com",
    ),
    "contractor_address_line1": _ask(
        "Contractor's address: street and number", "Dirección del contratista: calle y número"
    ),
    "contractor_city": _ask("Contractor's address: city", "Dirección del contratista: ciudad"),
    "contractor_state": _ask("Contractor's address: state", "Dirección del contratista: estado"),
    "contractor_zip": _ask(
        "Contractor's address: ZIP code", "Dirección del contratista: código postal (ZIP)"
    ),
    "contractor_fax": _ask("Fax number of the contractor", "Número de fax del contratista"),
    "permits_obtained": _ask("Were the permits obtained?", "¿Se obtuvieron los permisos?"),
    "permit_number": _ask("Number of the permit", "Número del permiso"),
    "inspection_passed": _ask(
        "Did the installation pass its inspection?", "¿Pasó la instalación la inspección?"
    ),
    "trenching_required": _ask("Do trenches have to be dug?", "¿Hay que cavar zanjas?"),
    "louvered_sides": _ask(
        "Does the window unit have louvered sides?",
        "¿Tiene rejillas laterales el aparato de ventana?",
    ),
    "coil_make_model": _ask("Make and model of the coil", "Marca y modelo del serpentín"),
    "vehicle_make": _ask("Make of the vehicle", "Marca del vehículo"),
    "vehicle_model": _ask("Model of the vehicle", "Modelo del vehículo"),
    "vehicle_year": _ask("Model year of the vehicle", "Año del modelo del vehículo"),
    "vehicle_vin": _ask(
        "Vehicle identification number (VIN)",
        "Número de identificación del vehículo (VIN)",
        "17 letters and digits, on your registration",
        "17 letras y cifras; está en el registro del vehículo",
    ),
    "dealership": _ask("Where was the vehicle bought?", "¿Dónde se compró el vehículo?"),
}

APPLICATION: Mapping[str, FieldLabel] = {
    "agree_terms": _ask("Agreement to the terms", "Aceptación de las condiciones"),
    "customer_signature": _ask("Your signature", "Su firma"),
    "customer_signature_date": _ask("Day of your signature", "Fecha de su firma"),
    "authorize_contractor": _ask(
        "May the contractor act for you in this application?",
        "¿Puede el contratista actuar por usted en esta solicitud?",
    ),
    "authorize_payee": _ask(
        "May the money be paid to somebody else for you?",
        "¿Se puede pagar el dinero a otra persona en su nombre?",
    ),
    "utility_account_attestation": _ask(
        "Do you confirm that the utility account is yours?",
        "¿Confirma usted que la cuenta de la compañía eléctrica es suya?",
    ),
}

FIELD_LABELS: Mapping[Entity, Mapping[str, FieldLabel]] = {
    Entity.CUSTOMER: CUSTOMER,
    Entity.CUSTOMER_DEVICE: CUSTOMER_DEVICE,
    Entity.APPLICATION: APPLICATION,
}

CHOICE_LABELS: Mapping[StrEnum, Text] = {
    AccountStatus.ACTIVE: Text("Active", "Activa"),
    AccountStatus.INACTIVE: Text("Inactive", "Inactiva"),
    AccountStatus.PENDING: Text("Being opened", "En trámite"),
    BuildingType.RESIDENTIAL: Text("House", "Casa"),
    BuildingType.MULTIFAMILY: Text("Building with several homes", "Edificio de varias viviendas"),
    BuildingType.MANUFACTURED_HOME: Text("Manufactured home", "Casa prefabricada"),
    BuildingType.COMMERCIAL: Text("Commercial building", "Edificio comercial"),
}
"""Values of the choices among these fields."""
