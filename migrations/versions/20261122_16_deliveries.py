"""Deliveries by mail and preferences"""

revision = '20261122_16_deliveries'
down_revision = '20261122_15_staff_import'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
