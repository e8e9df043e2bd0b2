"""Events with sign-up and a waiting list, and personal calendar feeds.

Revision: 0017, after 0016.
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in", "passkey_added", "identity_added", "token_added", "member_invited", "email_code"),
    *("email_changed", "match_quiet", "meeting_proposed", "meeting_planned", "meeting_changed", "meeting_cancelled"),
    *("survey_open", "survey_reminder", "survey_help"),
)
NEW_KINDS = (
    *("event_seat", "event_waiting", "event_moved_up", "event_signed_off"),
    *("event_changed", "event_cancelled", "event_reminder"),
)


def upgrade() -> None:
    """Seats are numbers under a unique index, and a foreign key ties each to how many its event has."""
    op.execute("""
        CREATE TABLE event (
            id UUID NOT NULL,
            programme_id UUID NOT NULL,
            state TEXT DEFAULT 'draft' NOT NULL,
            language TEXT NOT NULL,
            texts JSONB NOT NULL,
            place_kind TEXT NOT NULL,
            place TEXT DEFAULT '' NOT NULL,
            link TEXT,
            starts TIMESTAMP WITH TIME ZONE NOT NULL,
            ends TIMESTAMP WITH TIME ZONE NOT NULL,
            sign_up_closes TIMESTAMP WITH TIME ZONE NOT NULL,
            seats INTEGER DEFAULT 1000000 NOT NULL,
            roles TEXT[] NOT NULL,
            audience TEXT DEFAULT 'everybody' NOT NULL,
            recommended_for TEXT,
            cancel_note TEXT DEFAULT '' NOT NULL,
            sequence INTEGER DEFAULT 0 NOT NULL,
            version INTEGER DEFAULT 1 NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_event PRIMARY KEY (id),
            CONSTRAINT uq_event_id_seats UNIQUE (id, seats),
            CONSTRAINT ck_event_state CHECK (state IN ('draft', 'published', 'cancelled')),
            CONSTRAINT ck_event_place_kind CHECK (place_kind IN ('on_campus', 'online')),
            CONSTRAINT ck_event_audience CHECK (audience IN ('everybody', 'matched')),
            CONSTRAINT ck_event_recommended_for CHECK (recommended_for IN ('new')),
            CONSTRAINT ck_event_ends CHECK (starts < ends),
            CONSTRAINT ck_event_sign_up_closes CHECK (sign_up_closes <= starts),
            CONSTRAINT ck_event_seats CHECK (seats BETWEEN 1 AND 1000000),
            CONSTRAINT ck_event_roles CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['mentor', 'mentee']),
            CONSTRAINT ck_event_texts CHECK (jsonb_array_length(texts) > 0),
            CONSTRAINT ck_event_link CHECK (link LIKE 'https://%'),
            CONSTRAINT fk_event_programme_id_programme
                FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_event_programme_id_starts ON event (programme_id, starts)")
    op.execute("CREATE INDEX ix_event_starts ON event (starts) WHERE state = 'published'")
    _sign_ups()
    op.execute("""
        CREATE TABLE calendar_feed (
            person_id UUID NOT NULL,
            token_hash BYTEA NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_calendar_feed PRIMARY KEY (person_id),
            CONSTRAINT uq_calendar_feed_token_hash UNIQUE (token_hash),
            CONSTRAINT fk_calendar_feed_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
        )
    """)
    _allow((*KINDS, *NEW_KINDS))


def _sign_ups() -> None:
    op.execute("""
        CREATE TABLE event_sign_up (
            id UUID NOT NULL,
            event_id UUID NOT NULL,
            participant_id UUID NOT NULL,
            state TEXT NOT NULL,
            seat INTEGER,
            of_seats INTEGER,
            position INTEGER,
            came BOOLEAN,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_event_sign_up PRIMARY KEY (id),
            CONSTRAINT ck_event_sign_up_state CHECK (state IN ('seat', 'waiting', 'off')),
            CONSTRAINT ck_event_sign_up_seat CHECK ((state = 'seat') = (seat IS NOT NULL)),
            CONSTRAINT ck_event_sign_up_of_seats CHECK ((seat IS NULL) = (of_seats IS NULL)),
            CONSTRAINT ck_event_sign_up_seat_exists CHECK (seat BETWEEN 1 AND of_seats),
            CONSTRAINT ck_event_sign_up_position CHECK ((state = 'waiting') = (position IS NOT NULL)),
            CONSTRAINT fk_event_sign_up_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
            CONSTRAINT fk_event_sign_up_event_id_of_seats_event
                FOREIGN KEY(event_id, of_seats) REFERENCES event (id, seats) ON UPDATE CASCADE,
            CONSTRAINT fk_event_sign_up_participant_id_participant
                FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE UNIQUE INDEX uq_event_sign_up_seat ON event_sign_up (event_id, seat) WHERE seat IS NOT NULL")
    op.execute("CREATE UNIQUE INDEX uq_event_sign_up_position ON event_sign_up (event_id, position) WHERE position IS NOT NULL")
    op.execute("CREATE UNIQUE INDEX uq_event_sign_up_once ON event_sign_up (event_id, participant_id) WHERE state <> 'off'")
    op.execute("CREATE INDEX ix_event_sign_up_participant_id ON event_sign_up (participant_id)")


def downgrade() -> None:
    """Forget events and feeds, and the mails about them."""
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    for table in ("calendar_feed", "event_sign_up", "event"):
        op.execute(f"DROP TABLE {table}")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
