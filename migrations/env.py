"""Alembic's entry: runs on the connection that `app.schema` hands over."""

from typing import Any

from alembic import context
from sqlalchemy import JSON

import app.models  # noqa: F401  fills the metadata
from app.db import Base, UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> Any:
    """Write our types as the plain ones beneath them: a migration must not change with the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
