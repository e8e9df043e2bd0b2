"""The purpose map: what every column of every table holds of people, what for, on which basis, for how long, for whom.

Export, erasure and retention are derived from it and the record of processing (docs/privacy.md, Art. 30 GDPR) is written
from it; a column that is not in it fails the tests. A table's row says: how rows belong to a person (`whose`), what they
hold of them (`held`), which ids only tie them to somebody (`links`), what holds nothing of anybody (`none`), and what
erasure does. Conditions take `:people`, the ids of persons, and `:parts`, those of their participants.
"""

from kisalli.people.models import ERASED_NAME
from kisalli.privacy.mapping import Basis, Erased, Held, Kept, Mapped, Scope, Whose

OWN = Whose("person_id = ANY(:people)")
PART = Whose("participant_id = ANY(:parts)")
AS_MENTEE = Whose("mentee_id = ANY(:parts)", "as_mentee")
AS_MENTOR = Whose("mentor_id = ANY(:parts)", "as_mentor")
EITHER_SIDE = Whose("(mentor_id = ANY(:parts) OR mentee_id = ANY(:parts))")
MEMBER = Whose("id IN (SELECT match_id FROM match_member WHERE participant_id = ANY(:parts))")
IN_MATCH = Whose("match_id IN (SELECT match_id FROM match_member WHERE participant_id = ANY(:parts))")
# What members wrote together goes when one of them does, but not from a group that goes on without them: it is the others' too.
ENDED = (
    "match_id IN (SELECT mm.match_id FROM match_member mm JOIN match m ON m.id = mm.match_id"
    " WHERE m.state = 'ended' AND mm.participant_id = ANY(:parts))"
)
WRITTEN_TOGETHER = Whose(ENDED)
LEADS = "SELECT m.match_id FROM match_member m WHERE m.role = 'mentor' AND"
LED = Whose(f"match_id IN ({LEADS} m.participant_id = ANY(:parts))")
# What several mentors have written together stays as long as one of them leads the group.
LED_ALONE = Whose(f"match_id NOT IN ({LEADS} m.active AND m.participant_id <> ALL(:parts)) AND {LED.sql}")
CANCELLED_BY = Whose("cancelled_by = ANY(:parts)", "that_i_cancelled")
CANCELLED = Whose(f"(cancelled_by = ANY(:parts) OR {ENDED})")
GOAL_OWNER = Whose("owner_id = ANY(:parts)")
WRITTEN_BY = Whose("written_by = ANY(:parts)")
OF_ITS_MATCHES = "match_id IN (SELECT id FROM match WHERE programme_id = :programme_id)"
OF_ITS_GOALS = "goal_id IN (SELECT g.id FROM goal g JOIN match m ON m.id = g.match_id WHERE m.programme_id = :programme_id)"
# The survey half a year later is written when the programme's other texts go: its own stay as long after it has closed,
# and never longer than who took part has a name.
SURVEY_TEXTS_DUE = (
    "survey_id IN (SELECT s.id FROM survey s JOIN programme g ON g.id = s.programme_id WHERE g.id = :programme_id"
    " AND (s.kind <> 'later' OR s.closes_at + make_interval(months => g.texts_months) <= clock_timestamp()"
    " OR GREATEST(g.feedback_closes, g.requests_closes) + make_interval(months => g.identities_months) <= clock_timestamp()))"
)
ENDED_BY = Whose(
    "id IN (SELECT a.subject_id FROM audit a JOIN match_member mm ON mm.match_id = a.subject_id"
    " WHERE mm.participant_id = ANY(:parts) AND a.act = 'match_ended' AND a.caller_id = ANY(:people))",
    "that_i_ended",
)
ADDRESS = Whose(
    "(person_id = ANY(:people) OR address IN (SELECT subject FROM identity WHERE issuer = 'email' AND person_id = ANY(:people)))"
)

SELF = "oneself"
ORGANISERS = "coordinators of the programme"
STUDENTS = "students of the programme, its staff where allowed, coordinators"
NOBODY = "nobody; the service itself"
HOW_MANY = "how many agreed to a survey half a year later: coordinators of the programme"
SECRET = "a secret, of no use to anybody but the service"  # noqa: S105 - a reason
OTHERS_WORDS = "another person's words (Art. 15 (4)); they stand on their page and in the mail"

FINDING = "so that mentor and student find each other and can judge whether they fit"
SIGNING_IN = "signing in, and seeing where one is signed in"
MATCHING = "asking, answering and being matched"
DELIVERY = "mailing what concerns one, and seeing what did not arrive"
ACCOUNTABILITY = "clearing up who did what"
IN_REGISTER = "knowing whether a mentor is an alumnus or alumna (R3)"
MENTORING = "meeting, and working towards what the mentee wants to reach"
SHARED_WORDS = "written by the members together; they stand on the meeting's page"
CERTIFYING = "showing to others that one took part (R26), until one withdraws it"
ASKING = "learning how the programme does, and making it better (R23)"
WORKSPACE = "agreeing on how one works together (R18)"
IN_CONFIDENCE = "telling the organisers in confidence (R22)"
NAMED = "the recipients whom its writer named; nobody else"
CONTACTING = "meeting: given to the other one when both have said yes"

PURPOSES: tuple[Mapped, ...] = (
    # Accounts.
    Mapped(
        "person",
        whose=Whose("id = ANY(:people)"),
        erased=Erased.BLANKED,
        blanks={"name": f"'{ERASED_NAME}'", "email": "''", "language": "'en'"},
        held=(
            Held("name email language", "addressing and writing to one", Basis.TASK, Kept.ACCOUNT, f"{SELF}; {ORGANISERS}"),
            Held("email_failed_at", DELIVERY, Basis.TASK, Kept.ACCOUNT, ORGANISERS),
        ),
        none="id demo service disabled_at created_at",
        context="id created_at",
    ),
    Mapped(
        "affiliation",
        whose=OWN,
        erased=Erased.DELETED,
        held=(
            Held("home_organisation kind", "who may join as what (R3)", Basis.TASK, Kept.ACCOUNT, f"{SELF}; rules of admission"),
        ),
        links="person_id identity_id",
    ),
    Mapped(
        "organisation_member",
        whose=OWN,
        erased=Erased.DELETED,
        held=(Held("role", "running programmes", Basis.TASK, Kept.ACCOUNT, "those who work for the same organisation"),),
        links="organisation_id person_id",
        none="created_at",
        context="organisation_id created_at",
    ),
    Mapped(
        "email_sign_in",  # before identity, by which its rows are found
        whose=ADDRESS,
        erased=Erased.DELETED,
        held=(
            Held("address language", SIGNING_IN, Basis.TASK, Kept.DAY, NOBODY),
            Held("client_hash", "limits against abuse", Basis.DUTY, Kept.DAY, NOBODY, withheld=SECRET),
        ),
        links="person_id",
        none="id browser_hash tries expires_at used_at created_at",
        context="created_at used_at",
    ),
    Mapped(
        "member_invitation",  # before identity, by which its rows are found
        whose=Whose(
            "(accepted_by = ANY(:people)"
            " OR email IN (SELECT subject FROM identity WHERE issuer = 'email' AND person_id = ANY(:people)))"
        ),
        erased=Erased.DELETED,
        held=(
            Held("email language", "inviting somebody to work for an organisation", Basis.TASK, Kept.MONTH, "its admins"),
            Held(
                "role accepted_at withdrawn_at",
                "inviting somebody to work for an organisation",
                Basis.TASK,
                Kept.MONTH,
                "its admins",
            ),
        ),
        links="id organisation_id accepted_by",
        none="expires_at created_at",
        context="id created_at",
    ),
    Mapped(
        "identity",
        whose=OWN,
        erased=Erased.DELETED,
        held=(Held("issuer subject last_used_at", SIGNING_IN, Basis.TASK, Kept.ACCOUNT, SELF),),
        links="person_id",
        none="id created_at",
        context="created_at",
    ),
    Mapped(
        "session",
        whose=OWN,
        erased=Erased.DELETED,
        held=(
            Held("way device last_used_at ended_at", SIGNING_IN, Basis.TASK, Kept.MONTH, SELF),
            Held("token_hash id_token", SIGNING_IN, Basis.DUTY, Kept.MONTH, NOBODY, withheld=SECRET),
        ),
        links="person_id provider_id",
        none="id expires_at created_at",
        context="created_at expires_at",
    ),
    Mapped(
        "personal_token",
        whose=OWN,
        erased=Erased.DELETED,
        held=(
            Held("name scopes expires_at last_used_at", "letting one's own scripts in", Basis.TASK, Kept.ACCOUNT, SELF),
            Held("token_hash", "letting one's own scripts in", Basis.TASK, Kept.ACCOUNT, NOBODY, withheld=SECRET),
        ),
        links="id person_id",
        none="created_at",
        context="id created_at",
    ),
    Mapped(
        "service_account",
        links="person_id",
        none="service organisation_id scopes secret_hash previous_hash previous_until last_used_at created_at",
        why="of a machine, not of a person",
    ),
    Mapped("service_token", links="person_id", none="token_hash scopes expires_at", why="of a machine, not of a person"),
    Mapped(
        "refused_client", none="id client_hash claimed_hash at", why="keyed hashes, which say nothing of anybody, for an hour"
    ),
    Mapped(
        "email_change",
        whose=OWN,
        erased=Erased.DELETED,
        held=(Held("old_address new_address", "changing one's address", Basis.TASK, Kept.DAY, SELF),),
        links="id person_id",
        none="tries expires_at confirmed_at created_at",
        context="created_at confirmed_at",
    ),
    Mapped(
        "register_entry",
        whose=Whose("claimed_by = ANY(:people)"),
        held=(
            Held(
                "whole hashes",
                IN_REGISTER,
                Basis.TASK,
                Kept.SIGN_UP,
                NOBODY,
                withheld=SECRET,
            ),
        ),
        links="programme_id claimed_by",
        why="hashes of a whole list, gone when sign-up closes; whom one admitted is forgotten with the person",
    ),
    Mapped(
        "register_lookup",
        none="programme_id url secret failing_since created_at",
        why="where the organisation's register answers",
    ),
    Mapped(
        "birth_date",
        whose=PART,
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(Held("sealed", "asking the register once (R7)", Basis.TASK, Kept.CHECK, NOBODY, withheld=SECRET),),
        links="participant_id",
        none="given_at",
    ),
    Mapped(
        "verification",
        whose=OWN,
        erased=Erased.DELETED,
        held=(
            Held(
                "state tries",
                IN_REGISTER,
                Basis.TASK,
                Kept.IDENTITY,
                f"{SELF}; {ORGANISERS}",
            ),
        ),
        links="programme_id person_id",
        none="next_try_at",
    ),
    Mapped(
        "passkey",
        whose=OWN,
        erased=Erased.DELETED,
        held=(
            Held("device last_used_at", SIGNING_IN, Basis.TASK, Kept.ACCOUNT, SELF),
            Held("credential_id public_key sign_count", SIGNING_IN, Basis.TASK, Kept.ACCOUNT, NOBODY, withheld=SECRET),
        ),
        links="person_id",
        none="id created_at",
        context="created_at",
    ),
    Mapped(
        "provider_sign_in",
        whose=OWN,
        erased=Erased.DELETED,
        held=(
            Held("purpose language", SIGNING_IN, Basis.TASK, Kept.DAY, NOBODY),
            Held("received", "trying out a provider", Basis.TASK, Kept.DAY, "the admin who tries it out"),
            Held("client_hash", "limits against abuse", Basis.DUTY, Kept.DAY, NOBODY, withheld=SECRET),
        ),
        links="person_id session_id",
        none="id provider_id entity_id browser_hash return_to expires_at used_at created_at",
        context="created_at used_at",
    ),
    Mapped("answered_challenge", none="challenge expires_at", why="random numbers"),
    Mapped("used_assertion", none="issuer assertion_id forget_at", why="random ids of what a provider said, until it is too old"),
    Mapped("access_change", links="person_id session_id", none="id at xid", why="ids for the other processes, for a day"),
    Mapped(
        "consent",
        whose=OWN,
        erased=Erased.DELETED,
        held=(
            Held("kind version language at", "showing that one was asked (R34)", Basis.DUTY, Kept.ACCOUNT, f"{SELF}; {HOW_MANY}"),
        ),
        links="person_id participant_id",
        none="id wording_hash",
    ),
    # Taking part.
    Mapped(
        "participant",
        whose=OWN,
        scope=Scope.PART,
        held=(
            Held(
                "role state admitted_until approved_at published_at",
                "taking part, and the programme's figures",
                Basis.TASK,
                Kept.ALWAYS,
                f"{SELF}; {ORGANISERS}",
            ),
        ),
        links="id programme_id person_id",
        none="accepting present version created_at",
        context="id programme_id created_at",
    ),
    Mapped(
        "mentor_profile",
        whose=PART,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        blanks={"name": f"'{ERASED_NAME}'"},
        held=(
            Held(
                "name degree field institution graduation_year doctorate outside_academia title employer sector in_working_life "
                "lives_abroad headline story topics languages seeks meets place newcomers link answers",
                FINDING,
                Basis.TASK,
                Kept.IDENTITY,
                STUDENTS,
            ),
            Held("search_text", FINDING, Basis.TASK, Kept.IDENTITY, NOBODY, withheld="the same words once more, for the search"),
        ),
        links="participant_id",
        none="search version",
        context="participant_id",
    ),
    Mapped(
        "mentee_profile",
        whose=PART,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        blanks={"name": f"'{ERASED_NAME}'"},
        held=(
            Held(
                "name school field level stage languages topics sectors expectations goals interests place exchange_until "
                "answers",
                FINDING,
                Basis.TASK,
                Kept.IDENTITY,
                f"mentors whom one asks or is with; {ORGANISERS}",
            ),
        ),
        links="participant_id",
        none="version",
        context="participant_id",
    ),
    Mapped(
        "contact",
        whose=PART,
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(Held("email phone next_email confirmed_at", CONTACTING, Basis.CONSENT, Kept.IDENTITY, SELF),),
        links="participant_id",
        none="code_tries version",
        context="participant_id",
    ),
    Mapped("mentor_place", scope=Scope.PART, links="mentor_id programme_id", none="number mentor_role", why="places, counted"),
    Mapped(
        "saved_mentor",
        whose=AS_MENTEE,
        erased_with=EITHER_SIDE,
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(Held("position tell_me told_at told_times", "keeping mentors in mind", Basis.TASK, Kept.IDENTITY, SELF),),
        links="mentee_id mentor_id",
        none="created_at",
        context="mentor_id created_at",
    ),
    # Guidance.
    Mapped(
        "checklist_tick",
        whose=OWN,
        erased=Erased.DELETED,
        held=(Held("slug item ticked_at", "keeping one's place in a checklist (R25)", Basis.TASK, Kept.IDENTITY, SELF),),
        links="programme_id person_id",
        context="programme_id",
    ),
    Mapped(
        "story",
        whose=PART,
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(
            Held(
                "language words shown_as published_at",
                "telling others how mentoring was",
                Basis.CONSENT,
                Kept.IDENTITY,
                f"{ORGANISERS}; once published, everybody who may see the programme",
            ),
        ),
        links="id programme_id participant_id",
        none="state version created_at",
        context="programme_id state created_at",
    ),
    # Being matched.
    Mapped(
        "request",
        whose=EITHER_SIDE,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        held=(
            Held(
                "message",
                MATCHING,
                Basis.TASK,
                Kept.TEXTS,
                f"the mentor while it waits or they are matched; {ORGANISERS}",
                AS_MENTEE,
            ),
            Held("answer", MATCHING, Basis.TASK, Kept.TEXTS, f"the student who asked; {ORGANISERS}", AS_MENTOR, EITHER_SIDE),
            Held("decline_wording", MATCHING, Basis.TASK, Kept.ALWAYS, f"the student; {ORGANISERS}", AS_MENTOR, AS_MENTOR),
        ),
        links="id programme_id mentor_id mentee_id match_id group_id",
        none="mentor_role mentee_role state mentor_slot mentee_slot gate mentor_gate group_gate sent_at expires_at closed_at "
        "release_reason created_at",
        context="id programme_id mentor_id mentee_id state sent_at closed_at release_reason",
        of_programme="programme_id = :programme_id AND state <> 'pending'",
    ),
    Mapped(
        "proposal",
        whose=EITHER_SIDE,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        held=(
            Held("note", MATCHING, Basis.TASK, Kept.TEXTS, f"the two; {ORGANISERS}", EITHER_SIDE, withheld=OTHERS_WORDS),
            Held("mentor_yes_at", MATCHING, Basis.TASK, Kept.ALWAYS, ORGANISERS, AS_MENTOR, Whose("false")),
            Held("mentee_yes_at", MATCHING, Basis.TASK, Kept.ALWAYS, ORGANISERS, AS_MENTEE, Whose("false")),
        ),
        links="id programme_id mentor_id mentee_id match_id group_id",
        none="mentor_role mentee_role state overrides proposed_at expires_at closed_at created_at",
        context="id programme_id mentor_id mentee_id state proposed_at closed_at",
        of_programme="programme_id = :programme_id AND state <> 'pending'",
    ),
    Mapped(
        "match",
        whose=MEMBER,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        held=(Held("farewell", "a word at the end", Basis.TASK, Kept.TEXTS, "the members", ENDED_BY, MEMBER),),
        links="id programme_id",
        none="kind state opened_at ended_at end_reason created_at",
        context="id programme_id state opened_at ended_at",
    ),
    Mapped(
        "match_member",
        whose=PART,
        scope=Scope.PART,
        held=(
            Held(
                "role active left_at", "being with each other, and the programme's figures", Basis.TASK, Kept.ALWAYS, ORGANISERS
            ),
            Held("shares_contact", CONTACTING, Basis.CONSENT, Kept.ALWAYS, "the members of the group"),
        ),
        links="match_id participant_id programme_id request_id",
        none="kind place_number mentee_slot group_place created_at",
        context="match_id",
    ),
    Mapped(
        "mentoring_group",
        whose=LED,
        erased=Erased.BLANKED,
        erased_with=LED_ALONE,
        scope=Scope.PART,
        held=(Held("theme description", "saying what a group is for", Basis.TASK, Kept.TEXTS, f"who may join it; {ORGANISERS}"),),
        links="match_id programme_id",
        none="kind languages mentor_places joining accepting version created_at",
        context="match_id",
    ),
    Mapped("group_place", none="match_id number", why="places, counted"),
    Mapped(
        "contact_snapshot",
        whose=PART,
        erased=Erased.DELETED,
        scope=Scope.PART,
        blanks={"email": "''"},
        held=(
            Held("name", "knowing later to whom one's details went", Basis.DUTY, Kept.IDENTITY, "the members"),
            Held("email phone", CONTACTING, Basis.CONSENT, Kept.TEXTS, "the other one, until the match ends"),
        ),
        links="match_id participant_id",
        context="match_id",
        of_programme="match_id IN (SELECT id FROM match WHERE programme_id = :programme_id AND state = 'ended')",
    ),
    Mapped(
        "disclosure",
        whose=Whose("owner_id = ANY(:parts)"),
        scope=Scope.PART,
        held=(Held("fields at", "knowing to whom one's details went (I7)", Basis.DUTY, Kept.ALWAYS, "the two"),),
        links="id match_id owner_id receiver_id",
        context="match_id receiver_id",
    ),
    # The mentoring months.
    Mapped(
        "meeting",
        whose=IN_MATCH,
        erased_with=WRITTEN_TOGETHER,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        held=(
            Held("agenda notes place link", MENTORING, Basis.TASK, Kept.TEXTS, "the members", withheld=SHARED_WORDS),
            Held("words", MENTORING, Basis.TASK, Kept.TEXTS, "the members", CANCELLED_BY, CANCELLED),
        ),
        links="id match_id programme_id proposed_by cancelled_by",
        none="state round zone starts_at minutes mode sequence version changed_at created_at",
        context="id match_id state starts_at minutes",
    ),
    Mapped(
        "meeting_time", scope=Scope.PART, links="id meeting_id", none="starts_at", why="times to choose from; gone once one is"
    ),
    Mapped(
        "goal",
        whose=GOAL_OWNER,
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(Held("title why target_on", MENTORING, Basis.TASK, Kept.TEXTS, f"the members; how many there are: {ORGANISERS}"),),
        links="id match_id owner_id",
        none="state closed_at version created_at",
        context="id match_id state created_at closed_at",
        of_programme=OF_ITS_MATCHES,
    ),
    Mapped(
        "step",
        whose=WRITTEN_BY,
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(Held("words due_on", MENTORING, Basis.TASK, Kept.TEXTS, "the members"),),
        links="id match_id goal_id written_by",
        none="done_at created_at",
        context="match_id done_at created_at",
        of_programme=OF_ITS_MATCHES,
    ),
    Mapped(
        "goal_review",
        whose=WRITTEN_BY,
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(Held("words", MENTORING, Basis.TASK, Kept.TEXTS, "the members"),),
        links="id goal_id written_by",
        none="created_at",
        context="goal_id created_at",
        of_programme=OF_ITS_GOALS,
    ),
    Mapped(
        "goal_change",
        whose=Whose("goal_id IN (SELECT id FROM goal WHERE owner_id = ANY(:parts))"),
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(Held("title why target_on", MENTORING, Basis.TASK, Kept.TEXTS, "the members"),),
        links="id goal_id",
        none="state created_at",
        context="goal_id state created_at",
        of_programme=OF_ITS_GOALS,
    ),
    Mapped(
        "private_note",
        whose=Whose("writer_id = ANY(:parts)"),
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(Held("words", "remembering, for oneself alone (R21)", Basis.TASK, Kept.NOTES, SELF),),
        links="id match_id writer_id",
        none="changed_at version created_at",
        context="match_id created_at changed_at",
        of_programme=OF_ITS_MATCHES,
    ),
    Mapped("nudge", scope=Scope.PART, links="match_id", none="nudged_at times", why="when a pair was last reminded"),
    # Events and calendars.
    Mapped(
        "event",
        none="id programme_id state language texts place_kind place link starts ends sign_up_closes seats roles audience "
        "recommended_for cancel_note sequence version changed_at created_at",
        why="what a programme announces, not of a person",
    ),
    Mapped(
        "event_sign_up",
        whose=PART,
        scope=Scope.PART,
        held=(
            Held(
                "state came created_at",
                "coming to the programme's events, and its figures",
                Basis.TASK,
                Kept.ALWAYS,
                f"{SELF}; {ORGANISERS}",
            ),
        ),
        links="id event_id participant_id",
        none="seat of_seats position changed_at",
        context="event_id",
    ),
    Mapped(
        "calendar_feed",
        whose=OWN,
        erased=Erased.DELETED,
        held=(Held("token_hash", "subscribing to one's own calendar", Basis.TASK, Kept.ACCOUNT, NOBODY, withheld=SECRET),),
        links="person_id",
        none="created_at",
    ),
    Mapped(
        "certificate",
        whose=PART,
        erased=Erased.DELETED,
        scope=Scope.PART,
        held=(
            Held(
                "code name role organisation names roles begins_on ends_on meetings_held issued_on",
                CERTIFYING,
                Basis.TASK,
                Kept.IDENTITY,
                f"{SELF}; whoever has the code; who has one: {ORGANISERS}",
            ),
        ),
        links="id participant_id",
        none="created_at",
        context="participant_id",
    ),
    # Surveys.
    Mapped(
        "survey",
        none="id programme_id kind anonymous roles audience opens_at closes_at reminder_days help title intro questions "
        "published_at shuffled_at version created_at",
        why="the programme's own questions",
    ),
    Mapped(
        "survey_answer",
        whose=PART,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        held=(
            Held("texts", ASKING, Basis.TASK, Kept.SURVEY_TEXTS, f"{SELF}; {ORGANISERS}"),
            Held("answers", ASKING, Basis.TASK, Kept.ALWAYS, f"{SELF}; {ORGANISERS}", erased_with=Whose("false")),
        ),
        links="survey_id participant_id",
        none="language changed_at",
        context="survey_id language changed_at",
        of_programme=SURVEY_TEXTS_DUE,
        why="choices and numbers stay as the programme's figures, of somebody without a name",
    ),
    Mapped(
        "survey_anonymous_answer",
        whose=Whose("false"),
        erased=Erased.BLANKED,
        held=(
            Held(
                "texts",
                ASKING,
                Basis.TASK,
                Kept.SURVEY_TEXTS,
                f"{ORGANISERS}, from five answers on",
                withheld="nobody knows whose it is",
            ),
        ),
        none="id survey_id role language answers",
        of_programme=SURVEY_TEXTS_DUE,
        why="carries no person and no time",
    ),
    Mapped(
        "survey_turnout",
        whose=Whose("participants && :parts"),
        scope=Scope.PART,
        held=(Held("survey_id", "reminding those alone who have not answered", Basis.TASK, Kept.ALWAYS, NOBODY),),
        links="participants",
        why="ids of those who have answered, not what; they say nothing once the name is gone",
    ),
    Mapped(
        "help_call",
        whose=PART,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        held=(Held("words", "helping somebody who asks for it", Basis.TASK, Kept.SURVEY_TEXTS, f"{SELF}; {ORGANISERS}"),),
        links="id survey_id participant_id",
        none="created_at",
        context="survey_id created_at",
        of_programme=SURVEY_TEXTS_DUE,
    ),
    # What a match agrees on, and what is told in confidence.
    Mapped(
        "agreement",
        whose=Whose("written_by = ANY(:parts)", "as_writer"),
        # Written together: what one says of goals stands in the other's version as well.
        erased_with=WRITTEN_TOGETHER,
        erased=Erased.BLANKED,
        scope=Scope.PART,
        held=(
            Held("changed", WORKSPACE, Basis.TASK, Kept.TEXTS, "the members"),
            Held("answers", WORKSPACE, Basis.TASK, Kept.TEXTS, "the members", withheld=OTHERS_WORDS),
        ),
        links="match_id written_by",
        none="number language template written_at",
        context="match_id number language written_at",
        of_programme="match_id IN (SELECT id FROM match WHERE programme_id = :programme_id)",
    ),
    Mapped(
        "agreement_signature",
        whose=PART,
        scope=Scope.PART,
        held=(
            Held(
                "signed_at",
                "knowing who agreed to what",
                Basis.TASK,
                Kept.ALWAYS,
                f"the members; whether all have signed: {ORGANISERS}",
            ),
        ),
        links="match_id participant_id",
        none="number",
        context="match_id number",
    ),
    Mapped("agreement_template", none="programme_id language body version", why="the programme's own"),
    Mapped(
        "concern",
        whose=Whose("raised_by = ANY(:parts)"),
        scope=Scope.PART,
        held=(Held("state", IN_CONFIDENCE, Basis.TASK, Kept.ALWAYS, f"{SELF}; {NAMED}"),),
        links="id programme_id match_id raised_by taken_by",
        none="taken_at closed_at raised_at",
        context="id programme_id raised_at taken_at closed_at",
    ),
    Mapped("concern_recipient", links="concern_id person_id", why="ids: who may read it"),
    Mapped(
        "concern_words",
        whose=Whose("concern_id IN (SELECT id FROM concern WHERE raised_by = ANY(:parts))"),
        erased=Erased.BLANKED,
        scope=Scope.PART,
        held=(
            Held(
                "words",
                IN_CONFIDENCE,
                Basis.TASK,
                Kept.TEXTS,
                f"{SELF}; {NAMED}",
                withheld="told in confidence: in no file that may lie about (R22); its writer reads it on its page",
            ),
        ),
        links="concern_id",
        none="number at",
        of_programme="concern_id IN (SELECT id FROM concern WHERE programme_id = :programme_id)",
    ),
    # Mail, logs, the service's own.
    Mapped(
        "notification_choice",
        whose=OWN,
        erased=Erased.DELETED,
        held=(Held("message_class off_since", "leaving out mails that one has turned off", Basis.TASK, Kept.ACCOUNT, SELF),),
        links="id person_id programme_id",
        context="programme_id",
    ),
    Mapped(
        "message",
        whose=Whose("recipient_id = ANY(:people)"),
        erased=Erased.BLANKED,
        blanks={"state": "CASE state WHEN 'waiting' THEN 'dropped' ELSE state END"},
        held=(
            Held("kind sent_at", DELIVERY, Basis.TASK, Kept.ALWAYS, ORGANISERS, erased_with=Whose("false")),
            Held("state", DELIVERY, Basis.TASK, Kept.ALWAYS, ORGANISERS),
            Held("last_error", DELIVERY, Basis.TASK, Kept.TEXTS, ORGANISERS),
            Held(
                "details",
                "a note written for one mail",
                Basis.TASK,
                Kept.TEXTS,
                f"its reader; {ORGANISERS}",
                withheld=OTHERS_WORDS,
            ),
            Held("rendered", DELIVERY, Basis.TASK, Kept.TEXTS, NOBODY, withheld="the mail on its way; gone once it is sent"),
        ),
        links="id programme_id recipient_id subject_id",
        none="occasion tries next_try_at created_at",
        context="programme_id created_at",
        of_programme="programme_id = :programme_id AND state <> 'waiting'",
    ),
    Mapped(
        "audit",
        whose=Whose("caller_id = ANY(:people)"),
        held=(
            Held(
                "act subject from_state to_state", ACCOUNTABILITY, Basis.DUTY, Kept.ALWAYS, "those who work for the organisation"
            ),
            Held("details", ACCOUNTABILITY, Basis.DUTY, Kept.ALWAYS, "those who work for the organisation"),
        ),
        links="organisation_id programme_id caller_id on_behalf_of subject_id",
        none="id at xid",
        context="at programme_id subject_id",
        why="append-only; codes and field names, never values (R31)",
    ),
    Mapped(
        "data_read",
        held=(Held("role operation purpose", "telling who read one's data (R32)", Basis.DUTY, Kept.READS, "whoever was read"),),
        links="id organisation_id programme_id reader_id subjects",
        none="at",
        why="ids only; told under `reads`",
    ),
    Mapped("erasure", links="person_id asked_by", none="asked_at finished_at listed_at", why="the tombstone: an id and a time"),
    Mapped(
        "idempotency",
        whose=Whose("caller_id = ANY(:people)"),
        erased=Erased.DELETED,
        links="caller_id",
        none="key fingerprint answer created_at",
        why="answers of acts: ids and states, for a day",
    ),
    # About nobody.
    Mapped(
        "identity_provider",
        none="id organisation_id kind name issuer client_id client_secret metadata mapping enabled version created_at",
        why="the organisation's own",
    ),
    Mapped(
        "federation_feed",
        none="url etag last_modified valid_until read_at next_try_at problem",
        why="the federation's document",
    ),
    Mapped(
        "federation_member",
        none="entity_id source names search scopes hidden xml digest valid_until changed_at",
        why="what a federation publishes of its members",
    ),
    Mapped("organisation", none="id name slug domains version created_at", why="the organisation's own"),
    Mapped(
        "programme",
        none="id organisation_id zone languages contact_address published_at archived_at mentor_signup_opens "
        "mentor_signup_closes mentee_signup_opens mentee_signup_closes requests_opens requests_closes running_opens "
        "running_closes halfway_on feedback_closes unmatched_told_at places_max mentor_pending_max mentee_pending_max "
        "request_days reminder_days grace_days mentor_admission groups group_places_max mentee_home_organisations "
        "mentee_affiliations "
        "directory_preview staff_may_browse texts_months identities_months levels fields sectors topics questions version "
        "created_at",
        why="the programme's own; its contact address is an office's",
    ),
    Mapped(
        "programme_text",
        none="programme_id language name summary mentor_expected mentor_not_expected mentee_expected next_steps "
        "unmatched_next mentee_forms",
        why="the programme's own",
    ),
    Mapped("material", none="programme_id slug kind roles phases hidden created_at", why="the programme's own"),
    Mapped("material_text", none="programme_id slug language title summary body", why="the programme's own"),
    Mapped(
        "picture",
        none="programme_id key width height size sha256 content decorative created_at",
        why="the programme's own; where one shows people, who uploads it has their leave to show it, and deletes it when "
        "they ask. What a camera writes into a file (place, time) is never kept",
    ),
    Mapped("picture_text", none="programme_id picture_key language words", why="the programme's own"),
    Mapped("picture_use", none="programme_id picture_key slug language", why="the programme's own"),
    Mapped("invitation", none="id programme_id role code_hash uses_left closes created_at", why="a code's hash; names nobody"),
)
