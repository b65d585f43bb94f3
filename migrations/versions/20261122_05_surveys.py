"""Surveys: who has answered, and apart from it what was said"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '20261122_05_surveys'
down_revision = '20261122_04_glossary'
branch_labels = None
depends_on = None


def upgrade() -> None:
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    # Without SQLite's hidden row number, which would tell the order in which people answered.
    op.create_table('survey_participation',
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['enrolment_id'], ['enrolment.id'], name=op.f('fk_survey_participation_enrolment_id')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_survey_participation_module_id')),
    sa.PrimaryKeyConstraint('enrolment_id', 'module_id', name=op.f('pk_survey_participation')),
    sqlite_with_rowid=False
    )
    op.create_table('survey_response',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_survey_response_module_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_response')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_survey_response_module_id', 'survey_response', ['module_id'])
    op.create_table('survey_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('response_id', sa.Uuid(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('question_version_id', sa.Integer(), nullable=False),
    sa.Column('response', json, nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_survey_answer_question_id')),
    sa.ForeignKeyConstraint(['question_version_id'], ['question_version.id'], name=op.f('fk_survey_answer_question_version_id')),
    sa.ForeignKeyConstraint(['response_id'], ['survey_response.id'], name=op.f('fk_survey_answer_response_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_answer')),
    sa.UniqueConstraint('response_id', 'question_id', name=op.f('uq_survey_answer_response_id_question_id')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_survey_answer_question_id', 'survey_answer', ['question_id', 'id'])


def downgrade() -> None:
    op.drop_table('survey_answer')
    op.drop_table('survey_response')
    op.drop_table('survey_participation')
