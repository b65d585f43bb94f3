"""The quiz engine in full: states, tries, corrections, other terms, notices"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '20261122_07_quiz_engine'
down_revision = '20261122_06_marking'
branch_labels = None
depends_on = None

RUNNING = sa.text("state = 'in_progress'")
OPEN = sa.text("state IN ('in_progress', 'overdue')")
UNFINISHED = sa.text("state IN ('in_progress', 'overdue', 'submitted')")
STATES_BEFORE = {
    'state': "state IN ('in_progress', 'needs_grading', 'graded')",
    'submitted': "(state = 'in_progress') = (submitted_at IS NULL)",
}
STATES = {
    'state': "state IN ('in_progress', 'overdue', 'submitted', 'needs_grading', 'graded', 'abandoned')",
    'submitted': "(state IN ('in_progress', 'overdue', 'abandoned')) = (submitted_at IS NULL)",
}
FALSE_MOVE = """(OLD.state <> NEW.state) AND NOT (
    (OLD.state = 'in_progress' AND NEW.state IN ('overdue', 'submitted', 'abandoned'))
    OR (OLD.state = 'overdue' AND NEW.state IN ('in_progress', 'submitted', 'abandoned'))
    OR (OLD.state = 'submitted' AND NEW.state IN ('needs_grading', 'graded', 'in_progress'))
    OR (OLD.state = 'needs_grading' AND NEW.state IN ('graded', 'in_progress'))
    OR (OLD.state = 'graded' AND NEW.state = 'in_progress')
    OR (OLD.state = 'abandoned' AND NEW.state = 'in_progress')
)"""


def upgrade() -> None:
    change_checks(STATES_BEFORE, STATES, running=OPEN, unfinished=UNFINISHED)
    # The check stands with its column: SQLite can add and drop both without copying the table.
    op.execute(
        "ALTER TABLE attempt ADD COLUMN page INTEGER DEFAULT 1 NOT NULL "
        "CONSTRAINT ck_attempt_page CHECK (page >= 1)"
    )
    op.add_column('attempt', sa.Column('device', sa.String(length=64), nullable=True))
    op.create_index('ix_attempt_module_id_number_state', 'attempt', ['module_id', 'number', 'state'])
    forbid_false_moves()
    op.add_column('attempt_question', sa.Column('is_flagged', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('attempt_question', sa.Column('tries', sa.Integer(), server_default='0', nullable=False))
    op.add_column('attempt_question', sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "ALTER TABLE attempt_question ADD COLUMN key_version_id INTEGER "
        "CONSTRAINT fk_attempt_question_key_version_id REFERENCES question_version (id)"
    )
    op.create_table('answer_try',
    sa.Column('attempt_question_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('response', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['attempt_question_id'], ['attempt_question.id'], name=op.f('fk_answer_try_attempt_question_id')),
    sa.PrimaryKeyConstraint('attempt_question_id', 'number', name=op.f('pk_answer_try'))
    )
    op.create_table('regrading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('is_lowering', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_regrading_by_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_regrading_module_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regrading'))
    )
    op.create_index('ix_regrading_module_id', 'regrading', ['module_id'])
    op.create_table('attempt_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('regrading_id', sa.Integer(), nullable=True),
    sa.Column('old_score', sa.Numeric(precision=9, scale=4), nullable=True),
    sa.Column('new_score', sa.Numeric(precision=9, scale=4), nullable=True),
    sa.Column('details', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.CheckConstraint("kind IN ('timed_out', 'abandoned', 'reopened', 'extended', 'overridden', 'regraded')", name=op.f('ck_attempt_event_kind')),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_attempt_event_attempt_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_attempt_event_by_id')),
    sa.ForeignKeyConstraint(['regrading_id'], ['regrading.id'], name=op.f('fk_attempt_event_regrading_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt_event'))
    )
    op.create_index('ix_attempt_event_attempt_id', 'attempt_event', ['attempt_id'])
    op.create_index('ix_attempt_event_regrading_id', 'attempt_event', ['regrading_id'])
    create_override()
    op.create_index('ix_membership_person_id', 'membership', ['person_id'])
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=100), nullable=False),
    sa.Column('params', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('person_id', 'kind', 'key', name=op.f('uq_notice_person_id_kind_key'))
    )
    op.create_index('ix_notice_person_id_id', 'notice', ['person_id', 'id'])


def create_override() -> None:
    op.create_table('quiz_override',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('extra_minutes', sa.Integer(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('person_id IS NULL OR unit_id IS NULL', name=op.f('ck_quiz_override_for_whom')),
    sa.CheckConstraint('closes_at > opens_at', name=op.f('ck_quiz_override_period')),
    sa.CheckConstraint('extra_minutes >= 0', name=op.f('ck_quiz_override_extra_minutes')),
    sa.CheckConstraint('attempts >= 1', name=op.f('ck_quiz_override_attempts')),
    sa.ForeignKeyConstraint(['given_by_id'], ['person.id'], name=op.f('fk_quiz_override_given_by_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_quiz_override_module_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_quiz_override_person_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_quiz_override_unit_id')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['person.id'], name=op.f('fk_quiz_override_withdrawn_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_override'))
    )
    op.create_index('ix_quiz_override_module_id', 'quiz_override', ['module_id'])
    for name, columns, where in (
        ('everyone', ['module_id'], "person_id IS NULL AND unit_id IS NULL"),
        ('unit', ['module_id', 'unit_id'], "unit_id IS NOT NULL"),
        ('person', ['module_id', 'person_id'], "person_id IS NOT NULL"),
    ):
        active = sa.text(f'{where} AND withdrawn_at IS NULL')
        op.create_index(f'uq_quiz_override_{name}', 'quiz_override', columns, unique=True, sqlite_where=active, postgresql_where=active)


def downgrade() -> None:
    op.drop_table('notice')
    op.drop_index('ix_membership_person_id', 'membership')
    op.drop_table('quiz_override')
    op.drop_table('attempt_event')
    op.drop_table('regrading')
    op.drop_table('answer_try')
    for column in ('key_version_id', 'settled_at', 'tries', 'is_flagged'):
        op.execute(f'ALTER TABLE attempt_question DROP COLUMN {column}')
    allow_false_moves()
    # What the earlier release has no word for: a paper nobody handed in counts as an empty one.
    op.execute("UPDATE attempt SET state = 'in_progress' WHERE state = 'overdue'")
    op.execute("UPDATE attempt SET state = 'needs_grading' WHERE state = 'submitted'")
    op.execute("UPDATE attempt SET state = 'graded', score = 0, submitted_at = COALESCE(deadline, started_at) WHERE state = 'abandoned'")
    op.drop_index('ix_attempt_module_id_number_state', 'attempt')
    op.execute('ALTER TABLE attempt DROP COLUMN device')
    op.execute('ALTER TABLE attempt DROP COLUMN page')
    change_checks(STATES, STATES_BEFORE, running=RUNNING, unfinished=RUNNING)


def forbid_false_moves() -> None:
    """The database holds the table of moves, whatever code comes to it."""
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(
            f"CREATE FUNCTION check_attempt_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {FALSE_MOVE} THEN RAISE EXCEPTION 'attempt: % cannot become %', OLD.state, NEW.state "
            f"USING ERRCODE = 'check_violation', CONSTRAINT = 'tr_attempt_move'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER tr_attempt_move BEFORE UPDATE OF state ON attempt "
            "FOR EACH ROW EXECUTE FUNCTION check_attempt_move()"
        )
        return
    op.execute(
        f"CREATE TRIGGER tr_attempt_move BEFORE UPDATE OF state ON attempt WHEN {FALSE_MOVE} "
        f"BEGIN SELECT RAISE(ABORT, 'tr_attempt_move: an attempt cannot move so'); END"
    )


def allow_false_moves() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP TRIGGER tr_attempt_move ON attempt')
        op.execute('DROP FUNCTION check_attempt_move()')
    else:
        op.execute('DROP TRIGGER tr_attempt_move')


def change_checks(
    before: dict[str, str], after: dict[str, str], *, running: sa.TextClause, unfinished: sa.TextClause
) -> None:
    """A changed CHECK means a copied table on SQLite, where Alembic does not see the old ones."""
    op.drop_index('uq_attempt_in_progress', 'attempt')
    op.drop_index('ix_attempt_deadline', 'attempt')
    if op.get_bind().dialect.name == 'postgresql':
        for name in before:
            op.drop_constraint(f'ck_attempt_{name}', 'attempt')
        for name, check in after.items():
            op.create_check_constraint(op.f(f'ck_attempt_{name}'), 'attempt', check)
    else:
        with op.batch_alter_table('attempt', copy_from=attempt_table(after), recreate='always'):
            pass
    op.create_index('uq_attempt_in_progress', 'attempt', ['person_id', 'module_id'], unique=True, sqlite_where=running, postgresql_where=running)
    op.create_index('ix_attempt_deadline', 'attempt', ['deadline'], sqlite_where=unfinished, postgresql_where=unfinished)


def attempt_table(checks: dict[str, str]) -> sa.Table:
    """As it stands at this revision's foot."""
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
        sa.CheckConstraint("(state = 'graded') = (score IS NOT NULL)", name=op.f('ck_attempt_graded')),
        sa.CheckConstraint('number >= 1 AND number <= attempts_allowed', name=op.f('ck_attempt_limit')),
        sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_attempt_module_id')),
        sa.ForeignKeyConstraint(['module_version_id'], ['module_version.id'], name=op.f('fk_attempt_module_version_id')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attempt_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
        sa.UniqueConstraint('person_id', 'module_id', 'number', name=op.f('uq_attempt_person_id_module_id_number')),
    )
