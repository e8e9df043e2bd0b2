"""Who may call which operation at all, and with which scope a token does: the whole API on one page.

A browser in which somebody is signed in may call everything, and so may nobody else what stands under BROWSER. A token may call
what its scopes say. This is the first door of two: what a caller sees and does behind it hangs on their roles, which the
queries of each feature judge by the database as it is now. A scope only takes away.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from starlette.routing import BaseRoute

from kisalli.core.caller import Caller
from kisalli.core.errors import BrowserOnly, ScopeMissing


class Scope(StrEnum):
    """What a token may be used for; `write` does not include `read`."""

    ME_READ = "me:read"
    ME_WRITE = "me:write"
    PROGRAMMES_READ = "programmes:read"
    PROGRAMMES_WRITE = "programmes:write"
    PARTICIPANTS_READ = "participants:read"
    PARTICIPANTS_WRITE = "participants:write"
    DIRECTORY_READ = "directory:read"
    REQUESTS_READ = "requests:read"
    REQUESTS_WRITE = "requests:write"
    PROPOSALS_READ = "proposals:read"
    PROPOSALS_WRITE = "proposals:write"
    MATCHES_READ = "matches:read"
    MATCHES_WRITE = "matches:write"
    WORKSPACE_READ = "workspace:read"
    WORKSPACE_WRITE = "workspace:write"
    EVENTS_READ = "events:read"
    EVENTS_WRITE = "events:write"
    MESSAGES_READ = "messages:read"
    SURVEYS_READ = "surveys:read"
    SURVEYS_WRITE = "surveys:write"
    ORGANISATIONS_READ = "organisations:read"
    ORGANISATIONS_WRITE = "organisations:write"
    AUDIT_READ = "audit:read"


# What each scope is for, as the OpenAPI document and docs/scripts.md say it.
MEANINGS: dict[Scope, str] = {
    Scope.ME_READ: "Your own account, profile and contact details, and who they were given to",
    Scope.ME_WRITE: "Change your own account, take part, write your own profile and saved list",
    Scope.PROGRAMMES_READ: "Programmes with their schedule, rules and texts",
    Scope.PROGRAMMES_WRITE: "Create, copy, edit, publish and archive programmes, and invite people to them",
    Scope.PARTICIPANTS_READ: "Who takes part, and profiles",
    Scope.PARTICIPANTS_WRITE: "Publish, approve, pause and end participation; set a mentor's places",
    Scope.DIRECTORY_READ: "The mentors who can be asked",
    Scope.REQUESTS_READ: "Requests, and the groups that can be joined",
    Scope.REQUESTS_WRITE: "Send, accept, decline, withdraw and release requests; offer groups and ask for a place in one",
    Scope.PROPOSALS_READ: "Proposals",
    Scope.PROPOSALS_WRITE: "Propose matches, answer and withdraw proposals",
    Scope.MATCHES_READ: "Matches",
    Scope.MATCHES_WRITE: "End matches",
    Scope.WORKSPACE_READ: "What members of a match share: agreement, meetings, goals, steps; how matches are going; home pages",
    Scope.WORKSPACE_WRITE: "Write and sign the agreement; arrange meetings, write goals and steps",
    Scope.EVENTS_READ: "Events and, for those who run them, who has signed up",
    Scope.EVENTS_WRITE: "Sign up for events and cancel sign-ups; plan, change and cancel events",
    Scope.MESSAGES_READ: "Which emails of a programme were sent",
    Scope.SURVEYS_READ: "Surveys, their results, and calls for help sent with them",
    Scope.SURVEYS_WRITE: "Create, change and publish surveys; answer them, and ask for help",
    Scope.ORGANISATIONS_READ: "Organisations and who works for them",
    Scope.ORGANISATIONS_WRITE: "Change an organisation",
    Scope.AUDIT_READ: "The audit trail",
}

# Nobody is needed for these. One with a scope tells a caller more than a stranger: a token that lacks it is refused, so that
# no script takes the strangers' answer for its own.
PUBLIC: dict[str, Scope | None] = {
    "list_programmes": Scope.PROGRAMMES_READ,
    "read_programme": Scope.PROGRAMMES_READ,
    **dict.fromkeys(("list_materials", "read_material", "search_faq", "list_stories"), Scope.PROGRAMMES_READ),
    "read_picture": Scope.PROGRAMMES_READ,
    **dict.fromkeys(
        (
            *("list_providers", "list_demo_people", "sign_in_demo", "ask_email_sign_in", "confirm_email_sign_in"),
            *(
                "ask_passkey_sign_in",
                "sign_in_with_passkey",
                "begin_oidc_sign_in",
                "begin_saml_sign_in",
                "begin_federation_sign_in",
                "search_federation",
                "issue_token",
                "read_member_invitation",
                "list_scopes",
                "list_terms",
                "check_certificate",
                "unsubscribe",
            ),
        )
    ),
    "read_session": Scope.ME_READ,
}

# A signed-in browser alone: sessions, ways in, whatever gives somebody rights that the token at hand may not have, and
# private notes, which no script ever needs.
BROWSER = frozenset(
    {
        *("sign_out", "list_sessions", "end_session", "end_other_sessions"),
        *("list_passkeys", "ask_new_passkey", "add_passkey", "remove_passkey"),
        *(
            "list_identities",
            "ask_address",
            "add_address",
            "remove_identity",
            "begin_oidc_link",
            "begin_saml_link",
            "begin_federation_link",
        ),
        *("list_tokens", "create_token", "revoke_token"),
        *("list_identity_providers", "enter_identity_provider", "enter_saml_provider", "read_identity_provider"),
        "edit_identity_provider",
        *("remove_identity_provider", "test_identity_provider", "read_provider_test"),
        *("list_service_accounts", "create_service_account", "edit_service_account", "renew_service_secret"),
        *("remove_service_account", "invite_member", "withdraw_member_invitation", "accept_member_invitation"),
        *("change_member_role", "remove_member"),
        *("list_notes", "write_note", "change_note", "throw_note_away"),
        *("read_calendar", "renew_calendar", "end_calendar"),
        *("erase_me", "erase_participant", "agree", "ask_email_change", "confirm_email_change"),
        *("give_later_consent", "take_back_later_consent"),
        # Told to people by name: no script reads along, and none speaks.
        *("list_concern_recipients", "list_concerns", "raise_concern", "read_concern", "add_to_concern"),
        *("take_concern", "close_concern"),
    }
)

# Any caller: a browser, or a token with the scope.
SCOPED: dict[Scope, tuple[str, ...]] = {
    Scope.ME_READ: (
        *("read_me", "read_own_profile", "read_contact", "list_disclosures", "list_reads", "list_audiences", "list_consents"),
        *("read_export", "preview_erasure", "list_later_consents"),
        *("read_certificate", "download_certificate", "read_notifications"),
    ),
    Scope.ME_WRITE: (
        "edit_me",
        "join_programme",
        "save_profile",
        "set_contact",
        "confirm_contact",
        "save_mentors",
        "give_birth_date",
        "verify_participant",
        *("tick_item", "untick_item", "offer_story", "take_back_story"),
        *("issue_certificate", "withdraw_certificate", "choose_notifications"),
    ),
    Scope.PROGRAMMES_READ: (
        *("read_eligibility", "read_material_text", "read_agreement_template", "preview_agreement_template"),
        "list_pictures",
    ),
    Scope.PROGRAMMES_WRITE: (
        *("create_programme", "copy_programme", "edit_programme", "set_clock", "preview_clock", "set_text"),
        *("publish_programme", "archive_programme", "create_invitation", "set_register_lookup", "remove_register_lookup"),
        *("add_material", "preview_material", "change_material", "remove_material", "write_material_text"),
        *("restore_material_text", "publish_story", "unpublish_story", "set_agreement_template"),
        *("add_picture", "describe_picture", "remove_picture"),
    ),
    Scope.PARTICIPANTS_READ: (
        *("list_participants", "read_participant", "read_profile", "read_register", "read_verification"),
        *("list_offered_stories", "list_certificates"),
    ),
    Scope.PARTICIPANTS_WRITE: (
        *("publish_profile", "approve_participant", "send_back_participant", "pause_participant", "resume_participant"),
        *("leave_programme", "remove_participant", "set_places", "replace_register", "add_to_register", "delete_register"),
    ),
    Scope.DIRECTORY_READ: ("read_directory", "read_overlay", "search_mentors", "read_mentor"),
    Scope.REQUESTS_READ: ("list_requests", "read_request", "read_consequences", "list_groups", "read_group"),
    Scope.REQUESTS_WRITE: (
        *("send_request", "accept_request", "decline_request", "withdraw_request", "release_request"),
        *("offer_group", "edit_group", "lead_group", "ask_group", "share_contacts"),
    ),
    Scope.PROPOSALS_READ: ("list_proposals", "read_proposal"),
    Scope.PROPOSALS_WRITE: ("propose_match", "accept_proposal", "decline_proposal", "withdraw_proposal"),
    # The agreement is with what members share: whoever reads that a scope ends matches expects no signature of it, and a
    # service account, which gets the scopes of matches, is never a member.
    Scope.WORKSPACE_READ: (
        *("read_workspace", "read_home", "list_rhythm", "read_rhythm_summary", "list_meetings", "read_meeting", "read_plan"),
        *("read_goal", "read_agreement", "print_agreement"),
    ),
    Scope.WORKSPACE_WRITE: (
        *("write_agreement", "sign_agreement"),
        *("propose_meeting", "log_meeting", "write_meeting", "propose_other_times", "pick_meeting_time", "move_meeting"),
        *("cancel_meeting", "hold_meeting", "miss_meeting"),
        *("write_goal", "change_goal", "close_goal", "reopen_goal", "review_goal", "add_step", "change_step", "drop_step"),
    ),
    Scope.EVENTS_READ: ("list_events", "read_event", "read_event_calendar", "list_attendance"),
    Scope.EVENTS_WRITE: (
        *("create_event", "edit_event", "delete_event", "publish_event", "cancel_event"),
        *("sign_up_for_event", "sign_off_from_event", "sign_somebody_off", "note_attendance"),
    ),
    Scope.MATCHES_READ: ("list_matches", "read_match"),
    Scope.MATCHES_WRITE: ("end_match",),
    Scope.MESSAGES_READ: ("list_messages", "read_message", "read_message_summary"),
    Scope.SURVEYS_READ: ("list_surveys", "read_survey", "read_survey_results", "export_survey", "list_help_calls"),
    Scope.SURVEYS_WRITE: (
        *("create_survey", "copy_survey", "edit_survey", "delete_survey", "publish_survey"),
        *("answer_survey", "ask_for_help"),
    ),
    Scope.ORGANISATIONS_READ: ("list_organisations", "read_organisation", "list_members", "list_member_invitations"),
    Scope.ORGANISATIONS_WRITE: ("edit_organisation",),
    Scope.AUDIT_READ: ("list_audit",),
}

# Of no use to somebody who works for no organisation, so their tokens don't get them.
OF_STAFF = frozenset(
    {
        *(Scope.PROGRAMMES_WRITE, Scope.MESSAGES_READ, Scope.ORGANISATIONS_READ, Scope.ORGANISATIONS_WRITE, Scope.AUDIT_READ),
    }
)
# Of people alone. A service account takes no part in a programme, and coordinates as one does who is no admin.
OF_PEOPLE = frozenset({Scope.ME_READ, Scope.ME_WRITE, Scope.WORKSPACE_WRITE, Scope.ORGANISATIONS_WRITE})
OF_SERVICES = frozenset(Scope) - OF_PEOPLE

SCOPE_OF: dict[str, Scope | None] = PUBLIC | {name: scope for scope, names in SCOPED.items() for name in names}


class NoPolicy(Exception):
    """An operation stands nowhere on this page, or this page names one that there is not; the message says which."""


def require(operation_id: str, caller: Caller) -> None:
    """Let a caller through the first door.

    Raises:
        BrowserOnly: a token calls what is a browser's alone. ScopeMissing: the token lacks the operation's scope.
    """
    if operation_id in BROWSER:
        if caller.session_id is None:
            raise BrowserOnly
        return
    scope = SCOPE_OF[operation_id]
    if scope is not None and caller.scopes is not None and scope not in caller.scopes:
        raise ScopeMissing(scope=scope)


def require_complete(routes: Iterable[BaseRoute]) -> None:
    """Refuse to start with an operation that this page does not know.

    Raises:
        NoPolicy: this page and the routes differ.
    """
    served = set(_operations(routes))
    if served != BROWSER | SCOPE_OF.keys():
        missing, gone = served - BROWSER - SCOPE_OF.keys(), (BROWSER | SCOPE_OF.keys()) - served
        raise NoPolicy(f"core/policy.py lacks {sorted(missing)} and names {sorted(gone)}, which there is not")


def _operations(routes: Iterable[BaseRoute]) -> Iterator[str]:
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from _operations(included.routes)
        elif getattr(route, "include_in_schema", False):
            yield str(getattr(route, "operation_id", None))
