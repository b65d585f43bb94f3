"""Remembered devices and identities of single sign-on"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_17_identity'
down_revision = '20261122_16_deliveries'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'remembered_device',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('series', sa.String(length=40), nullable=False),
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('former_hash', sa.String(length=64), nullable=True),
        sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('user_agent', sa.String(length=200), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_remembered_device_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_remembered_device')),
        sa.UniqueConstraint('series', name=op.f('uq_remembered_device_series')),
    )
    op.create_index('ix_remembered_device_person_id', 'remembered_device', ['person_id'], unique=False)
    op.create_table(
        'identity',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('issuer', sa.String(length=255), nullable=False),
        sa.Column('subject', sa.String(length=255), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_identity_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_identity')),
        sa.UniqueConstraint('issuer', 'subject', name=op.f('uq_identity_issuer_subject')),
        sa.UniqueConstraint('person_id', 'issuer', name=op.f('uq_identity_person_id_issuer')),
    )
    with op.batch_alter_table('sign_in_session') as batch:
        batch.add_column(sa.Column('device_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f('fk_sign_in_session_device_id'), 'remembered_device', ['device_id'], ['id'])
        batch.create_index('ix_sign_in_session_device_id', ['device_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('sign_in_session') as batch:
        batch.drop_index('ix_sign_in_session_device_id')
        batch.drop_constraint(op.f('fk_sign_in_session_device_id'), type_='foreignkey')
        batch.drop_column('device_id')
    op.drop_table('identity')
    op.drop_index('ix_remembered_device_person_id', table_name='remembered_device')
    op.drop_table('remembered_device')
