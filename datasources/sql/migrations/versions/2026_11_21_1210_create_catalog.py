"""Create devices, programs kept in storage, and names for devices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_21_1210"
down_revision = "2026_11_21_1200"

_DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _create_device()
    _create_catalog_program()
    _create_catalog_tier()
    _create_device_mapping()


def downgrade() -> None:
    op.drop_table("device_mapping")
    op.drop_table("catalog_tier")
    op.drop_table("catalog_program")
    op.drop_table("device")


def _create_device() -> None:
    op.create_table(
        "device",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("manufacturer", sa.String()),
        sa.Column("model_name", sa.String()),
        sa.Column("model_number", sa.String()),
        sa.Column("description", sa.String()),
        sa.Column("list_price", sa.BigInteger()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("specs", _DOCUMENT),
        sa.PrimaryKeyConstraint("number", name="pk_device"),
    )
    op.create_index("ix_device_category_number", "device", ["category", "number"])


def _create_catalog_program() -> None:
    op.create_table(
        "catalog_program",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", _DOCUMENT, nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("url", _DOCUMENT, nullable=False),
        sa.Column("eia_ids", _DOCUMENT, nullable=False),
        sa.Column("states", _DOCUMENT, nullable=False),
        sa.Column("building_types", _DOCUMENT, nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("stackable", sa.Boolean(), nullable=False),
        sa.Column("customer_maximum", sa.BigInteger()),
        sa.Column("required_fields", _DOCUMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_catalog_program"),
        sa.UniqueConstraint("key", name="uq_catalog_program_key"),
    )


def _create_catalog_tier() -> None:
    op.create_table(
        "catalog_tier",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("program", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", _DOCUMENT, nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("payment_type", sa.String(32), nullable=False),
        sa.Column("amount", _DOCUMENT, nullable=False),
        sa.Column("requirements", _DOCUMENT, nullable=False),
        sa.Column("customer_maximum", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["program"],
            ["catalog_program.number"],
            name="fk_catalog_tier_program",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name="pk_catalog_tier"),
    )
    op.create_index("ix_catalog_tier_program_position", "catalog_tier", ["program", "position"])


def _create_device_mapping() -> None:
    op.create_table(
        "device_mapping",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("device", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["device"], ["device.number"], name="fk_device_mapping_device"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_device_mapping_organization_id"
        ),
        sa.PrimaryKeyConstraint("organization_id", "name", name="pk_device_mapping"),
    )
