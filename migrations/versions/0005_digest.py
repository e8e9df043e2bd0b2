"""Coordinators get one morning digest: the kind of that message.

Revision: 0005, after 0004.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
)
DIGEST = "coordinator_digest"


def upgrade() -> None:
    """Know the kind."""
    _allow((*KINDS, DIGEST))


def downgrade() -> None:
    """Forget the kind, and its messages: nobody could deliver them any more."""
    op.execute(f"DELETE FROM message WHERE kind = '{DIGEST}'")
    _allow(KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
