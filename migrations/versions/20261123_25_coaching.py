"""Sessions of coaching and mentoring that both sides confirm"""

import sqlalchemy as sa
from alembic import op

revision = '20261123_25_coaching'
down_revision = '20261123_24_record_papers'
branch_labels = None
depends_on = None

TIMES = sa.DateTime(timezone=True)
CHECKS = {
    'form_id': 'form_id IN (14, 15)',
    'two_people': 'coach_id <> coachee_id',
    'minutes': 'minutes BETWEEN 1 AND 480',
    'written_by': 'written_by_id IN (coach_id, coachee_id)',
    'follow_up_on': 'follow_up_on >= held_on',
    'state': "state IN ('waiting', 'confirmed', 'declined', 'withdrawn')",
    'decided': "(state = 'waiting') = (decided_at IS NULL)",
    'reason': "(state = 'declined') = (reason <> '')",
    'activity': "(state = 'confirmed') = (activity_id IS NOT NULL)",
}


def upgrade() -> None:
    op.add_column('activity', sa.Column('confirmed_at', TIMES, nullable=True))
    op.create_table(
        'coaching_session',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('form_id', sa.Integer(), nullable=False),
        sa.Column('coach_id', sa.Integer(), nullable=False),
        sa.Column('coachee_id', sa.Integer(), nullable=False),
        sa.Column('held_on', sa.Date(), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('topic', sa.String(length=300), nullable=False),
        sa.Column('agreed', sa.Text(), nullable=False),
        sa.Column('follow_up_on', sa.Date(), nullable=True),
        sa.Column('written_by_id', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('decided_at', TIMES, nullable=True),
        sa.Column('activity_id', sa.Integer(), nullable=True),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('form_key', sa.String(length=32), nullable=False),
        sa.Column('created_at', TIMES, nullable=False),
        *(
            sa.CheckConstraint(rule, name=op.f(f'ck_coaching_session_{name}'))
            for name, rule in CHECKS.items()
        ),
        sa.ForeignKeyConstraint(
            ['form_id'], ['activity_form.id'], name=op.f('fk_coaching_session_form_id')
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ['person.id'], name=op.f(f'fk_coaching_session_{column}')
            )
            for column in ('coach_id', 'coachee_id', 'written_by_id')
        ),
        sa.ForeignKeyConstraint(
            ['activity_id'], ['activity.id'], name=op.f('fk_coaching_session_activity_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_coaching_session')),
        sa.UniqueConstraint('activity_id', name=op.f('uq_coaching_session_activity_id')),
        sa.UniqueConstraint('form_key', name=op.f('uq_coaching_session_form_key')),
    )
    op.create_index('ix_coaching_session_coach_id', 'coaching_session', ['coach_id', 'id'])
    op.create_index('ix_coaching_session_coachee_id', 'coaching_session', ['coachee_id', 'id'])


def downgrade() -> None:
    op.drop_table('coaching_session')
    op.drop_column('activity', 'confirmed_at')
