"""One-time links and the second factor"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_14_sign_in'
down_revision = '20261122_13_audit'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'one_time_link',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('purpose', sa.String(length=10), nullable=False),
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('created_by_id', sa.Integer(), nullable=True),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('first', 'reset')", name=op.f('ck_one_time_link_purpose')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_one_time_link_person_id')),
        sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_one_time_link_created_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_link')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_one_time_link_token_hash')),
    )
    op.create_index('ix_one_time_link_person_id', 'one_time_link', ['person_id'], unique=False)
    op.create_table(
        'second_factor',
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('salt', sa.LargeBinary(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('last_step', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_second_factor_person_id')),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_second_factor')),
    )
    op.create_table(
        'recovery_code',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('code_hash', sa.String(length=64), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recovery_code_person_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
        sa.UniqueConstraint('person_id', 'code_hash', name=op.f('uq_recovery_code_person_id_code_hash')),
    )


def downgrade() -> None:
    op.drop_table('recovery_code')
    op.drop_table('second_factor')
    op.drop_index('ix_one_time_link_person_id', table_name='one_time_link')
    op.drop_table('one_time_link')
