"""A federation's identity providers, and the assertions of SAML that were taken.

Revision: 0010, after 0009.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let people come from home organisations."""
    op.execute("""
        CREATE TABLE federation_feed (
            url TEXT NOT NULL,
            etag TEXT,
            last_modified TEXT,
            valid_until TIMESTAMP WITH TIME ZONE,
            read_at TIMESTAMP WITH TIME ZONE,
            next_try_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            problem TEXT,
            CONSTRAINT pk_federation_feed PRIMARY KEY (url)
        )
    """)
    op.execute("""
        CREATE TABLE federation_member (
            entity_id TEXT NOT NULL,
            source TEXT NOT NULL,
            names JSONB NOT NULL,
            search TEXT NOT NULL,
            scopes TEXT[] NOT NULL,
            hidden BOOLEAN NOT NULL,
            xml TEXT NOT NULL,
            digest BYTEA NOT NULL,
            valid_until TIMESTAMP WITH TIME ZONE,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_federation_member PRIMARY KEY (entity_id),
            CONSTRAINT ck_federation_member_source CHECK (source IN ('feed', 'service'))
        )
    """)
    op.execute("""
        CREATE TABLE used_assertion (
            issuer TEXT NOT NULL,
            assertion_id TEXT NOT NULL,
            forget_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_used_assertion PRIMARY KEY (issuer, assertion_id)
        )
    """)


def downgrade() -> None:
    """Forget them; people who came from home organisations come by e-mail again."""
    op.execute("DROP TABLE used_assertion")
    op.execute("DROP TABLE federation_member")
    op.execute("DROP TABLE federation_feed")
