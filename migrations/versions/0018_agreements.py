"""Agreements of matches with templates and signatures; and concerns, told in confidence to people by name.

Revision: 0018, after 0017.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in", "passkey_added", "identity_added", "token_added", "member_invited", "email_code"),
    *("email_changed", "match_quiet", "meeting_proposed", "meeting_planned", "meeting_changed", "meeting_cancelled"),
    *("survey_open", "survey_reminder", "survey_help", "event_seat", "event_waiting", "event_moved_up", "event_signed_off"),
    *("event_changed", "event_cancelled", "event_reminder"),
)
NEW_KINDS = ("agreement_to_sign", "agreement_in_force", "concern_raised", "concern_taken", "concern_closed")
TABLES = (
    *("concern_words", "concern_recipient", "concern"),
    *("agreement_signature", "agreement", "agreement_template"),
)


def upgrade() -> None:
    """Make the tables of both."""
    _agreements()
    _concerns()
    _allow((*KINDS, *NEW_KINDS))


def _agreements() -> None:
    op.execute("""
        CREATE TABLE agreement_template (
            programme_id UUID NOT NULL,
            language TEXT NOT NULL,
            body TEXT,
            version INTEGER DEFAULT 1 NOT NULL,
            CONSTRAINT pk_agreement_template PRIMARY KEY (programme_id, language),
            CONSTRAINT ck_agreement_template_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT fk_agreement_template_programme_id_programme
                FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE agreement (
            match_id UUID NOT NULL,
            number SMALLINT NOT NULL,
            language TEXT NOT NULL,
            template TEXT NOT NULL,
            answers JSONB DEFAULT '{}' NOT NULL,
            changed JSONB DEFAULT '{}' NOT NULL,
            written_by UUID NOT NULL,
            written_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_agreement PRIMARY KEY (match_id, number),
            CONSTRAINT ck_agreement_number CHECK (number >= 1),
            CONSTRAINT ck_agreement_language CHECK (language IN ('en', 'fi', 'sv')),
            CONSTRAINT fk_agreement_written_by
                FOREIGN KEY(match_id, written_by) REFERENCES match_member (match_id, participant_id)
        )
    """)
    op.execute("CREATE INDEX ix_agreement_written_by ON agreement (written_by)")
    op.execute("""
        CREATE TABLE agreement_signature (
            match_id UUID NOT NULL,
            number SMALLINT NOT NULL,
            participant_id UUID NOT NULL,
            signed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_agreement_signature PRIMARY KEY (match_id, number, participant_id),
            CONSTRAINT fk_agreement_signature_version FOREIGN KEY(match_id, number) REFERENCES agreement (match_id, number),
            CONSTRAINT fk_agreement_signature_member
                FOREIGN KEY(match_id, participant_id) REFERENCES match_member (match_id, participant_id)
        )
    """)
    op.execute("CREATE INDEX ix_agreement_signature_participant_id ON agreement_signature (participant_id)")


def _concerns() -> None:
    op.execute("""
        CREATE TABLE concern (
            id UUID NOT NULL,
            programme_id UUID NOT NULL,
            match_id UUID,
            raised_by UUID NOT NULL,
            state TEXT DEFAULT 'open' NOT NULL,
            taken_by UUID,
            taken_at TIMESTAMP WITH TIME ZONE,
            closed_at TIMESTAMP WITH TIME ZONE,
            raised_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_concern PRIMARY KEY (id),
            CONSTRAINT ck_concern_state CHECK (state IN ('open', 'in_hand', 'closed')),
            CONSTRAINT ck_concern_taken_at CHECK ((state = 'open') = (taken_at IS NULL)),
            CONSTRAINT ck_concern_closed_at CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
            CONSTRAINT fk_concern_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id),
            CONSTRAINT fk_concern_raised_by_participant FOREIGN KEY(raised_by) REFERENCES participant (id),
            CONSTRAINT fk_concern_match_id_raised_by_match_member
                FOREIGN KEY(match_id, raised_by) REFERENCES match_member (match_id, participant_id)
        )
    """)
    op.execute("CREATE INDEX ix_concern_programme_id_id ON concern (programme_id, id)")
    op.execute("CREATE INDEX ix_concern_raised_by ON concern (raised_by)")
    op.execute("""
        CREATE TABLE concern_recipient (
            concern_id UUID NOT NULL,
            person_id UUID NOT NULL,
            CONSTRAINT pk_concern_recipient PRIMARY KEY (concern_id, person_id),
            CONSTRAINT fk_concern_recipient_concern_id_concern FOREIGN KEY(concern_id) REFERENCES concern (id),
            CONSTRAINT fk_concern_recipient_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
        )
    """)
    op.execute("CREATE INDEX ix_concern_recipient_person_id ON concern_recipient (person_id)")
    op.execute("""
        ALTER TABLE concern ADD CONSTRAINT fk_concern_id_taken_by_concern_recipient
            FOREIGN KEY(id, taken_by) REFERENCES concern_recipient (concern_id, person_id)
    """)
    op.execute("""
        CREATE TABLE concern_words (
            concern_id UUID NOT NULL,
            number SMALLINT NOT NULL,
            words TEXT NOT NULL,
            at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_concern_words PRIMARY KEY (concern_id, number),
            CONSTRAINT fk_concern_words_concern_id_concern FOREIGN KEY(concern_id) REFERENCES concern (id)
        )
    """)


def downgrade() -> None:
    """Forget agreements and concerns."""
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    op.execute("ALTER TABLE concern DROP CONSTRAINT fk_concern_id_taken_by_concern_recipient")
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
