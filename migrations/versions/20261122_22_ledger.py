"""The JP ledger: forms and their rules, hours by day, closed years and their corrections

What was credited stays as it is. The daily cap of e-learning becomes the rule of its time.
"""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = '20261122_22_ledger'
down_revision = '20261122_21_privacy'
branch_labels = None
depends_on = None

JP = sa.Numeric(precision=7, scale=2)
# Forms, paths and JP: Peraturan LAN 10/2018 and the reference list of SIASN, as of 2026.
# ? the day from which each number holds is still to be checked against the regulations.
SINCE = date(2018, 1, 1)
FORMS = (
    (1, 'Pelatihan struktural', 'Structural training', 'classical'),
    (2, 'Pelatihan fungsional', 'Functional training', 'classical'),
    (3, 'Pelatihan teknis', 'Technical training', 'classical'),
    (4, 'Workshop atau lokakarya', 'Workshop', 'classical'),
    (5, 'Pelatihan manajerial', 'Managerial training', 'classical'),
    (6, 'Pelatihan sosial kultural', 'Socio-cultural training', 'classical'),
    (7, 'Sosialisasi', 'Socialisation', 'classical'),
    (8, 'Bimbingan teknis', 'Technical guidance (bimtek)', 'classical'),
    (9, 'Seminar atau konferensi', 'Seminar or conference', 'classical'),
    (10, 'Magang', 'Internship', 'non-classical'),
    (11, 'Kursus', 'Course', 'classical'),
    (12, 'Penataran', 'Refresher training', 'classical'),
    (13, 'Klasikal lainnya', 'Other classical training', 'classical'),
    (14, 'Coaching', 'Coaching', 'non-classical'),
    (15, 'Mentoring', 'Mentoring', 'non-classical'),
    (16, 'E-learning', 'E-learning', 'non-classical'),
    (17, 'Pelatihan jarak jauh', 'Distance training', 'non-classical'),
    (18, 'Detasering (secondment)', 'Secondment', 'non-classical'),
    (19, 'Outbound', 'Outbound training', 'non-classical'),
    (20, 'Patok banding (benchmarking)', 'Benchmarking', 'non-classical'),
    (21, 'Pertukaran dengan pegawai swasta', 'Exchange with a private firm', 'non-classical'),
    (22, 'Belajar mandiri', 'Self-study', 'non-classical'),
    (23, 'Komunitas belajar', 'Community of practice', 'non-classical'),
    (24, 'Bimbingan di tempat kerja', 'Guidance at the workplace', 'non-classical'),
    (25, 'Nonklasikal lainnya', 'Other non-classical training', 'non-classical'),
)
ABROAD = {'international_factor': Decimal('1.20')}
PROGRAMME = {'basis': 'programme', **ABROAD}
RULES = {
    **dict.fromkeys((1, 2, 3, 5, 6, 8, 11, 12, 13, 17, 19, 25), PROGRAMME),
    4: {'basis': 'day', 'jp': 5, 'international_jp': 7},
    7: {'basis': 'day', 'jp': 4, 'international_jp': 6},
    9: {'basis': 'day', 'jp': 4, 'international_jp': 6},
    **dict.fromkeys(
        (14, 15), {'basis': 'activity', 'jp': 2, 'international_jp': 4, 'monthly_sessions': 2}
    ),
    # ? the cap of e-learning abroad
    16: {'basis': 'programme', 'daily_cap': 3, 'international_daily_cap': 4},
    **dict.fromkeys((10, 18, 21), {'basis': 'activity', 'jp': 20, 'international_jp': 24}),
    20: {'basis': 'activity', 'jp': 10, 'international_jp': 20},
    # ? the cap abroad: a fifth more, as the hours
    **dict.fromkeys(
        (22, 23), {**PROGRAMME, 'daily_cap': 2, 'international_daily_cap': Decimal('2.40')}
    ),
    24: {'basis': 'activity', 'jp': 2, 'monthly_sessions': 2, **ABROAD},
}


def upgrade() -> None:
    create_registers()
    fill_registers()
    describe_activities()
    keep_days()
    explain_credits()
    name_periods()
    create_closings()
    op.drop_table('daily_cap')


def create_registers() -> None:
    op.create_table(
        'activity_form',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('english_name', sa.String(length=80), nullable=False),
        sa.Column('path', sa.String(length=20), nullable=False),
        sa.CheckConstraint("path IN ('classical', 'non-classical')", name=op.f('ck_activity_form_path')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_activity_form')),
    )
    op.create_table(
        'jp_rule',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('form_id', sa.Integer(), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.Column('basis', sa.String(length=10), nullable=False),
        sa.Column('jp', JP, nullable=True),
        sa.Column('international_jp', JP, nullable=True),
        sa.Column('international_factor', sa.Numeric(precision=4, scale=2), nullable=True),
        sa.Column('daily_cap', JP, nullable=True),
        sa.Column('international_daily_cap', JP, nullable=True),
        sa.Column('monthly_sessions', sa.Integer(), nullable=True),
        sa.CheckConstraint("basis IN ('programme', 'day', 'activity')", name=op.f('ck_jp_rule_basis')),
        sa.CheckConstraint("(basis = 'programme') = (jp IS NULL)", name=op.f('ck_jp_rule_jp')),
        sa.CheckConstraint(
            'international_jp IS NULL OR (jp IS NOT NULL AND international_factor IS NULL)',
            name=op.f('ck_jp_rule_international'),
        ),
        sa.CheckConstraint(
            'jp > 0 AND international_jp > 0 AND international_factor >= 1 '
            'AND daily_cap > 0 AND international_daily_cap > 0 AND monthly_sessions > 0',
            name=op.f('ck_jp_rule_amounts'),
        ),
        sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_jp_rule_period')),
        sa.ForeignKeyConstraint(['form_id'], ['activity_form.id'], name=op.f('fk_jp_rule_form_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_jp_rule')),
        sa.UniqueConstraint('form_id', 'valid_from', name=op.f('uq_jp_rule_form_id_valid_from')),
    )


def fill_registers() -> None:
    form = table('activity_form', 'id', 'name', 'english_name', 'path')
    op.bulk_insert(form, [dict(zip(form.c.keys(), row, strict=True)) for row in FORMS])
    rule = sa.table(
        'jp_rule',
        sa.column('valid_from', sa.Date),
        sa.column('valid_to', sa.Date),
        *(sa.column(name) for name in ('form_id', 'basis', 'monthly_sessions')),
        *(sa.column(name, JP) for name in AMOUNTS),
    )
    rows = [row for form_id in RULES for row in rules_of(form_id)]
    op.bulk_insert(rule, [dict.fromkeys(rule.c.keys()) | row for row in rows])


AMOUNTS = ('jp', 'international_jp', 'international_factor', 'daily_cap', 'international_daily_cap')


def rules_of(form_id: int) -> list[dict[str, object]]:
    """Where there were caps with their time, these; one that is not the seed's holds abroad, too."""
    seed = {'form_id': form_id, 'valid_from': SINCE, **RULES[form_id]}
    caps = op.get_bind().execute(
        sa.select(
            sa.column('jp', JP), sa.column('valid_from', sa.Date), sa.column('valid_to', sa.Date)
        )
        .select_from(sa.table('daily_cap'))
        .where(sa.column('form_id') == form_id)
        .order_by(sa.column('id'))
    )
    by_start = {
        start: {
            **seed,
            'daily_cap': jp,
            'international_daily_cap': (
                seed.get('international_daily_cap') if jp == seed.get('daily_cap') else jp
            ),
            'valid_from': start,
            'valid_to': end,
        }
        for jp, start, end in caps
    }
    return list(by_start.values()) or [seed]


def table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


def describe_activities() -> None:
    states = "('draft', 'proposed', 'returned', 'rejected', 'verified')"
    with op.batch_alter_table('activity') as batch:
        batch.add_column(sa.Column('state', sa.String(length=10), server_default='verified', nullable=False))
        batch.add_column(sa.Column('is_international', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column('days', sa.Integer(), nullable=True))
        batch.alter_column('jp_raw', existing_type=JP, nullable=True)
        batch.create_check_constraint(op.f('ck_activity_state'), f'state IN {states}')
        batch.create_check_constraint(op.f('ck_activity_days'), 'days > 0')
        batch.create_foreign_key(op.f('fk_activity_form_id'), 'activity_form', ['form_id'], ['id'])
        batch.create_index('ix_activity_form_id', ['form_id', 'ends_on', 'person_id'])


def keep_days() -> None:
    """What is known of days stands in the credits so far."""
    op.create_table(
        'activity_day',
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('jp', JP, nullable=False),
        sa.CheckConstraint('jp >= 0', name=op.f('ck_activity_day_jp')),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_day_activity_id')),
        sa.PrimaryKeyConstraint('activity_id', 'day', name=op.f('pk_activity_day')),
    )
    op.execute('INSERT INTO activity_day (activity_id, day, jp) SELECT activity_id, day, raw FROM jp_credit')


def explain_credits() -> None:
    op.add_column('jp_credit', sa.Column('worth', JP, nullable=True))
    op.add_column('jp_credit', sa.Column('rule_id', sa.Integer(), nullable=True))
    op.add_column('jp_credit', sa.Column('cut', sa.String(length=10), nullable=True))
    op.add_column('jp_credit', sa.Column('cut_limit', JP, nullable=True))
    op.execute(
        'UPDATE jp_credit SET worth = raw, '
        'rule_id = (SELECT max(jp_rule.id) FROM jp_rule, activity '
        'WHERE activity.id = jp_credit.activity_id AND jp_rule.form_id = activity.form_id '
        'AND jp_rule.valid_from <= jp_credit.day '
        'AND (jp_rule.valid_to IS NULL OR jp_rule.valid_to >= jp_credit.day))'
    )
    op.execute("UPDATE jp_credit SET cut = 'day', cut_limit = daily_cap WHERE credited < raw")
    with op.batch_alter_table('jp_credit') as batch:
        batch.drop_constraint(op.f('ck_jp_credit_credited'), type_='check')
        batch.drop_column('daily_cap')
        batch.alter_column('worth', existing_type=JP, nullable=False)
        batch.create_check_constraint(op.f('ck_jp_credit_credited'), 'credited >= 0 AND credited <= worth')
        batch.create_check_constraint(op.f('ck_jp_credit_cut'), "cut IN ('day', 'month', 'no-rule')")
        batch.create_foreign_key(op.f('fk_jp_credit_rule_id'), 'jp_rule', ['rule_id'], ['id'])


def name_periods() -> None:
    validity = 'valid_to IS NULL OR valid_to >= valid_from'
    with op.batch_alter_table('yearly_target') as batch:
        batch.drop_constraint(op.f('ck_yearly_target_period'), type_='check')
        batch.add_column(sa.Column('period', sa.String(length=10), server_default='calendar', nullable=False))
        batch.create_check_constraint(op.f('ck_yearly_target_validity'), validity)
        batch.create_check_constraint(op.f('ck_yearly_target_period'), "period IN ('calendar', 'contract')")
    op.execute("UPDATE yearly_target SET period = 'contract' WHERE employment_type = 'pppk'")


def create_closings() -> None:
    op.create_table(
        'year_closing',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('closed_by_id', sa.Integer(), nullable=False),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_year_closing_agency_id')),
        sa.ForeignKeyConstraint(['closed_by_id'], ['person.id'], name=op.f('fk_year_closing_closed_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_year_closing')),
        sa.UniqueConstraint('agency_id', 'year', name=op.f('uq_year_closing_agency_id_year')),
    )
    op.create_table(
        'closed_total',
        sa.Column('closing_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('jp', JP, nullable=False),
        sa.ForeignKeyConstraint(['closing_id'], ['year_closing.id'], name=op.f('fk_closed_total_closing_id')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_closed_total_person_id')),
        sa.PrimaryKeyConstraint('closing_id', 'person_id', name=op.f('pk_closed_total')),
    )
    op.create_index('ix_closed_total_person_id', 'closed_total', ['person_id'])
    op.create_table(
        'jp_correction',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('closing_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('before', JP, nullable=False),
        sa.Column('after', JP, nullable=False),
        sa.Column('activity_id', sa.Integer(), nullable=True),
        sa.Column('rule_id', sa.Integer(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('(activity_id IS NULL) <> (rule_id IS NULL)', name=op.f('ck_jp_correction_cause')),
        sa.CheckConstraint('before <> after', name=op.f('ck_jp_correction_change')),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_jp_correction_activity_id')),
        sa.ForeignKeyConstraint(['closing_id'], ['year_closing.id'], name=op.f('fk_jp_correction_closing_id')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_jp_correction_person_id')),
        sa.ForeignKeyConstraint(['rule_id'], ['jp_rule.id'], name=op.f('fk_jp_correction_rule_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_jp_correction')),
    )
    op.create_index('ix_jp_correction_person_id', 'jp_correction', ['person_id', 'closing_id'])
    op.create_index('ix_jp_correction_closing_id', 'jp_correction', ['closing_id'])


def downgrade() -> None:
    bring_caps_back()
    for name in ('jp_correction', 'closed_total', 'year_closing'):
        op.drop_table(name)
    with op.batch_alter_table('yearly_target') as batch:
        batch.drop_constraint(op.f('ck_yearly_target_period'), type_='check')
        batch.drop_constraint(op.f('ck_yearly_target_validity'), type_='check')
        batch.drop_column('period')
        batch.create_check_constraint(
            op.f('ck_yearly_target_period'), 'valid_to IS NULL OR valid_to >= valid_from'
        )
    forget_explanations()
    op.drop_table('activity_day')
    # Without hours of a programme there was no entry.
    op.execute('UPDATE activity SET jp_raw = 0 WHERE jp_raw IS NULL')
    with op.batch_alter_table('activity') as batch:
        batch.drop_index('ix_activity_form_id')
        batch.drop_constraint(op.f('fk_activity_form_id'), type_='foreignkey')
        batch.drop_constraint(op.f('ck_activity_days'), type_='check')
        batch.drop_constraint(op.f('ck_activity_state'), type_='check')
        batch.alter_column('jp_raw', existing_type=JP, nullable=False)
        for name in ('days', 'is_international', 'state'):
            batch.drop_column(name)
    op.drop_table('jp_rule')
    op.drop_table('activity_form')


def bring_caps_back() -> None:
    op.create_table(
        'daily_cap',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('form_id', sa.Integer(), nullable=False),
        sa.Column('jp', JP, nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_daily_cap_period')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_daily_cap')),
    )
    # The older release knew e-learning alone.
    op.execute(
        'INSERT INTO daily_cap (form_id, jp, valid_from, valid_to) '
        'SELECT form_id, daily_cap, valid_from, valid_to FROM jp_rule '
        'WHERE form_id = 16 AND daily_cap IS NOT NULL'
    )


def forget_explanations() -> None:
    op.add_column('jp_credit', sa.Column('daily_cap', JP, nullable=True))
    op.execute(
        'UPDATE jp_credit SET raw = worth, '
        'daily_cap = (SELECT daily_cap FROM jp_rule WHERE jp_rule.id = jp_credit.rule_id)'
    )
    with op.batch_alter_table('jp_credit') as batch:
        batch.drop_constraint(op.f('fk_jp_credit_rule_id'), type_='foreignkey')
        batch.drop_constraint(op.f('ck_jp_credit_cut'), type_='check')
        batch.drop_constraint(op.f('ck_jp_credit_credited'), type_='check')
        for name in ('worth', 'rule_id', 'cut', 'cut_limit'):
            batch.drop_column(name)
        batch.create_check_constraint(op.f('ck_jp_credit_credited'), 'credited >= 0 AND credited <= raw')
