"""A new contact address waits for its code beside the one in force.

Revision: 0003, after 0002.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for the address that waits."""
    op.execute("ALTER TABLE contact ADD COLUMN next_email TEXT")


def downgrade() -> None:
    """Forget the addresses that wait; their owners enter them again."""
    op.execute("ALTER TABLE contact DROP COLUMN next_email")
