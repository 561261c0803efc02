"""Find applications by status or program, in either order, without reading all of them."""

from alembic import op

revision = "2026_11_22_0110"
down_revision = "2026_11_22_0100"

_INDEXES = tuple(
    ("organization_id", by, order, "id")
    for by in ("status", "program")
    for order in ("created_at", "updated_at")
)


def upgrade() -> None:
    for columns in _INDEXES:
        op.create_index(_name(columns), "application", list(columns))


def downgrade() -> None:
    for columns in _INDEXES:
        op.drop_index(_name(columns), "application")


def _name(columns: tuple[str, ...]) -> str:
    return "_".join(("ix_application", *columns))
