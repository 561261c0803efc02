"""The tables. Only `datasources.sql` knows them: a store reads rows and returns facts.

Every row of an organization carries the organization's id. References between such rows include
it, so that the database itself refuses a row that points at another organization's.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint
from sqlmodel import Field, SQLModel

from datasources.facts.application import ApplicationStatus, PayeeType
from datasources.facts.catalog import BuildingType, PaymentType
from datasources.facts.history import ActorKind
from datasources.facts.organization import KeyScope
from datasources.sql.columns import DOCUMENT, LIST, choice, organization_id

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# An id that was deleted must not come again: history names rows by it.
_NEVER_REUSE_IDS = {"sqlite_autoincrement": True}


class StoredRow(SQLModel):
    """What all tables have in common: the names of their constraints."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)


def _reference(table: str, column: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """Return a reference to a row of the same organization."""
    columns = ("organization_id", column)
    return ForeignKeyConstraint(
        columns, (f"{table}.organization_id", f"{table}.id"), ondelete=ondelete
    )


class OrganizationRow(StoredRow, table=True):
    """A partner."""

    __tablename__ = "organization"

    id: int = Field(primary_key=True)
    name: str = Field(unique=True)
    slug: str = Field(unique=True)
    created_at: datetime


class ApiKeyRow(StoredRow, table=True):
    """A key: of its secret only the hash is kept."""

    __tablename__ = "api_key"
    __table_args__ = (Index(None, "organization_id"),)

    id: int = Field(primary_key=True)
    organization_id: int = organization_id()
    prefix: str = Field(unique=True)
    secret_hash: str
    label: str | None
    scope: KeyScope = Field(sa_type=choice(KeyScope))
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    networks: list[str] | None = Field(sa_type=DOCUMENT)


class DeviceRow(StoredRow, table=True):
    """A product of the catalog."""

    __tablename__ = "device"
    __table_args__ = (Index(None, "category", "number"),)

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str
    category: str
    manufacturer: str | None
    model_name: str | None
    model_number: str | None
    description: str | None
    list_price: int | None = Field(sa_type=BigInteger)
    active: bool
    specs: dict[str, Any] | None = Field(sa_type=DOCUMENT)


class CatalogProgramRow(StoredRow, table=True):
    """A program kept in storage."""

    __tablename__ = "catalog_program"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    key: str = Field(unique=True)
    name: dict[str, str] = Field(sa_type=DOCUMENT)
    operator: str
    url: dict[str, str] = Field(sa_type=DOCUMENT)
    eia_ids: list[str] = Field(sa_type=DOCUMENT)
    states: list[str] = Field(sa_type=DOCUMENT)
    building_types: list[str] = Field(sa_type=DOCUMENT)
    enabled: bool
    stackable: bool
    customer_maximum: int | None = Field(sa_type=BigInteger)
    required_fields: list[str] = Field(sa_type=DOCUMENT)
    partner_submits: bool
    appeal_days: int | None


class CatalogTierRow(StoredRow, table=True):
    """One thing a stored program pays for, in the order of its program."""

    __tablename__ = "catalog_tier"
    __table_args__ = (Index(None, "program", "position"),)

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    program: int = Field(foreign_key="catalog_program.number", ondelete="CASCADE")
    position: int
    name: dict[str, str] = Field(sa_type=DOCUMENT)
    category: str
    payment_type: PaymentType = Field(sa_type=choice(PaymentType))
    amount: dict[str, Any] = Field(sa_type=DOCUMENT)
    requirements: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    customer_maximum: int | None = Field(sa_type=BigInteger)


class DeviceMappingRow(StoredRow, table=True):
    """An organization's own name for a device."""

    __tablename__ = "device_mapping"

    organization_id: int = Field(primary_key=True, foreign_key="organization.id")
    name: str = Field(primary_key=True)
    device: int = Field(foreign_key="device.number")


class CustomerRow(StoredRow, table=True):
    """A customer of one organization."""

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("organization_id", "id"),
        UniqueConstraint("organization_id", "reference_id"),
        Index(None, "organization_id", "created_at", "id"),
        Index(None, "organization_id", "updated_at", "id"),
        _NEVER_REUSE_IDS,
    )

    id: int = Field(primary_key=True)
    organization_id: int = organization_id()
    reference_id: str
    street1: str
    street2: str | None
    city: str
    state: str
    postal_code: str
    country_code: str
    building_type: BuildingType | None = Field(sa_type=choice(BuildingType))
    utility: str | None
    possible_utilities: tuple[str, ...] = Field(sa_type=LIST)
    utility_resolved_at: datetime | None
    utility_stale: bool
    details: dict[str, Any] | None = Field(sa_type=DOCUMENT)
    version: int
    created_at: datetime
    updated_at: datetime


class CustomerDeviceRow(StoredRow, table=True):
    """One device of a customer."""

    __tablename__ = "customer_device"
    __table_args__ = (
        UniqueConstraint("organization_id", "id"),
        _reference("customer", "customer_id"),
        Index(None, "organization_id", "customer_id", "id"),
        _NEVER_REUSE_IDS,
    )

    id: int = Field(primary_key=True)
    organization_id: int = organization_id()
    customer_id: int
    device: int = Field(foreign_key="device.number")
    quantity: int
    purchase_price: int | None = Field(sa_type=BigInteger)
    installation_cost: int | None = Field(sa_type=BigInteger)
    total_project_cost: int | None = Field(sa_type=BigInteger)
    purchase_date: date | None
    installation_date: date | None
    contractor_license: str | None
    details: dict[str, Any] | None = Field(sa_type=DOCUMENT)
    created_at: datetime
    updated_at: datetime


class ApplicationRow(StoredRow, table=True):
    """A customer's application to a program; the program may be of a data set."""

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("organization_id", "id"),
        UniqueConstraint("organization_id", "customer_id", "program"),
        _reference("customer", "customer_id"),
        Index(None, "organization_id", "created_at", "id"),
        Index(None, "organization_id", "updated_at", "id"),
        # What lists are filtered by, each in both orders: the rows of a page stand side by side.
        Index(None, "organization_id", "status", "created_at", "id"),
        Index(None, "organization_id", "status", "updated_at", "id"),
        Index(None, "organization_id", "program", "created_at", "id"),
        Index(None, "organization_id", "program", "updated_at", "id"),
        _NEVER_REUSE_IDS,
    )

    id: int = Field(primary_key=True)
    organization_id: int = organization_id()
    customer_id: int
    program: str
    status: ApplicationStatus = Field(sa_type=choice(ApplicationStatus))
    rebate_type: str | None
    payee_type: PayeeType | None = Field(sa_type=choice(PayeeType))
    submission_date: date | None
    approval_date: date | None
    total_requested_amount: int | None = Field(sa_type=BigInteger)
    details: dict[str, Any] | None = Field(sa_type=DOCUMENT)
    version: int
    created_at: datetime
    updated_at: datetime


class ApplicationDeviceRow(StoredRow, table=True):
    """A customer's device that an application is for; it goes with either of them."""

    __tablename__ = "application_device"
    __table_args__ = (
        _reference("application", "application_id", ondelete="CASCADE"),
        _reference("customer_device", "customer_device_id", ondelete="CASCADE"),
        Index(None, "organization_id", "customer_device_id"),
    )

    organization_id: int = Field(primary_key=True)
    application_id: int = Field(primary_key=True)
    customer_device_id: int = Field(primary_key=True)


class IdempotencyRow(StoredRow, table=True):
    """The first answer to a request with an idempotency key."""

    __tablename__ = "idempotency_record"
    __table_args__ = (Index(None, "organization_id", "created_at"),)

    organization_id: int = Field(primary_key=True, foreign_key="organization.id")
    field: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    request_hash: str
    answer: str
    created_at: datetime


class ClaimedFieldRow(StoredRow, table=True):
    """A field that an organization fills in itself."""

    __tablename__ = "claimed_field"

    organization_id: int = Field(primary_key=True, foreign_key="organization.id")
    entity: str = Field(primary_key=True)
    field: str = Field(primary_key=True)


class EventRow(StoredRow, table=True):
    """A change that happened; triggers refuse to alter or remove it."""

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "organization_id", "customer_id", "id"),
        Index(None, "organization_id", "id"),
    )

    id: int = Field(primary_key=True)
    organization_id: int = organization_id()
    entity: str
    entity_id: int
    customer_id: int
    at: datetime
    actor: ActorKind = Field(sa_type=choice(ActorKind))
    key_id: int | None = Field(foreign_key="api_key.id")
    request_id: str
    field: str | None
    before: Any = Field(sa_type=DOCUMENT, nullable=True)
    after: Any = Field(sa_type=DOCUMENT, nullable=True)
    reason: str | None


def table_of(row: type[StoredRow]) -> Table:
    """Return a row class as the table that statements name."""
    return StoredRow.metadata.tables[str(row.__tablename__)]
