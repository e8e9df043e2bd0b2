"""Certificates of participation, and what people have turned off of the messages that can be.

Revision: 0019, after 0018.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in", "passkey_added", "identity_added", "token_added", "member_invited", "email_code"),
    *("email_changed", "match_quiet", "meeting_proposed", "meeting_planned", "meeting_changed", "meeting_cancelled"),
    *("survey_open", "survey_reminder", "survey_help", "event_seat", "event_waiting", "event_moved_up", "event_signed_off"),
    *("event_changed", "event_cancelled", "event_reminder", "agreement_to_sign", "agreement_in_force", "concern_raised"),
    *("concern_taken", "concern_closed"),
)
NEW_KINDS = ("certificate_ready",)


def upgrade() -> None:
    """Keep what each certificate says, and which classes of messages somebody has turned off."""
    op.execute("""
        CREATE TABLE certificate (
            id UUID NOT NULL,
            participant_id UUID NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            organisation TEXT NOT NULL,
            names JSONB NOT NULL,
            roles JSONB NOT NULL,
            begins_on DATE NOT NULL,
            ends_on DATE NOT NULL,
            meetings_held SMALLINT,
            issued_on DATE NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_certificate PRIMARY KEY (id),
            CONSTRAINT ck_certificate_role CHECK (role IN ('mentor', 'mentee')),
            CONSTRAINT ck_certificate_code CHECK (code ~ '^[2-9A-HJ-NP-Z]{16}$'),
            CONSTRAINT ck_certificate_period CHECK (begins_on <= ends_on),
            CONSTRAINT ck_certificate_meetings_held CHECK (meetings_held >= 0),
            CONSTRAINT fk_certificate_participant_id_participant
                FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE,
            CONSTRAINT uq_certificate_participant_id UNIQUE (participant_id),
            CONSTRAINT uq_certificate_code UNIQUE (code)
        )
    """)
    op.execute("""
        CREATE TABLE notification_choice (
            id UUID NOT NULL,
            person_id UUID NOT NULL,
            programme_id UUID,
            message_class TEXT NOT NULL,
            off_since TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_notification_choice PRIMARY KEY (id),
            CONSTRAINT uq_notification_choice_person_id_programme_id_message_class
                UNIQUE NULLS NOT DISTINCT (person_id, programme_id, message_class),
            CONSTRAINT ck_notification_choice_message_class CHECK (message_class IN ('nudge', 'broadcast')),
            CONSTRAINT fk_notification_choice_person_id_person
                FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
            CONSTRAINT fk_notification_choice_programme_id_programme
                FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_notification_choice_programme_id ON notification_choice (programme_id)")
    _allow((*KINDS, *NEW_KINDS))


def downgrade() -> None:
    """Forget certificates, whose papers then no longer check, and what was turned off."""
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    for table in ("notification_choice", "certificate"):
        op.execute(f"DROP TABLE {table}")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
