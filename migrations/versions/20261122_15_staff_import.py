"""Staff import"""

revision = '20261122_15_staff_import'
down_revision = '20261122_14_sign_in'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
