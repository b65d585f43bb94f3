"""Deliveries by mail and preferences"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_16_deliveries'
down_revision = '20261122_15_staff_import'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'delivery',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('notice_id', sa.Integer(), nullable=False),
        sa.Column('channel', sa.String(length=10), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('is_urgent', sa.Boolean(), nullable=False),
        sa.Column('mail_id', sa.Integer(), nullable=True),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('reason', sa.String(length=20), nullable=False),
        sa.Column('answer', sa.String(length=300), nullable=False),
        sa.CheckConstraint("channel IN ('mail')", name=op.f('ck_delivery_channel')),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'skipped')", name=op.f('ck_delivery_state')
        ),
        sa.ForeignKeyConstraint(['notice_id'], ['notice.id'], name=op.f('fk_delivery_notice_id')),
        sa.ForeignKeyConstraint(['mail_id'], ['delivery.id'], name=op.f('fk_delivery_mail_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery')),
        sa.UniqueConstraint('notice_id', 'channel', name=op.f('uq_delivery_notice_id_channel')),
    )
    op.create_index('ix_delivery_mail_id', 'delivery', ['mail_id'], unique=False)
    op.create_index(
        'ix_delivery_waiting',
        'delivery',
        ['due_at'],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.create_table(
        'mail_hours',
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('quiet_from', sa.Integer(), nullable=False),
        sa.Column('quiet_until', sa.Integer(), nullable=False),
        sa.Column('digest', sa.Integer(), nullable=False),
        sa.CheckConstraint('quiet_from BETWEEN 0 AND 23', name=op.f('ck_mail_hours_quiet_from')),
        sa.CheckConstraint('quiet_until BETWEEN 0 AND 23', name=op.f('ck_mail_hours_quiet_until')),
        sa.CheckConstraint('digest BETWEEN 0 AND 23', name=op.f('ck_mail_hours_digest')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_hours_person_id')),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_mail_hours')),
    )
    op.create_table(
        'mail_choice',
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('topic', sa.String(length=20), nullable=False),
        sa.Column('frequency', sa.String(length=10), nullable=False),
        sa.CheckConstraint("topic IN ('results', 'completions')", name=op.f('ck_mail_choice_topic')),
        sa.CheckConstraint(
            "frequency IN ('at-once', 'daily', 'never')", name=op.f('ck_mail_choice_frequency')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_choice_person_id')),
        sa.PrimaryKeyConstraint('person_id', 'topic', name=op.f('pk_mail_choice')),
    )


def downgrade() -> None:
    op.drop_table('mail_choice')
    op.drop_table('mail_hours')
    op.drop_index('ix_delivery_waiting', table_name='delivery')
    op.drop_index('ix_delivery_mail_id', table_name='delivery')
    op.drop_table('delivery')
