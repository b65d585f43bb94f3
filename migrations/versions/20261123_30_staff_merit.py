"""Education and performance in staff lists"""

import sqlalchemy as sa
from alembic import op

revision = '20261123_30_staff_merit'
down_revision = '20261123_29_year_totals'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('education', 'performance'):
        op.add_column('staff_import_row', sa.Column(name, sa.String(length=10), nullable=True))


def downgrade() -> None:
    for name in ('performance', 'education'):
        op.drop_column('staff_import_row', name)
