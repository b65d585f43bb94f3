"""Drafts in the studio, and the sources of what was published"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '20261122_02_studio'
down_revision = '20261122_01_first_rooms'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('source_text',
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('hash', name=op.f('pk_source_text'))
    )
    op.create_table('course_alias',
    sa.Column('ref', sa.String(length=100), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_course_alias_course_id')),
    sa.PrimaryKeyConstraint('ref', name=op.f('pk_course_alias'))
    )
    op.create_table('course_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=100), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=35), nullable=False),
    sa.Column('origin', sa.String(length=300), nullable=False),
    sa.Column('version_number', sa.Integer(), nullable=True),
    sa.Column('folder', sa.String(length=32), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('base_version_id', sa.Integer(), nullable=True),
    sa.Column('findings', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('impact', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('is_kept_back', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.ForeignKeyConstraint(['base_version_id'], ['course_version.id'], name=op.f('fk_course_draft_base_version_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_course_draft_created_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_draft')),
    sa.UniqueConstraint('folder', name=op.f('uq_course_draft_folder')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('course_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_draft_ref'), ['ref'], unique=False)

    op.create_table('course_source',
    sa.Column('course_version_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.String(length=300), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['course_version_id'], ['course_version.id'], name=op.f('fk_course_source_course_version_id')),
    sa.ForeignKeyConstraint(['text_hash'], ['source_text.hash'], name=op.f('fk_course_source_text_hash')),
    sa.PrimaryKeyConstraint('course_version_id', 'path', name=op.f('pk_course_source'))
    )
    op.create_table('draft_page',
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('ref', sa.String(length=100), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('path', sa.String(length=300), nullable=False),
    sa.Column('change', sa.String(length=10), nullable=False),
    sa.Column('live_module_version_id', sa.Integer(), nullable=True),
    sa.Column('body', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.CheckConstraint("change IN ('new', 'changed', 'same', 'removed')", name=op.f('ck_draft_page_change')),
    sa.ForeignKeyConstraint(['live_module_version_id'], ['module_version.id'], name=op.f('fk_draft_page_live_module_version_id')),
    sa.ForeignKeyConstraint(['draft_id'], ['course_draft.id'], name=op.f('fk_draft_page_draft_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('draft_id', 'position', name=op.f('pk_draft_page')),
    sa.UniqueConstraint('draft_id', 'ref', name=op.f('uq_draft_page_draft_id_ref'))
    )
    # The check stands with its column: SQLite can add and drop both without copying the table.
    op.execute(
        "ALTER TABLE course_version ADD COLUMN origin VARCHAR(10) DEFAULT 'folder' NOT NULL "
        "CONSTRAINT ck_course_version_origin CHECK (origin IN ('folder', 'studio'))"
    )
    op.execute(
        "ALTER TABLE course_version ADD COLUMN change VARCHAR(10) DEFAULT 'minor' NOT NULL "
        "CONSTRAINT ck_course_version_change CHECK (change IN ('minor', 'material', 'major'))"
    )
    op.add_column('course_version', sa.Column('change_note', sa.Text(), server_default='', nullable=False))
    allow_kinds("kind IN ('lesson', 'quiz', 'pool', 'folder', 'survey')")
    # Sources stand in course_source from now on, those of every file.
    op.drop_column('module_version', 'source')
    # Before publishing, the studio counts the answers and completions that a change would meet.
    op.create_index('ix_module_completion_module_id', 'module_completion', ['module_id'])
    op.create_index('ix_attempt_question_question_version_id', 'attempt_question', ['question_version_id'])


def allow_kinds(check: str) -> None:
    """A changed CHECK means a copied table on SQLite, where Alembic does not see the old ones."""
    if op.get_bind().dialect.name == 'postgresql':
        op.drop_constraint('ck_module_version_kind', 'module_version')
        op.create_check_constraint(op.f('ck_module_version_kind'), 'module_version', check)
        return
    json = sa.JSON()
    table = sa.Table(
        'module_version', sa.MetaData(),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('module_id', sa.Integer(), nullable=False),
        sa.Column('content_hash', sa.String(length=64), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('description', sa.Text(), nullable=False),
        sa.Column('lang', sa.String(length=35), nullable=False),
        sa.Column('path', sa.String(length=300), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('source', sa.Text(), nullable=False),
        sa.Column('parts', json, nullable=False),
        sa.Column('outline', json, nullable=False),
        sa.Column('settings', json, nullable=True),
        sa.CheckConstraint(check, name=op.f('ck_module_version_kind')),
        sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_module_version_module_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_module_version')),
        sa.UniqueConstraint('module_id', 'content_hash', name=op.f('uq_module_version_module_id_content_hash')),
    )
    with op.batch_alter_table('module_version', copy_from=table, recreate='always'):
        pass


def downgrade() -> None:
    op.drop_index('ix_attempt_question_question_version_id', 'attempt_question')
    op.drop_index('ix_module_completion_module_id', 'module_completion')
    op.add_column('module_version', sa.Column('source', sa.Text(), server_default='', nullable=False))
    allow_kinds("kind IN ('lesson', 'quiz', 'pool', 'folder')")
    for column in ('change_note', 'change', 'origin'):
        op.execute(f"ALTER TABLE course_version DROP COLUMN {column}")
    op.drop_table('draft_page')
    op.drop_table('course_source')
    with op.batch_alter_table('course_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_course_draft_ref'))

    op.drop_table('course_draft')
    op.drop_table('course_alias')
    op.drop_table('source_text')
