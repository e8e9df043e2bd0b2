"""Identity providers of organisations, sign-ins at them, and the mail that tells of a further way in.

Revision: 0009, after 0008.
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in", "passkey_added"),
)
IDENTITY_ADDED = "identity_added"


def upgrade() -> None:
    """Let an organisation's people in by what it has already."""
    _providers()
    _sign_ins()
    op.execute("ALTER TABLE session ADD COLUMN provider_id UUID")
    op.execute("ALTER TABLE session ADD COLUMN id_token BYTEA")
    op.execute("""
        ALTER TABLE session ADD CONSTRAINT fk_session_provider_id_identity_provider
            FOREIGN KEY(provider_id) REFERENCES identity_provider (id) ON DELETE SET NULL
    """)
    op.execute("ALTER TABLE email_sign_in ADD COLUMN person_id UUID")
    op.execute("""
        ALTER TABLE email_sign_in ADD CONSTRAINT fk_email_sign_in_person_id_person
            FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
    """)
    op.execute("CREATE INDEX ix_email_sign_in_person_id ON email_sign_in (person_id)")
    op.execute("ALTER TABLE affiliation ADD COLUMN identity_id UUID")
    op.execute("""
        ALTER TABLE affiliation ADD CONSTRAINT fk_affiliation_identity_id_identity
            FOREIGN KEY(identity_id) REFERENCES identity (id) ON DELETE CASCADE
    """)
    op.execute("CREATE INDEX ix_affiliation_identity_id ON affiliation (identity_id)")
    _allow((*KINDS, IDENTITY_ADDED))


def downgrade() -> None:
    """Forget them; whoever came in by them alone has no way in then."""
    op.execute(f"DELETE FROM message WHERE kind = '{IDENTITY_ADDED}'")
    _allow(KINDS)
    op.execute("ALTER TABLE affiliation DROP COLUMN identity_id")
    op.execute("ALTER TABLE email_sign_in DROP COLUMN person_id")
    op.execute("ALTER TABLE session DROP COLUMN id_token, DROP COLUMN provider_id")
    op.execute("DROP TABLE provider_sign_in")
    op.execute("DROP TABLE identity_provider")


def _providers() -> None:
    op.execute("""
        CREATE TABLE identity_provider (
            id UUID NOT NULL,
            organisation_id UUID NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            issuer TEXT NOT NULL,
            client_id TEXT,
            client_secret BYTEA,
            metadata TEXT,
            mapping JSONB DEFAULT '{}' NOT NULL,
            enabled BOOLEAN DEFAULT false NOT NULL,
            version INTEGER DEFAULT 1 NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_identity_provider PRIMARY KEY (id),
            CONSTRAINT ck_identity_provider_kind CHECK (kind IN ('oidc', 'saml')),
            CONSTRAINT ck_identity_provider_enabled_when_complete CHECK (
                NOT enabled OR kind = 'oidc' AND client_id IS NOT NULL OR kind = 'saml' AND metadata IS NOT NULL),
            CONSTRAINT fk_identity_provider_organisation_id_organisation
                FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_identity_provider_organisation_id ON identity_provider (organisation_id)")


def _sign_ins() -> None:
    op.execute("""
        CREATE TABLE provider_sign_in (
            id UUID NOT NULL,
            provider_id UUID,
            entity_id TEXT,
            purpose TEXT NOT NULL,
            person_id UUID,
            session_id UUID,
            browser_hash BYTEA NOT NULL,
            client_hash BYTEA NOT NULL,
            language TEXT NOT NULL,
            return_to TEXT NOT NULL,
            received JSONB,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            used_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_provider_sign_in PRIMARY KEY (id),
            CONSTRAINT ck_provider_sign_in_purpose CHECK (purpose IN ('sign_in', 'link', 'test')),
            CONSTRAINT ck_provider_sign_in_somewhere CHECK ((provider_id IS NULL) <> (entity_id IS NULL)),
            CONSTRAINT ck_provider_sign_in_whose CHECK ((person_id IS NULL) = (purpose = 'sign_in')),
            CONSTRAINT fk_provider_sign_in_provider_id_identity_provider
                FOREIGN KEY(provider_id) REFERENCES identity_provider (id) ON DELETE CASCADE,
            CONSTRAINT fk_provider_sign_in_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_provider_sign_in_client_hash_created_at ON provider_sign_in (client_hash, created_at)")
    op.execute("CREATE INDEX ix_provider_sign_in_provider_id ON provider_sign_in (provider_id)")
    op.execute("CREATE INDEX ix_provider_sign_in_person_id ON provider_sign_in (person_id)")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
