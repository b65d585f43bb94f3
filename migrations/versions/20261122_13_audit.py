"""Who did what to whom, sealed; who looked at whose record"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql


revision = '20261122_13_audit'
down_revision = '20261122_12_organisation'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
KEPT = ('audit_entry', 'audit_value', 'audit_seal', 'audit_sealed_entry')
# Its own condition stands below: a value may be emptied.
UNCHANGED = ('audit_entry', 'audit_seal', 'audit_sealed_entry')
# What a row is known by: SQLite's INSERT OR REPLACE removes the row before without a DELETE trigger.
KNOWN_BY = {
    'audit_entry': 'id = NEW.id',
    'audit_value': 'entry_id = NEW.entry_id AND field = NEW.field',
    'audit_seal': 'number = NEW.number OR previous_hash = NEW.previous_hash',
    'audit_sealed_entry': 'entry_id = NEW.entry_id',
}
IS_EMPTIED = """NEW.entry_id = OLD.entry_id AND NEW.field = OLD.field
    AND NEW.old IS NULL AND NEW.new IS NULL AND NEW.salt IS NULL"""


def upgrade() -> None:
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('object_kind', sa.String(length=40), nullable=False),
    sa.Column('object_id', sa.String(length=200), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('request_id', sa.String(length=64), nullable=False),
    sa.Column('digests', JSON, nullable=False),
    sa.CheckConstraint("channel IN ('web', 'command', 'background')", name=op.f('ck_audit_entry_channel')),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_audit_entry_actor_id')),
    sa.ForeignKeyConstraint(['subject_id'], ['person.id'], name=op.f('fk_audit_entry_subject_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    sqlite_autoincrement=True,
    )
    op.create_index('ix_audit_entry_action', 'audit_entry', ['action', 'id'])
    op.create_index('ix_audit_entry_actor_id', 'audit_entry', ['actor_id', 'id'])
    op.create_index('ix_audit_entry_at', 'audit_entry', ['at'])
    op.create_index('ix_audit_entry_subject_id', 'audit_entry', ['subject_id', 'id'])
    op.create_table('audit_value',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('field', sa.String(length=60), nullable=False),
    sa.Column('old', sa.Text(), nullable=True),
    sa.Column('new', sa.Text(), nullable=True),
    sa.Column('salt', sa.String(length=32), nullable=True),
    sa.ForeignKeyConstraint(['entry_id'], ['audit_entry.id'], name=op.f('fk_audit_value_entry_id')),
    sa.PrimaryKeyConstraint('entry_id', 'field', name=op.f('pk_audit_value'))
    )
    op.create_table('audit_seal',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('previous_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('highest_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_audit_seal')),
    sa.UniqueConstraint('previous_hash', name=op.f('uq_audit_seal_previous_hash'))
    )
    op.create_table('audit_sealed_entry',
    sa.Column('entry_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('seal_number', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['seal_number'], ['audit_seal.number'], name=op.f('fk_audit_sealed_entry_seal_number')),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_audit_sealed_entry'))
    )
    op.create_index('ix_audit_sealed_entry_seal', 'audit_sealed_entry', ['seal_number', 'entry_id'])
    op.create_table('view_log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('viewer_id', sa.Integer(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=60), nullable=False),
    sa.Column('hour', sa.DateTime(timezone=True), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['subject_id'], ['person.id'], name=op.f('fk_view_log_subject_id')),
    sa.ForeignKeyConstraint(['viewer_id'], ['person.id'], name=op.f('fk_view_log_viewer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_view_log')),
    sa.UniqueConstraint('viewer_id', 'subject_id', 'what', 'hour', name=op.f('uq_view_log_viewer_id_subject_id_what_hour'))
    )
    op.create_index('ix_view_log_subject_id', 'view_log', ['subject_id', 'id'])
    if op.get_bind().dialect.name == 'postgresql':
        forbid_changes_on_postgresql()
    else:
        forbid_changes_on_sqlite()


def forbid_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append only', TG_TABLE_NAME "
        "USING ERRCODE = 'check_violation', CONSTRAINT = 'tr_audit_append_only'; END $$"
    )
    refuse = 'EXECUTE FUNCTION refuse_audit_change()'
    for table in KEPT:
        op.execute(f"CREATE TRIGGER tr_{table}_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}")
        op.execute(f"CREATE TRIGGER tr_{table}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}")
    for table in UNCHANGED:
        op.execute(f"CREATE TRIGGER tr_{table}_update BEFORE UPDATE ON {table} FOR EACH ROW {refuse}")
    op.execute(
        f"CREATE TRIGGER tr_audit_value_update BEFORE UPDATE ON audit_value FOR EACH ROW "
        f"WHEN (NOT ({IS_EMPTIED})) {refuse}"
    )


def forbid_changes_on_sqlite() -> None:
    for table in KEPT:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
        op.execute(f"CREATE TRIGGER tr_{table}_delete BEFORE DELETE ON {table} {refuse}")
        op.execute(
            f"CREATE TRIGGER tr_{table}_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {KNOWN_BY[table]}) {refuse}"
        )
        if table in UNCHANGED:
            op.execute(f"CREATE TRIGGER tr_{table}_update BEFORE UPDATE ON {table} {refuse}")
    op.execute(
        f"CREATE TRIGGER tr_audit_value_update BEFORE UPDATE ON audit_value WHEN NOT ({IS_EMPTIED}) "
        f"BEGIN SELECT RAISE(ABORT, 'audit_value is append only'); END"
    )


def downgrade() -> None:
    for table in ('view_log', 'audit_sealed_entry', 'audit_seal', 'audit_value', 'audit_entry'):
        op.drop_table(table)
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION refuse_audit_change()')
