-- The tables of the core: people, programmes, profiles, requests, matches, messages, audit; and the guards on them.

CREATE TABLE idempotency (
    caller_id UUID NOT NULL,
    key TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    answer TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_idempotency PRIMARY KEY (caller_id, key)
);

CREATE INDEX ix_idempotency_created_at ON idempotency (created_at);

CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    organisation_id UUID,
    programme_id UUID,
    caller_id UUID,
    on_behalf_of UUID,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    from_state TEXT,
    to_state TEXT,
    details JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (id)
);

CREATE INDEX ix_audit_programme_id_id ON audit (programme_id, id);

CREATE INDEX ix_audit_subject_id ON audit (subject_id);

CREATE INDEX ix_audit_at ON audit (at);

CREATE INDEX ix_audit_organisation_id_id ON audit (organisation_id, id) WHERE organisation_id IS NOT NULL;

CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit is append-only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_append_only';
END $$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();

CREATE TABLE match (
    id UUID NOT NULL,
    programme_id UUID NOT NULL,
    kind TEXT DEFAULT 'pair' NOT NULL,
    state TEXT DEFAULT 'active' NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    end_reason TEXT,
    farewell TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_match PRIMARY KEY (id),
    CONSTRAINT ck_match_kind CHECK (kind IN ('pair', 'group')),
    CONSTRAINT ck_match_state CHECK (state IN ('active', 'ended')),
    CONSTRAINT ck_match_end_reason CHECK (end_reason IN ('by_member', 'member_left', 'coordinator', 'programme_ended')),
    CONSTRAINT ck_match_ended_at CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
    CONSTRAINT ck_match_end_reason_set CHECK ((state = 'ended') = (end_reason IS NOT NULL)),
    CONSTRAINT uq_match_id_programme_id UNIQUE (id, programme_id)
);

CREATE INDEX ix_match_programme_id_id ON match (programme_id, id);

CREATE TABLE organisation (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT uq_organisation_slug UNIQUE (slug)
);

CREATE TABLE person (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT DEFAULT 'en' NOT NULL,
    demo BOOLEAN DEFAULT false NOT NULL,
    disabled_at TIMESTAMP WITH TIME ZONE,
    email_failed_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT ck_person_language CHECK (language IN ('en', 'fi', 'sv'))
);

CREATE TABLE session (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    token_hash BYTEA NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_used_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT fk_session_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT uq_session_token_hash UNIQUE (token_hash)
);

CREATE INDEX ix_session_person_id ON session (person_id);

CREATE TABLE programme (
    id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    zone TEXT DEFAULT 'Europe/Helsinki' NOT NULL,
    languages TEXT[] DEFAULT '{en,fi,sv}' NOT NULL,
    contact_address TEXT NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE,
    archived_at TIMESTAMP WITH TIME ZONE,
    mentor_signup_opens TIMESTAMP WITH TIME ZONE NOT NULL,
    mentor_signup_closes TIMESTAMP WITH TIME ZONE NOT NULL,
    mentee_signup_opens TIMESTAMP WITH TIME ZONE NOT NULL,
    mentee_signup_closes TIMESTAMP WITH TIME ZONE NOT NULL,
    requests_opens TIMESTAMP WITH TIME ZONE NOT NULL,
    requests_closes TIMESTAMP WITH TIME ZONE NOT NULL,
    running_opens TIMESTAMP WITH TIME ZONE NOT NULL,
    running_closes TIMESTAMP WITH TIME ZONE NOT NULL,
    halfway_on DATE,
    feedback_closes TIMESTAMP WITH TIME ZONE NOT NULL,
    unmatched_told_at TIMESTAMP WITH TIME ZONE,
    places_max SMALLINT DEFAULT 2 NOT NULL,
    mentor_pending_max SMALLINT DEFAULT 2 NOT NULL,
    mentee_pending_max SMALLINT DEFAULT 1 NOT NULL,
    request_days SMALLINT DEFAULT 5 NOT NULL,
    reminder_days SMALLINT[] DEFAULT '{2,4}' NOT NULL,
    grace_days SMALLINT DEFAULT 1 NOT NULL,
    mentor_admission TEXT DEFAULT 'approval' NOT NULL,
    mentee_home_organisations TEXT[] DEFAULT '{}' NOT NULL,
    mentee_affiliations TEXT[] DEFAULT '{}' NOT NULL,
    directory_preview BOOLEAN DEFAULT false NOT NULL,
    staff_may_browse BOOLEAN DEFAULT false NOT NULL,
    levels JSONB DEFAULT '[]' NOT NULL,
    fields JSONB DEFAULT '[]' NOT NULL,
    sectors JSONB DEFAULT '[]' NOT NULL,
    topics JSONB DEFAULT '[]' NOT NULL,
    questions JSONB DEFAULT '[]' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_programme PRIMARY KEY (id),
    CONSTRAINT ck_programme_mentor_admission CHECK (mentor_admission IN ('register', 'invitation', 'approval')),
    CONSTRAINT ck_programme_mentor_signup CHECK (mentor_signup_opens < mentor_signup_closes),
    CONSTRAINT ck_programme_mentee_signup CHECK (mentee_signup_opens < mentee_signup_closes),
    CONSTRAINT ck_programme_requests CHECK (requests_opens < requests_closes),
    CONSTRAINT ck_programme_running CHECK (running_opens < running_closes),
    CONSTRAINT ck_programme_feedback CHECK (running_closes <= feedback_closes),
    CONSTRAINT ck_programme_places_max CHECK (places_max BETWEEN 1 AND 20),
    CONSTRAINT ck_programme_mentor_pending_max CHECK (mentor_pending_max BETWEEN 1 AND 20),
    CONSTRAINT ck_programme_mentee_pending_max CHECK (mentee_pending_max BETWEEN 1 AND 20),
    CONSTRAINT ck_programme_request_days CHECK (request_days BETWEEN 1 AND 60),
    CONSTRAINT ck_programme_grace_days CHECK (grace_days BETWEEN 0 AND 30),
    CONSTRAINT fk_programme_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_programme_organisation_id ON programme (organisation_id);

CREATE TABLE message (
    id UUID NOT NULL,
    programme_id UUID NOT NULL,
    recipient_id UUID NOT NULL,
    kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    occasion SMALLINT DEFAULT 0 NOT NULL,
    state TEXT DEFAULT 'waiting' NOT NULL,
    tries SMALLINT DEFAULT 0 NOT NULL,
    next_try_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    rendered BYTEA,
    last_error TEXT,
    sent_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    details JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_message PRIMARY KEY (id),
    CONSTRAINT ck_message_kind CHECK (kind IN ('request_sent', 'request_reminder', 'request_withdrawn', 'request_declined', 'request_expired', 'request_released', 'match_made', 'match_ended', 'proposal_made', 'proposal_closed', 'answered_for_you', 'room_again', 'contact_code', 'participant_approved', 'participant_removed', 'window_changed', 'unmatched_next')),
    CONSTRAINT ck_message_state CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
    CONSTRAINT fk_message_recipient_id_person FOREIGN KEY(recipient_id) REFERENCES person (id) ON DELETE CASCADE
);

CREATE INDEX ix_message_due ON message (next_try_at) WHERE state = 'waiting';

CREATE UNIQUE INDEX uq_message_occasion ON message (subject_id, recipient_id, kind, occasion);

CREATE INDEX ix_message_programme_id_id ON message (programme_id, id);

CREATE TABLE organisation_member (
    organisation_id UUID NOT NULL,
    person_id UUID NOT NULL,
    role TEXT DEFAULT 'coordinator' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_organisation_member PRIMARY KEY (organisation_id, person_id),
    CONSTRAINT ck_organisation_member_role CHECK (role IN ('coordinator', 'admin')),
    CONSTRAINT fk_organisation_member_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
    CONSTRAINT fk_organisation_member_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

CREATE INDEX ix_organisation_member_person_id ON organisation_member (person_id);

CREATE TABLE access_change (
    id UUID NOT NULL,
    person_id UUID NOT NULL,
    session_id UUID,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT pk_access_change PRIMARY KEY (id),
    CONSTRAINT fk_access_change_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);

CREATE INDEX ix_access_change_at ON access_change (at);

CREATE TABLE programme_text (
    programme_id UUID NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    summary TEXT DEFAULT '' NOT NULL,
    mentor_expected TEXT DEFAULT '' NOT NULL,
    mentor_not_expected TEXT DEFAULT '' NOT NULL,
    mentee_expected TEXT DEFAULT '' NOT NULL,
    next_steps TEXT DEFAULT '' NOT NULL,
    unmatched_next TEXT DEFAULT '' NOT NULL,
    mentee_forms JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_programme_text PRIMARY KEY (programme_id, language),
    CONSTRAINT ck_programme_text_language CHECK (language IN ('en', 'fi', 'sv')),
    CONSTRAINT fk_programme_text_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE
);

CREATE TABLE participant (
    id UUID NOT NULL,
    programme_id UUID NOT NULL,
    person_id UUID NOT NULL,
    role TEXT NOT NULL,
    state TEXT DEFAULT 'draft' NOT NULL,
    accepting BOOLEAN DEFAULT false NOT NULL,
    admitted_until TIMESTAMP WITH TIME ZONE,
    approved_at TIMESTAMP WITH TIME ZONE,
    published_at TIMESTAMP WITH TIME ZONE,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_participant PRIMARY KEY (id),
    CONSTRAINT ck_participant_role CHECK (role IN ('mentor', 'mentee')),
    CONSTRAINT ck_participant_state CHECK (state IN ('draft', 'submitted', 'active', 'paused', 'left', 'removed')),
    CONSTRAINT ck_participant_accepting_active CHECK (NOT accepting OR state = 'active'),
    CONSTRAINT uq_participant_programme_id_person_id UNIQUE (programme_id, person_id),
    CONSTRAINT uq_participant_id_programme_id_role UNIQUE (id, programme_id, role),
    CONSTRAINT uq_participant_id_accepting UNIQUE (id, accepting),
    CONSTRAINT fk_participant_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id),
    CONSTRAINT fk_participant_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
);

CREATE INDEX ix_participant_person_id ON participant (person_id);

CREATE TABLE invitation (
    id UUID NOT NULL,
    programme_id UUID NOT NULL,
    role TEXT NOT NULL,
    code_hash BYTEA NOT NULL,
    uses_left INTEGER NOT NULL,
    closes TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_invitation PRIMARY KEY (id),
    CONSTRAINT ck_invitation_role CHECK (role IN ('mentor', 'mentee')),
    CONSTRAINT ck_invitation_uses_left CHECK (uses_left >= 0),
    CONSTRAINT fk_invitation_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id),
    CONSTRAINT uq_invitation_code_hash UNIQUE (code_hash)
);

CREATE INDEX ix_invitation_programme_id ON invitation (programme_id);

CREATE TABLE saved_mentor (
    mentee_id UUID NOT NULL,
    mentor_id UUID NOT NULL,
    position SMALLINT NOT NULL,
    tell_me BOOLEAN DEFAULT false NOT NULL,
    told_at TIMESTAMP WITH TIME ZONE,
    told_times SMALLINT DEFAULT 0 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_saved_mentor PRIMARY KEY (mentee_id, mentor_id),
    CONSTRAINT fk_saved_mentor_mentee_id_participant FOREIGN KEY(mentee_id) REFERENCES participant (id) ON DELETE CASCADE,
    CONSTRAINT fk_saved_mentor_mentor_id_participant FOREIGN KEY(mentor_id) REFERENCES participant (id) ON DELETE CASCADE
);

CREATE INDEX ix_saved_mentor_waiting ON saved_mentor (mentor_id) WHERE tell_me;

CREATE TABLE mentor_place (
    mentor_id UUID NOT NULL,
    number SMALLINT NOT NULL,
    programme_id UUID NOT NULL,
    mentor_role TEXT DEFAULT 'mentor' NOT NULL,
    CONSTRAINT pk_mentor_place PRIMARY KEY (mentor_id, number),
    CONSTRAINT ck_mentor_place_mentor_role CHECK (mentor_role = 'mentor'),
    CONSTRAINT ck_mentor_place_number CHECK (number BETWEEN 1 AND 99),
    CONSTRAINT fk_mentor_place_mentor_id_programme_id_mentor_role_participant FOREIGN KEY(mentor_id, programme_id, mentor_role) REFERENCES participant (id, programme_id, role) ON DELETE CASCADE
);

CREATE TABLE disclosure (
    id UUID NOT NULL,
    match_id UUID NOT NULL,
    owner_id UUID NOT NULL,
    receiver_id UUID NOT NULL,
    fields TEXT[] NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_disclosure PRIMARY KEY (id),
    CONSTRAINT uq_disclosure_match_id_owner_id_receiver_id UNIQUE (match_id, owner_id, receiver_id),
    CONSTRAINT ck_disclosure_two_people CHECK (owner_id <> receiver_id),
    CONSTRAINT fk_disclosure_match_id_match FOREIGN KEY(match_id) REFERENCES match (id),
    CONSTRAINT fk_disclosure_owner_id_participant FOREIGN KEY(owner_id) REFERENCES participant (id),
    CONSTRAINT fk_disclosure_receiver_id_participant FOREIGN KEY(receiver_id) REFERENCES participant (id)
);

CREATE INDEX ix_disclosure_receiver_id ON disclosure (receiver_id);

CREATE INDEX ix_disclosure_owner_id ON disclosure (owner_id);

CREATE TABLE mentor_profile (
    participant_id UUID NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    degree TEXT DEFAULT '' NOT NULL,
    field TEXT,
    institution TEXT DEFAULT '' NOT NULL,
    graduation_year SMALLINT,
    doctorate BOOLEAN DEFAULT false NOT NULL,
    outside_academia BOOLEAN DEFAULT false NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    employer TEXT DEFAULT '' NOT NULL,
    sector TEXT,
    in_working_life BOOLEAN DEFAULT true NOT NULL,
    lives_abroad BOOLEAN DEFAULT false NOT NULL,
    headline TEXT DEFAULT '' NOT NULL,
    story TEXT DEFAULT '' NOT NULL,
    topics TEXT[] DEFAULT '{}' NOT NULL,
    languages TEXT[] DEFAULT '{}' NOT NULL,
    seeks TEXT[] DEFAULT '{}' NOT NULL,
    meets TEXT[] DEFAULT '{}' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    newcomers BOOLEAN DEFAULT false NOT NULL,
    link TEXT,
    answers JSONB DEFAULT '{}' NOT NULL,
    search_text TEXT DEFAULT '' NOT NULL,
    search TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, search_text) || to_tsvector('finnish'::regconfig, search_text) || to_tsvector('swedish'::regconfig, search_text) || to_tsvector('english'::regconfig, search_text)) STORED NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_mentor_profile PRIMARY KEY (participant_id),
    CONSTRAINT ck_mentor_profile_graduation_year CHECK (graduation_year BETWEEN 1930 AND 2100),
    CONSTRAINT fk_mentor_profile_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);

CREATE INDEX ix_mentor_profile_search ON mentor_profile USING gin (search);

CREATE TABLE mentee_profile (
    participant_id UUID NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    school TEXT DEFAULT '' NOT NULL,
    field TEXT,
    level TEXT,
    stage TEXT DEFAULT '' NOT NULL,
    languages TEXT[] DEFAULT '{}' NOT NULL,
    topics TEXT[] DEFAULT '{}' NOT NULL,
    sectors TEXT[] DEFAULT '{}' NOT NULL,
    expectations TEXT DEFAULT '' NOT NULL,
    goals TEXT DEFAULT '' NOT NULL,
    interests TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    exchange_until DATE,
    answers JSONB DEFAULT '{}' NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_mentee_profile PRIMARY KEY (participant_id),
    CONSTRAINT fk_mentee_profile_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);

CREATE TABLE contact (
    participant_id UUID NOT NULL,
    email TEXT NOT NULL,
    phone TEXT,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    code_tries SMALLINT DEFAULT 0 NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_contact PRIMARY KEY (participant_id),
    CONSTRAINT fk_contact_participant_id_participant FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);

CREATE TABLE request (
    id UUID NOT NULL,
    programme_id UUID NOT NULL,
    mentor_id UUID NOT NULL,
    mentee_id UUID NOT NULL,
    mentor_role TEXT DEFAULT 'mentor' NOT NULL,
    mentee_role TEXT DEFAULT 'mentee' NOT NULL,
    state TEXT DEFAULT 'pending' NOT NULL,
    mentor_slot SMALLINT,
    mentee_slot SMALLINT,
    gate BOOLEAN GENERATED ALWAYS AS (CASE WHEN state = 'pending' THEN true END) STORED,
    message TEXT NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    release_reason TEXT,
    decline_wording TEXT,
    answer TEXT,
    match_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_request PRIMARY KEY (id),
    CONSTRAINT ck_request_state CHECK (state IN ('pending', 'accepted', 'declined', 'withdrawn', 'expired', 'released')),
    CONSTRAINT ck_request_release_reason CHECK (release_reason IN ('mentor_full', 'mentor_paused', 'mentor_left', 'mentee_matched', 'mentee_paused', 'mentee_left', 'window_closed', 'coordinator')),
    CONSTRAINT ck_request_decline_wording CHECK (decline_wording IN ('not_my_field', 'no_time', 'another_fits_better')),
    CONSTRAINT ck_request_two_people CHECK (mentor_id <> mentee_id),
    CONSTRAINT ck_request_mentor_slot CHECK ((state = 'pending') = (mentor_slot IS NOT NULL)),
    CONSTRAINT ck_request_mentee_slot CHECK ((state = 'pending') = (mentee_slot IS NOT NULL)),
    CONSTRAINT ck_request_closed_at CHECK ((state = 'pending') = (closed_at IS NULL)),
    CONSTRAINT ck_request_match CHECK ((state = 'accepted') = (match_id IS NOT NULL)),
    CONSTRAINT ck_request_release CHECK ((state = 'released') = (release_reason IS NOT NULL)),
    CONSTRAINT ck_request_roles CHECK (mentor_role = 'mentor' AND mentee_role = 'mentee'),
    CONSTRAINT fk_request_mentor FOREIGN KEY(mentor_id, programme_id, mentor_role) REFERENCES participant (id, programme_id, role),
    CONSTRAINT fk_request_mentee FOREIGN KEY(mentee_id, programme_id, mentee_role) REFERENCES participant (id, programme_id, role),
    CONSTRAINT fk_request_mentor_accepting FOREIGN KEY(mentor_id, gate) REFERENCES participant (id, accepting),
    CONSTRAINT fk_request_mentee_accepting FOREIGN KEY(mentee_id, gate) REFERENCES participant (id, accepting),
    CONSTRAINT uq_request_id_mentee_id_match_id UNIQUE (id, mentee_id, match_id)
);

CREATE INDEX ix_request_mentee_id_mentor_id ON request (mentee_id, mentor_id);

CREATE UNIQUE INDEX uq_request_mentor_slot ON request (mentor_id, mentor_slot) WHERE state = 'pending';

CREATE INDEX ix_request_programme_id_id ON request (programme_id, id);

CREATE UNIQUE INDEX uq_request_mentee_slot ON request (mentee_id, mentee_slot) WHERE state = 'pending';

CREATE INDEX ix_request_expires ON request (expires_at) WHERE state = 'pending';

CREATE INDEX ix_request_mentor_id ON request (mentor_id);

CREATE TABLE proposal (
    id UUID NOT NULL,
    programme_id UUID NOT NULL,
    mentor_id UUID NOT NULL,
    mentee_id UUID NOT NULL,
    mentor_role TEXT DEFAULT 'mentor' NOT NULL,
    mentee_role TEXT DEFAULT 'mentee' NOT NULL,
    state TEXT DEFAULT 'pending' NOT NULL,
    overrides TEXT[] DEFAULT '{}' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    mentor_yes_at TIMESTAMP WITH TIME ZONE,
    mentee_yes_at TIMESTAMP WITH TIME ZONE,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    match_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_proposal PRIMARY KEY (id),
    CONSTRAINT ck_proposal_state CHECK (state IN ('pending', 'accepted', 'declined', 'withdrawn', 'expired', 'released')),
    CONSTRAINT ck_proposal_closed_at CHECK ((state = 'pending') = (closed_at IS NULL)),
    CONSTRAINT ck_proposal_match CHECK ((state = 'accepted') = (match_id IS NOT NULL)),
    CONSTRAINT ck_proposal_both_yes CHECK (state <> 'accepted' OR (mentor_yes_at IS NOT NULL AND mentee_yes_at IS NOT NULL)),
    CONSTRAINT ck_proposal_roles CHECK (mentor_role = 'mentor' AND mentee_role = 'mentee'),
    CONSTRAINT fk_proposal_mentor FOREIGN KEY(mentor_id, programme_id, mentor_role) REFERENCES participant (id, programme_id, role),
    CONSTRAINT fk_proposal_mentee FOREIGN KEY(mentee_id, programme_id, mentee_role) REFERENCES participant (id, programme_id, role),
    CONSTRAINT fk_proposal_match FOREIGN KEY(match_id, programme_id) REFERENCES match (id, programme_id)
);

CREATE INDEX ix_proposal_expires ON proposal (expires_at) WHERE state = 'pending';

CREATE UNIQUE INDEX uq_proposal_pair ON proposal (mentor_id, mentee_id) WHERE state = 'pending';

CREATE INDEX ix_proposal_programme_id_id ON proposal (programme_id, id);

CREATE INDEX ix_proposal_mentee ON proposal (mentee_id) WHERE state = 'pending';

CREATE TABLE match_member (
    match_id UUID NOT NULL,
    participant_id UUID NOT NULL,
    programme_id UUID NOT NULL,
    role TEXT NOT NULL,
    active BOOLEAN DEFAULT true NOT NULL,
    place_number SMALLINT,
    request_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_match_member PRIMARY KEY (match_id, participant_id),
    CONSTRAINT ck_match_member_role CHECK (role IN ('mentor', 'mentee')),
    CONSTRAINT ck_match_member_place CHECK ((place_number IS NOT NULL) = (active AND role = 'mentor')),
    CONSTRAINT ck_match_member_request CHECK (request_id IS NULL OR role = 'mentee'),
    CONSTRAINT fk_match_member_match FOREIGN KEY(match_id, programme_id) REFERENCES match (id, programme_id),
    CONSTRAINT fk_match_member_participant FOREIGN KEY(participant_id, programme_id, role) REFERENCES participant (id, programme_id, role),
    CONSTRAINT fk_match_member_place FOREIGN KEY(participant_id, place_number) REFERENCES mentor_place (mentor_id, number),
    CONSTRAINT uq_match_member_match_id_participant_id_request_id UNIQUE (match_id, participant_id, request_id),
    CONSTRAINT uq_match_member_request_id UNIQUE (request_id)
);

CREATE UNIQUE INDEX uq_match_member_place ON match_member (participant_id, place_number) WHERE active;

CREATE UNIQUE INDEX uq_match_member_mentee ON match_member (participant_id) WHERE active AND role = 'mentee';

CREATE INDEX ix_match_member_participant_id ON match_member (participant_id);

CREATE TABLE contact_snapshot (
    match_id UUID NOT NULL,
    participant_id UUID NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT,
    CONSTRAINT pk_contact_snapshot PRIMARY KEY (match_id, participant_id),
    CONSTRAINT fk_contact_snapshot_match_id_participant_id_match_member FOREIGN KEY(match_id, participant_id) REFERENCES match_member (match_id, participant_id) ON DELETE CASCADE
);

ALTER TABLE match_member ADD CONSTRAINT fk_match_member_request FOREIGN KEY(request_id, participant_id, match_id) REFERENCES request (id, mentee_id, match_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE request ADD CONSTRAINT fk_request_membership FOREIGN KEY(match_id, mentee_id, id) REFERENCES match_member (match_id, participant_id, request_id) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION final_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'pending' AND NEW.state <> OLD.state
       OR NEW.mentor_id <> OLD.mentor_id OR NEW.mentee_id <> OLD.mentee_id OR NEW.programme_id <> OLD.programme_id THEN
        RAISE EXCEPTION '% % is final', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'final_is_final', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

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
             ELSE NOT EXISTS (SELECT FROM match_member m WHERE m.participant_id = p.id AND m.active) END);
    IF FOUND THEN
        RAISE EXCEPTION 'participant % accepts requests, or refuses them, without ground', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accepting_is_true', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

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
END $$;

CREATE FUNCTION state_is_audited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit WHERE subject_id = NEW.id AND to_state = NEW.state AND xid = pg_current_xact_id()) THEN
        RAISE EXCEPTION '% % became % without an audit row', TG_TABLE_NAME, NEW.id, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'state_is_audited', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER request_final_is_final BEFORE UPDATE ON request FOR EACH ROW EXECUTE FUNCTION final_is_final();

CREATE TRIGGER proposal_final_is_final BEFORE UPDATE ON proposal FOR EACH ROW EXECUTE FUNCTION final_is_final();

CREATE CONSTRAINT TRIGGER request_state_is_audited AFTER INSERT OR UPDATE OF state ON request
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION state_is_audited();

CREATE CONSTRAINT TRIGGER proposal_state_is_audited AFTER INSERT OR UPDATE OF state ON proposal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION state_is_audited();

CREATE CONSTRAINT TRIGGER match_state_is_audited AFTER INSERT OR UPDATE OF state ON match
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION state_is_audited();

CREATE CONSTRAINT TRIGGER participant_state_is_audited AFTER INSERT OR UPDATE OF state ON participant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION state_is_audited();

CREATE CONSTRAINT TRIGGER participant_accepting_is_true AFTER INSERT OR UPDATE OF state, accepting ON participant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION accepting_is_true('id');

CREATE CONSTRAINT TRIGGER mentor_place_accepting_is_true AFTER INSERT OR DELETE ON mentor_place
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION accepting_is_true('mentor_id');

CREATE CONSTRAINT TRIGGER match_member_accepting_is_true AFTER INSERT OR DELETE OR UPDATE OF active, place_number ON match_member
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION accepting_is_true('participant_id');

CREATE CONSTRAINT TRIGGER match_releases_contacts AFTER INSERT ON match
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION match_releases_contacts();
