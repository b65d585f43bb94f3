"""Who is the author of which course"""

revision = '20261122_18_authors'
down_revision = '20261122_17_identity'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
