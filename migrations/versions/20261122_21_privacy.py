"""Requests for correction, and who was anonymised"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_21_privacy'
down_revision = '20261122_20_assignments'
branch_labels = None
depends_on = None

AGEING = (
    ('view_log', 'at'),
    ('notice', 'created_at'),
    ('delivery', 'finished_at'),
    ('sign_in_session', 'expires_at'),
)
_OPEN = sa.text('decided_at IS NULL')


def upgrade() -> None:
    op.create_table(
        'correction_request',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('about', sa.String(length=10), nullable=False),
        sa.Column('wrong', sa.Text(), nullable=False),
        sa.Column('right', sa.Text(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('decision', sa.String(length=10), nullable=True),
        sa.Column('reason', sa.Text(), server_default='', nullable=False),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('decided_by_id', sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "about IN ('name', 'email', 'birth', 'nip', 'post', 'results', 'other')",
            name=op.f('ck_correction_request_about'),
        ),
        sa.CheckConstraint("decision IN ('accepted', 'refused')", name=op.f('ck_correction_request_decision')),
        sa.CheckConstraint(
            '(decision IS NULL) = (decided_at IS NULL)', name=op.f('ck_correction_request_decided')
        ),
        sa.CheckConstraint("decision <> 'refused' OR reason <> ''", name=op.f('ck_correction_request_reason')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_correction_request_person_id')),
        sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_correction_request_decided_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_correction_request')),
    )
    op.create_index(
        'uq_correction_request_open',
        'correction_request',
        ['person_id', 'about'],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        'ix_correction_request_due',
        'correction_request',
        ['due_at'],
        unique=False,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index('ix_correction_request_person_id', 'correction_request', ['person_id', 'id'], unique=False)
    # What is removed after a time is found by it.
    for table, column in AGEING:
        op.create_index(f'ix_{table}_{column}', table, [column], unique=False)
    op.add_column('person', sa.Column('anonymised_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # SQLite drops a column by itself; a copy of the table would lose what points to it.
    op.drop_column('person', 'anonymised_at')
    for table, column in AGEING:
        op.drop_index(f'ix_{table}_{column}', table_name=table)
    op.drop_index('ix_correction_request_person_id', table_name='correction_request')
    op.drop_index('ix_correction_request_due', table_name='correction_request')
    op.drop_index('uq_correction_request_open', table_name='correction_request')
    op.drop_table('correction_request')
