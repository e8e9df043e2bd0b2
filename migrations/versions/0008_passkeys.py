"""Passkeys, the challenges that they have answered, and the mail that tells of a new one.

Revision: 0008, after 0007.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in"),
)
PASSKEY_ADDED = "passkey_added"


def upgrade() -> None:
    """Let people sign in with what their devices keep."""
    op.execute("""
        CREATE TABLE passkey (
            id UUID NOT NULL,
            person_id UUID NOT NULL,
            credential_id BYTEA NOT NULL,
            public_key BYTEA NOT NULL,
            sign_count BIGINT NOT NULL,
            device TEXT NOT NULL,
            last_used_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_passkey PRIMARY KEY (id),
            CONSTRAINT uq_passkey_credential_id UNIQUE (credential_id),
            CONSTRAINT fk_passkey_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_passkey_person_id ON passkey (person_id)")
    op.execute("""
        CREATE TABLE answered_challenge (
            challenge BYTEA NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_answered_challenge PRIMARY KEY (challenge)
        )
    """)
    _allow((*KINDS, PASSKEY_ADDED))


def downgrade() -> None:
    """Forget them, and the mails that told of them."""
    op.execute(f"DELETE FROM message WHERE kind = '{PASSKEY_ADDED}'")
    _allow(KINDS)
    op.execute("DROP TABLE answered_challenge")
    op.execute("DROP TABLE passkey")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
