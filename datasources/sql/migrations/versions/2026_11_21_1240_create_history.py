"""Create the history, kept answers and claimed fields."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_21_1240"
down_revision = "2026_11_21_1230"

_DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")

_SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER event_refuses_{change.lower()} BEFORE {change} ON event "
    "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
    for change in ("UPDATE", "DELETE")
)
_POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION refuse_change_of_event() RETURNS trigger LANGUAGE plpgsql "
    "AS $$ BEGIN RAISE EXCEPTION 'events are never changed'; END $$",
    "CREATE TRIGGER event_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_event()",
)


def upgrade() -> None:
    _create_event()
    _refuse_changes_of_events()
    _create_idempotency_record()
    _create_claimed_field()


def downgrade() -> None:
    op.drop_table("claimed_field")
    op.drop_table("idempotency_record")
    op.drop_table("event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_event")


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("key_id", sa.Integer()),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("field", sa.String()),
        sa.Column("before", _DOCUMENT),
        sa.Column("after", _DOCUMENT),
        sa.Column("reason", sa.String()),
        sa.ForeignKeyConstraint(["key_id"], ["api_key.id"], name="fk_event_key_id"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_event_organization_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index(
        "ix_event_organization_id_entity_entity_id_id",
        "event",
        ["organization_id", "entity", "entity_id", "id"],
    )


def _refuse_changes_of_events() -> None:
    """Rewriting the table on SQLite drops its triggers: whoever does must make them again."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE_TRIGGERS if on_sqlite else _POSTGRESQL_TRIGGERS:
        op.execute(statement)


def _create_idempotency_record() -> None:
    op.create_table(
        "idempotency_record",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_hash", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_idempotency_record_organization_id"
        ),
        sa.PrimaryKeyConstraint("organization_id", "field", "key", name="pk_idempotency_record"),
    )
    op.create_index(
        "ix_idempotency_record_organization_id_created_at",
        "idempotency_record",
        ["organization_id", "created_at"],
    )


def _create_claimed_field() -> None:
    op.create_table(
        "claimed_field",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_claimed_field_organization_id"
        ),
        sa.PrimaryKeyConstraint("organization_id", "entity", "field", name="pk_claimed_field"),
    )
