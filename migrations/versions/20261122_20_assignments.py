"""Assignments, and mail about them"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_20_assignments'
down_revision = '20261122_19_settings'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'assignment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('course_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('given_as', sa.String(length=10), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('opens_on', sa.Date(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('time_zone', sa.String(length=40), nullable=False),
        sa.Column('form_key', sa.String(length=40), nullable=False),
        sa.Column('form_hash', sa.String(length=64), nullable=False),
        sa.Column('given_by_id', sa.Integer(), nullable=False),
        sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('spread_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('withdrawal_reason', sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('mandatory', 'recommended')", name=op.f('ck_assignment_kind')),
        sa.CheckConstraint("given_as IN ('officer', 'supervisor')", name=op.f('ck_assignment_given_as')),
        sa.CheckConstraint('due_on >= opens_on', name=op.f('ck_assignment_period')),
        sa.CheckConstraint("kind <> 'mandatory' OR due_on IS NOT NULL", name=op.f('ck_assignment_due_on')),
        sa.CheckConstraint(
            '(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)', name=op.f('ck_assignment_withdrawn')
        ),
        sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_assignment_course_id')),
        sa.ForeignKeyConstraint(['given_by_id'], ['person.id'], name=op.f('fk_assignment_given_by_id')),
        sa.ForeignKeyConstraint(['withdrawn_by_id'], ['person.id'], name=op.f('fk_assignment_withdrawn_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
        sa.UniqueConstraint(
            'given_by_id',
            'form_key',
            'form_hash',
            name=op.f('uq_assignment_given_by_id_form_key_form_hash'),
        ),
    )
    op.create_index('ix_assignment_course_id', 'assignment', ['course_id'], unique=False)
    op.create_index(
        'ix_assignment_open',
        'assignment',
        ['due_on'],
        unique=False,
        sqlite_where=sa.text('withdrawn_at IS NULL'),
        postgresql_where=sa.text('withdrawn_at IS NULL'),
    )
    op.create_table(
        'assignment_target',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('assignment_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=True),
        sa.Column('position_id', sa.Integer(), nullable=True),
        sa.Column('unit_id', sa.Integer(), nullable=True),
        sa.CheckConstraint(
            '(person_id IS NOT NULL AND position_id IS NULL AND unit_id IS NULL)'
            ' OR (person_id IS NULL AND (position_id IS NOT NULL OR unit_id IS NOT NULL))',
            name=op.f('ck_assignment_target_for_whom'),
        ),
        sa.ForeignKeyConstraint(
            ['assignment_id'], ['assignment.id'], name=op.f('fk_assignment_target_assignment_id')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assignment_target_person_id')),
        sa.ForeignKeyConstraint(['position_id'], ['position.id'], name=op.f('fk_assignment_target_position_id')),
        sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_assignment_target_unit_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_target')),
        sa.UniqueConstraint(
            'assignment_id', 'person_id', name=op.f('uq_assignment_target_assignment_id_person_id')
        ),
    )
    op.create_table(
        'assignment_person',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('assignment_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('target_id', sa.Integer(), nullable=False),
        sa.Column('got_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('declined_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('declined_because', sa.Text(), nullable=True),
        sa.CheckConstraint(
            '(declined_at IS NULL) = (declined_because IS NULL)', name=op.f('ck_assignment_person_declined')
        ),
        sa.ForeignKeyConstraint(
            ['assignment_id'], ['assignment.id'], name=op.f('fk_assignment_person_assignment_id')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assignment_person_person_id')),
        sa.ForeignKeyConstraint(
            ['target_id'], ['assignment_target.id'], name=op.f('fk_assignment_person_target_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_person')),
        sa.UniqueConstraint(
            'assignment_id', 'person_id', name=op.f('uq_assignment_person_assignment_id_person_id')
        ),
    )
    op.create_index('ix_assignment_person_person_id', 'assignment_person', ['person_id'], unique=False)
    op.create_index(
        'ix_assignment_person_untold',
        'assignment_person',
        ['id'],
        unique=False,
        sqlite_where=sa.text('told_at IS NULL'),
        postgresql_where=sa.text('told_at IS NULL'),
    )
    _allow_topics("'assignments', 'results', 'completions'")


def downgrade() -> None:
    op.execute("DELETE FROM mail_choice WHERE topic = 'assignments'")
    _allow_topics("'results', 'completions'")
    op.drop_index('ix_assignment_person_untold', table_name='assignment_person')
    op.drop_index('ix_assignment_person_person_id', table_name='assignment_person')
    op.drop_table('assignment_person')
    op.drop_table('assignment_target')
    op.drop_index('ix_assignment_open', table_name='assignment')
    op.drop_index('ix_assignment_course_id', table_name='assignment')
    op.drop_table('assignment')


def _allow_topics(topics: str) -> None:
    with op.batch_alter_table('mail_choice') as batch:
        batch.drop_constraint(op.f('ck_mail_choice_topic'), type_='check')
        batch.create_check_constraint(op.f('ck_mail_choice_topic'), f'topic IN ({topics})')
