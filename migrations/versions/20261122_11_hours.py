"""Credits found by their activity, with all that a sum needs"""

from alembic import op

revision = '20261122_11_hours'
down_revision = '20261122_10_hints'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('jp_credit', schema=None) as batch_op:
        batch_op.drop_index('ix_jp_credit_day')
        batch_op.create_index('ix_jp_credit_activity_id', ['activity_id', 'day', 'credited'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('jp_credit', schema=None) as batch_op:
        batch_op.drop_index('ix_jp_credit_activity_id')
        batch_op.create_index('ix_jp_credit_day', ['day'], unique=False)
