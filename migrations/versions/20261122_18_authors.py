"""Roles with a scope, and who is the author of which course

Who is an author now stays one for all courses: a grant without a scope means everywhere. Grants for
a unit gave nothing so far; those of officers begin to hold for it.
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_18_authors'
down_revision = '20261122_17_identity'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('role_grant') as batch:
        batch.add_column(sa.Column('only_own', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.create_check_constraint(op.f('ck_role_grant_only_own'), "NOT only_own OR role = 'author'")
    op.create_table(
        'course_author',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('course_id', sa.Integer(), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_course_author_period')),
        sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_course_author_course_id')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_course_author_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_course_author')),
    )
    op.create_index('ix_course_author_course_id', 'course_author', ['course_id'], unique=False)
    op.create_index(
        'uq_course_author_open',
        'course_author',
        ['person_id', 'course_id'],
        unique=True,
        sqlite_where=sa.text('valid_to IS NULL'),
        postgresql_where=sa.text('valid_to IS NULL'),
    )


def downgrade() -> None:
    op.drop_index('uq_course_author_open', table_name='course_author')
    op.drop_index('ix_course_author_course_id', table_name='course_author')
    op.drop_table('course_author')
    with op.batch_alter_table('role_grant') as batch:
        batch.drop_constraint(op.f('ck_role_grant_only_own'), type_='check')
        batch.drop_column('only_own')
