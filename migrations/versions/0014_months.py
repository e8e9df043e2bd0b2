"""The mentoring months: meetings, goals with steps, private notes, nudges.

Revision: 0014, after 0013.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = (
    *("request_sent", "request_reminder", "request_withdrawn", "request_declined", "request_expired", "request_released"),
    *("match_made", "match_ended", "proposal_made", "proposal_closed", "answered_for_you", "room_again", "contact_code"),
    *("participant_approved", "participant_sent_back", "participant_removed", "window_changed", "unmatched_next"),
    *("coordinator_digest", "sign_in", "passkey_added", "identity_added", "token_added", "member_invited", "email_code"),
    *("email_changed",),
)
NEW_KINDS = ("match_quiet", "meeting_proposed", "meeting_planned", "meeting_changed", "meeting_cancelled")


def upgrade() -> None:
    """Give matches what their members arrange, mean to do and note."""
    op.execute("""
        CREATE TABLE meeting (
            id UUID NOT NULL,
            match_id UUID NOT NULL,
            programme_id UUID NOT NULL,
            state TEXT NOT NULL,
            proposed_by UUID NOT NULL,
            round SMALLINT DEFAULT 1 NOT NULL,
            zone TEXT NOT NULL,
            starts_at TIMESTAMP WITH TIME ZONE,
            minutes SMALLINT NOT NULL,
            mode TEXT NOT NULL,
            place TEXT DEFAULT '' NOT NULL,
            link TEXT DEFAULT '' NOT NULL,
            agenda TEXT DEFAULT '' NOT NULL,
            notes TEXT DEFAULT '' NOT NULL,
            cancelled_by UUID,
            words TEXT DEFAULT '' NOT NULL,
            sequence SMALLINT DEFAULT 0 NOT NULL,
            version INTEGER DEFAULT 1 NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_meeting PRIMARY KEY (id),
            CONSTRAINT ck_meeting_state CHECK (state IN ('proposed', 'planned', 'held', 'missed', 'cancelled')),
            CONSTRAINT ck_meeting_mode CHECK (mode IN ('on_site', 'remote')),
            CONSTRAINT ck_meeting_starts_at CHECK (state IN ('proposed', 'cancelled') OR starts_at IS NOT NULL),
            CONSTRAINT ck_meeting_proposed CHECK (state <> 'proposed' OR starts_at IS NULL),
            CONSTRAINT ck_meeting_minutes CHECK (minutes BETWEEN 5 AND 480),
            CONSTRAINT fk_meeting_match_id_programme_id_match
                FOREIGN KEY(match_id, programme_id) REFERENCES match (id, programme_id),
            CONSTRAINT fk_meeting_match_id_proposed_by_match_member
                FOREIGN KEY(match_id, proposed_by) REFERENCES match_member (match_id, participant_id)
        )
    """)
    op.execute("CREATE INDEX ix_meeting_match_id_starts_at ON meeting (match_id, starts_at)")
    op.execute("CREATE INDEX ix_meeting_open ON meeting (starts_at) WHERE state IN ('proposed', 'planned')")
    op.execute("""
        CREATE TABLE meeting_time (
            id UUID NOT NULL,
            meeting_id UUID NOT NULL,
            starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_meeting_time PRIMARY KEY (id),
            CONSTRAINT uq_meeting_time_meeting_id_starts_at UNIQUE (meeting_id, starts_at),
            CONSTRAINT fk_meeting_time_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE goal (
            id UUID NOT NULL,
            match_id UUID NOT NULL,
            owner_id UUID NOT NULL,
            title TEXT NOT NULL,
            why TEXT DEFAULT '' NOT NULL,
            target_on DATE,
            state TEXT DEFAULT 'open' NOT NULL,
            closed_at TIMESTAMP WITH TIME ZONE,
            version INTEGER DEFAULT 1 NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_goal PRIMARY KEY (id),
            CONSTRAINT ck_goal_state CHECK (state IN ('open', 'reached', 'let_go')),
            CONSTRAINT ck_goal_closed_at CHECK ((state = 'open') = (closed_at IS NULL)),
            CONSTRAINT fk_goal_match_id_owner_id_match_member
                FOREIGN KEY(match_id, owner_id) REFERENCES match_member (match_id, participant_id),
            CONSTRAINT uq_goal_id_match_id UNIQUE (id, match_id)
        )
    """)
    op.execute("CREATE INDEX ix_goal_match_id ON goal (match_id)")
    op.execute("""
        CREATE TABLE step (
            id UUID NOT NULL,
            match_id UUID NOT NULL,
            goal_id UUID,
            written_by UUID NOT NULL,
            words TEXT NOT NULL,
            due_on DATE,
            done_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_step PRIMARY KEY (id),
            CONSTRAINT fk_step_match_id_written_by_match_member
                FOREIGN KEY(match_id, written_by) REFERENCES match_member (match_id, participant_id),
            CONSTRAINT fk_step_goal_id_match_id_goal
                FOREIGN KEY(goal_id, match_id) REFERENCES goal (id, match_id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_step_goal_id ON step (goal_id) WHERE goal_id IS NOT NULL")
    op.execute("CREATE INDEX ix_step_match_id ON step (match_id)")
    op.execute("""
        CREATE TABLE goal_review (
            id UUID NOT NULL,
            goal_id UUID NOT NULL,
            written_by UUID NOT NULL,
            words TEXT NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_goal_review PRIMARY KEY (id),
            CONSTRAINT fk_goal_review_goal_id_goal FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE CASCADE,
            CONSTRAINT fk_goal_review_written_by_participant FOREIGN KEY(written_by) REFERENCES participant (id)
        )
    """)
    op.execute("CREATE INDEX ix_goal_review_goal_id ON goal_review (goal_id)")
    op.execute("CREATE INDEX ix_goal_review_written_by ON goal_review (written_by)")
    op.execute("""
        CREATE TABLE goal_change (
            id UUID NOT NULL,
            goal_id UUID NOT NULL,
            title TEXT NOT NULL,
            why TEXT NOT NULL,
            target_on DATE,
            state TEXT NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_goal_change PRIMARY KEY (id),
            CONSTRAINT fk_goal_change_goal_id_goal FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_goal_change_goal_id ON goal_change (goal_id)")
    op.execute("""
        CREATE TABLE private_note (
            id UUID NOT NULL,
            match_id UUID NOT NULL,
            writer_id UUID NOT NULL,
            words TEXT NOT NULL,
            changed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            version INTEGER DEFAULT 1 NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_private_note PRIMARY KEY (id),
            CONSTRAINT fk_private_note_match_id_writer_id_match_member
                FOREIGN KEY(match_id, writer_id) REFERENCES match_member (match_id, participant_id)
        )
    """)
    op.execute("CREATE INDEX ix_private_note_match_id_writer_id ON private_note (match_id, writer_id)")
    op.execute("""
        CREATE TABLE nudge (
            match_id UUID NOT NULL,
            nudged_at TIMESTAMP WITH TIME ZONE NOT NULL,
            times SMALLINT NOT NULL,
            CONSTRAINT pk_nudge PRIMARY KEY (match_id),
            CONSTRAINT fk_nudge_match_id_match FOREIGN KEY(match_id) REFERENCES match (id) ON DELETE CASCADE
        )
    """)
    _allow((*KINDS, *NEW_KINDS))


def downgrade() -> None:
    """Forget all of it."""
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    for table in ("nudge", "private_note", "goal_change", "goal_review", "step", "goal", "meeting_time", "meeting"):
        op.execute(f"DROP TABLE {table}")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
