"""How a person wants pages shown: theme, time zone, data saving"""

from alembic import op


revision = '20261122_08_display'
down_revision = '20261122_07_quiz_engine'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nobody had chosen the zone that stood here: from now on it is the agency's until they do.
    # Checks stand with their columns: SQLite can add and drop both without copying the table.
    op.drop_column('person', 'time_zone')
    op.execute(
        "ALTER TABLE person ADD COLUMN time_zone VARCHAR(40) CONSTRAINT ck_person_time_zone "
        "CHECK (time_zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'))"
    )
    op.execute(
        "ALTER TABLE person ADD COLUMN theme VARCHAR(10) CONSTRAINT ck_person_theme "
        "CHECK (theme IN ('light', 'dark'))"
    )
    op.execute("ALTER TABLE person ADD COLUMN saves_data BOOLEAN DEFAULT FALSE NOT NULL")


def downgrade() -> None:
    for column in ('saves_data', 'theme', 'time_zone'):
        op.drop_column('person', column)
    op.execute("ALTER TABLE person ADD COLUMN time_zone VARCHAR(40) DEFAULT 'Asia/Jakarta' NOT NULL")
