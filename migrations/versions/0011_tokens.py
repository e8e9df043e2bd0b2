"""Personal tokens, service accounts with theirs, and invitations to work for an organisation.

Revision: 0011, after 0010.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in", "passkey_added", "identity_added"),
)
NEW_KINDS = ("token_added", "member_invited")


def upgrade() -> None:
    """Let scripts and systems in, and admins invite those who will work with them."""
    op.execute("""
        ALTER TABLE person ADD service BOOLEAN DEFAULT false NOT NULL,
            ADD CONSTRAINT ck_person_service CHECK (NOT service OR (email = '' AND NOT demo)),
            ADD CONSTRAINT uq_person_id_service UNIQUE (id, service)
    """)
    _personal_tokens()
    _service_accounts()
    _invitations()
    _allow((*KINDS, *NEW_KINDS))


def _personal_tokens() -> None:
    op.execute("""
        CREATE TABLE personal_token (
            id UUID NOT NULL,
            person_id UUID NOT NULL,
            token_hash BYTEA NOT NULL,
            name TEXT NOT NULL,
            scopes TEXT[] NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            last_used_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_personal_token PRIMARY KEY (id),
            CONSTRAINT ck_personal_token_scopes CHECK (cardinality(scopes) > 0),
            CONSTRAINT ck_personal_token_expires_at CHECK (expires_at <= created_at + interval '366 days'),
            CONSTRAINT uq_personal_token_token_hash UNIQUE (token_hash),
            CONSTRAINT fk_personal_token_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_personal_token_person_id ON personal_token (person_id)")


def _service_accounts() -> None:
    op.execute("""
        CREATE TABLE service_account (
            person_id UUID NOT NULL,
            service BOOLEAN DEFAULT true NOT NULL,
            organisation_id UUID NOT NULL,
            scopes TEXT[] NOT NULL,
            secret_hash BYTEA NOT NULL,
            previous_hash BYTEA,
            previous_until TIMESTAMP WITH TIME ZONE,
            last_used_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_service_account PRIMARY KEY (person_id),
            CONSTRAINT ck_service_account_service CHECK (service),
            CONSTRAINT ck_service_account_scopes
                CHECK (cardinality(scopes) > 0 AND NOT scopes && ARRAY['me:read', 'me:write', 'organisations:write']),
            CONSTRAINT ck_service_account_previous CHECK ((previous_hash IS NULL) = (previous_until IS NULL)),
            CONSTRAINT fk_service_account_person_id_service_person
                FOREIGN KEY(person_id, service) REFERENCES person (id, service) ON DELETE CASCADE,
            CONSTRAINT fk_service_account_organisation_id_organisation
                FOREIGN KEY(organisation_id) REFERENCES organisation (id)
        )
    """)
    op.execute("CREATE INDEX ix_service_account_organisation_id ON service_account (organisation_id)")
    op.execute("""
        CREATE TABLE service_token (
            token_hash BYTEA NOT NULL,
            person_id UUID NOT NULL,
            scopes TEXT[] NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_service_token PRIMARY KEY (token_hash),
            CONSTRAINT fk_service_token_person_id_service_account
                FOREIGN KEY(person_id) REFERENCES service_account (person_id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_service_token_person_id ON service_token (person_id)")
    op.execute("CREATE INDEX ix_service_token_expires_at ON service_token (expires_at)")
    op.execute("""
        CREATE TABLE refused_client (
            id UUID NOT NULL,
            client_hash BYTEA NOT NULL,
            claimed_hash BYTEA NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_refused_client PRIMARY KEY (id)
        )
    """)
    op.execute("CREATE INDEX ix_refused_client_client_hash_at ON refused_client (client_hash, at)")


def _invitations() -> None:
    op.execute("""
        CREATE TABLE member_invitation (
            id UUID NOT NULL,
            organisation_id UUID NOT NULL,
            email TEXT NOT NULL,
            role TEXT NOT NULL,
            language TEXT NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            accepted_at TIMESTAMP WITH TIME ZONE,
            accepted_by UUID,
            withdrawn_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_member_invitation PRIMARY KEY (id),
            CONSTRAINT ck_member_invitation_role CHECK (role IN ('coordinator', 'admin')),
            CONSTRAINT ck_member_invitation_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT ck_member_invitation_accepted CHECK (accepted_by IS NULL OR accepted_at IS NOT NULL),
            CONSTRAINT ck_member_invitation_over_once CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
            CONSTRAINT fk_member_invitation_organisation_id_organisation
                FOREIGN KEY(organisation_id) REFERENCES organisation (id),
            CONSTRAINT fk_member_invitation_accepted_by_person
                FOREIGN KEY(accepted_by) REFERENCES person (id) ON DELETE SET NULL
        )
    """)
    op.execute("CREATE INDEX ix_member_invitation_organisation_id ON member_invitation (organisation_id)")
    op.execute("CREATE INDEX ix_member_invitation_accepted_by ON member_invitation (accepted_by)")


def downgrade() -> None:
    """Forget them; service accounts work for nobody then, and stay as names in the audit trail."""
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    op.execute("DROP TABLE member_invitation")
    op.execute("DROP TABLE refused_client")
    op.execute("DROP TABLE service_token")
    op.execute("DROP TABLE service_account")
    op.execute("DROP TABLE personal_token")
    op.execute("DELETE FROM organisation_member w USING person p WHERE p.id = w.person_id AND p.service")
    op.execute("UPDATE person SET disabled_at = COALESCE(disabled_at, clock_timestamp()) WHERE service")
    op.execute("ALTER TABLE person DROP CONSTRAINT uq_person_id_service, DROP CONSTRAINT ck_person_service, DROP service")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
