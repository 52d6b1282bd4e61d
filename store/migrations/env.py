"""Alembic's entry: runs on the connection that store.migrate hands over."""

from __future__ import annotations

from alembic import context

from store.base import Base

with_connection = context.config.attributes["connection"]
context.configure(
    connection=with_connection,
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
with_connection.commit()
