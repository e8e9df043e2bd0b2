"""A survey half a year later, for those who agreed to it.

Revision: 0021, after 0020.
"""

from alembic import op

revision = "0021"
down_revision = "0020"
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
    *("concern_taken", "concern_closed", "certificate_ready"),
)
NEW_KINDS = ("later_survey", "later_survey_reminder")
AUDIENCES = "'everybody', 'matched', 'unmatched', 'been_matched'"


def upgrade() -> None:
    """Let a survey be the one that is asked half a year later, and a consent be to it."""
    op.execute("ALTER TABLE survey DROP CONSTRAINT ck_survey_kind, DROP CONSTRAINT ck_survey_audience")
    op.execute(f"""
        ALTER TABLE survey ADD CONSTRAINT ck_survey_kind CHECK (kind IN ('halfway', 'final', 'later', 'own')),
            ADD CONSTRAINT ck_survey_audience CHECK (audience IN ({AUDIENCES}, 'consented')),
            ADD CONSTRAINT ck_survey_audience_later CHECK ((kind = 'later') = (audience = 'consented')),
            ADD CONSTRAINT ck_survey_anonymous_later CHECK (anonymous OR kind <> 'later')
    """)
    op.execute("CREATE UNIQUE INDEX uq_survey_later ON survey (programme_id) WHERE kind = 'later'")
    _consents(
        "'terms', 'privacy', 'profile_carried', 'story_shown', 'later_survey'", "'profile_carried', 'story_shown', 'later_survey'"
    )
    _allow((*KINDS, *NEW_KINDS))


def downgrade() -> None:
    """Forget the surveys half a year later with what was answered, and who agreed to them."""
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    op.execute("DELETE FROM consent WHERE kind = 'later_survey'")
    _consents("'terms', 'privacy', 'profile_carried', 'story_shown'", "'profile_carried', 'story_shown'")
    op.execute("DELETE FROM survey WHERE kind = 'later'")
    op.execute("DROP INDEX uq_survey_later")
    op.execute("""
        ALTER TABLE survey DROP CONSTRAINT ck_survey_kind, DROP CONSTRAINT ck_survey_audience,
            DROP CONSTRAINT ck_survey_audience_later, DROP CONSTRAINT ck_survey_anonymous_later
    """)
    op.execute(f"""
        ALTER TABLE survey ADD CONSTRAINT ck_survey_kind CHECK (kind IN ('halfway', 'final', 'own')),
            ADD CONSTRAINT ck_survey_audience CHECK (audience IN ({AUDIENCES}))
    """)


def _consents(kinds: str, of_a_part: str) -> None:
    op.execute("ALTER TABLE consent DROP CONSTRAINT ck_consent_kind, DROP CONSTRAINT ck_consent_participant")
    op.execute(f"""
        ALTER TABLE consent ADD CONSTRAINT ck_consent_kind CHECK (kind IN ({kinds})),
            ADD CONSTRAINT ck_consent_participant CHECK ((kind IN ({of_a_part})) = (participant_id IS NOT NULL))
    """)


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
