"""What people may know and have done about their data: reads, consents, erasures, and how long programmes keep.

Revision: 0012, after 0011.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; every programme keeps as long as was promised so far, which is the default."""
    op.execute("""
        CREATE TABLE data_read (
            id UUID NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            organisation_id UUID NOT NULL,
            programme_id UUID,
            reader_id UUID NOT NULL,
            role TEXT NOT NULL,
            operation TEXT NOT NULL,
            purpose TEXT NOT NULL,
            subjects UUID[] NOT NULL,
            CONSTRAINT pk_data_read PRIMARY KEY (id),
            CONSTRAINT ck_data_read_role CHECK (role IN ('coordinator', 'admin')),
            CONSTRAINT ck_data_read_purpose CHECK (
                purpose IN ('admission_and_support', 'matching', 'delivery', 'accountability', 'administration'))
        )
    """)
    op.execute("CREATE INDEX ix_data_read_subjects ON data_read USING gin (subjects)")
    op.execute("CREATE INDEX ix_data_read_at ON data_read (at)")
    op.execute("""
        CREATE TABLE consent (
            id UUID NOT NULL,
            person_id UUID NOT NULL,
            kind TEXT NOT NULL,
            version SMALLINT NOT NULL,
            language TEXT NOT NULL,
            wording_hash BYTEA NOT NULL,
            participant_id UUID,
            at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_consent PRIMARY KEY (id),
            CONSTRAINT ck_consent_kind CHECK (kind IN ('terms', 'privacy', 'profile_carried')),
            CONSTRAINT ck_consent_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT ck_consent_participant CHECK ((kind = 'profile_carried') = (participant_id IS NOT NULL)),
            CONSTRAINT uq_consent_person_id_kind_version_participant_id
                UNIQUE NULLS NOT DISTINCT (person_id, kind, version, participant_id),
            CONSTRAINT fk_consent_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
            CONSTRAINT fk_consent_participant_id_participant
                FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_consent_participant_id ON consent (participant_id)")
    op.execute("""
        CREATE TABLE erasure (
            person_id UUID NOT NULL,
            asked_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            asked_by UUID,
            finished_at TIMESTAMP WITH TIME ZONE,
            listed_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_erasure PRIMARY KEY (person_id)
        )
    """)
    op.execute("CREATE INDEX ix_erasure_unfinished ON erasure (asked_at) WHERE finished_at IS NULL OR listed_at IS NULL")
    op.execute("""
        ALTER TABLE programme
            ADD texts_months SMALLINT DEFAULT 6 NOT NULL,
            ADD identities_months SMALLINT DEFAULT 24 NOT NULL,
            ADD CONSTRAINT ck_programme_texts_months CHECK (texts_months BETWEEN 1 AND 24),
            ADD CONSTRAINT ck_programme_identities_months CHECK (identities_months BETWEEN texts_months AND 60)
    """)


def downgrade() -> None:
    """Forget them. Erased people stay erased; the file of erasures is the operator's."""
    op.execute("ALTER TABLE programme DROP texts_months, DROP identities_months")
    op.execute("DROP TABLE erasure")
    op.execute("DROP TABLE consent")
    op.execute("DROP TABLE data_read")
