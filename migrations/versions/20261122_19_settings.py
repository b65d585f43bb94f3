"""Settings and branding"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '20261122_19_settings'
down_revision = '20261122_18_authors'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        'setting',
        sa.Column('key', sa.String(length=60), nullable=False),
        sa.Column('value', JSON, nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_by_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['changed_by_id'], ['person.id'], name=op.f('fk_setting_changed_by_id')),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_setting')),
    )
    version = op.create_table(
        'settings_version',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('token', sa.String(length=32), nullable=False),
        sa.CheckConstraint('id = 1', name=op.f('ck_settings_version_single')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_settings_version')),
    )
    op.bulk_insert(version, [{'id': 1, 'token': 'first'}])
    op.create_table(
        'brand',
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=40), nullable=True),
        sa.Column('accent', sa.String(length=7), nullable=True),
        sa.Column('logo', sa.LargeBinary(), nullable=True),
        sa.Column('logo_digest', sa.String(length=64), nullable=True),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_by_id', sa.Integer(), nullable=False),
        sa.CheckConstraint("accent LIKE '#______'", name=op.f('ck_brand_accent')),
        sa.CheckConstraint('(logo IS NULL) = (logo_digest IS NULL)', name=op.f('ck_brand_logo')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_brand_agency_id')),
        sa.ForeignKeyConstraint(['changed_by_id'], ['person.id'], name=op.f('fk_brand_changed_by_id')),
        sa.PrimaryKeyConstraint('agency_id', name=op.f('pk_brand')),
    )


def downgrade() -> None:
    op.drop_table('brand')
    op.drop_table('settings_version')
    op.drop_table('setting')
