"""Ways in: who somebody is at which issuer, sign-ins by e-mail under way, and what a session was begun with.

Revision: 0007, after 0006.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    "coordinator_digest",
)
SIGN_IN = "sign_in"


def upgrade() -> None:
    """Let people in by their address; such a mail is of no programme, and its reader may not be known yet."""
    op.execute("""
        CREATE TABLE identity (
            id UUID NOT NULL,
            person_id UUID NOT NULL,
            issuer TEXT NOT NULL,
            subject TEXT NOT NULL,
            last_used_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_identity PRIMARY KEY (id),
            CONSTRAINT uq_identity_issuer_subject UNIQUE (issuer, subject),
            CONSTRAINT fk_identity_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)
    # Whoever was let in by an operator so far was known by that address alone, and it is theirs.
    op.execute("""
        INSERT INTO identity (id, person_id, issuer, subject)
        SELECT gen_random_uuid(), id, 'email', lower(email) FROM person WHERE NOT demo
            ON CONFLICT ON CONSTRAINT uq_identity_issuer_subject DO NOTHING
    """)
    op.execute("CREATE INDEX ix_identity_person_id ON identity (person_id)")
    op.execute("""
        CREATE TABLE email_sign_in (
            id UUID NOT NULL,
            address TEXT NOT NULL,
            language TEXT NOT NULL,
            browser_hash BYTEA NOT NULL,
            client_hash BYTEA NOT NULL,
            tries SMALLINT DEFAULT 0 NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            used_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_email_sign_in PRIMARY KEY (id),
            CONSTRAINT uq_email_sign_in_browser_hash UNIQUE (browser_hash)
        )
    """)
    op.execute("CREATE INDEX ix_email_sign_in_address_created_at ON email_sign_in (address, created_at)")
    op.execute("CREATE INDEX ix_email_sign_in_client_hash_created_at ON email_sign_in (client_hash, created_at)")
    op.execute("ALTER TABLE session ADD way TEXT DEFAULT 'demo' NOT NULL, ADD device TEXT DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE session ALTER way DROP DEFAULT")
    op.execute("ALTER TABLE message ALTER programme_id DROP NOT NULL, ALTER recipient_id DROP NOT NULL")
    _allow((*KINDS, SIGN_IN))


def downgrade() -> None:
    """Forget the ways in; mails of no programme go with them: nobody could deliver them any more."""
    op.execute("DELETE FROM message WHERE programme_id IS NULL OR recipient_id IS NULL")
    _allow(KINDS)
    op.execute("ALTER TABLE message ALTER programme_id SET NOT NULL, ALTER recipient_id SET NOT NULL")
    op.execute("ALTER TABLE session DROP way, DROP device")
    op.execute("DROP TABLE email_sign_in")
    op.execute("DROP TABLE identity")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
