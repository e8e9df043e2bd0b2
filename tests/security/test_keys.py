"""What every answer holds, by role: its keys equal this list, so that nobody is told more by a column that was added."""

import pytest

from tests.security.keys import counted, items, keys, keys_of, rows, under
from tests.security.operations import OPERATIONS, answers_json, perform
from tests.security.scenes import CALLERS, SCENES, Stages
from tests.security.test_matrix import KNOWN, Row

ACT = keys("id state")
MATCHING = keys("id state match_id")
PARTY = "participant_id name"
REQUEST = keys(
    "id programme_id state group message answer decline_wording release_reason sent_at expires_at answerable_until closed_at"
    " match_id",
    under("mentor", PARTY),
    under("mentee", PARTY),
)
PROPOSAL = keys(
    "id programme_id state note overrides mentor_yes_at mentee_yes_at proposed_at expires_at closed_at match_id group",
    under("mentor", PARTY),
    under("mentee", PARTY),
)
MATCH = keys(
    "id programme_id kind theme state opened_at ended_at end_reason farewell",
    under("members[]", "participant_id role name contact shares_contact"),
)
CONTACTS = under("members[].contact", "name email phone")
GROUP = keys(
    "id programme_id state theme description languages places free mentor_places joining can_be_asked own version",
    under("mentors[]", "participant_id name title employer"),
)
CARD = keys(
    "id name title employer headline degree field sector topics languages seeks meets place newcomers doctorate outside_academia"
)
MENTOR = keys(
    "role participant_id name degree field institution graduation_year doctorate outside_academia title employer sector",
    "in_working_life lives_abroad headline story topics languages seeks meets place newcomers link answers",
)
MENTEE = keys(
    "role participant_id name school field level stage languages topics sectors expectations goals interests place",
    "exchange_until answers",
)
MEETING = keys(
    "id match_id programme_id state proposed_by times zone starts_at minutes mode place link agenda notes",
    "cancelled_by words version",
)
STEP = "id goal_id written_by words due_on done_at"
GOAL = "id match_id owner_id title why target_on state closed_at created_at version steps"
ONE_GOAL = keys(
    GOAL,
    "reviews history",
)
PLAN = keys(under("goals[]", GOAL), under("steps[]", STEP))
NOTE = keys("id words created_at changed_at version")
WORKSPACE = keys(
    "own_participant_id rhythm next_steps held held_minutes notes running_opens running_closes halfway_on zone past surveys",
    under("match", MATCH),
    under("match", CONTACTS),
    under("meetings[]", MEETING),
    under("goals[]", GOAL),
    under("steps[]", STEP),
)
RHYTHM = keys(
    "match_id state kind theme opened_at ended_at end_reason rhythm held held_minutes held_at planned_at quiet_from agreed goals"
    " nudged_at",
    under("members[]", "participant_id role name email"),
)
UNDER_WAY = "id title state opens_at closes_at answers asked"
OWN_PROFILE = keys("missing warnings", under("profile", MENTOR))
EVENT_ITEM = keys(
    "id programme_id state language place_kind place starts ends sign_up_closes zone capacity taken waiting roles audience",
    "recommended_for me",
    under("titles[]", "language title"),
)
EVENT = keys(
    EVENT_ITEM,
    "link starts_local ends_local sign_up_closes_local cancel_note coordinates version",
    under("texts[]", "language title description html"),
)
MY_SIGN_UP = under("me", "state position recommended refusal")
SIGN_UP_ACT = keys("id event_id state position")
CONTACT = keys("email phone confirmed_at next_email")
PARTICIPANT = keys(
    "id programme_id role state name places active_matches gathering pending_requests approved_at published_at undeliverable"
)
RULES = under(
    "rules",
    "places_max mentor_pending_max mentee_pending_max request_days reminder_days grace_days mentor_admission groups",
    "group_places_max",
    "mentee_home_organisations mentee_affiliations directory_preview staff_may_browse texts_months identities_months",
)
CLOCK = under(
    "clock",
    "mentor_signup_opens mentor_signup_closes mentee_signup_opens mentee_signup_closes requests_opens requests_closes",
    "running_opens running_closes halfway_on feedback_closes",
)
TEXTS = under(
    "texts[]",
    "language name summary mentor_expected mentor_not_expected mentee_expected next_steps unmatched_next mentee_forms",
)
PROGRAMME = keys(
    "id organisation_id organisation_name phase now zone languages contact_address published_at archived_at coordinates browses",
    RULES,
    CLOCK,
    TEXTS,
    "vocabulary.sectors vocabulary.questions",
    *(under(f"vocabulary.{each}[]", "key label") for each in ("levels", "fields", "topics")),
)
STRANGERS = keys(PROGRAMME, "participant")
PARTAKERS = keys(PROGRAMME, under("participant", "id role state publish_until sent_back"))
ORGANISATION = keys("id name slug domains")
PERSON = keys("id name email language undeliverable")
ME = keys(PERSON, "affiliations")
SESSION = keys("csrf_token terms_to_ask", under("person", PERSON))
MESSAGE = keys(
    "id programme_id recipient_id recipient_name kind state tries created_at next_try_at sent_at last_error undeliverable"
)
AUDIT = keys(
    "id at programme_id caller_id caller_name on_behalf_of on_behalf_of_name act subject subject_id from_state to_state details"
)

MEMBER = keys("person_id name email role service created_at")
INVITATION = keys("id email role language expires_at created_at")
OFFER = keys("organisation_id organisation_name role expires_at")
TOKEN = keys("id name scopes expires_at last_used_at created_at")
ACCOUNT = keys("id name scopes previous_until last_used_at created_at")
REPORT = keys("entries added known removed refused")
VERIFICATION = keys("id state asked verification tries_left")
PASSKEY = keys("id device created_at last_used_at")
PROVIDER = keys(
    "id kind name issuer client_id has_secret enabled callback created_at",
    under("mapping", "name email affiliation kinds home_organisation"),
)
A_MATERIAL = keys("slug kind roles phases title summary language hidden own edited items ticked")
LISTED_MATERIALS = under("items[]", A_MATERIAL)
MATERIAL = keys(A_MATERIAL, "ticks", under("parts[]", "key heading html", under("items[]", "key html ticked")))
MATERIAL_TEXT = keys("slug language edited title summary body", under("standard", "title summary body"))
STORIES = keys(
    under("items[]", "id role language text name shown_as state mine"),
    "consent_version consent_title consent_text may_offer",
)
PAPER = keys("code name role organisation names roles begins_on ends_on meetings_held issued_on")
WANTED = "nudge broadcast"
QUESTION = under("questions[]", "key kind required label help options steps low high")
SURVEY = keys(
    "id programme_id kind state anonymous roles audience opens_at closes_at reminder_days help title intro readers",
    "answers asked",
    QUESTION,
    under("questions[].options[]", "key label"),
)
PART = "kind html key label beginning answer"
AGREEMENT_VERSION = keys(
    "number language", under("parts[]", PART), under("signatures[]", "participant_id name role mine signed_at")
)
CONCERN_LINE = keys("id programme_id match_id state mine raised_by_name raised_at taken_by_name taken_at closed_at")
EVERYBODY = {
    "read_directory": keys("programme_id window opens closes", under("items[]", CARD)),
    "read_overlay": keys("hidden saved", under("mentors[]", "mentor_id score reasons against")),
    "search_mentors": items("score reasons against hidden", under("mentor", CARD)),
    "save_mentors": rows("mentor_id name tell_me available"),
    "read_mentor": keys("available score reasons against", under("profile", MENTOR)),
    "send_request": ACT,
    "list_requests": counted(REQUEST),
    "read_request": REQUEST,
    "read_consequences": keys("gives gets releases places_left"),
    "accept_request": MATCHING,
    "decline_request": ACT,
    "withdraw_request": ACT,
    "release_request": ACT,
    "list_groups": items(GROUP),
    "read_group": GROUP,
    **dict.fromkeys(("offer_group", "edit_group"), keys("id state version")),
    **dict.fromkeys(("lead_group", "ask_group", "share_contacts"), ACT),
    "propose_match": MATCHING,
    "list_proposals": counted(PROPOSAL),
    "read_proposal": PROPOSAL,
    "accept_proposal": MATCHING,
    "decline_proposal": MATCHING,
    "withdraw_proposal": MATCHING,
    "join_programme": ACT,
    "list_participants": counted(PARTICIPANT),
    "read_participant": PARTICIPANT,
    "read_profile": MENTOR,
    "read_profile@mentee": MENTEE,
    "read_own_profile": OWN_PROFILE,
    "save_profile": OWN_PROFILE,
    "read_contact": CONTACT,
    "set_contact": CONTACT,
    "confirm_contact": CONTACT,
    "publish_profile": ACT,
    "approve_participant": ACT,
    "send_back_participant": ACT,
    "pause_participant": ACT,
    "resume_participant": ACT,
    "leave_programme": ACT,
    "remove_participant": ACT,
    "set_places": keys("participant_id places free"),
    "list_matches": counted(MATCH),
    "read_match": MATCH,
    "end_match": ACT,
    "read_workspace": WORKSPACE,
    "list_rhythm": counted(RHYTHM),
    "read_rhythm_summary": keys("running quiet due unmet ended"),
    "list_meetings": items(MEETING),
    **dict.fromkeys(("read_meeting", "write_meeting"), MEETING),
    **dict.fromkeys(("propose_meeting", "log_meeting", "propose_other_times", "pick_meeting_time", "cancel_meeting"), ACT),
    **dict.fromkeys(("move_meeting", "hold_meeting", "miss_meeting"), ACT),
    "read_plan": PLAN,
    **dict.fromkeys(("read_goal", "change_goal"), ONE_GOAL),
    **dict.fromkeys(("write_goal", "close_goal", "reopen_goal", "review_goal"), ACT),
    **dict.fromkeys(("add_step", "change_step"), keys("id done")),
    "list_notes": rows(NOTE),
    **dict.fromkeys(("write_note", "change_note"), NOTE),
    "list_events": items(EVENT_ITEM),
    "create_event": keys(ACT, "version"),
    "read_event": EVENT,
    "edit_event": keys(ACT, "version"),
    "delete_event": keys("id"),
    "publish_event": keys(ACT, "version"),
    "cancel_event": keys(ACT, "version"),
    "sign_up_for_event": SIGN_UP_ACT,
    "sign_off_from_event": SIGN_UP_ACT,
    "list_attendance": keys("event_id", under("items[]", "participant_id name role part state position came signed_up_at")),
    "note_attendance": SIGN_UP_ACT,
    "sign_somebody_off": SIGN_UP_ACT,
    "read_calendar": keys("since"),
    "renew_calendar": keys("url since"),
    "list_disclosures": items("id match_id owner_name receiver_name mine fields at"),
    "create_programme": ACT,
    "copy_programme": ACT,
    "read_programme": STRANGERS,
    "edit_programme": STRANGERS,
    "set_clock": STRANGERS,
    "preview_clock": keys("mentors mentees pending_requests released"),
    "set_text": STRANGERS,
    "publish_programme": ACT,
    "archive_programme": ACT,
    "read_eligibility": keys(
        "contact_address", *(under(each, "may_join reasons help opens closes") for each in ("mentor", "mentee"))
    ),
    "read_register": keys("entries claimed deleted_at", under("lookup", "url failing_since")),
    "replace_register": REPORT,
    "add_to_register": REPORT,
    "set_register_lookup": keys("url failing_since"),
    "give_birth_date": VERIFICATION,
    "read_verification": VERIFICATION,
    "verify_participant": VERIFICATION,
    "list_materials": LISTED_MATERIALS,
    "read_material": MATERIAL,
    "search_faq": under("items[]", "slug key question html"),
    "add_material": keys("programme_id slug"),
    "preview_material": under("parts[]", "key heading html items"),
    "read_material_text": MATERIAL_TEXT,
    "write_material_text": MATERIAL_TEXT,
    "list_pictures": keys(
        "taken room",
        under("items[]", "key width height size decorative"),
        under("items[].texts[]", "language words"),
        under("items[].used_in[]", "slug language title"),
    ),
    "add_picture": keys("programme_id key"),
    "list_stories": STORIES,
    "offer_story": ACT,
    "list_offered_stories": under(
        "items[]", "id participant_id writer_name role language text shown_as state version created_at"
    ),
    "publish_story": ACT,
    "unpublish_story": ACT,
    "create_invitation": keys("id code role uses_left closes"),
    "list_messages": counted(MESSAGE),
    "read_message": keys("subject to text html"),
    "read_message_summary": keys("delivering waiting failed"),
    "list_organisations": items(ORGANISATION),
    "read_organisation": ORGANISATION,
    "edit_organisation": ORGANISATION,
    "list_members": items(MEMBER),
    "change_member_role": MEMBER,
    "list_member_invitations": items(INVITATION),
    "invite_member": INVITATION,
    "read_member_invitation": OFFER,
    "accept_member_invitation": OFFER,
    "list_tokens": keys("scopes", under("items[]", TOKEN)),
    "create_token": keys(TOKEN, "token"),
    "list_service_accounts": items(ACCOUNT),
    "create_service_account": keys(ACCOUNT, "secret"),
    "edit_service_account": ACCOUNT,
    "renew_service_secret": keys(ACCOUNT, "secret"),
    "list_scopes": rows("scope meaning services"),
    "issue_token": keys("access_token token_type expires_in scope"),
    "list_audit": items(AUDIT),
    "list_providers": keys("demo email passkeys federation", under("providers[]", "id kind name organisation_name")),
    "list_demo_people": rows("id name email role state language"),
    "sign_in_demo": SESSION,
    "ask_email_sign_in": keys("expires_at"),
    "confirm_email_sign_in": SESSION,
    "read_session": SESSION,
    "read_me": ME,
    "edit_me": ME,
    "ask_email_change": keys("email expires_at"),
    "confirm_email_change": ME,
    "ask_passkey_sign_in": under("options", "challenge timeout rpId allowCredentials userVerification"),
    "sign_in_with_passkey": SESSION,
    "ask_new_passkey": under(
        "options",
        "rp.name rp.id user.id user.name user.displayName challenge pubKeyCredParams[].type pubKeyCredParams[].alg timeout",
        "excludeCredentials attestation authenticatorSelection.residentKey authenticatorSelection.requireResidentKey",
        "authenticatorSelection.userVerification",
    ),
    "add_passkey": PASSKEY,
    "list_passkeys": rows("id device created_at last_used_at"),
    "list_sessions": items("id way device current created_at last_used_at"),
    "list_identities": rows("id kind name created_at last_used_at"),
    "ask_address": keys("expires_at"),
    "sign_out": keys("location"),
    "begin_oidc_sign_in": keys("location"),
    "begin_oidc_link": keys("location"),
    "begin_saml_sign_in": keys("location"),
    "begin_saml_link": keys("location"),
    "begin_federation_sign_in": keys("location"),
    "begin_federation_link": keys("location"),
    "search_federation": items("entity_id name names"),
    "enter_saml_provider": PROVIDER,
    "test_identity_provider": keys("location"),
    "list_identity_providers": rows(PROVIDER),
    "enter_identity_provider": PROVIDER,
    "read_identity_provider": PROVIDER,
    "edit_identity_provider": PROVIDER,
    "read_provider_test": keys("subject name email at", under("received", "sub"), "affiliations"),
    "list_reads": items("id at role operation purpose programme_id organisation_name"),
    "list_audiences": rows("participant_id programme_id audience since until"),
    "read_export": keys("made_at person_id data cut"),
    "preview_erasure": keys("confirmation signed_in_freshly parts last_admin_of"),
    "list_surveys": under(
        "items[]", "id programme_id kind state anonymous roles title opens_at closes_at answered answers asked"
    ),
    "list_later_consents": keys(
        "version language title paragraphs", under("items[]", "participant_id programme_id given_at asked opens_at")
    ),
    "read_home": keys("events team", under("surveys[]", "id title closes_at")),
    "create_survey": ACT,
    "copy_survey": ACT,
    "read_survey": SURVEY | {"own"},
    "edit_survey": SURVEY | {"own"},
    "publish_survey": ACT,
    "answer_survey": keys("answered"),
    "ask_for_help": keys("id"),
    "list_help_calls": under("items[]", "id participant_id name role words email created_at"),
    "read_survey_results": keys(
        "id state anonymous answers asked least withheld cuts by",
        under("groups[]", "value answers"),
        under("groups[].questions[]", "key withheld answered counts mean texts"),
        under("groups[].questions[].counts[]", "value count"),
    ),
    "list_terms": rows("kind version since language title", under("sections[]", "heading paragraphs")),
    "list_consents": rows("kind version language wording_hash at"),
    "read_certificate": keys("participant_id standing ready_at next_round", under("certificate", PAPER)),
    "issue_certificate": ACT,
    "check_certificate": PAPER,
    "list_certificates": counted("id participant_id name role issued_on"),
    "read_notifications": keys(under("everywhere", WANTED), under("programmes[]", "programme_id", under("wanted", WANTED))),
    "choose_notifications": keys(under("everywhere", WANTED), under("programmes[]", "programme_id", under("wanted", WANTED))),
    "unsubscribe": keys("programme_id message_class"),
    "read_agreement": keys(
        "match_id state open languages in_force form_language",
        under("newest", AGREEMENT_VERSION),
        under("form[]", PART),
        under("history[]", "number language written_at written_by mine changed in_force"),
    ),
    "write_agreement": keys("match_id number state"),
    "sign_agreement": keys("match_id number state"),
    "read_agreement_template": keys("language own body"),
    "set_agreement_template": keys("language own body"),
    "preview_agreement_template": under("parts[]", PART),
    "list_concern_recipients": keys("fewest contact_address", under("recipients[]", "person_id name partner")),
    "raise_concern": ACT,
    "list_concerns": items(CONCERN_LINE),
    "read_concern": keys(CONCERN_LINE, "taken_by_me", under("recipients[]", "person_id name reads"), under("told[]", "words at")),
    "add_to_concern": ACT,
    "take_concern": ACT,
    "close_concern": ACT,
}
ERASING = keys(
    "confirmation signed_in_freshly last_admin_of", under("parts[]", "programme_id role pending_requests active_matches")
)
PAIR = ("mentee", "mentor")
PEOPLE = ("mentee", "other_mentee", "mentor", "other_mentor")
NOTHING = frozenset({""})  # a null
# Where a role is told more or less than everybody.
BY_ROLE = {
    ("read_session", "anonymous"): NOTHING,
    **{(each, "staff"): keys(PERSON, under("affiliations[]", "home_organisation kind")) for each in ("read_me", "edit_me")},
    **{("read_match", each): MATCH | CONTACTS for each in PAIR},
    **{("list_matches", each): counted(MATCH, CONTACTS) for each in PAIR},
    **{("read_programme", each): PARTAKERS for each in PEOPLE},
    ("change_goal", "mentee"): ONE_GOAL - {"history"} | under("history[]", "title why target_on state created_at"),
    **{("read_event", each): (EVENT - {"me"}) | MY_SIGN_UP for each in PEOPLE},
    **{("list_events", each): items(EVENT_ITEM - {"me"}, MY_SIGN_UP) for each in PEOPLE},
    ("read_home", "other_mentee"): keys("surveys events team"),  # has answered
    **{("read_home", each): keys("surveys events team") for each in ("outsider", "staff")},
    **{
        ("read_home", each): keys("surveys events", under("team", "events"), under("team.surveys[]", UNDER_WAY))
        for each in ("coordinator", "admin", "service")
    },
    **{("read_survey", each): SURVEY | under("own", "asked answered language answers") for each in PEOPLE},
    **{("preview_erasure", each): ERASING for each in PEOPLE},
    **{
        (each, "staff"): keys("programmes", under("everywhere", WANTED))
        for each in ("read_notifications", "choose_notifications")
    },
    ("read_certificate", "mentee"): keys("participant_id standing ready_at certificate next_round"),
}
# The public list also holds other tests' programmes; what is compared is the caller's own.
ELSEWHERE = {"list_programmes"}
ANSWERING = [row for row in KNOWN if answers_json(row.operation)]
CELLS = [(row, caller) for row in ANSWERING for caller in CALLERS if row.own[caller] == "ok"]


def expected(row: Row, caller: str) -> frozenset[str]:
    return BY_ROLE.get((row.operation, caller)) or EVERYBODY.get(row.name) or EVERYBODY[row.operation]


def test_every_operation_that_answers_something_has_its_keys_listed() -> None:
    answering = {name for name in OPERATIONS if answers_json(name)}
    assert {name.partition("@")[0] for name in EVERYBODY} == answering - ELSEWHERE


@pytest.mark.parametrize("row", [row for row in ANSWERING if row.reads and row.operation not in ELSEWHERE], ids=str)
async def test_a_read_holds_these_keys_alone(row: Row, stages: Stages) -> None:
    scene = await stages.own(row.scene)
    for caller in (each for each in CALLERS if row.own[each] == "ok"):
        assert keys_of((await perform(row.name, scene, caller)).json()) == expected(row, caller), caller


ACTS = {row.name: (row, caller) for row, caller in CELLS if not row.reads}


@pytest.mark.parametrize(("row", "caller"), ACTS.values(), ids=ACTS)
async def test_an_act_answers_these_keys_alone(row: Row, caller: str, stages: Stages) -> None:
    scene = await SCENES[row.scene](stages.near)
    assert keys_of((await perform(row.name, scene, caller)).json()) == expected(row, caller)


async def test_a_listed_programme_holds_what_its_own_page_holds(stages: Stages) -> None:
    scene = await SCENES["plain"](stages.near)
    listed = (await perform("list_programmes", scene, "mentee")).json()
    mine = next(each for each in listed["items"] if each["id"] == scene.ids["programme_id"])
    assert keys_of(mine) == PARTAKERS
    foreign = next(each for each in listed["items"] if each["participant"] is None)
    assert keys_of(foreign) == STRANGERS


async def test_audit_details_are_codes_and_field_names_alone(stages: Stages) -> None:
    scene = await SCENES["plain"](stages.near)
    for act in ("edit_programme", "set_text", "set_clock", "create_invitation", "copy_programme"):
        await perform(act, scene, "coordinator")
    details = [each["details"] for each in (await perform("list_audit", scene, "coordinator")).json()["items"]]
    allowed = {"fields", "language", "role", "uses", "reason", "overrides", "how", "cause", "copied_from"}
    assert {name for each in details for name in each} <= allowed
    assert "another@example.org" not in str(details)
