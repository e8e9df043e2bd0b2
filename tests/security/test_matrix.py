"""Who may do what: every operation of the API, for every kind of caller, on their own programme and on a foreign one.

ok: it succeeds. none: it succeeds and there is nothing in it for this caller. Numbers are statuses. The pair that the
scenes speak of are `mentee` and `mentor`; a participant in a path is the mentor, in `@mentee` the mentee. `outsider`
coordinates another organisation; `staff` is on the staff of this one, who may browse in every scene but `private`;
`service` is a service account of this one with every scope that it can have.
Foreign: what any of them gets with the ids of another organisation's programme that they have no part in; `-` where the
operation takes no id. Anonymous callers get the same everywhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute

from kisalli.core.policy import BROWSER, OF_PEOPLE, SCOPE_OF
from tests.security.conftest import Fingerprint
from tests.security.operations import OPERATIONS, perform, said
from tests.security.scenes import CALLERS, SCENES, Stages

TABLE = """
operation                    scene       anon mentee other mentor other coord outsider admin staff service | foreign

read_directory               plain       401  ok     ok    403    403   ok    403      ok    ok    ok      | 403
read_directory               private     401  ok     ok    403    403   ok    403      ok    403   ok      | 403
read_overlay                 plain       401  ok     ok    403    403   403   403      403   403   403     | 403
search_mentors               plain       401  ok     ok    403    403   ok    403      ok    ok    ok      | 403
search_mentors               private     401  ok     ok    403    403   ok    403      ok    403   ok      | 403
save_mentors                 plain       401  ok     ok    403    403   403   403      403   403   403     | 403
read_mentor                  plain       401  ok     ok    403    403   ok    403      ok    ok    ok      | 403
read_mentor                  private     401  ok     ok    403    403   ok    403      ok    403   ok      | 403

send_request                 plain       401  ok     ok    403    403   403   403      403   403   403     | 403
list_requests                pending     401  ok     none  ok     none  ok    none     ok    none  ok      | none
list_requests@mentee         pending     401  ok     none  ok     none  ok    none     ok    none  ok      | none
list_requests@nobody         pending     401  none   none  none   none  none  none     none  none  none    | none
read_request                 pending     401  ok     404   ok     404   ok    404      ok    404   ok      | 404
read_consequences            pending     401  403    404   ok     404   ok    404      ok    404   ok      | 404
accept_request               pending     401  403    404   ok     404   ok    404      ok    404   ok      | 404
decline_request              pending     401  403    404   ok     404   ok    404      ok    404   ok      | 404
withdraw_request             pending     401  ok     404   403    404   ok    404      ok    404   ok      | 404
release_request              pending     401  403    404   403    404   ok    404      ok    404   ok      | 404

list_groups                  grouped     401  ok     ok    ok     ok    ok    none     ok    none  ok      | none
read_group                   grouped     401  ok     ok    ok     ok    ok    404      ok    404   ok      | 404
offer_group                  grouped     401  403    403   ok     ok    403   403      403   403   403     | 403
offer_group@behalf           grouped     401  403    403   ok     403   ok    403      ok    403   ok      | 403
edit_group                   grouped     401  404    404   ok     404   ok    404      ok    404   ok      | 404
lead_group                   grouped     401  403    403   409    ok    403   403      403   403   403     | 403
lead_group@behalf            grouped     401  403    403   403    ok    ok    403      ok    403   ok      | 403
ask_group                    grouped     401  ok     ok    403    403   403   403      403   403   403     | 403
share_contacts               joined      401  ok     404   403    404   404   404      404   404   404     | 404

propose_match                plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
list_proposals               proposed    401  ok     none  ok     none  ok    none     ok    none  ok      | none
list_proposals@mentee        proposed    401  ok     none  ok     none  ok    none     ok    none  ok      | none
list_proposals@nobody        proposed    401  none   none  none   none  none  none     none  none  none    | none
read_proposal                proposed    401  ok     404   ok     404   ok    404      ok    404   ok      | 404
accept_proposal              proposed    401  ok     404   ok     404   403   404      403   404   403     | 404
accept_proposal@behalf       proposed    401  403    404   403    404   ok    404      ok    404   ok      | 404
decline_proposal             proposed    401  ok     404   ok     404   403   404      403   404   403     | 404
decline_proposal@behalf      proposed    401  403    404   403    404   ok    404      ok    404   ok      | 404
withdraw_proposal            proposed    401  403    404   403    404   ok    404      ok    404   ok      | 404

join_programme               plain       401  409    409   409    409   ok    ok       ok    403   403     | ok
list_participants            plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
list_participants@search     plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
read_participant             plain       401  404    404   ok     404   ok    404      ok    404   ok      | 404
read_participant@mentee      pending     401  ok     404   404    404   ok    404      ok    404   ok      | 404
read_profile                 plain       401  ok     ok    ok     404   ok    404      ok    ok    ok      | 404
read_profile                 private     401  ok     ok    ok     404   ok    404      ok    404   ok      | 404
read_profile@submitted       submitted   401  404    404   ok     404   ok    404      ok    404   ok      | 404
read_profile@mentee          plain       401  ok     404   404    404   ok    404      ok    404   ok      | 404
read_profile@mentee          pending     401  ok     404   ok     404   ok    404      ok    404   ok      | 404
read_profile@mentee          matched     401  ok     404   ok     404   ok    404      ok    404   ok      | 404
read_profile@mentee          proposed    401  ok     404   ok     404   ok    404      ok    404   ok      | 404
read_own_profile             plain       401  403    403   ok     404   403   404      403   403   403     | 404
save_profile                 plain       401  403    403   ok     404   403   404      403   403   403     | 404
read_contact                 plain       401  403    403   ok     404   403   404      403   403   403     | 404
read_contact@mentee          matched     401  ok     404   403    404   403   404      403   404   403     | 404
set_contact                  plain       401  403    403   ok     404   403   404      403   403   403     | 404
confirm_contact              plain       401  403    403   ok     404   403   404      403   403   403     | 404
publish_profile              draft       401  404    404   ok     404   ok    404      ok    404   ok      | 404
approve_participant          submitted   401  404    404   403    404   ok    404      ok    404   ok      | 404
send_back_participant        submitted   401  404    404   403    404   ok    404      ok    404   ok      | 404
pause_participant            plain       401  404    404   ok     404   ok    404      ok    404   ok      | 404
resume_participant           paused      401  404    404   ok     404   ok    404      ok    404   ok      | 404
leave_programme              plain       401  404    404   ok     404   ok    404      ok    404   ok      | 404
remove_participant           plain       401  404    404   403    404   ok    404      ok    404   ok      | 404
set_places                   plain       401  404    404   ok     404   ok    404      ok    404   ok      | 404
set_places@mentee            plain       401  403    404   404    404   403   404      403   404   403     | 404

list_matches                 matched     401  ok     none  ok     none  ok    none     ok    none  ok      | none
list_matches@mentee          matched     401  ok     none  ok     none  ok    none     ok    none  ok      | none
list_matches@nobody          matched     401  none   none  none   none  none  none     none  none  none    | none
read_match                   matched     401  ok     404   ok     404   ok    404      ok    404   ok      | 404
end_match                    matched     401  ok     404   ok     404   ok    404      ok    404   ok      | 404
list_disclosures             matched     401  ok     none  ok     none  none  none     none  none  403     | -

read_workspace               met         401  ok     404   ok     404   404   404      404   404   404     | 404
list_rhythm                  met         401  403    403   403    403   ok    403      ok    403   ok      | 403
read_rhythm_summary          met         401  403    403   403    403   ok    403      ok    403   ok      | 403
list_meetings                met         401  ok     404   ok     404   404   404      404   404   404     | 404
propose_meeting              met         401  ok     404   ok     404   404   404      404   404   403     | 404
log_meeting                  met         401  ok     404   ok     404   404   404      404   404   403     | 404
read_meeting                 met         401  ok     404   ok     404   404   404      404   404   404     | 404
write_meeting                met         401  ok     404   ok     404   404   404      404   404   403     | 404
propose_other_times          met         401  ok     404   ok     404   404   404      404   404   403     | 404
pick_meeting_time            met         401  ok     404   403    404   404   404      404   404   403     | 404
cancel_meeting               met         401  ok     404   ok     404   404   404      404   404   403     | 404
move_meeting                 meeting_planned  401  ok     404   ok     404   404   404      404   404   403     | 404
hold_meeting                 meeting_passed  401  ok     404   ok     404   404   404      404   404   403     | 404
miss_meeting                 meeting_passed  401  ok     404   ok     404   404   404      404   404   403     | 404
read_plan                    met         401  ok     404   ok     404   404   404      404   404   404     | 404
write_goal                   met         401  ok     404   403    404   404   404      404   404   403     | 404
read_goal                    met         401  ok     404   ok     404   404   404      404   404   404     | 404
change_goal                  met         401  ok     404   403    404   404   404      404   404   403     | 404
close_goal                   met         401  ok     404   403    404   404   404      404   404   403     | 404
reopen_goal                  met         401  ok     404   403    404   404   404      404   404   403     | 404
review_goal                  met         401  ok     404   ok     404   404   404      404   404   403     | 404
add_step                     met         401  ok     404   ok     404   404   404      404   404   403     | 404
change_step                  met         401  ok     404   ok     404   404   404      404   404   403     | 404
drop_step                    met         401  ok     404   ok     404   404   404      404   404   403     | 404
list_notes                   met         401  ok     404   none   404   404   404      404   404   403     | 404
write_note                   met         401  ok     404   ok     404   404   404      404   404   403     | 404
change_note                  met         401  ok     404   404    404   404   404      404   404   403     | 404
throw_note_away              met         401  ok     404   404    404   404   404      404   404   403     | 404
list_events                  announced   401  ok     ok    ok     ok    ok    none     ok    none  ok      | none
list_events                  planned     401  none   none  none   none  ok    none     ok    none  ok      | none
create_event                 plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
read_event                   announced   401  ok     ok    ok     ok    ok    404      ok    404   ok      | 404
read_event                   planned     401  404    404   404    404   ok    404      ok    404   ok      | 404
edit_event                   announced   401  403    403   403    403   ok    404      ok    404   ok      | 404
edit_event                   planned     401  404    404   404    404   ok    404      ok    404   ok      | 404
delete_event                 planned     401  404    404   404    404   ok    404      ok    404   ok      | 404
publish_event                planned     401  404    404   404    404   ok    404      ok    404   ok      | 404
cancel_event                 announced   401  403    403   403    403   ok    404      ok    404   ok      | 404
sign_up_for_event            announced   401  ok     ok    ok     ok    403   404      403   404   403     | 404
sign_up_for_event            planned     401  404    404   404    404   403   404      403   404   403     | 404
sign_off_from_event          gathered    401  ok     409   ok     409   403   404      403   404   403     | 404
read_event_calendar          gathered    401  ok     409   ok     409   409   404      409   404   409     | 404
list_attendance              gathered    401  403    403   403    403   ok    404      ok    404   ok      | 404
note_attendance              begun       401  403    403   403    403   ok    404      ok    404   ok      | 404
sign_somebody_off            gathered    401  403    403   403    403   ok    404      ok    404   ok      | 404
read_calendar                signed_in   401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
renew_calendar               plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
end_calendar                 signed_in   401  ok     404   404    404   404   404      404   404   403     | -

list_programmes              plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
create_programme             plain       401  404    404   404    404   ok    404      ok    404   ok      | 404
copy_programme               plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
copy_programme               unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
read_programme               plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | ok
read_programme               unpublished 404  ok     ok    ok     ok    ok    404      ok    404   ok      | 404
edit_programme               plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
edit_programme               unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
set_clock                    plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
preview_clock                plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
set_text                     plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
publish_programme            unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
archive_programme            unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
create_invitation            plain       401  403    403   403    403   ok    403      ok    403   ok      | 403

list_messages                pending     401  403    403   403    403   ok    403      ok    403   ok      | 403
read_message                 pending     401  404    404   404    404   ok    404      ok    404   ok      | 404
read_message_summary         pending     401  403    403   403    403   ok    403      ok    403   ok      | 403

list_organisations           plain       401  none   none  none   none  ok    ok       ok    none  ok      | -
read_organisation            plain       401  404    404   404    404   ok    404      ok    404   ok      | 404
edit_organisation            plain       401  404    404   404    404   403   404      ok    404   403     | 404
list_members                 plain       401  404    404   404    404   ok    404      ok    404   ok      | 404
list_audit                   pending     401  404    404   404    404   ok    404      ok    404   ok      | 404

list_providers               entered     ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
list_demo_people             plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
sign_in_demo                 plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
ask_email_sign_in            plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
confirm_email_sign_in        plain       409  409    409   409    409   409   409      409   409   409     | -
ask_passkey_sign_in          plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
sign_in_with_passkey         plain       403  403    403   403    403   403   403      403   403   403     | -
read_session                 plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    403     | -
sign_out                     plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
read_me                      plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
edit_me                      plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
list_sessions                signed_in   401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
list_passkeys                signed_in   401  ok     none  none   none  none  none     none  none  403     | -
ask_new_passkey              plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
add_passkey                  plain       401  403    403   403    403   403   403      403   403   403     | -
remove_passkey               signed_in   401  ok     404   404    404   404   404      404   404   403     | 404
end_session                  signed_in   401  ok     404   404    404   404   404      404   404   403     | 404
end_other_sessions           signed_in   401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
list_identities              signed_in   401  ok     none  none   none  none  none     none  none  403     | -
ask_address                  plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
add_address                  plain       401  409    409   409    409   409   409      409   409   403     | -
remove_identity              signed_in   401  ok     404   404    404   404   404      404   404   403     | 404

begin_oidc_sign_in           entered     ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
begin_oidc_link              entered     401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
list_identity_providers      entered     401  404    404   404    404   403   404      ok    404   403     | 404
enter_identity_provider      plain       401  404    404   404    404   403   404      ok    404   403     | 404
read_identity_provider       entered     401  404    404   404    404   403   404      ok    404   403     | 404
edit_identity_provider       entered     401  404    404   404    404   403   404      ok    404   403     | 404
remove_identity_provider     entered     401  404    404   404    404   403   404      ok    404   403     | 404
test_identity_provider       entered     401  404    404   404    404   403   404      ok    404   403     | 404
read_provider_test           entered     401  404    404   404    404   404   404      ok    404   403     | 404

list_tokens                  tokened     401  ok     none  none   none  none  none     none  none  403     | -
create_token                 plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
revoke_token                 tokened     401  ok     404   404    404   404   404      404   404   403     | 404

list_service_accounts        tokened     401  404    404   404    404   403   404      ok    404   403     | 404
create_service_account       plain       401  404    404   404    404   403   404      ok    404   403     | 404
edit_service_account         tokened     401  404    404   404    404   403   404      ok    404   403     | 404
renew_service_secret         tokened     401  404    404   404    404   403   404      ok    404   403     | 404
remove_service_account       tokened     401  404    404   404    404   403   404      ok    404   403     | 404
issue_token                  plain       401  401    401   401    401   401   401      401   401   401     | -
list_scopes                  plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -

change_member_role           invited     401  404    404   404    404   403   404      ok    404   403     | 404
remove_member                invited     401  404    404   404    404   403   404      ok    404   403     | 404
list_member_invitations      invited     401  404    404   404    404   403   404      ok    404   403     | 404
invite_member                plain       401  404    404   404    404   403   404      ok    404   403     | 404
withdraw_member_invitation   invited     401  404    404   404    404   403   404      ok    404   403     | 404
read_member_invitation       invited     ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
read_member_invitation       plain       409  409    409   409    409   409   409      409   409   409     | -
accept_member_invitation     invited     401  ok     ok    ok     ok    409   ok       409   ok    403     | -
accept_member_invitation     plain       401  409    409   409    409   409   409      409   409   403     | -

enter_saml_provider          plain       401  404    404   404    404   403   404      ok    404   403     | 404
search_federation            entered_saml ok  ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
begin_federation_sign_in     entered_saml ok  ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
begin_federation_link        entered_saml 401 ok     ok    ok     ok    ok    ok       ok    ok    403     | -
begin_saml_sign_in           entered_saml ok  ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
begin_saml_link              entered_saml 401 ok     ok    ok     ok    ok    ok       ok    ok    403     | -

list_reads                   read        401  ok     none  none   none  none  none     none  none  403    | -
list_audiences               matched     401  ok     ok    ok     ok    none  none     none  none  403    | -
read_export                  matched     401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
preview_erasure              matched     401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
erase_me                     plain       401  422    422   422    422   422   422      422   422   403     | -
erase_participant            plain       401  404    404   404    404   403   404      ok    404   403     | 404
list_terms                   plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | -
list_consents                signed_in   401  ok     none  none   none  none  none     none  none  403    | -
agree                        plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -

give_birth_date              registered  401  404    404   ok     404   403   404      403   404   403     | 404
read_verification            registered  401  404    404   ok     404   ok    404      ok    404   ok      | 404
read_verification            plain       401  404    404   ok     404   ok    404      ok    404   ok      | 404
verify_participant           registered  401  404    404   ok     404   403   404      403   404   403     | 404
read_eligibility             plain       401  ok     ok    ok     ok    ok    ok       ok    ok    ok      | ok
read_eligibility             unpublished 401  ok     ok    ok     ok    ok    404      ok    404   ok      | 404
read_register                registered  401  403    403   403    403   ok    403      ok    403   ok      | 403
replace_register             registered  401  403    403   403    403   ok    403      ok    403   ok      | 403
add_to_register              registered  401  403    403   403    403   ok    403      ok    403   ok      | 403
delete_register              registered  401  403    403   403    403   ok    403      ok    403   ok      | 403
set_register_lookup          registered  401  403    403   403    403   ok    403      ok    403   ok      | 403
set_register_lookup          unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
remove_register_lookup       registered  401  403    403   403    403   ok    403      ok    403   ok      | 403
list_surveys                 surveyed    401  ok     ok    ok     ok    ok    none     ok    none  ok      | none
create_survey                plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
create_survey                unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
copy_survey                  surveyed    401  403    403   403    403   ok    403      ok    403   ok      | 403
read_survey                  surveyed    401  ok     ok    ok     ok    ok    404      ok    404   ok      | 404
edit_survey                  surveyed    401  403    403   403    403   ok    404      ok    404   ok      | 404
delete_survey                drafted     401  404    404   404    404   ok    404      ok    404   ok      | 404
publish_survey               surveyed    401  403    403   403    403   ok    404      ok    404   ok      | 404
publish_survey               drafted     401  404    404   404    404   ok    404      ok    404   ok      | 404
answer_survey                surveyed    401  ok     ok    ok     ok    403   404      403   404   403     | 404
ask_for_help                 surveyed    401  ok     ok    ok     ok    403   404      403   404   403     | 404
list_help_calls              surveyed    401  403    403   403    403   ok    404      ok    404   ok      | 404
read_survey_results          surveyed    401  403    403   403    403   ok    404      ok    404   ok      | 404
export_survey                surveyed    401  403    403   403    403   ok    404      ok    404   ok      | 404
list_later_consents          later       401  ok     none  none   none  none  none     none  none  403     | -
give_later_consent@mentee    later       401  ok     404   404    404   404   404      404   404   403     | 404
give_later_consent           later       401  404    404   403    404   404   404      404   404   403     | 404
take_back_later_consent@mentee later     401  ok     404   404    404   404   404      404   404   403     | 404
read_home                    surveyed    401  ok     ok    ok     ok    ok    ok       ok    ok    ok      | ok
ask_email_change             plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
confirm_email_change         plain       401  409    409   409    409   409   409      409   409   403     | -

list_materials               plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | ok
list_materials               unpublished 404  ok     ok    ok     ok    ok    404      ok    404   ok      | 404
read_material                plain       404  ok     ok    404    404   ok    404      ok    404   ok      | 404
search_faq                   plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | ok
search_faq                   unpublished 404  ok     ok    ok     ok    ok    404      ok    404   ok      | 404
add_material                 plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
add_material                 unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
preview_material             plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
change_material              plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
remove_material              plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
read_material_text           plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
write_material_text          plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
write_material_text          unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
restore_material_text        plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
tick_item                    plain       401  ok     ok    404    404   ok    404      ok    404   403     | 404
untick_item                  plain       401  ok     ok    404    404   ok    404      ok    404   403     | 404
list_pictures                illustrated 401  403    403   403    403   ok    403      ok    403   ok      | 403
add_picture                  plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
add_picture                  unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
read_picture                 illustrated 404  404    404   ok     ok    ok    404      ok    404   ok      | 404
describe_picture             illustrated 401  403    403   403    403   ok    403      ok    403   ok      | 403
remove_picture               unused      401  403    403   403    403   ok    403      ok    403   ok      | 403
list_stories                 told        none ok     none  none   none  none  none     none  none  none    | none
list_stories                 unpublished 404  none   none  none   none  none  404      none  404   none     | 404
offer_story                  plain       401  ok     ok    ok     ok    403   403      403   403   403     | 403
list_offered_stories         told        401  403    403   403    403   ok    403      ok    403   ok      | 403
take_back_story              told        401  ok     404   404    404   404   404      404   404   403     | 404
publish_story                told        401  403    404   404    404   ok    404      ok    404   ok      | 404
unpublish_story              told        401  403    404   404    404   ok    404      ok    404   ok      | 404
read_certificate             certified   401  404    404   ok     404   404   404      404   404   403     | 404
read_certificate@mentee      certified   401  ok     404   404    404   404   404      404   404   403     | 404
issue_certificate            certified   401  404    404   ok     404   404   404      404   404   403     | 404
withdraw_certificate         certified   401  404    404   ok     404   404   404      404   404   403     | 404
download_certificate         certified   401  404    404   ok     404   404   404      404   404   403     | 404
check_certificate            certified   ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | ok
list_certificates            certified   401  403    403   403    403   ok    403      ok    403   ok      | 403
read_notifications           plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
choose_notifications         plain       401  ok     ok    ok     ok    ok    ok       ok    ok    403     | -
choose_notifications@programme plain     401  ok     ok    ok     ok    ok    404      ok    404   403     | 404
unsubscribe                  plain       ok   ok     ok    ok     ok    ok    ok       ok    ok    ok      | ok
read_agreement               agreed      401  ok     404   ok     404   404   404      404   404   404     | 404
write_agreement              agreed      401  ok     404   ok     404   404   404      404   404   403     | 404
sign_agreement               agreed      401  ok     404   ok     404   404   404      404   404   403     | 404
print_agreement              agreed      401  ok     404   ok     404   404   404      404   404   404     | 404
read_agreement_template      plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
set_agreement_template       plain       401  403    403   403    403   ok    403      ok    403   ok      | 403
set_agreement_template       unpublished 401  403    403   403    403   ok    404      ok    404   ok      | 404
preview_agreement_template   plain       401  403    403   403    403   ok    403      ok    403   ok      | 403

list_concern_recipients      plain       401  ok     ok    ok     ok    403   403      403   403   403     | 403
raise_concern                plain       401  ok     ok    ok     ok    403   403      403   403   403     | 403
list_concerns                confided    401  ok     none  none   none  ok    none     none  none  403     | none
read_concern                 confided    401  ok     404   404    404   ok    404      404   404   403     | 404
add_to_concern               confided    401  ok     404   404    404   403   404      404   404   403     | 404
take_concern                 confided    401  403    404   404    404   ok    404      404   404   403     | 404
close_concern                in_hand     401  403    404   404    404   ok    404      404   404   403     | 404
"""
# Outside the document: for whoever runs the service, the SPA's files, what OAuth clients look for, and where providers send
# browsers back to.
UNDOCUMENTED = {
    *("/api/v1/openapi.json", "/.well-known/oauth-authorization-server", "/healthz", "/readyz", "/metrics", ""),
    *("/session/oidc/{provider_id}/callback", "/calendar/{token}.ics"),
    "/session/oidc/{provider_id}/callback",
    "/unsubscribe/{key}",
}
UNDOCUMENTED |= {f"/session/saml/{name}" for name in ("metadata", "discovered", "acs")}
SUCCESS = {"ok", "none"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    scene: str
    own: dict[str, str]
    foreign: str

    @classmethod
    def read(cls, line: str) -> "Row":
        name, scene, *outcomes, bar, foreign = line.split()
        assert bar == "|"
        return cls(name, scene, dict(zip(CALLERS, outcomes, strict=True)), foreign)

    @property
    def operation(self) -> str:
        return self.name.partition("@")[0]

    @property
    def reads(self) -> bool:
        return OPERATIONS[self.operation].method == "GET"

    def __str__(self) -> str:
        return f"{self.name}-{self.scene}"


ROWS = [Row.read(line) for line in TABLE.strip().splitlines()[1:] if line]
KNOWN = [row for row in ROWS if row.operation in OPERATIONS]
ALLOWED = [pytest.param(row, caller, id=f"{row}-{caller}") for row in KNOWN for caller in CALLERS if row.own[caller] in SUCCESS]


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert {row.operation for row in ROWS} == set(OPERATIONS)
    assert {row.scene for row in ROWS} <= set(SCENES)


def outcome(answer: object, status: int) -> str:
    """Say in the table's words what an answer was."""
    if status not in {200, 201, 202, 204}:
        return str(status)
    items = answer.get("items") if isinstance(answer, dict) else answer
    return "none" if items == [] and status == 200 else "ok"


def stays(row: Row, caller: str) -> bool:
    """Whether a caller gets the same everywhere: they are refused before anybody asks whose it is."""
    scope = SCOPE_OF.get(row.operation)
    return caller == "anonymous" or (caller == "service" and (row.operation in BROWSER or scope in OF_PEOPLE))


async def performed(row: Row, stages: Stages, caller: str, *, foreign: bool) -> str:
    own = await stages.own(row.scene)
    on = await stages.foreign(row.scene) if foreign else own
    answer = await perform(row.name, own, caller, on)
    return outcome(said(answer), answer.status_code)


@pytest.mark.parametrize("row", KNOWN, ids=str)
async def test_what_is_refused_is_refused_and_leaves_no_trace(row: Row, stages: Stages, fingerprint: Fingerprint) -> None:
    await stages.own(row.scene), await stages.foreign(row.scene)
    expected = {(caller, False): row.own[caller] for caller in CALLERS}
    if row.foreign != "-":
        expected |= {(caller, True): row.own[caller] if stays(row, caller) else row.foreign for caller in CALLERS}
    cells = {cell: each for cell, each in expected.items() if row.reads or each not in SUCCESS}
    if row.operation in BROWSER:
        await (await stages.own(row.scene)).open_browsers()
    before = await fingerprint()
    seen = {cell: await performed(row, stages, cell[0], foreign=cell[1]) for cell in cells}
    assert seen == cells
    assert await fingerprint() == before


@pytest.mark.parametrize(("row", "caller"), [each for each in ALLOWED if not each.values[0].reads])
async def test_what_is_allowed_succeeds(row: Row, caller: str, stages: Stages) -> None:
    scene = await SCENES[row.scene](stages.near)
    answer = await perform(row.name, scene, caller)
    assert outcome(said(answer), answer.status_code) == row.own[caller], answer.text


async def test_anybody_signed_in_may_join_a_public_programme_of_another_organisation(stages: Stages) -> None:
    own, foreign = await SCENES["plain"](stages.near), await SCENES["plain"](stages.near)
    for caller in set(CALLERS) - {"anonymous", "service"}:
        answer = await perform("join_programme", own, caller, foreign)
        assert (answer.status_code, answer.json()["state"]) == (201, "draft")


def paths(routes: Iterable[BaseRoute]) -> Iterator[tuple[str, bool]]:
    """Yield every path that is served, and whether the document tells of it."""
    for route in routes:
        if (included := getattr(route, "original_router", None)) is not None:
            yield from paths(included.routes)
        else:
            yield getattr(route, "path", "?"), getattr(route, "include_in_schema", False)


def test_nothing_is_served_outside_the_document_but_what_is_listed(app: FastAPI) -> None:
    served = list(paths(app.routes))
    assert {path for path, documented in served if not documented} <= UNDOCUMENTED
    assert len([path for path, documented in served if documented]) == len(OPERATIONS)
