"""An index of mails by whom they go to: an export and an erasure read all of one person's, and read every mail without it.

Revision: 0024, after 0023.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index mails by recipient."""
    op.execute("CREATE INDEX ix_message_recipient_id ON message (recipient_id)")


def downgrade() -> None:
    """Take the index away."""
    op.execute("DROP INDEX ix_message_recipient_id")
