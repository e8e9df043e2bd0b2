"""Whoever's profile is sent back is told: the kind of that message.

Revision: 0004, after 0003.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_removed", "window_changed", "unmatched_next"),
)
SENT_BACK = "participant_sent_back"


def upgrade() -> None:
    """Know the kind."""
    after = KINDS.index("participant_approved") + 1
    _allow((*KINDS[:after], SENT_BACK, *KINDS[after:]))


def downgrade() -> None:
    """Forget the kind, and its messages: nobody could deliver them any more."""
    op.execute(f"DELETE FROM message WHERE kind = '{SENT_BACK}'")
    _allow(KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
