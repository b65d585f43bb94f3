"""Hints that a person has put away"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_10_hints'
down_revision = '20261122_09_jobs'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hint_dismissal',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('hint', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_hint_dismissal_person_id')),
    sa.PrimaryKeyConstraint('person_id', 'hint', name=op.f('pk_hint_dismissal'))
    )


def downgrade() -> None:
    op.drop_table('hint_dismissal')
