"""Batches of entries for SIASN, and what it said of them"""

import sqlalchemy as sa
from alembic import op

revision = '20261123_27_siasn'
down_revision = '20261123_26_reminders'
branch_labels = None
depends_on = None

TIMES = sa.DateTime(timezone=True)
COUNTS = sa.text("state <> 'refused'")


def upgrade() -> None:
    op.create_table(
        'siasn_batch',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('created_by_id', sa.Integer(), nullable=False),
        sa.Column('created_at', TIMES, nullable=False),
        sa.Column('sent_on', sa.Date(), nullable=True),
        sa.Column('reference', sa.String(length=100), nullable=True),
        sa.Column('withdrawn_at', TIMES, nullable=True),
        sa.CheckConstraint(
            'sent_on IS NULL OR withdrawn_at IS NULL', name=op.f('ck_siasn_batch_one_end')
        ),
        sa.ForeignKeyConstraint(
            ['agency_id'], ['agency.id'], name=op.f('fk_siasn_batch_agency_id')
        ),
        sa.ForeignKeyConstraint(
            ['created_by_id'], ['person.id'], name=op.f('fk_siasn_batch_created_by_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_siasn_batch')),
        sa.UniqueConstraint('agency_id', 'number', name=op.f('uq_siasn_batch_agency_id_number')),
    )
    op.create_table(
        'siasn_item',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('batch_id', sa.Integer(), nullable=False),
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('nip', sa.String(length=18), nullable=False),
        sa.Column('form_id', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('provider', sa.String(length=200), nullable=False),
        sa.Column('number', sa.String(length=100), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=False),
        sa.Column('hours', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False, server_default='open'),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.Column('decided_at', TIMES, nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'refused')", name=op.f('ck_siasn_item_state')
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (reason IS NOT NULL)", name=op.f('ck_siasn_item_reason')
        ),
        sa.CheckConstraint('hours > 0', name=op.f('ck_siasn_item_hours')),
        sa.ForeignKeyConstraint(
            ['batch_id'], ['siasn_batch.id'], name=op.f('fk_siasn_item_batch_id')
        ),
        sa.ForeignKeyConstraint(
            ['activity_id'], ['activity.id'], name=op.f('fk_siasn_item_activity_id')
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_siasn_item_person_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_siasn_item')),
    )
    op.create_index(
        'uq_siasn_item_activity',
        'siasn_item',
        ['activity_id'],
        unique=True,
        sqlite_where=COUNTS,
        postgresql_where=COUNTS,
    )
    op.create_index('ix_siasn_item_activity_id', 'siasn_item', ['activity_id'])
    op.create_index('ix_siasn_item_batch_id', 'siasn_item', ['batch_id', 'state', 'id'])
    op.create_index('ix_siasn_item_person_id', 'siasn_item', ['person_id'])


def downgrade() -> None:
    op.drop_table('siasn_item')
    op.drop_table('siasn_batch')
