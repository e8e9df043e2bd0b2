"""Surveys: their questions, named and anonymous answers, who has answered, and calls for help.

Revision: 0016, after 0015.
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in", "passkey_added", "identity_added", "token_added", "member_invited", "email_code"),
    *("email_changed", "match_quiet", "meeting_proposed", "meeting_planned", "meeting_changed", "meeting_cancelled"),
)
NEW_KINDS = ("survey_open", "survey_reminder", "survey_help")


def upgrade() -> None:
    """Keep anonymous answers where nothing ties them to anybody, and who has answered in one row a survey."""
    op.execute("""
        CREATE TABLE survey (
            id UUID NOT NULL,
            programme_id UUID NOT NULL,
            kind TEXT DEFAULT 'own' NOT NULL,
            anonymous BOOLEAN NOT NULL,
            roles TEXT[] NOT NULL,
            audience TEXT NOT NULL,
            opens_at TIMESTAMP WITH TIME ZONE,
            closes_at TIMESTAMP WITH TIME ZONE,
            reminder_days SMALLINT[] NOT NULL,
            help BOOLEAN DEFAULT false NOT NULL,
            title JSONB NOT NULL,
            intro JSONB NOT NULL,
            questions JSONB NOT NULL,
            published_at TIMESTAMP WITH TIME ZONE,
            shuffled_at TIMESTAMP WITH TIME ZONE,
            version INTEGER DEFAULT 1 NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_survey PRIMARY KEY (id),
            CONSTRAINT ck_survey_kind CHECK (kind IN ('halfway', 'final', 'own')),
            CONSTRAINT ck_survey_audience CHECK (audience IN ('everybody', 'matched', 'unmatched', 'been_matched')),
            CONSTRAINT ck_survey_window CHECK (opens_at < closes_at),
            CONSTRAINT ck_survey_published CHECK (published_at IS NULL OR (opens_at IS NOT NULL AND closes_at IS NOT NULL)),
            CONSTRAINT ck_survey_roles CHECK (roles <> '{}' AND roles <@ '{mentor,mentee}'),
            CONSTRAINT fk_survey_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id)
        )
    """)
    op.execute("CREATE INDEX ix_survey_programme_id_id ON survey (programme_id, id)")
    op.execute("CREATE INDEX ix_survey_closes_at ON survey (closes_at) WHERE published_at IS NOT NULL")
    _answers()
    op.execute("""
        CREATE TABLE help_call (
            id UUID NOT NULL,
            survey_id UUID NOT NULL,
            participant_id UUID NOT NULL,
            words TEXT DEFAULT '' NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_help_call PRIMARY KEY (id),
            CONSTRAINT fk_help_call_survey_id_survey FOREIGN KEY(survey_id) REFERENCES survey (id) ON DELETE CASCADE,
            CONSTRAINT fk_help_call_participant_id_participant
                FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_help_call_survey_id_id ON help_call (survey_id, id)")
    op.execute("CREATE INDEX ix_help_call_participant_id ON help_call (participant_id)")
    _allow((*KINDS, *NEW_KINDS))


def _answers() -> None:
    op.execute("""
        CREATE TABLE survey_answer (
            survey_id UUID NOT NULL,
            participant_id UUID NOT NULL,
            language TEXT NOT NULL,
            answers JSONB DEFAULT '{}' NOT NULL,
            texts JSONB DEFAULT '{}' NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_survey_answer PRIMARY KEY (survey_id, participant_id),
            CONSTRAINT ck_survey_answer_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT fk_survey_answer_survey_id_survey FOREIGN KEY(survey_id) REFERENCES survey (id) ON DELETE CASCADE,
            CONSTRAINT fk_survey_answer_participant_id_participant
                FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_survey_answer_participant_id ON survey_answer (participant_id)")
    op.execute("""
        CREATE TABLE survey_anonymous_answer (
            id UUID NOT NULL,
            survey_id UUID NOT NULL,
            role TEXT NOT NULL,
            language TEXT NOT NULL,
            answers JSONB DEFAULT '{}' NOT NULL,
            texts JSONB DEFAULT '{}' NOT NULL,
            CONSTRAINT pk_survey_anonymous_answer PRIMARY KEY (id),
            CONSTRAINT ck_survey_anonymous_answer_role CHECK (role IN ('mentor', 'mentee')),
            CONSTRAINT ck_survey_anonymous_answer_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT fk_survey_anonymous_answer_survey_id_survey
                FOREIGN KEY(survey_id) REFERENCES survey (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_survey_anonymous_answer_survey_id ON survey_anonymous_answer (survey_id)")
    op.execute("""
        CREATE TABLE survey_turnout (
            survey_id UUID NOT NULL,
            participants UUID[] DEFAULT '{}' NOT NULL,
            CONSTRAINT pk_survey_turnout PRIMARY KEY (survey_id),
            CONSTRAINT fk_survey_turnout_survey_id_survey FOREIGN KEY(survey_id) REFERENCES survey (id) ON DELETE CASCADE
        )
    """)


def downgrade() -> None:
    """Forget surveys and all that was answered."""
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    for table in ("help_call", "survey_turnout", "survey_anonymous_answer", "survey_answer", "survey"):
        op.execute(f"DROP TABLE {table}")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
