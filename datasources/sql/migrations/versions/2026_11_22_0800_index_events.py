"""Find what happened in an organization after a moment."""

from alembic import op

revision = "2026_11_22_0800"
down_revision = "2026_11_22_0210"

_COLUMNS = ["organization_id", "id"]


def upgrade() -> None:
    op.create_index(op.f("ix_event_organization_id_id"), "event", _COLUMNS)


def downgrade() -> None:
    op.drop_index(op.f("ix_event_organization_id_id"), "event")
