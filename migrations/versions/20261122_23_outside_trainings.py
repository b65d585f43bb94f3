"""Trainings from outside: what is known of them, their evidence and the decisions on them; the
registers of competencies and providers
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_23_outside_trainings'
down_revision = '20261122_22_ledger'
branch_labels = None
depends_on = None

# Permenpan-RB 38/2017: eight managerial competencies and a socio-cultural one; and the technical
# ones that the courses shipped with Lentera teach.
COMPETENCIES = (
    ('manajerial.integritas', 'managerial', 'Integritas', 'Integrity'),
    ('manajerial.kerja-sama', 'managerial', 'Kerja Sama', 'Teamwork'),
    ('manajerial.komunikasi', 'managerial', 'Komunikasi', 'Communication'),
    ('manajerial.orientasi-pada-hasil', 'managerial', 'Orientasi pada Hasil', 'Focus on results'),
    ('manajerial.pelayanan-publik', 'managerial', 'Pelayanan Publik', 'Public service'),
    (
        'manajerial.pengembangan-diri-dan-orang-lain',
        'managerial',
        'Pengembangan Diri dan Orang Lain',
        'Developing oneself and others',
    ),
    ('manajerial.mengelola-perubahan', 'managerial', 'Mengelola Perubahan', 'Managing change'),
    (
        'manajerial.pengambilan-keputusan',
        'managerial',
        'Pengambilan Keputusan',
        'Making decisions',
    ),
    ('sosial-kultural.perekat-bangsa', 'socio-cultural', 'Perekat Bangsa', 'Uniting the nation'),
    ('teknis.analisis-data', 'technical', 'Analisis Data', 'Data analysis'),
    ('teknis.keamanan-informasi', 'technical', 'Keamanan Informasi', 'Information security'),
    ('teknis.literasi-digital', 'technical', 'Literasi Digital', 'Digital literacy'),
)
TIMES = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_registers()
    describe_activities()
    create_proofs()
    tell_targets_apart()


def create_registers() -> None:
    competency = op.create_table(
        'competency',
        sa.Column('id', sa.String(length=80), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('english_name', sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "kind IN ('managerial', 'socio-cultural', 'technical')", name=op.f('ck_competency_kind')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_competency')),
    )
    names = ('id', 'kind', 'name', 'english_name')
    op.bulk_insert(competency, [dict(zip(names, row, strict=True)) for row in COMPETENCIES])
    op.create_table(
        'provider',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('key', sa.String(length=200), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('contact_name', sa.String(length=200), nullable=True),
        sa.Column('contact_email', sa.String(length=254), nullable=True),
        sa.Column('contact_phone', sa.String(length=40), nullable=True),
        sa.Column('website', sa.String(length=300), nullable=True),
        sa.Column('agreement_number', sa.String(length=100), nullable=True),
        sa.Column('agreement_from', sa.Date(), nullable=True),
        sa.Column('agreement_until', sa.Date(), nullable=True),
        sa.Column('note', sa.Text(), nullable=True),
        sa.Column('retired_at', TIMES, nullable=True),
        sa.Column('created_at', TIMES, nullable=False),
        sa.CheckConstraint(
            "kind IN ('own', 'government', 'university', 'company', 'association', 'other')",
            name=op.f('ck_provider_kind'),
        ),
        sa.CheckConstraint(
            'agreement_until IS NULL OR agreement_from IS NULL '
            'OR agreement_until >= agreement_from',
            name=op.f('ck_provider_agreement'),
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_provider')),
        sa.UniqueConstraint('key', name=op.f('uq_provider_key')),
    )


def describe_activities() -> None:
    with op.batch_alter_table('activity') as batch:
        batch.add_column(sa.Column('provider_id', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('place', sa.String(length=200), nullable=True))
        batch.add_column(sa.Column('competency', sa.String(length=80), nullable=True))
        batch.add_column(sa.Column('cost', sa.Numeric(precision=14, scale=2), nullable=True))
        batch.add_column(sa.Column('number', sa.String(length=100), nullable=True))
        batch.add_column(sa.Column('number_key', sa.String(length=100), nullable=True))
        batch.add_column(sa.Column('revision', sa.Integer(), server_default='1', nullable=False))
        batch.add_column(sa.Column('proposed_at', TIMES, nullable=True))
        batch.add_column(sa.Column('waits_for', sa.String(length=10), nullable=True))
        batch.add_column(sa.Column('form_key', sa.String(length=32), nullable=True))
        batch.create_check_constraint(op.f('ck_activity_cost'), 'cost >= 0')
        batch.create_check_constraint(
            op.f('ck_activity_waits_for'), "waits_for IN ('officer', 'supervisor', 'either')"
        )
        batch.create_check_constraint(
            op.f('ck_activity_proposed'),
            "state <> 'proposed' OR (proposed_at IS NOT NULL AND waits_for IS NOT NULL)",
        )
        batch.create_foreign_key(op.f('fk_activity_provider_id'), 'provider', ['provider_id'], ['id'])
        batch.create_foreign_key(op.f('fk_activity_competency'), 'competency', ['competency'], ['id'])
        batch.create_unique_constraint(op.f('uq_activity_form_key'), ['form_key'])
        batch.create_index('ix_activity_number_key', ['number_key'])
        batch.create_index('ix_activity_provider_id', ['provider_id', 'ends_on'])
    waiting = sa.text("state = 'proposed'")
    op.create_index(
        'ix_activity_proposed_at',
        'activity',
        ['proposed_at', 'id'],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    unlinked = sa.text('provider_id IS NULL AND completion_id IS NULL')
    op.create_index(
        'ix_activity_provider',
        'activity',
        ['completion_id', 'provider_id', 'provider', 'state'],
        sqlite_where=unlinked,
        postgresql_where=unlinked,
    )


def create_proofs() -> None:
    op.create_table(
        'evidence',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('file', sa.String(length=32), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('media_type', sa.String(length=100), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=False),
        sa.Column('created_at', TIMES, nullable=False),
        sa.CheckConstraint('size > 0 AND pages > 0', name=op.f('ck_evidence_amounts')),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_evidence_activity_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
        sa.UniqueConstraint('activity_id', 'digest', name=op.f('uq_evidence_activity_id_digest')),
        sa.UniqueConstraint('file', name=op.f('uq_evidence_file')),
    )
    op.create_index('ix_evidence_digest', 'evidence', ['digest'])
    op.create_table(
        'verification',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('decision', sa.String(length=10), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('at', TIMES, nullable=False),
        sa.CheckConstraint(
            "decision IN ('endorsed', 'verified', 'returned', 'rejected', 'reopened')",
            name=op.f('ck_verification_decision'),
        ),
        sa.CheckConstraint(
            "reason <> '' OR decision IN ('endorsed', 'verified')",
            name=op.f('ck_verification_reason'),
        ),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_verification_activity_id')),
        sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_verification_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_verification')),
        sa.UniqueConstraint(
            'activity_id', 'number', name=op.f('uq_verification_activity_id_number')
        ),
    )
    op.create_index('ix_verification_by_id', 'verification', ['by_id'])


def tell_targets_apart() -> None:
    """There was no page that could have made two of one day."""
    with op.batch_alter_table('yearly_target') as batch:
        batch.create_unique_constraint(
            op.f('uq_yearly_target_employment_type_valid_from'), ['employment_type', 'valid_from']
        )


def downgrade() -> None:
    with op.batch_alter_table('yearly_target') as batch:
        batch.drop_constraint(
            op.f('uq_yearly_target_employment_type_valid_from'), type_='unique'
        )
    op.drop_table('verification')
    op.drop_table('evidence')
    op.drop_index('ix_activity_provider', table_name='activity')
    op.drop_index('ix_activity_proposed_at', table_name='activity')
    with op.batch_alter_table('activity') as batch:
        batch.drop_index('ix_activity_provider_id')
        batch.drop_index('ix_activity_number_key')
        batch.drop_constraint(op.f('uq_activity_form_key'), type_='unique')
        for name in ('competency', 'provider_id'):
            batch.drop_constraint(op.f(f'fk_activity_{name}'), type_='foreignkey')
        for name in ('proposed', 'waits_for', 'cost'):
            batch.drop_constraint(op.f(f'ck_activity_{name}'), type_='check')
        for name in (
            'form_key', 'waits_for', 'proposed_at', 'revision', 'number_key', 'number', 'cost',
            'competency', 'place', 'provider_id',
        ):
            batch.drop_column(name)
    op.drop_table('provider')
    op.drop_table('competency')
