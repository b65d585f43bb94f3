"""Papers of a record: statements that can be checked, and links that share it"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '20261123_24_record_papers'
down_revision = '20261122_23_outside_trainings'
branch_labels = None
depends_on = None


TIMES = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_statements()
    create_shares()


def create_statements() -> None:
    op.create_table(
        'record_statement',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(length=20), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('first_year', sa.Integer(), nullable=False),
        sa.Column('last_year', sa.Integer(), nullable=False),
        sa.Column(
            'snapshot', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False
        ),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('issued_at', TIMES, nullable=False),
        sa.Column('withdrawn_at', TIMES, nullable=True),
        sa.CheckConstraint('last_year >= first_year', name=op.f('ck_record_statement_years')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_record_statement_agency_id')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_record_statement_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_record_statement')),
        sa.UniqueConstraint('code', name=op.f('uq_record_statement_code')),
    )
    open_ones = sa.text('withdrawn_at IS NULL')
    op.create_index(
        'uq_record_statement_person_id',
        'record_statement',
        ['person_id', 'digest'],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )
    op.create_index('ix_record_statement_person_id', 'record_statement', ['person_id', 'id'])


def create_shares() -> None:
    op.create_table(
        'record_share',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('label', sa.String(length=100), nullable=False),
        sa.Column('year', sa.Integer(), nullable=True),
        sa.Column('shows_numbers', sa.Boolean(), nullable=False),
        sa.Column('created_at', TIMES, nullable=False),
        sa.Column('expires_at', TIMES, nullable=False),
        sa.Column('revoked_at', TIMES, nullable=True),
        sa.Column('opened_count', sa.Integer(), nullable=False),
        sa.Column('opened_at', TIMES, nullable=True),
        sa.CheckConstraint('opened_count >= 0', name=op.f('ck_record_share_opened_count')),
        sa.CheckConstraint(
            '(opened_count = 0) = (opened_at IS NULL)', name=op.f('ck_record_share_opened_at')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_record_share_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_record_share')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_record_share_token_hash')),
    )
    op.create_index('ix_record_share_person_id', 'record_share', ['person_id', 'id'])


def downgrade() -> None:
    op.drop_table('record_share')
    op.drop_table('record_statement')
