"""People who work here: second step, recovery codes, disabled accounts; what they did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

ADDED = (
    ("admin_staff", "one_time_until", MOMENT),
    ("admin_staff", "first_sign_in_at", MOMENT),
    ("admin_staff", "disabled_at", MOMENT),
    ("admin_staff", "code_secret", sa.LargeBinary()),
    ("admin_staff", "code_pending", sa.LargeBinary()),
    ("admin_staff", "code_step", sa.Integer()),
)

NO_CHANGE = """CREATE TRIGGER admin_audit_no_{verb} BEFORE {verb} ON admin_audit
BEGIN SELECT RAISE(ABORT, 'admin_audit is append-only'); END"""
REFUSE = """CREATE OR REPLACE FUNCTION admin_audit_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'admin_audit is append-only'; END $$ LANGUAGE plpgsql"""
REFUSE_CHANGE = """CREATE TRIGGER admin_audit_no_{verb} BEFORE {verb} ON admin_audit
FOR EACH STATEMENT EXECUTE FUNCTION admin_audit_refuse()"""

ONLY_ADD = {"sqlite": (NO_CHANGE,), "postgresql": (REFUSE, REFUSE_CHANGE)}
VERBS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}


def upgrade() -> None:
    """Apply."""
    for table, name, kind in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    # Whoever is signed in signs in again: their rows do not tell which browser it is.
    op.execute("DELETE FROM admin_session")
    with op.batch_alter_table("admin_session") as batch:
        batch.add_column(sa.Column("awaits_code", sa.Boolean(), nullable=False))
        batch.add_column(sa.Column("device", sa.String(40), nullable=False))
    op.create_table(
        "admin_recovery",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff"],
            ["admin_staff.id"],
            name="fk_admin_recovery_staff_admin_staff",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name="pk_admin_recovery"),
    )
    op.create_index("ix_admin_recovery_staff", "admin_recovery", ["staff"])
    op.create_table(
        "admin_audit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("staff_name", sa.String(40), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject_kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.String(80), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_admin_audit"),
        sa.UniqueConstraint("previous", name="uq_admin_audit_previous"),
        sa.UniqueConstraint("hash", name="uq_admin_audit_hash"),
    )
    for column in ("at", "staff_name", "action"):
        op.create_index(f"ix_admin_audit_{column}", "admin_audit", [column])
    dialect = op.get_bind().dialect.name
    for verb in VERBS[dialect]:
        for statement in ONLY_ADD[dialect]:
            op.execute(statement.format(verb=verb))


def downgrade() -> None:
    """Take back."""
    op.drop_table("admin_audit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION admin_audit_refuse()")
    op.drop_table("admin_recovery")
    with op.batch_alter_table("admin_session") as batch:
        batch.drop_column("awaits_code")
        batch.drop_column("device")
    for table, name, _ in ADDED:
        op.drop_column(table, name)
