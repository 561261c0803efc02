"""Create customers and their devices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_21_1220"
down_revision = "2026_11_21_1210"

_DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _create_customer()
    _create_customer_device()


def downgrade() -> None:
    op.drop_table("customer_device")
    op.drop_table("customer")


def _create_customer() -> None:
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("reference_id", sa.String(), nullable=False),
        sa.Column("street1", sa.String(), nullable=False),
        sa.Column("street2", sa.String()),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.Column("country_code", sa.String(), nullable=False),
        sa.Column("building_type", sa.String(32)),
        sa.Column("utility", sa.String()),
        sa.Column("possible_utilities", _DOCUMENT, nullable=False),
        sa.Column("utility_resolved_at", sa.DateTime(timezone=True)),
        sa.Column("utility_stale", sa.Boolean(), nullable=False),
        sa.Column("details", _DOCUMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_customer_organization_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customer"),
        sa.UniqueConstraint("organization_id", "id", name="uq_customer_organization_id_id"),
        sa.UniqueConstraint(
            "organization_id", "reference_id", name="uq_customer_organization_id_reference_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_customer_organization_id_created_at_id",
        "customer",
        ["organization_id", "created_at", "id"],
    )
    op.create_index(
        "ix_customer_organization_id_updated_at_id",
        "customer",
        ["organization_id", "updated_at", "id"],
    )


def _create_customer_device() -> None:
    op.create_table(
        "customer_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("purchase_price", sa.BigInteger()),
        sa.Column("installation_cost", sa.BigInteger()),
        sa.Column("total_project_cost", sa.BigInteger()),
        sa.Column("purchase_date", sa.Date()),
        sa.Column("installation_date", sa.Date()),
        sa.Column("contractor_license", sa.String()),
        sa.Column("details", _DOCUMENT),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.number"], name="fk_customer_device_device"),
        sa.ForeignKeyConstraint(
            ["organization_id", "customer_id"],
            ["customer.organization_id", "customer.id"],
            name="fk_customer_device_organization_id_customer_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_customer_device_organization_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customer_device"),
        sa.UniqueConstraint("organization_id", "id", name="uq_customer_device_organization_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_customer_device_organization_id_customer_id_id",
        "customer_device",
        ["organization_id", "customer_id", "id"],
    )
