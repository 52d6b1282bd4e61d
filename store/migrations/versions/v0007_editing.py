"""Content by staff: drafts and their saves, comments, doubts, newer files, documents' history."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
FROM_FILES, SHIPPED = "files", "(shipped)"
BEFORE = datetime(2026, 11, 22, tzinfo=UTC)
"""Since when documents that were there already are taken to stand as they do."""


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("content_revision") as batch:
        batch.add_column(sa.Column("approved_by", sa.String(80), nullable=True))
        batch.add_column(sa.Column("ends_at", MOMENT, nullable=True))
        batch.create_index("ix_content_revision_ends_at", ["ends_at"])
    _rename(FROM_FILES, SHIPPED)
    with op.batch_alter_table("content_topic") as batch:
        batch.add_column(sa.Column("saves", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("content_topic") as batch:
        batch.alter_column("saves", server_default=None)
    with op.batch_alter_table("content_document") as batch:
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("author", sa.String(80), nullable=False, server_default=SHIPPED))
        batch.add_column(
            sa.Column("imported_digest", sa.String(64), nullable=False, server_default="")
        )
    with op.batch_alter_table("content_document") as batch:
        for column in ("version", "author", "imported_digest"):
            batch.alter_column(column, server_default=None)
    op.create_table(
        "content_document_revision",
        sa.Column("document", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"],
            ["content_document.id"],
            name="fk_content_document_revision_document_content_document",
        ),
        sa.PrimaryKeyConstraint("document", "version", name="pk_content_document_revision"),
    )
    op.create_index(
        "ix_content_document_revision_saved_at", "content_document_revision", ["saved_at"]
    )
    _keep_documents_as_they_stand()
    _drafts()
    _talk_and_tasks()


def _rename(before: str, after: str) -> None:
    revisions = sa.table("content_revision", sa.column("author", sa.String))
    op.execute(sa.update(revisions).where(revisions.c.author == before).values(author=after))


def _keep_documents_as_they_stand() -> None:
    op.execute(
        sa.text(
            "INSERT INTO content_document_revision (document, version, author, saved_at, body) "
            "SELECT id, version, author, :moment, body FROM content_document"
        ).bindparams(sa.bindparam("moment", BEFORE, type_=MOMENT))
    )


def _drafts() -> None:
    op.create_table(
        "content_draft",
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("approved_by", sa.String(80), nullable=True),
        sa.Column("publish_at", MOMENT, nullable=True),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic"], ["content_topic.id"], name="fk_content_draft_topic_content_topic"
        ),
        sa.PrimaryKeyConstraint("topic", name="pk_content_draft"),
    )
    for column in ("state", "publish_at"):
        op.create_index(f"ix_content_draft_{column}", "content_draft", [column])
    op.create_table(
        "content_draft_save",
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic"],
            ["content_draft.topic"],
            name="fk_content_draft_save_topic_content_draft",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("topic", "version", name="pk_content_draft_save"),
    )


def _talk_and_tasks() -> None:
    op.create_table(
        "content_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic"], ["content_topic.id"], name="fk_content_comment_topic_content_topic"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_content_comment"),
    )
    op.create_index("ix_content_comment_topic", "content_comment", ["topic"])
    op.create_table(
        "content_doubt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("document", sa.String(60), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic"], ["content_topic.id"], name="fk_content_doubt_topic_content_topic"
        ),
        sa.ForeignKeyConstraint(
            ["document"],
            ["content_document.id"],
            name="fk_content_doubt_document_content_document",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_content_doubt"),
        sa.UniqueConstraint("topic", "document", name="uq_content_doubt_topic"),
    )
    op.create_index("ix_content_doubt_document", "content_doubt", ["document"])
    op.create_table(
        "content_shipped",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("arrived_at", MOMENT, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_content_shipped"),
    )


def downgrade() -> None:
    """Take back."""
    for table in (
        "content_shipped",
        "content_doubt",
        "content_comment",
        "content_draft_save",
        "content_draft",
        "content_document_revision",
    ):
        op.drop_table(table)
    with op.batch_alter_table("content_document") as batch:
        for column in ("version", "author", "imported_digest"):
            batch.drop_column(column)
    with op.batch_alter_table("content_topic") as batch:
        batch.drop_column("saves")
    _rename(SHIPPED, FROM_FILES)
    with op.batch_alter_table("content_revision") as batch:
        batch.drop_index("ix_content_revision_ends_at")
        batch.drop_column("approved_by")
        batch.drop_column("ends_at")
