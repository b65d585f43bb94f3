"""What each person has in a year, beside the credits that make it up"""

import sqlalchemy as sa
from alembic import op

revision = '20261123_29_year_totals'
down_revision = '20261123_28_ip_asn'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'year_total',
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('jp', sa.Numeric(precision=9, scale=2), nullable=False),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_year_total_person_id')
        ),
        sa.PrimaryKeyConstraint('person_id', 'year', name=op.f('pk_year_total')),
    )
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    year = "CAST(strftime('%Y', c.day) AS INTEGER)" if is_sqlite else 'EXTRACT(YEAR FROM c.day)'
    # SQLite adds up binary fractions.
    op.execute(
        'INSERT INTO year_total (person_id, year, jp) '
        f'SELECT a.person_id, {year}, ROUND(SUM(c.credited), 2) '
        'FROM jp_credit c JOIN activity a ON a.id = c.activity_id '
        f'GROUP BY a.person_id, {year}'
    )
    op.create_index('ix_year_total_year', 'year_total', ['year', 'person_id', 'jp'])


def downgrade() -> None:
    op.drop_table('year_total')
