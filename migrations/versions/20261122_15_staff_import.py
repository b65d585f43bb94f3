"""Staff import"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '20261122_15_staff_import'
down_revision = '20261122_14_sign_in'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
WRITES = "state IN ('new', 'changed', 'leaving', 'missing')"
STATES = "'new', 'changed', 'unchanged', 'error', 'leaving', 'missing', 'outdated'"


def upgrade() -> None:
    op.create_table('staff_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('file', sa.LargeBinary(), nullable=True),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('headings', JSON, nullable=True),
    sa.Column('columns', JSON, nullable=True),
    sa.Column('new_units', JSON, nullable=True),
    sa.Column('new_positions', JSON, nullable=True),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('applied_by_id', sa.Integer(), nullable=True),
    sa.Column('is_whole', sa.Boolean(), nullable=False),
    sa.CheckConstraint('applied_at IS NULL OR checked_at IS NOT NULL', name=op.f('ck_staff_import_applied')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_staff_import_agency_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_staff_import_created_by_id')),
    sa.ForeignKeyConstraint(['applied_by_id'], ['person.id'], name=op.f('fk_staff_import_applied_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_import'))
    )
    op.create_index('ix_staff_import_agency_id', 'staff_import', ['agency_id'])
    op.create_table('staff_import_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('nip', sa.String(length=18), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('birth_place', sa.String(length=100), nullable=True),
    sa.Column('birth_date', sa.Date(), nullable=True),
    sa.Column('unit_code', sa.String(length=40), nullable=False),
    sa.Column('position', sa.String(length=200), nullable=False),
    sa.Column('grade', sa.String(length=40), nullable=True),
    sa.Column('rank', sa.String(length=60), nullable=True),
    sa.Column('employment_type', sa.String(length=10), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('has_new_post', sa.Boolean(), nullable=False),
    sa.Column('has_new_number', sa.Boolean(), nullable=False),
    sa.Column('seen', sa.String(length=64), nullable=False),
    sa.Column('changes', JSON, nullable=False),
    sa.Column('faults', JSON, nullable=False),
    sa.CheckConstraint(f'state IN ({STATES})', name=op.f('ck_staff_import_row_state')),
    sa.ForeignKeyConstraint(['import_id'], ['staff_import.id'], name=op.f('fk_staff_import_row_import_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_staff_import_row_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_import_row'))
    )
    op.create_index('ix_staff_import_row_person_id', 'staff_import_row', ['person_id', 'import_id'])
    op.create_index('uq_staff_import_row_person', 'staff_import_row', ['import_id', 'person_id'], unique=True, sqlite_where=sa.text(WRITES), postgresql_where=sa.text(WRITES))
    op.create_index('ix_staff_import_row_state', 'staff_import_row', ['import_id', 'state', 'id'])
    op.create_table('staff_column',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('heading', sa.String(length=100), nullable=False),
    sa.Column('field', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_staff_column_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_column')),
    sa.UniqueConstraint('agency_id', 'heading', name=op.f('uq_staff_column_agency_id_heading'))
    )


def downgrade() -> None:
    for table in ('staff_column', 'staff_import_row', 'staff_import'):
        op.drop_table(table)
