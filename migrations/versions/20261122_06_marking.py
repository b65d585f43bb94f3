"""Attempts that wait for points, and the points that people give"""

import sqlalchemy as sa
from alembic import op


revision = '20261122_06_marking'
down_revision = '20261122_05_surveys'
branch_labels = None
depends_on = None

RUNNING = sa.text("state = 'in_progress'")
WAITING = sa.text("marker IS NOT NULL AND fraction IS NULL")
STATES_BEFORE = {
    'state': "state IN ('in_progress', 'graded')",
    'graded': "(state = 'graded') = (submitted_at IS NOT NULL AND score IS NOT NULL)",
}
STATES = {
    'state': "state IN ('in_progress', 'needs_grading', 'graded')",
    'submitted': "(state = 'in_progress') = (submitted_at IS NULL)",
    'graded': "(state = 'graded') = (score IS NOT NULL)",
}


def upgrade() -> None:
    change_checks(STATES_BEFORE, STATES)
    # The check stands with its column: SQLite can add and drop both without copying the table.
    op.execute(
        "ALTER TABLE attempt_question ADD COLUMN marker VARCHAR(10) "
        "CONSTRAINT ck_attempt_question_marker CHECK (marker IN ('self', 'trainer'))"
    )
    op.create_index('ix_attempt_question_waiting', 'attempt_question', ['marker'], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_table('manual_grade',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_question_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('points', sa.Numeric(precision=7, scale=2), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_manual_grade_number')),
    sa.CheckConstraint('points >= 0', name=op.f('ck_manual_grade_points')),
    sa.ForeignKeyConstraint(['attempt_question_id'], ['attempt_question.id'], name=op.f('fk_manual_grade_attempt_question_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['person.id'], name=op.f('fk_manual_grade_given_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_manual_grade')),
    sa.UniqueConstraint('attempt_question_id', 'number', name=op.f('uq_manual_grade_attempt_question_id_number'))
    )
    op.create_index('ix_manual_grade_given_by_id', 'manual_grade', ['given_by_id', 'given_at'])


def downgrade() -> None:
    # Without the state nobody could mark them any more, so they close with the points they have.
    op.execute(
        "UPDATE attempt SET state = 'graded', score = COALESCE((SELECT CASE WHEN SUM(q.fraction * v.points) > 0 "
        "THEN SUM(q.fraction * v.points) ELSE 0 END FROM attempt_question q JOIN question_version v "
        "ON v.id = q.question_version_id WHERE q.attempt_id = attempt.id), 0) WHERE state = 'needs_grading'"
    )
    op.drop_table('manual_grade')
    op.drop_index('ix_attempt_question_waiting', 'attempt_question')
    op.execute("ALTER TABLE attempt_question DROP COLUMN marker")
    change_checks(STATES, STATES_BEFORE)


def change_checks(before: dict[str, str], after: dict[str, str]) -> None:
    """A changed CHECK means a copied table on SQLite, where Alembic does not see the old ones."""
    if op.get_bind().dialect.name == 'postgresql':
        for name in before:
            op.drop_constraint(f'ck_attempt_{name}', 'attempt')
        for name, check in after.items():
            op.create_check_constraint(op.f(f'ck_attempt_{name}'), 'attempt', check)
        return
    op.drop_index('uq_attempt_in_progress', 'attempt')
    op.drop_index('ix_attempt_deadline', 'attempt')
    with op.batch_alter_table('attempt', copy_from=attempt_table(after), recreate='always'):
        pass
    op.create_index('uq_attempt_in_progress', 'attempt', ['person_id', 'module_id'], unique=True, sqlite_where=RUNNING)
    op.create_index('ix_attempt_deadline', 'attempt', ['deadline'], sqlite_where=RUNNING)


def attempt_table(checks: dict[str, str]) -> sa.Table:
    return sa.Table(
        'attempt', sa.MetaData(),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('module_id', sa.Integer(), nullable=False),
        sa.Column('module_version_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('attempts_allowed', sa.Integer(), nullable=True),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('deadline', sa.DateTime(timezone=True), nullable=True),
        sa.Column('grace', sa.Integer(), nullable=False),
        sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('score', sa.Numeric(precision=9, scale=4), nullable=True),
        sa.Column('max_score', sa.Numeric(precision=9, scale=4), nullable=False),
        sa.Column('pass_mark', sa.Numeric(precision=5, scale=4), nullable=False),
        sa.Column('secret', sa.LargeBinary(length=32), nullable=False),
        sa.Column('lang', sa.String(length=35), server_default='', nullable=False),
        *(sa.CheckConstraint(check, name=op.f(f'ck_attempt_{name}')) for name, check in checks.items()),
        sa.CheckConstraint('number >= 1 AND number <= attempts_allowed', name=op.f('ck_attempt_limit')),
        sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_attempt_module_id')),
        sa.ForeignKeyConstraint(['module_version_id'], ['module_version.id'], name=op.f('fk_attempt_module_version_id')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attempt_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
        sa.UniqueConstraint('person_id', 'module_id', 'number', name=op.f('uq_attempt_person_id_module_id_number')),
    )
