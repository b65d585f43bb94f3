"""Remembered devices and identities of single sign-on"""

revision = '20261122_17_identity'
down_revision = '20261122_16_deliveries'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
