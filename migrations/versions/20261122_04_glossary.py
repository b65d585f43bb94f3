"""Terms of a course, and what is known of its pictures"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '20261122_04_glossary'
down_revision = '20261122_03_translations'
branch_labels = None
depends_on = None


def upgrade() -> None:
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.create_table('picture',
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('copies', json, nullable=False),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_picture'))
    )
    op.add_column('course_version', sa.Column('glossary', json, server_default='{}', nullable=False))
    op.add_column('course_version', sa.Column('has_glossary', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column('course_version', 'has_glossary')
    op.drop_column('course_version', 'glossary')
    op.drop_table('picture')
