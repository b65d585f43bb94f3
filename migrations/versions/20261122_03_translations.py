"""Courses in several languages, and the language of an attempt"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '20261122_03_translations'
down_revision = '20261122_02_studio'
branch_labels = None
depends_on = None

COLUMNS = (
    ('course_version', 'titles'),
    ('course_version', 'translations'),
    ('module_version', 'titles'),
    ('module_version', 'translations'),
    ('question_version', 'translations'),
)


def upgrade() -> None:
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    for table, column in COLUMNS:
        op.add_column(table, sa.Column(column, json, server_default='{}', nullable=False))
    op.add_column('attempt', sa.Column('lang', sa.String(length=35), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('attempt', 'lang')
    for table, column in COLUMNS:
        op.drop_column(table, column)
