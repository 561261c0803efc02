"""Create applications and what they list."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_21_1230"
down_revision = "2026_11_21_1220"

_DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _create_application()
    _create_application_device()


def downgrade() -> None:
    op.drop_table("application_device")
    op.drop_table("application")


def _create_application() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("rebate_type", sa.String()),
        sa.Column("payee_type", sa.String(32)),
        sa.Column("submission_date", sa.Date()),
        sa.Column("approval_date", sa.Date()),
        sa.Column("total_requested_amount", sa.BigInteger()),
        sa.Column("details", _DOCUMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "customer_id"],
            ["customer.organization_id", "customer.id"],
            name="fk_application_organization_id_customer_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_application_organization_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_application"),
        sa.UniqueConstraint(
            "organization_id",
            "customer_id",
            "program",
            name="uq_application_organization_id_customer_id_program",
        ),
        sa.UniqueConstraint("organization_id", "id", name="uq_application_organization_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_application_organization_id_created_at_id",
        "application",
        ["organization_id", "created_at", "id"],
    )
    op.create_index(
        "ix_application_organization_id_updated_at_id",
        "application",
        ["organization_id", "updated_at", "id"],
    )


def _create_application_device() -> None:
    op.create_table(
        "application_device",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("customer_device_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "application_id"],
            ["application.organization_id", "application.id"],
            name="fk_application_device_organization_id_application_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "customer_device_id"],
            ["customer_device.organization_id", "customer_device.id"],
            name="fk_application_device_organization_id_customer_device_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "application_id", "customer_device_id", name="pk_application_device"
        ),
    )
    op.create_index(
        "ix_application_device_organization_id_customer_device_id",
        "application_device",
        ["organization_id", "customer_device_id"],
    )
