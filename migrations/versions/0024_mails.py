"""Mails by whom they go to and by when they were written.

An export and an erasure read all of one person's, and read every mail without an index. The log shows the latest first:
ids don't say it, for those that one statement makes for many are random.

Revision: 0024, after 0023.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index mails by recipient, and a programme's by time."""
    op.execute("CREATE INDEX ix_message_recipient_id ON message (recipient_id)")
    op.execute("CREATE INDEX ix_message_programme_id_created_at_id ON message (programme_id, created_at, id)")
    op.execute("DROP INDEX ix_message_programme_id_id")


def downgrade() -> None:
    """Have the index of before."""
    op.execute("CREATE INDEX ix_message_programme_id_id ON message (programme_id, id)")
    op.execute("DROP INDEX ix_message_programme_id_created_at_id")
    op.execute("DROP INDEX ix_message_recipient_id")
