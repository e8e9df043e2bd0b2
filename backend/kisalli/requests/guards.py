"""The second wall: constraint triggers that refuse at commit what no CHECK or key can say (I5, I7, I8).

The locks of an act make these true; code that forgets a lock or a row gets an error from here, not a bad row.
"""

from sqlalchemy import DDL, event

from kisalli.core.models import Base

FUNCTIONS = (
    # A final state never changes and nobody is swapped, whatever an UPDATE says.
    """
CREATE FUNCTION final_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'pending' AND NEW.state <> OLD.state
       OR NEW.mentor_id <> OLD.mentor_id OR NEW.mentee_id <> OLD.mentee_id OR NEW.programme_id <> OLD.programme_id THEN
        RAISE EXCEPTION '% % is final', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'final_is_final', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
""",
    # I5: `accepting` says exactly whether pending requests may hang on a participant.
    """
CREATE FUNCTION accepting_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
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
""",
    # I7: a pair's match releases both contacts, with two ledger rows and two mails, in the transaction that makes it.
    """
CREATE FUNCTION match_releases_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind = 'pair' AND (
           (SELECT count(*) FROM disclosure WHERE match_id = NEW.id) <> 2
        OR (SELECT count(*) FROM contact_snapshot WHERE match_id = NEW.id) <> 2
        OR (SELECT count(*) FROM message WHERE subject_id = NEW.id AND kind = 'match_made') <> 2) THEN
        RAISE EXCEPTION 'match % did not release both contacts', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'match_releases_contacts', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
""",
    # The same of a group: it accepts requests exactly while it goes on, lets join and has a free place.
    """
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
""",
    # I7 in a group: whoever joins as a mentee exchanges contacts with each of its mentors, in the transaction that seats them.
    """
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
""",
    # I8: every state has its audit row from the same transaction.
    """
CREATE FUNCTION state_is_audited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit WHERE subject_id = NEW.id AND to_state = NEW.state AND xid = pg_current_xact_id()) THEN
        RAISE EXCEPTION '% % became % without an audit row', TG_TABLE_NAME, NEW.id, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'state_is_audited', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
""",
)


def _audited(table: str) -> str:
    return f"""
CREATE CONSTRAINT TRIGGER {table}_state_is_audited AFTER INSERT OR UPDATE OF state ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION state_is_audited()
"""


def _final(table: str) -> str:
    return f"""
CREATE TRIGGER {table}_final_is_final BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION final_is_final()
"""


def _accepting(table: str, events: str, column: str) -> str:
    return f"""
CREATE CONSTRAINT TRIGGER {table}_accepting_is_true AFTER {events} ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION accepting_is_true('{column}')
"""


def _group_accepting(table: str, events: str, when: str = "") -> str:
    return f"""
CREATE CONSTRAINT TRIGGER {table}_group_accepting_is_true AFTER {events} ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when} EXECUTE FUNCTION group_accepting_is_true()
"""


TRIGGERS = (
    *(_final(table) for table in ("request", "proposal")),
    *(_audited(table) for table in ("request", "proposal", "match", "participant")),
    _accepting("participant", "INSERT OR UPDATE OF state, accepting", "id"),
    _accepting("mentor_place", "INSERT OR DELETE", "mentor_id"),
    _accepting("match_member", "INSERT OR DELETE OR UPDATE OF active, place_number", "participant_id"),
    _group_accepting("mentoring_group", "INSERT OR UPDATE OF joining, accepting"),
    _group_accepting("group_place", "INSERT OR DELETE"),
    _group_accepting("match_member", "INSERT OR UPDATE OF active, group_place", "WHEN (NEW.kind = 'group')"),
    """
CREATE CONSTRAINT TRIGGER joining_releases_contacts AFTER INSERT ON match_member
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'group' AND NEW.role = 'mentee')
    EXECUTE FUNCTION joining_releases_contacts()
""",
    """
CREATE CONSTRAINT TRIGGER match_releases_contacts AFTER INSERT ON match
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION match_releases_contacts()
""",
)

for _statement in (*FUNCTIONS, *TRIGGERS):
    # DDL() treats % as its own placeholder
    event.listen(Base.metadata, "after_create", DDL(_statement.replace("%", "%%")))  # type: ignore[no-untyped-call]  # SQLAlchemy left it untyped
