"""Say who hands in a stored program's applications, and how long a rejection may be appealed."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_0120"
down_revision = "2026_11_22_0110"


def upgrade() -> None:
    with op.batch_alter_table("catalog_program") as table:
        table.add_column(
            sa.Column("partner_submits", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(sa.Column("appeal_days", sa.Integer(), nullable=True))
    # Only what was there before needed a value that nobody wrote.
    with op.batch_alter_table("catalog_program") as table:
        table.alter_column("partner_submits", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("catalog_program") as table:
        table.drop_column("appeal_days")
        table.drop_column("partner_submits")
