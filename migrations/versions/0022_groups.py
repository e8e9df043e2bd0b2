"""Groups: a match with several mentees, a theme and places of its own (R27).

Revision: 0022, after 0021.
"""

from alembic import op

revision = "0022"
down_revision = "0021"
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
    *("concern_taken", "concern_closed", "certificate_ready", "later_survey", "later_survey_reminder"),
)
NEW_KINDS = ("group_left",)

ACCEPTING = """
CREATE OR REPLACE FUNCTION accepting_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong uuid;
BEGIN
    SELECT p.id INTO wrong FROM participant p
     WHERE p.id = (to_jsonb(COALESCE(NEW, OLD)) ->> TG_ARGV[0])::uuid
       AND p.accepting <> (p.state = 'active' AND CASE p.role
             WHEN 'mentor' THEN EXISTS (
                 SELECT FROM mentor_place pl WHERE pl.mentor_id = p.id AND NOT EXISTS (
                     SELECT FROM match_member m WHERE m.participant_id = p.id AND m.place_number = pl.number AND m.active))
             ELSE (SELECT count(*) FROM match_member m WHERE m.participant_id = p.id AND m.active)
                  < (SELECT CASE g.groups WHEN 'beside' THEN 2 ELSE 1 END FROM programme g WHERE g.id = p.programme_id) END);
    IF FOUND THEN
        RAISE EXCEPTION 'participant % accepts requests, or refuses them, without ground', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accepting_is_true', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""
ACCEPTING_WITHOUT_GROUPS = """
CREATE OR REPLACE FUNCTION accepting_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong uuid;
BEGIN
    SELECT p.id INTO wrong FROM participant p
     WHERE p.id = (to_jsonb(COALESCE(NEW, OLD)) ->> TG_ARGV[0])::uuid
       AND p.accepting <> (p.state = 'active' AND CASE p.role
             WHEN 'mentor' THEN EXISTS (
                 SELECT FROM mentor_place pl WHERE pl.mentor_id = p.id AND NOT EXISTS (
                     SELECT FROM match_member m WHERE m.participant_id = p.id AND m.place_number = pl.number AND m.active))
             ELSE NOT EXISTS (SELECT FROM match_member m WHERE m.participant_id = p.id AND m.active) END);
    IF FOUND THEN
        RAISE EXCEPTION 'participant % accepts requests, or refuses them, without ground', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accepting_is_true', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""
GROUP_ACCEPTING = """
CREATE FUNCTION group_accepting_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong uuid;
BEGIN
    SELECT q.match_id INTO wrong FROM mentoring_group q JOIN match h ON h.id = q.match_id
     WHERE q.match_id = (to_jsonb(COALESCE(NEW, OLD)) ->> 'match_id')::uuid
       AND q.accepting <> (h.state = 'active' AND q.joining AND EXISTS (
             SELECT FROM group_place pl WHERE pl.match_id = q.match_id AND NOT EXISTS (
                 SELECT FROM match_member m WHERE m.match_id = q.match_id AND m.group_place = pl.number AND m.active)));
    IF FOUND THEN
        RAISE EXCEPTION 'group % accepts requests, or refuses them, without ground', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'group_accepting_is_true', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""
JOINING = """
CREATE FUNCTION joining_releases_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM match_member m WHERE m.match_id = NEW.match_id AND m.role = 'mentor' AND m.active AND 2 <> (
             SELECT count(*) FROM disclosure d WHERE d.match_id = NEW.match_id
                AND ((d.owner_id = NEW.participant_id AND d.receiver_id = m.participant_id)
                  OR (d.owner_id = m.participant_id AND d.receiver_id = NEW.participant_id))))
        OR NOT EXISTS (SELECT FROM contact_snapshot s WHERE s.match_id = NEW.match_id AND s.participant_id = NEW.participant_id)
        OR NOT EXISTS (SELECT FROM message e JOIN participant p ON p.person_id = e.recipient_id
                        WHERE e.subject_id = NEW.match_id AND e.kind = 'match_made' AND p.id = NEW.participant_id) THEN
        RAISE EXCEPTION 'joining match % did not release contacts', NEW.match_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'joining_releases_contacts', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Number the active memberships of mentees, give groups their places, and let requests and proposals name a group."""
    op.execute("""
        ALTER TABLE programme ADD COLUMN groups TEXT DEFAULT 'none' NOT NULL,
            ADD COLUMN group_places_max SMALLINT DEFAULT 5 NOT NULL,
            ADD CONSTRAINT ck_programme_groups CHECK (groups IN ('none', 'instead', 'beside')),
            ADD CONSTRAINT ck_programme_group_places_max CHECK (group_places_max BETWEEN 2 AND 20)
    """)
    op.execute("CREATE INDEX ix_match_programme_id ON match (programme_id) WHERE state = 'active'")
    op.execute("ALTER TABLE match ADD CONSTRAINT uq_match_id_programme_id_kind UNIQUE (id, programme_id, kind)")
    op.execute("""
        CREATE TABLE mentoring_group (
            match_id UUID NOT NULL,
            programme_id UUID NOT NULL,
            kind TEXT DEFAULT 'group' NOT NULL,
            theme TEXT NOT NULL,
            description TEXT NOT NULL,
            languages TEXT[] NOT NULL,
            mentor_places SMALLINT DEFAULT 1 NOT NULL,
            joining BOOLEAN DEFAULT true NOT NULL,
            accepting BOOLEAN NOT NULL,
            version INTEGER DEFAULT 1 NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
            CONSTRAINT pk_mentoring_group PRIMARY KEY (match_id),
            CONSTRAINT ck_mentoring_group_kind CHECK (kind = 'group'),
            CONSTRAINT ck_mentoring_group_mentor_places CHECK (mentor_places BETWEEN 1 AND 5),
            CONSTRAINT ck_mentoring_group_accepting_joining CHECK (NOT accepting OR joining),
            CONSTRAINT fk_mentoring_group_match FOREIGN KEY (match_id, programme_id, kind)
                REFERENCES match (id, programme_id, kind),
            CONSTRAINT uq_mentoring_group_match_id_accepting UNIQUE (match_id, accepting)
        )
    """)
    op.execute("CREATE INDEX ix_mentoring_group_programme_id ON mentoring_group (programme_id)")
    op.execute("""
        CREATE TABLE group_place (
            match_id UUID NOT NULL,
            number SMALLINT NOT NULL,
            CONSTRAINT pk_group_place PRIMARY KEY (match_id, number),
            CONSTRAINT ck_group_place_number CHECK (number BETWEEN 1 AND 99),
            CONSTRAINT fk_group_place_match_id_mentoring_group FOREIGN KEY (match_id)
                REFERENCES mentoring_group (match_id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        ALTER TABLE match_member ADD COLUMN kind TEXT DEFAULT 'pair' NOT NULL, ADD COLUMN mentee_slot SMALLINT,
            ADD COLUMN group_place SMALLINT, ADD COLUMN shares_contact BOOLEAN DEFAULT false NOT NULL,
            ADD COLUMN left_at TIMESTAMP WITH TIME ZONE
    """)
    op.execute("UPDATE match_member SET mentee_slot = 1 WHERE active AND role = 'mentee'")
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the rows above still owe, before the table changes again
    op.execute("SET CONSTRAINTS ALL DEFERRED")
    op.execute("""
        ALTER TABLE match_member
            DROP CONSTRAINT fk_match_member_match,
            ADD CONSTRAINT fk_match_member_match FOREIGN KEY (match_id, programme_id, kind)
                REFERENCES match (id, programme_id, kind),
            ADD CONSTRAINT fk_match_member_group_place FOREIGN KEY (match_id, group_place)
                REFERENCES group_place (match_id, number),
            ADD CONSTRAINT ck_match_member_mentee_slot CHECK ((mentee_slot IS NOT NULL) = (active AND role = 'mentee')),
            ADD CONSTRAINT ck_match_member_mentee_slots CHECK (mentee_slot BETWEEN 1 AND 2),
            ADD CONSTRAINT ck_match_member_group_place
                CHECK ((group_place IS NOT NULL) = (active AND role = 'mentee' AND kind = 'group')),
            ADD CONSTRAINT ck_match_member_left_at CHECK (left_at IS NULL OR (kind = 'group' AND NOT active))
    """)
    op.execute("DROP INDEX uq_match_member_mentee")
    op.execute("CREATE UNIQUE INDEX uq_match_member_mentee ON match_member (participant_id, mentee_slot) WHERE active")
    op.execute("""
        CREATE UNIQUE INDEX uq_match_member_kind ON match_member (participant_id, kind) WHERE active AND role = 'mentee'
    """)
    op.execute("CREATE INDEX ix_match_member_match_id ON match_member (match_id) WHERE kind = 'group'")
    op.execute("CREATE UNIQUE INDEX uq_match_member_group_place ON match_member (match_id, group_place) WHERE active")
    op.execute("""
        ALTER TABLE request ADD COLUMN group_id UUID,
            ADD COLUMN mentor_gate BOOLEAN GENERATED ALWAYS AS
                (CASE WHEN state = 'pending' AND group_id IS NULL THEN true END) STORED,
            ADD COLUMN group_gate BOOLEAN GENERATED ALWAYS AS
                (CASE WHEN state = 'pending' AND group_id IS NOT NULL THEN true END) STORED,
            DROP CONSTRAINT fk_request_mentor_accepting,
            DROP CONSTRAINT ck_request_release_reason,
            ADD CONSTRAINT ck_request_release_reason CHECK (release_reason IN ('mentor_full', 'mentor_paused', 'mentor_left',
                'mentee_matched', 'mentee_paused', 'mentee_left', 'window_closed', 'coordinator', 'group_full', 'group_closed')),
            ADD CONSTRAINT ck_request_group CHECK (group_id IS NULL OR match_id IS NULL OR match_id = group_id),
            ADD CONSTRAINT fk_request_group FOREIGN KEY (group_id) REFERENCES mentoring_group (match_id),
            ADD CONSTRAINT fk_request_mentor_accepting FOREIGN KEY (mentor_id, mentor_gate)
                REFERENCES participant (id, accepting),
            ADD CONSTRAINT fk_request_group_accepting FOREIGN KEY (group_id, group_gate)
                REFERENCES mentoring_group (match_id, accepting)
    """)
    op.execute("CREATE INDEX ix_request_group_id ON request (group_id) WHERE group_id IS NOT NULL")
    op.execute("""
        ALTER TABLE proposal ADD COLUMN group_id UUID,
            ADD CONSTRAINT ck_proposal_group CHECK (group_id IS NULL OR match_id IS NULL OR match_id = group_id),
            ADD CONSTRAINT fk_proposal_group FOREIGN KEY (group_id) REFERENCES mentoring_group (match_id)
    """)
    op.execute("CREATE INDEX ix_proposal_group_id ON proposal (group_id) WHERE group_id IS NOT NULL")
    for function in (ACCEPTING, GROUP_ACCEPTING, JOINING):
        # The driver would take a % in a function's body for a placeholder; given no parameters it does not look.
        op.get_bind().connection.cursor().execute(function)
    for table, events, when in (
        ("mentoring_group", "INSERT OR UPDATE OF joining, accepting", ""),
        ("group_place", "INSERT OR DELETE", ""),
        ("match_member", "INSERT OR UPDATE OF active, group_place", "WHEN (NEW.kind = 'group')"),
    ):
        op.execute(f"""
            CREATE CONSTRAINT TRIGGER {table}_group_accepting_is_true AFTER {events} ON {table}
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when} EXECUTE FUNCTION group_accepting_is_true()
        """)
    op.execute("""
        CREATE CONSTRAINT TRIGGER joining_releases_contacts AFTER INSERT ON match_member
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'group' AND NEW.role = 'mentee')
            EXECUTE FUNCTION joining_releases_contacts()
    """)
    _allow((*KINDS, *NEW_KINDS))


def downgrade() -> None:
    """Take groups away; refused where there are any, for their members' workspaces would have nowhere to be."""
    op.execute("""
        DO $$ BEGIN
            IF EXISTS (SELECT FROM mentoring_group) THEN RAISE EXCEPTION 'there are groups: they would be lost'; END IF;
        END $$
    """)
    listed = ", ".join(f"'{kind}'" for kind in NEW_KINDS)
    op.execute(f"DELETE FROM message WHERE kind IN ({listed})")
    _allow(KINDS)
    for table in ("mentoring_group", "group_place", "match_member"):
        op.execute(f"DROP TRIGGER {table}_group_accepting_is_true ON {table}")
    op.execute("DROP TRIGGER joining_releases_contacts ON match_member")
    op.execute("DROP FUNCTION group_accepting_is_true()")
    op.execute("DROP FUNCTION joining_releases_contacts()")
    op.get_bind().connection.cursor().execute(ACCEPTING_WITHOUT_GROUPS)
    op.execute("""
        ALTER TABLE proposal DROP COLUMN group_id
    """)
    op.execute("""
        ALTER TABLE request DROP CONSTRAINT fk_request_mentor_accepting, DROP CONSTRAINT ck_request_release_reason,
            DROP COLUMN group_gate, DROP COLUMN mentor_gate, DROP COLUMN group_id,
            ADD CONSTRAINT ck_request_release_reason CHECK (release_reason IN ('mentor_full', 'mentor_paused', 'mentor_left',
                'mentee_matched', 'mentee_paused', 'mentee_left', 'window_closed', 'coordinator')),
            ADD CONSTRAINT fk_request_mentor_accepting FOREIGN KEY (mentor_id, gate) REFERENCES participant (id, accepting)
    """)
    op.execute("DROP INDEX uq_match_member_mentee")
    op.execute("""
        ALTER TABLE match_member DROP CONSTRAINT fk_match_member_match,
            DROP COLUMN left_at, DROP COLUMN shares_contact, DROP COLUMN group_place, DROP COLUMN mentee_slot, DROP COLUMN kind,
            ADD CONSTRAINT fk_match_member_match FOREIGN KEY (match_id, programme_id) REFERENCES match (id, programme_id)
    """)
    op.execute("""
        CREATE UNIQUE INDEX uq_match_member_mentee ON match_member (participant_id) WHERE active AND role = 'mentee'
    """)
    op.execute("DROP TABLE group_place")
    op.execute("DROP TABLE mentoring_group")
    op.execute("DROP INDEX ix_match_programme_id")
    op.execute("ALTER TABLE match DROP CONSTRAINT uq_match_id_programme_id_kind")
    op.execute("ALTER TABLE programme DROP COLUMN group_places_max, DROP COLUMN groups")


def _allow(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_kind")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_kind CHECK (kind IN ({listed}))")
