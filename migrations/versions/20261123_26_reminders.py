"""Reminders to those who lack hours, and whom they reached"""

import sqlalchemy as sa
from alembic import op

revision = '20261123_26_reminders'
down_revision = '20261123_25_coaching'
branch_labels = None
depends_on = None

TIMES = sa.DateTime(timezone=True)
TOPICS = "'assignments', 'reminders', 'results', 'completions'"
OLD_TOPICS = "'assignments', 'results', 'completions'"


def upgrade() -> None:
    _allow_topics(TOPICS)
    op.create_table(
        'reminder_round',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('given_by_id', sa.Integer(), nullable=False),
        sa.Column('whom', sa.String(length=10), nullable=False),
        sa.Column('unit_id', sa.Integer(), nullable=True),
        sa.Column('standing', sa.String(length=10), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('recipients', sa.Integer(), nullable=False),
        sa.Column('form_key', sa.String(length=32), nullable=False),
        sa.Column('created_at', TIMES, nullable=False),
        sa.CheckConstraint("whom IN ('team', 'units')", name=op.f('ck_reminder_round_whom')),
        sa.CheckConstraint(
            "unit_id IS NULL OR whom = 'units'", name=op.f('ck_reminder_round_unit')
        ),
        sa.CheckConstraint(
            "standing IN ('at_risk', 'nothing', 'below')",
            name=op.f('ck_reminder_round_standing'),
        ),
        sa.CheckConstraint('recipients >= 0', name=op.f('ck_reminder_round_recipients')),
        sa.ForeignKeyConstraint(
            ['given_by_id'], ['person.id'], name=op.f('fk_reminder_round_given_by_id')
        ),
        sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_reminder_round_unit_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_round')),
        sa.UniqueConstraint('form_key', name=op.f('uq_reminder_round_form_key')),
    )
    op.create_index('ix_reminder_round_given_by_id', 'reminder_round', ['given_by_id', 'id'])
    op.create_table(
        'reminder_person',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('hours', sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column('target', sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column('told_at', TIMES, nullable=True),
        sa.Column('left_out', sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "left_out IN ('recently', 'met', 'gone', 'over')",
            name=op.f('ck_reminder_person_left_out'),
        ),
        sa.CheckConstraint(
            'told_at IS NULL OR left_out IS NULL', name=op.f('ck_reminder_person_outcome')
        ),
        sa.ForeignKeyConstraint(
            ['round_id'], ['reminder_round.id'], name=op.f('fk_reminder_person_round_id')
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_reminder_person_person_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_person')),
        sa.UniqueConstraint(
            'round_id', 'person_id', name=op.f('uq_reminder_person_round_id_person_id')
        ),
    )
    op.create_index('ix_reminder_person_person_id', 'reminder_person', ['person_id', 'round_id'])
    op.create_index('ix_reminder_person_round_id', 'reminder_person', ['round_id', 'id'])
    waiting = sa.text('told_at IS NULL AND left_out IS NULL')
    op.create_index(
        'ix_reminder_person_waiting',
        'reminder_person',
        ['id'],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    op.drop_table('reminder_person')
    op.drop_table('reminder_round')
    op.execute("DELETE FROM mail_choice WHERE topic = 'reminders'")
    _allow_topics(OLD_TOPICS)


def _allow_topics(topics: str) -> None:
    with op.batch_alter_table('mail_choice') as batch:
        batch.drop_constraint(op.f('ck_mail_choice_topic'), type_='check')
        batch.create_check_constraint(op.f('ck_mail_choice_topic'), f'topic IN ({topics})')
