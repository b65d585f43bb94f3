"""The end that an officer gave a target of the year"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = '20261123_31_target_ends'
down_revision = '20261123_30_staff_merit'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('yearly_target', sa.Column('ended_on', sa.Date(), nullable=True))
    # What does not end where the next begins was ended by somebody.
    target = sa.table(
        'yearly_target',
        sa.column('employment_type', sa.String),
        sa.column('valid_from', sa.Date),
        sa.column('valid_to', sa.Date),
        sa.column('ended_on', sa.Date),
    )
    rows = op.get_bind().execute(
        sa.select(target.c.employment_type, target.c.valid_from, target.c.valid_to)
    )
    held = list(rows)
    begins = {(kind, first) for kind, first, _last in held}
    for kind, first, last in held:
        if last and (kind, last + timedelta(days=1)) not in begins:
            op.execute(
                target.update()
                .where(target.c.employment_type == kind, target.c.valid_from == first)
                .values(ended_on=last)
            )


def downgrade() -> None:
    op.drop_column('yearly_target', 'ended_on')
