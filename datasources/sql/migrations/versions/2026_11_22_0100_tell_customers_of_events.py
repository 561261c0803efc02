"""Tell whose customer each event is about."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_0100"
down_revision = "2026_11_21_1240"

_BY_CUSTOMER = "ix_event_organization_id_customer_id_id"
_BY_ENTITY = "ix_event_organization_id_entity_entity_id_id"
_SQLITE_TRIGGERS = ("event_refuses_update", "event_refuses_delete")
_MAKE_SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER {name} BEFORE {name.rpartition('_')[2].upper()} ON event "
    "BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
    for name in _SQLITE_TRIGGERS
)
_MAKE_POSTGRESQL_TRIGGER = (
    "CREATE TRIGGER event_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON event "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_event()"
)
# A device that an override replaced has no row any more.
_BY_ROWS = """
UPDATE event SET customer_id = CASE entity
    WHEN 'customer' THEN entity_id
    WHEN 'application' THEN (SELECT customer_id FROM application WHERE id = event.entity_id)
    ELSE (SELECT customer_id FROM customer_device WHERE id = event.entity_id)
END
"""
_AROUND_UNKNOWN = """
SELECT id, organization_id, request_id, entity_id, customer_id FROM event
WHERE (organization_id, request_id) IN (
    SELECT organization_id, request_id FROM event WHERE customer_id IS NULL
)
ORDER BY id
"""
_BY_NEIGHBOURS = "UPDATE event SET customer_id = :customer WHERE id = :id"
# 0 is no customer's id.
_NOT_AT_ALL = "UPDATE event SET customer_id = 0 WHERE customer_id IS NULL"


def upgrade() -> None:
    _let_change()
    op.add_column("event", sa.Column("customer_id", sa.Integer()))
    op.execute(_BY_ROWS)
    _ask_neighbours()
    op.execute(_NOT_AT_ALL)
    with op.batch_alter_table("event") as event:
        event.alter_column("customer_id", existing_type=sa.Integer(), nullable=False)
        event.drop_index(_BY_ENTITY)
        event.create_index(_BY_CUSTOMER, ["organization_id", "customer_id", "id"])
    _refuse_changes()


def downgrade() -> None:
    _let_change()
    with op.batch_alter_table("event") as event:
        event.drop_index(_BY_CUSTOMER)
        event.create_index(_BY_ENTITY, ["organization_id", "entity", "entity_id", "id"])
        event.drop_column("customer_id")
    _refuse_changes()


def _ask_neighbours() -> None:
    """Fill in the customers of devices that are gone, by what else their requests changed."""
    connection = op.get_bind()
    rows = connection.execute(sa.text(_AROUND_UNKNOWN)).all()
    gone = _customers_of_gone(rows)
    found = [
        {"id": row.id, "customer": gone[row.organization_id, row.entity_id]}
        for row in rows
        if row.customer_id is None and (row.organization_id, row.entity_id) in gone
    ]
    if found:
        connection.execute(sa.text(_BY_NEIGHBOURS), found)


def _customers_of_gone(rows: Sequence[Any]) -> dict[tuple[int, int], int]:
    """Find whose the devices were, by organization and device.

    Events of one change stand side by side: a device is that of the event before it. A request may
    make several changes, so the event behind it tells only where none before it does.
    """
    gone: dict[tuple[int, int], int] = {}
    for order in (rows, rows[::-1]):
        known = -1
        while known < len(gone):
            known = len(gone)
            _read_once(order, gone)
    return gone


def _read_once(rows: Sequence[Any], gone: dict[tuple[int, int], int]) -> None:
    last: dict[tuple[int, str], int | None] = {}
    for row in rows:
        device = row.organization_id, row.entity_id
        request = row.organization_id, row.request_id
        customer = row.customer_id
        if customer is None:
            customer = gone.get(device, last.get(request))
            if customer is not None:
                gone[device] = customer
        last[request] = customer


def _let_change() -> None:
    if _on_sqlite():
        for name in _SQLITE_TRIGGERS:
            op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute("DROP TRIGGER event_refuses_change ON event")


def _refuse_changes() -> None:
    """Make the triggers again; on SQLite, rewriting the table has dropped what was left of them."""
    for statement in _MAKE_SQLITE_TRIGGERS if _on_sqlite() else (_MAKE_POSTGRESQL_TRIGGER,):
        op.execute(statement)


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
