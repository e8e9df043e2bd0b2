"""Registers of those who may be mentors, checks against them; and another address for an account.

Revision: 0013, after 0012.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in", "passkey_added", "identity_added", "token_added", "member_invited"),
)
NEW_KINDS = ("email_code", "email_changed")


def upgrade() -> None:
    """Keep registers as keyed hashes, and what is given to be looked up in them sealed, apart from all else."""
    _registers()
    op.execute("""
        CREATE TABLE email_change (
            id UUID NOT NULL,
            person_id UUID NOT NULL,
            old_address TEXT NOT NULL,
            new_address TEXT NOT NULL,
            tries SMALLINT DEFAULT 0 NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            confirmed_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_email_change PRIMARY KEY (id),
            CONSTRAINT fk_email_change_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_email_change_person_id_created_at ON email_change (person_id, created_at)")
    _allow((*KINDS, *NEW_KINDS))


def _registers() -> None:
    op.execute("""
        CREATE TABLE register_entry (
            programme_id UUID NOT NULL,
            whole BYTEA NOT NULL,
            hashes BYTEA[] NOT NULL,
            claimed_by UUID,
            CONSTRAINT pk_register_entry PRIMARY KEY (programme_id, whole),
            CONSTRAINT fk_register_entry_programme_id_programme
                FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE,
            CONSTRAINT fk_register_entry_claimed_by_person FOREIGN KEY(claimed_by) REFERENCES person (id) ON DELETE SET NULL
        )
    """)
    op.execute("CREATE INDEX ix_register_entry_hashes ON register_entry USING gin (hashes)")
    op.execute("CREATE INDEX ix_register_entry_claimed_by ON register_entry (claimed_by) WHERE claimed_by IS NOT NULL")
    op.execute("""
        CREATE TABLE register_lookup (
            programme_id UUID NOT NULL,
            url TEXT NOT NULL,
            secret BYTEA NOT NULL,
            failing_since TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_register_lookup PRIMARY KEY (programme_id),
            CONSTRAINT ck_register_lookup_url CHECK (url LIKE 'https://%'),
            CONSTRAINT fk_register_lookup_programme_id_programme
                FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE birth_date (
            participant_id UUID NOT NULL,
            sealed BYTEA NOT NULL,
            given_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_birth_date PRIMARY KEY (participant_id),
            CONSTRAINT fk_birth_date_participant_id_participant
                FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE verification (
            programme_id UUID NOT NULL,
            person_id UUID NOT NULL,
            state TEXT NOT NULL,
            tries SMALLINT DEFAULT 0 NOT NULL,
            next_try_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_verification PRIMARY KEY (programme_id, person_id),
            CONSTRAINT ck_verification_state CHECK (state IN ('waiting', 'found', 'not_found', 'lapsed')),
            CONSTRAINT ck_verification_tries CHECK (tries BETWEEN 0 AND 3),
            CONSTRAINT fk_verification_programme_id_programme
                FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE,
            CONSTRAINT fk_verification_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_verification_next_try_at ON verification (next_try_at) WHERE next_try_at IS NOT NULL")
    op.execute("CREATE INDEX ix_verification_person_id ON verification (person_id)")


def downgrade() -> None:
    """Forget registers and checks; whoever was let in stays, and whoever has another address keeps it."""
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    for table in ("email_change", "verification", "birth_date", "register_lookup", "register_entry"):
        op.execute(f"DROP TABLE {table}")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
