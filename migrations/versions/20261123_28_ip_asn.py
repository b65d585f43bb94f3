"""Weights of the professionalism index, and what it is computed from"""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = '20261123_28_ip_asn'
down_revision = '20261123_27_siasn'
branch_labels = None
depends_on = None

POINTS = sa.Numeric(precision=5, scale=2)
SINCE = date(2018, 1, 1)
SOURCE = 'Permenpan-RB 38/2018; Peraturan BKN 8/2019'
WEIGHTS = (
    *(('qualification', item, 'any', points) for item, points in (
        ('s3', '25'), ('s2', '20'), ('s1', '15'), ('d3', '10'), ('sma', '5'), ('below', '1'),
    )),
    *(('competence', item, kind, points) for kind in ('structural', 'functional') for item, points in (
        ('training', '15'), ('hours', '15'), ('seminar', '10'),
    )),
    ('competence', 'hours', 'pelaksana', '22.5'),
    ('competence', 'seminar', 'pelaksana', '17.5'),
    *(('performance', item, 'any', points) for item, points in (
        ('very_good', '30'), ('good', '25'), ('needs_work', '15'), ('poor', '5'), ('very_poor', '1'),
    )),
    *(('discipline', item, 'any', points) for item, points in (
        ('none', '5'), ('light', '3'), ('medium', '2'), ('heavy', '1'),
    )),
)
CATEGORIES = (('very_high', '91'), ('high', '81'), ('medium', '71'), ('low', '61'), ('very_low', '0'))
TRAININGS = ((1, 'leadership'), (2, 'functional'), *((form, 'seminar') for form in (4, 7, 8, 9)))


def upgrade() -> None:
    op.create_table(
        'ip_asn_version',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('source', sa.String(length=300), nullable=False),
        sa.Column('needed_jp', sa.Numeric(precision=7, scale=2), nullable=False),
        sa.CheckConstraint('needed_jp > 0', name=op.f('ck_ip_asn_version_needed_jp')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_ip_asn_version')),
        sa.UniqueConstraint('valid_from', name=op.f('uq_ip_asn_version_valid_from')),
    )
    weight = op.create_table(
        'ip_asn_weight',
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('part', sa.String(length=15), nullable=False),
        sa.Column('item', sa.String(length=15), nullable=False),
        sa.Column('position_kind', sa.String(length=12), nullable=False),
        sa.Column('points', POINTS, nullable=False),
        sa.CheckConstraint(
            "part IN ('qualification', 'competence', 'performance', 'discipline')",
            name=op.f('ck_ip_asn_weight_part'),
        ),
        sa.CheckConstraint(
            "position_kind IN ('structural', 'functional', 'pelaksana', 'any')",
            name=op.f('ck_ip_asn_weight_position_kind'),
        ),
        sa.CheckConstraint('points > 0 AND points <= 100', name=op.f('ck_ip_asn_weight_points')),
        sa.ForeignKeyConstraint(
            ['version_id'], ['ip_asn_version.id'], name=op.f('fk_ip_asn_weight_version_id')
        ),
        sa.PrimaryKeyConstraint(
            'version_id', 'part', 'item', 'position_kind', name=op.f('pk_ip_asn_weight')
        ),
    )
    category = op.create_table(
        'ip_asn_category',
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=10), nullable=False),
        sa.Column('least', POINTS, nullable=False),
        sa.CheckConstraint(
            "name IN ('very_high', 'high', 'medium', 'low', 'very_low')",
            name=op.f('ck_ip_asn_category_name'),
        ),
        sa.CheckConstraint('least >= 0 AND least <= 100', name=op.f('ck_ip_asn_category_least')),
        sa.ForeignKeyConstraint(
            ['version_id'], ['ip_asn_version.id'], name=op.f('fk_ip_asn_category_version_id')
        ),
        sa.PrimaryKeyConstraint('version_id', 'name', name=op.f('pk_ip_asn_category')),
    )
    training = op.create_table(
        'ip_asn_training',
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('form_id', sa.Integer(), nullable=False),
        sa.Column('counts_as', sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "counts_as IN ('leadership', 'functional', 'seminar')",
            name=op.f('ck_ip_asn_training_counts_as'),
        ),
        sa.ForeignKeyConstraint(
            ['version_id'], ['ip_asn_version.id'], name=op.f('fk_ip_asn_training_version_id')
        ),
        sa.ForeignKeyConstraint(
            ['form_id'], ['activity_form.id'], name=op.f('fk_ip_asn_training_form_id')
        ),
        sa.PrimaryKeyConstraint(
            'version_id', 'form_id', 'counts_as', name=op.f('pk_ip_asn_training')
        ),
    )
    create_merit()
    seed(weight, category, training)


def create_merit() -> None:
    op.create_table(
        'merit',
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('education', sa.String(length=10), nullable=True),
        sa.Column('performance', sa.String(length=10), nullable=True),
        sa.Column('discipline', sa.String(length=10), nullable=True),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "education IN ('s3', 's2', 's1', 'd3', 'sma', 'below')",
            name=op.f('ck_merit_education'),
        ),
        sa.CheckConstraint(
            "performance IN ('very_good', 'good', 'needs_work', 'poor', 'very_poor')",
            name=op.f('ck_merit_performance'),
        ),
        sa.CheckConstraint(
            "discipline IN ('none', 'light', 'medium', 'heavy')",
            name=op.f('ck_merit_discipline'),
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_merit_person_id')
        ),
        sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_merit_by_id')),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_merit')),
    )


def seed(weight: sa.Table, category: sa.Table, training: sa.Table) -> None:
    version = sa.table(
        'ip_asn_version',
        sa.column('id'),
        sa.column('valid_from', sa.Date),
        sa.column('source'),
        sa.column('needed_jp', sa.Numeric(precision=7, scale=2)),
    )
    first = {'valid_from': SINCE, 'source': SOURCE, 'needed_jp': Decimal(20)}
    op.bulk_insert(version, [first])
    id_ = op.get_bind().scalar(sa.select(version.c.id))
    weights = ((id_, part, item, kind, Decimal(points)) for part, item, kind, points in WEIGHTS)
    op.bulk_insert(weight, [dict(zip(weight.c.keys(), row, strict=True)) for row in weights])
    op.bulk_insert(
        category,
        [{'version_id': id_, 'name': name, 'least': Decimal(least)} for name, least in CATEGORIES],
    )
    op.bulk_insert(
        training,
        [{'version_id': id_, 'form_id': form, 'counts_as': name} for form, name in TRAININGS],
    )


def downgrade() -> None:
    op.drop_table('merit')
    for name in ('training', 'category', 'weight', 'version'):
        op.drop_table(f'ip_asn_{name}')
