"""Heads of units, acting and second posts, supervisors by hand"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '20261122_12_organisation'
down_revision = '20261122_11_hours'
branch_labels = None
depends_on = None

OPEN = sa.text("valid_to IS NULL")
MAIN = sa.text("kind = 'main' AND valid_to IS NULL")
FORMER_MAIN = sa.text("is_main AND valid_to IS NULL")


def upgrade() -> None:
    _create_tables()
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.add_column(sa.Column('valid_from', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('valid_to', sa.Date(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_unit_parent'), 'parent_id <> id')
    with op.batch_alter_table('position', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=12), nullable=True))
        batch_op.create_check_constraint(op.f('ck_position_kind'), "kind IN ('structural', 'functional', 'pelaksana')")
    op.execute(sa.text(
        "INSERT INTO chosen_supervisor (person_id, supervisor_id, reason, set_at, valid_from, valid_to) "
        "SELECT person_id, supervisor_id, '', :at, valid_from, valid_to FROM membership "
        "WHERE supervisor_id IS NOT NULL AND is_main"
    ).bindparams(sa.bindparam('at', datetime.now(UTC), type_=sa.DateTime(timezone=True))))
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=10), nullable=False, server_default='main'))
    op.execute("UPDATE membership SET kind = 'second' WHERE NOT is_main")
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('uq_membership_main')
        batch_op.drop_index('ix_membership_supervisor_id')
        batch_op.drop_constraint(op.f('ck_membership_supervisor'), type_='check')
        batch_op.drop_constraint(op.f('fk_membership_supervisor_id'), type_='foreignkey')
        batch_op.drop_column('supervisor_id')
        batch_op.drop_column('is_main')
        batch_op.alter_column('kind', server_default=None)
        batch_op.create_check_constraint(op.f('ck_membership_kind'), "kind IN ('main', 'acting', 'second')")
        batch_op.create_index('uq_membership_main', ['person_id'], unique=True, sqlite_where=MAIN, postgresql_where=MAIN)
        batch_op.drop_index('ix_membership_unit_id')
        batch_op.create_index('ix_membership_unit_id', ['unit_id', 'kind'])


def _create_tables() -> None:
    op.create_table('former_unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=False),
    sa.CheckConstraint('valid_from IS NULL OR valid_to >= valid_from', name=op.f('ck_former_unit_period')),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_former_unit_parent_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_former_unit_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_former_unit')),
    sa.UniqueConstraint('unit_id', 'valid_to', name=op.f('uq_former_unit_unit_id_valid_to'))
    )
    op.create_index('ix_former_unit_parent_id', 'former_unit', ['parent_id'])
    op.create_table('unit_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.CheckConstraint("kind IN ('head', 'acting')", name=op.f('ck_unit_head_kind')),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_unit_head_period')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_unit_head_person_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_unit_head_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_head'))
    )
    op.create_index('ix_unit_head_person_id', 'unit_head', ['person_id'])
    op.create_index('ix_unit_head_unit_id', 'unit_head', ['unit_id'])
    op.create_index('uq_unit_head_open', 'unit_head', ['unit_id', 'kind'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table('chosen_supervisor',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('supervisor_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=1000), nullable=False),
    sa.Column('set_by_id', sa.Integer(), nullable=True),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.CheckConstraint('supervisor_id <> person_id', name=op.f('ck_chosen_supervisor_supervisor')),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_chosen_supervisor_period')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_chosen_supervisor_person_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_chosen_supervisor_set_by_id')),
    sa.ForeignKeyConstraint(['supervisor_id'], ['person.id'], name=op.f('fk_chosen_supervisor_supervisor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chosen_supervisor'))
    )
    op.create_index('ix_chosen_supervisor_person_id', 'chosen_supervisor', ['person_id'])
    op.create_index('ix_chosen_supervisor_supervisor_id', 'chosen_supervisor', ['supervisor_id'])
    op.create_index('uq_chosen_supervisor_open', 'chosen_supervisor', ['person_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('supervisor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('is_main', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("UPDATE membership SET is_main = (kind = 'main')")
    op.execute(
        "UPDATE membership SET supervisor_id = (SELECT supervisor_id FROM chosen_supervisor c "
        "WHERE c.person_id = membership.person_id AND c.valid_from = membership.valid_from) "
        "WHERE is_main"
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('uq_membership_main')
        batch_op.drop_index('ix_membership_unit_id')
        batch_op.create_index('ix_membership_unit_id', ['unit_id'])
        batch_op.drop_constraint(op.f('ck_membership_kind'), type_='check')
        batch_op.drop_column('kind')
        batch_op.alter_column('is_main', server_default=None)
        batch_op.create_check_constraint(op.f('ck_membership_supervisor'), 'supervisor_id <> person_id')
        batch_op.create_foreign_key(op.f('fk_membership_supervisor_id'), 'person', ['supervisor_id'], ['id'])
        batch_op.create_index('ix_membership_supervisor_id', ['supervisor_id'])
        batch_op.create_index('uq_membership_main', ['person_id'], unique=True, sqlite_where=FORMER_MAIN, postgresql_where=FORMER_MAIN)
    with op.batch_alter_table('position', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_position_kind'), type_='check')
        batch_op.drop_column('kind')
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_unit_parent'), type_='check')
        batch_op.drop_column('valid_to')
        batch_op.drop_column('valid_from')
    for table in ('chosen_supervisor', 'unit_head', 'former_unit'):
        op.drop_table(table)
