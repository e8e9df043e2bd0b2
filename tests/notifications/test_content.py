"""What a message says of the truth of now, and when it is no longer to be told; through the log's preview."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from kisalli.core.db import transaction
from kisalli.core.i18n import LANGUAGES
from kisalli.core.ids import new_id
from kisalli.core.security import Keys
from kisalli.messages.models import Message, MessageKind
from kisalli.notifications import account
from kisalli.notifications.content import letter
from kisalli.notifications.facts import gather
from kisalli.notifications.letters import Letter, RenderedMail
from kisalli.notifications.preview import render_message
from tests.factories import Someone
from tests.notifications.conftest import Office, gathered, mail_settings

SETTINGS = mail_settings(25)
OF_NO_PROGRAMME = set(account.WRITERS)
ADDED = {MessageKind.PASSKEY_ADDED, MessageKind.IDENTITY_ADDED, MessageKind.TOKEN_ADDED}  # told when it is gone again, too
WITHOUT_LINKS = {
    MessageKind.CONTACT_CODE,
    MessageKind.EVENT_CANCELLED,
    MessageKind.EVENT_SIGNED_OFF,
    MessageKind.PARTICIPANT_REMOVED,
    MessageKind.REQUEST_WITHDRAWN,
    MessageKind.UNMATCHED_NEXT,
}
LATER = datetime.now(UTC) + timedelta(days=30)


async def shown(office: Office, identifier: UUID) -> RenderedMail | None:
    async with transaction(office.sessions) as session:
        return await render_message(session, SETTINGS, office.keys, identifier)


async def written(office: Office, identifier: UUID) -> Letter | None:
    async with transaction(office.sessions) as session:
        message = await session.get(Message, identifier)
        assert message is not None
        return letter(message, await gather(session, [message]), SETTINGS, office.keys)


async def still_told(office: Office, identifier: UUID) -> bool:
    found = await written(office, identifier)
    return found is not None and found.current


async def pair(office: Office) -> tuple[Someone, Someone]:
    return await office.mentor(name="Meri Mentori"), await office.mentee(name="Aino Aktori")


async def test_a_request_names_its_sender_quotes_it_and_links_to_the_answer(office: Office) -> None:
    mentor, mentee = await pair(office)
    await office.speak(mentor, "fi")
    expires = datetime(2027, 1, 29, 12, tzinfo=UTC)
    await office.set_programme(requests_closes=LATER.replace(year=2028))
    request_id = await office.request(mentor, mentee, message="Opiskelen energiaa.", expires_at=expires)
    mail = await shown(office, await office.tell(mentor, MessageKind.REQUEST_SENT, request_id))
    assert mail is not None
    assert mail.to == mentor.email
    assert "Aino Aktori toivoo sinua mentorikseen" in mail.text
    assert "> Opiskelen energiaa." in mail.text
    assert "perjantaina 29. tammikuuta klo 14.00" in " ".join(mail.text.split())
    assert f"https://mentoring.example.org/requests/{request_id}?programme={office.programme_id}" in mail.text
    assert "Programme fi" in mail.text
    assert "mentoring@example.org" in mail.text


async def test_the_end_of_the_grace_comes_before_a_later_expiry(office: Office) -> None:
    mentor, mentee = await pair(office)
    closes = datetime.now(UTC) - timedelta(hours=1)
    await office.set_programme(requests_closes=closes, grace_days=1)
    identifier = await office.tell(mentor, MessageKind.REQUEST_SENT, await office.request(mentor, mentee))
    assert await still_told(office, identifier)
    await office.set_programme(grace_days=0)
    assert not await still_told(office, identifier)


@pytest.mark.parametrize("kind", [MessageKind.REQUEST_SENT, MessageKind.REQUEST_REMINDER])
async def test_a_request_that_was_answered_needs_no_mail_but_can_be_shown(office: Office, kind: MessageKind) -> None:
    mentor, mentee = await pair(office)
    identifier = await office.tell(mentor, kind, await office.request(mentor, mentee, state="declined"))
    assert not await still_told(office, identifier)
    assert await shown(office, identifier) is not None


async def test_a_mentors_own_words_come_before_the_kind_wordings(office: Office) -> None:
    mentor, mentee = await pair(office)
    answered = {"state": "declined", "answer": "So sorry.\nGood luck!", "decline_wording": "no_time"}
    identifier = await office.tell(mentee, MessageKind.REQUEST_DECLINED, await office.request(mentor, mentee, **answered))
    mail = await shown(office, identifier)
    assert mail is not None
    assert "> So sorry.\n> Good luck!" in mail.text
    assert "https://mentoring.example.org/mentors" in mail.text
    await office.set_programme(requests_closes=datetime.now(UTC) - timedelta(hours=1))
    mail = await shown(office, identifier)
    assert mail is not None
    assert "/mentors" not in mail.text


async def test_both_get_the_others_contacts_and_only_those(office: Office) -> None:
    mentor, mentee = await pair(office)
    match_id = await office.match(mentor, mentee)
    for reader, theirs, own in ((mentor, "mentee", "mentor"), (mentee, "mentor", "mentee")):
        mail = await shown(office, await office.tell(reader, MessageKind.MATCH_MADE, match_id))
        assert mail is not None
        assert f"{theirs}.contact@example.org" in mail.text
        assert "+358 40 123 4567" in mail.html
        assert f"{own}.contact@example.org" not in mail.text + mail.html
        assert mail.to == reader.email


async def test_contacts_go_nowhere_once_the_match_has_ended(office: Office) -> None:
    mentor, mentee = await pair(office)
    identifier = await office.tell(mentor, MessageKind.MATCH_MADE, await office.match(mentor, mentee, state="ended"))
    assert await shown(office, identifier) is None


async def test_contacts_that_the_ledger_does_not_know_are_not_written(office: Office) -> None:
    mentor, mentee = await pair(office)
    match_id = await office.match(mentor, mentee)
    identifier = await office.tell(mentor, MessageKind.MATCH_MADE, match_id)
    await office.sql("DELETE FROM disclosure WHERE match_id = :match AND receiver_id = :mentor", match=match_id, mentor=mentor.id)
    assert await shown(office, identifier) is None


async def test_a_stranger_who_is_told_of_a_match_or_request_gets_nothing(office: Office) -> None:
    mentor, mentee = await pair(office)
    stranger = await office.mentor()
    match_id, request_id = await office.match(mentor, mentee), await office.request(mentor, mentee)
    assert await shown(office, await office.tell(stranger, MessageKind.MATCH_MADE, match_id)) is None
    assert await shown(office, await office.tell(stranger, MessageKind.REQUEST_SENT, request_id)) is None


async def test_the_end_of_a_match_brings_the_farewell_and_never_the_reason(office: Office) -> None:
    mentor, mentee = await pair(office)
    ended = {"state": "ended", "end_reason": "coordinator", "farewell": "Thank you for the walks."}
    mail = await shown(office, await office.tell(mentee, MessageKind.MATCH_ENDED, await office.match(mentor, mentee, **ended)))
    assert mail is not None
    assert "> Thank you for the walks." in mail.text
    assert "coordinator" not in mail.text.lower()
    assert "Meri Mentori" in mail.text
    assert "contact@" not in mail.text


async def test_when_the_programme_is_over_a_match_ends_without_asking_whom_it_could_go_on_with(office: Office) -> None:
    mentor, mentee = await pair(office)
    ended = {"state": "ended", "end_reason": "programme_ended"}
    mail = await shown(office, await office.tell(mentee, MessageKind.MATCH_ENDED, await office.match(mentor, mentee, **ended)))
    assert mail is not None
    assert "The programme has come to an end" in mail.text
    assert "looking for a mentor" not in mail.text
    assert "/matches/" in mail.text


async def test_a_proposal_is_told_until_its_reader_has_said_yes(office: Office) -> None:
    mentor, mentee = await pair(office)
    said = {"mentor_yes_at": datetime.now(UTC), "note": "You both sail."}
    proposal_id = await office.proposal(mentor, mentee, **said)
    assert not await still_told(office, await office.tell(mentor, MessageKind.PROPOSAL_MADE, proposal_id))
    to_mentee = await office.tell(mentee, MessageKind.PROPOSAL_MADE, proposal_id)
    assert await still_told(office, to_mentee)
    mail = await shown(office, to_mentee)
    assert mail is not None
    assert "> You both sail." in mail.text


@pytest.mark.parametrize("state", ["declined", "withdrawn", "expired", "released"])
async def test_that_a_proposal_came_to_nothing_reads_alike_whoever_said_no(office: Office, state: str) -> None:
    mentor, mentee = await pair(office)
    proposal_id = await office.proposal(mentor, mentee, state=state, mentor_yes_at=datetime.now(UTC))
    mail = await shown(office, await office.tell(mentee, MessageKind.PROPOSAL_CLOSED, proposal_id))
    other = await office.proposal(mentor, mentee, state="declined", mentee_yes_at=datetime.now(UTC))
    same = await shown(office, await office.tell(mentee, MessageKind.PROPOSAL_CLOSED, other))
    assert mail is not None
    assert same is not None
    assert mail.text == same.text


async def test_a_coordinators_answer_is_told_for_requests_proposals_and_participants(office: Office) -> None:
    mentor, mentee = await pair(office)
    kind = MessageKind.ANSWERED_FOR_YOU
    request = await office.request(mentor, mentee, state="declined")
    proposal = await office.proposal(mentor, mentee, mentor_yes_at=datetime.now(UTC))
    for subject, words in ((request, "has said no to the request"), (proposal, "has said yes"), (mentor.id, "taking part")):
        mail = await shown(office, await office.tell(mentor, kind, subject))
        assert mail is not None
        assert words in " ".join(mail.text.split())


async def test_room_again_is_told_only_while_there_is_room_and_the_reader_may_ask(office: Office) -> None:
    mentor, mentee = await pair(office)
    identifier = await office.tell(mentee, MessageKind.ROOM_AGAIN, mentor.id)
    assert await still_told(office, identifier)
    await office.request(mentor, await office.mentee())
    await office.request(mentor, await office.mentee(), mentor_slot=2)
    assert not await still_told(office, identifier)


async def test_the_code_goes_to_the_address_that_it_confirms(office: Office, keys: Keys) -> None:
    mentor = await office.mentor()
    older = await office.tell(mentor, MessageKind.CONTACT_CODE, mentor.id, occasion=6)
    identifier = await office.tell(mentor, MessageKind.CONTACT_CODE, mentor.id, occasion=7)
    assert not await still_told(office, identifier)
    await office.sql("UPDATE contact SET confirmed_at = NULL, version = 7 WHERE participant_id = :id", id=mentor.id)
    assert await still_told(office, identifier)
    assert not await still_told(office, older)
    mail = await shown(office, identifier)
    assert mail is not None
    assert mail.to == f"contact.{mentor.id}@example.org"
    code = keys.contact_code(mentor.id, mail.to, 7)
    assert code in mail.text
    assert code not in mail.subject


@pytest.mark.parametrize(
    ("kind", "state", "told"),
    [
        (MessageKind.PARTICIPANT_APPROVED, "active", True),
        (MessageKind.PARTICIPANT_APPROVED, "left", False),
        (MessageKind.PARTICIPANT_SENT_BACK, "draft", True),
        (MessageKind.PARTICIPANT_SENT_BACK, "submitted", False),
        (MessageKind.PARTICIPANT_SENT_BACK, "left", False),
        (MessageKind.PARTICIPANT_REMOVED, "removed", True),
        (MessageKind.PARTICIPANT_REMOVED, "active", False),
    ],
)
async def test_approval_sending_back_and_removal_are_told_while_they_hold(
    office: Office, kind: MessageKind, state: str, *, told: bool
) -> None:
    mentor = await office.mentor(state=state)
    assert await still_told(office, await office.tell(mentor, kind, mentor.id)) is told


async def test_who_is_sent_back_reads_the_note_until_when_to_publish_and_whom_to_ask(office: Office) -> None:
    mentor = await office.mentor(state="draft")
    await office.set_programme(mentor_signup_closes=datetime(2036, 1, 29, 12, tzinfo=UTC))
    note = "Please say more.\n<b>Your story</b> is short."
    bare, noted = [
        await office.tell(mentor, MessageKind.PARTICIPANT_SENT_BACK, mentor.id, number, **details)
        for number, details in enumerate(({}, {"note": note}))
    ]
    without, mail = await shown(office, bare), await shown(office, noted)
    assert without is not None
    assert mail is not None
    assert "The coordinator writes" not in without.text
    assert "> Please say more.\n> <b>Your story</b> is short." in mail.text
    assert "<b>" not in mail.html
    words = " ".join(mail.text.split())
    assert "publish the profile again by Tuesday 29 January at 14:00" in words
    assert "Write to mentoring@example.org" in words
    await office.set_programme(mentor_signup_closes=datetime.now(UTC) - timedelta(minutes=1))
    mail = await shown(office, noted)
    assert mail is not None
    assert "Sign-up has closed" in mail.text
    assert "publish the profile again" not in mail.text


async def test_a_changed_window_is_told_to_those_who_take_part_while_the_programme_is_public(office: Office) -> None:
    mentor, gone = await office.mentor(), await office.mentor(state="left")
    identifier = await office.tell(mentor, MessageKind.WINDOW_CHANGED, office.programme_id)
    assert await still_told(office, identifier)
    await office.set_programme(
        running_closes=datetime(2031, 5, 31, 21, tzinfo=UTC), feedback_closes=datetime(2031, 6, 14, 21, tzinfo=UTC)
    )
    mail = await shown(office, identifier)
    assert mail is not None and "Feedback: 1–14 June 2031" in mail.text
    await office.set_programme(feedback_closes=datetime(2031, 5, 31, 21, tzinfo=UTC))
    mail = await shown(office, identifier)
    assert mail is not None and "Feedback:" not in mail.text
    assert not await still_told(office, await office.tell(gone, MessageKind.WINDOW_CHANGED, office.programme_id))
    await office.set_programme(archived_at=datetime.now(UTC))
    assert not await still_told(office, identifier)


async def test_a_changed_signup_tells_a_draft_to_publish_or_that_it_is_too_late(office: Office) -> None:
    mentor, invited = await office.mentor(state="draft"), await office.mentor(state="draft")
    until = "UPDATE participant SET admitted_until = :until WHERE id = :id"
    await office.sql(until, until=LATER, id=invited.id)
    identifiers = [await office.tell(each, MessageKind.WINDOW_CHANGED, office.programme_id) for each in (mentor, invited)]
    for closes, late in ((LATER, (False, False)), (datetime.now(UTC) - timedelta(minutes=1), (True, False))):
        await office.set_programme(mentor_signup_closes=closes)
        for identifier, too_late in zip(identifiers, late, strict=True):
            assert await still_told(office, identifier)
            mail = await shown(office, identifier)
            assert mail is not None
            words = " ".join(mail.text.split())
            assert ("Sign-up has closed" in words, "publish it before sign-up closes" in words) == (too_late, not too_late)
            assert "because you have started signing up" in words


async def test_what_happens_next_is_told_in_the_programmes_words_to_those_without_a_pair(office: Office) -> None:
    mentor, mentee = await pair(office)
    lonely = await office.mentee()
    await office.match(mentor, mentee)
    await office.set_programme(requests_closes=datetime.now(UTC) - timedelta(hours=1))
    words = "We meet on Friday.\n\nCoffee is served."
    await office.sql(
        "UPDATE programme_text SET unmatched_next = :words WHERE programme_id = :id", words=words, id=office.programme_id
    )
    mail = await shown(office, await office.tell(lonely, MessageKind.UNMATCHED_NEXT, office.programme_id))
    assert mail is not None
    assert words in mail.text
    assert not await still_told(office, await office.tell(mentee, MessageKind.UNMATCHED_NEXT, office.programme_id))


async def test_the_programme_speaks_the_first_language_that_it_has(office: Office) -> None:
    mentor, identifier = await office.asked()
    await office.speak(mentor, "sv")
    gone = "DELETE FROM programme_text WHERE programme_id = :id AND language = 'sv'"
    await office.sql(gone, id=office.programme_id)
    mail = await shown(office, identifier)
    assert mail is not None
    assert mail.language == "sv"
    assert "Programme en" in mail.text


async def test_an_erased_partner_is_called_by_their_role(office: Office) -> None:
    mentor, mentee = await pair(office)
    identifier = await office.tell(mentor, MessageKind.REQUEST_WITHDRAWN, await office.request(mentor, mentee, state="withdrawn"))
    await office.sql("DELETE FROM mentee_profile WHERE participant_id = :id", id=mentee.id)
    mail = await shown(office, identifier)
    assert mail is not None
    assert "The mentee has withdrawn" in mail.text


async def test_when_the_mentoring_months_are_over_a_mentor_is_asked_to_join_again(office: Office) -> None:
    mentor, mentee = await pair(office)
    asked, thanked = [await office.tell(each, MessageKind.CERTIFICATE_READY, each.id) for each in (mentor, mentee)]
    assert not await still_told(office, asked)
    await office.set_programme(running_closes=datetime.now(UTC) - timedelta(hours=1))
    assert await still_told(office, asked)
    following = await Office.make(office.sessions, office.keys, office.http)
    await following.set_programme(organisation_id=office.organisation_id)
    again = f"{SETTINGS.origin}/join/{following.programme_id}?as=mentor"
    for identifier, told in ((asked, True), (thanked, False)):
        mail = await shown(office, identifier)
        assert mail is not None
        assert f"{SETTINGS.origin}/certificate?programme={office.programme_id}" in mail.text
        assert (again in mail.text) == told
    await following.set_programme(mentor_signup_closes=datetime.now(UTC) - timedelta(hours=1))
    mail = await shown(office, asked)
    assert mail is not None
    assert again not in mail.text
    assert "mentor again" in mail.text
    async with transaction(office.sessions) as session:
        await session.execute(text("SET LOCAL session_replication_role = replica"))
        removed = text("UPDATE participant SET state = 'removed', accepting = false WHERE id = :id")
        await session.execute(removed, {"id": mentor.id})
    assert not await still_told(office, asked)


async def test_a_survey_leads_straight_to_its_form_and_is_told_while_it_waits(office: Office) -> None:
    mentor, mentee = await pair(office)
    survey_id = await office.survey(anonymous=False)
    to_mentor, to_mentee = [await office.tell(each, MessageKind.SURVEY_OPEN, survey_id) for each in (mentor, mentee)]
    mail = await shown(office, to_mentee)
    assert mail is not None
    assert f"/programmes/{office.programme_id}/surveys/{survey_id}?programme=" in mail.text
    assert "Survey: How is it going?\nAnswer by: " in mail.text and "How is it going?" not in mail.subject
    assert "not anonymous" in mail.text
    row = {"survey_id": survey_id, "participant_id": mentee.id, "language": "en"}
    await office.sql(
        "INSERT INTO survey_answer (survey_id, participant_id, language) VALUES (:survey_id, :participant_id, :language)", **row
    )
    assert [await still_told(office, each) for each in (to_mentor, to_mentee)] == [True, False]
    await office.sql("UPDATE survey SET closes_at = clock_timestamp() WHERE id = :id", id=survey_id)
    assert not await still_told(office, to_mentor)


async def test_a_call_for_help_quotes_it_to_whoever_still_runs_the_programme(office: Office) -> None:
    _, mentee = await pair(office)
    call = await office.help_call(mentee, await office.survey())
    identifier = await office.tell(office.coordinator, MessageKind.SURVEY_HELP, call)
    mail = await shown(office, identifier)
    assert mail is not None
    assert "Aino Aktori (mentee) is asking for help" in mail.text and "> We never met." in mail.text
    assert "Aino" not in mail.subject
    assert f"/people/{mentee.id}?" in mail.text
    assert await shown(office, await office.tell(mentee, MessageKind.SURVEY_HELP, call)) is None
    await office.sql("DELETE FROM organisation_member WHERE person_id = :id", id=office.coordinator.person_id)
    assert not await still_told(office, identifier)


async def every_message(office: Office) -> list[tuple[MessageKind, UUID]]:
    """Tell every kind to everybody whom it may be told to; return what was told with the messages' ids."""
    mentor, mentee = await pair(office)
    closed = {state: await office.request(mentor, mentee, state=state) for state in ("withdrawn", "declined", "expired")}
    closed["released"] = await office.request(mentor, mentee, state="released", release_reason="coordinator")
    pending, proposal = await office.request(mentor, mentee), await office.proposal(mentor, mentee)
    event_id, seat = await office.event(mentor)
    to = {"mentor": (mentor,), "mentee": (mentee,), "both": (mentor, mentee), "coordinator": (office.coordinator,)}
    rows = [
        (MessageKind.REQUEST_SENT, "mentor", pending),
        (MessageKind.REQUEST_REMINDER, "mentor", pending),
        (MessageKind.REQUEST_WITHDRAWN, "mentor", closed["withdrawn"]),
        (MessageKind.REQUEST_DECLINED, "mentee", closed["declined"]),
        (MessageKind.REQUEST_EXPIRED, "both", closed["expired"]),
        (MessageKind.REQUEST_RELEASED, "both", closed["released"]),
        (MessageKind.MATCH_MADE, "both", matched := await office.match(mentor, mentee)),
        (MessageKind.MATCH_QUIET, "both", matched),
        (MessageKind.MEETING_PROPOSED, "mentee", await office.proposed(matched, mentor, datetime.now(UTC))),
        (MessageKind.MEETING_PLANNED, "both", await office.meeting(matched, mentor)),
        (MessageKind.MEETING_CHANGED, "both", await office.meeting(matched, mentee, sequence=1)),
        (MessageKind.MEETING_CANCELLED, "both", await office.meeting(matched, mentor, state="cancelled", cancelled_by=mentor.id)),
        (MessageKind.AGREEMENT_TO_SIGN, "both", matched),
        (MessageKind.AGREEMENT_IN_FORCE, "both", matched),
        (MessageKind.CONCERN_RAISED, "coordinator", told := await office.concern(mentee)),
        (MessageKind.CONCERN_TAKEN, "mentee", told),
        (MessageKind.CONCERN_CLOSED, "mentee", told),
        (MessageKind.MATCH_ENDED, "both", await office.match(mentor, mentee, state="ended")),
        (MessageKind.PROPOSAL_MADE, "both", proposal),
        (MessageKind.PROPOSAL_CLOSED, "both", await office.proposal(mentor, mentee, state="declined")),
        (MessageKind.ANSWERED_FOR_YOU, "both", closed["declined"]),
        (MessageKind.ANSWERED_FOR_YOU, "both", proposal),
        (MessageKind.ANSWERED_FOR_YOU, "mentor", mentor.id),
        (MessageKind.ROOM_AGAIN, "mentee", mentor.id),
        (MessageKind.CONTACT_CODE, "mentor", mentor.id),
        (MessageKind.PARTICIPANT_APPROVED, "mentor", mentor.id),
        (MessageKind.PARTICIPANT_APPROVED, "mentee", mentee.id),
        (MessageKind.PARTICIPANT_SENT_BACK, "mentor", mentor.id),
        (MessageKind.PARTICIPANT_REMOVED, "mentor", mentor.id),
        (MessageKind.WINDOW_CHANGED, "both", office.programme_id),
        (MessageKind.UNMATCHED_NEXT, "both", office.programme_id),
        (MessageKind.EVENT_SEAT, "mentor", seat),
        (MessageKind.EVENT_WAITING, "mentee", (await office.event(mentee, "waiting"))[1]),
        (MessageKind.EVENT_MOVED_UP, "mentor", seat),
        (MessageKind.EVENT_SIGNED_OFF, "mentee", (await office.event(mentee, "off"))[1]),
        (MessageKind.EVENT_CHANGED, "mentor", event_id),
        (MessageKind.EVENT_CANCELLED, "mentee", (await office.event(mentee, state="cancelled"))[0]),
        (MessageKind.EVENT_REMINDER, "mentor", event_id),
        (MessageKind.COORDINATOR_DIGEST, "coordinator", office.programme_id),
        (MessageKind.CERTIFICATE_READY, "mentor", mentor.id),
        (MessageKind.CERTIFICATE_READY, "mentee", mentee.id),
        (MessageKind.SURVEY_OPEN, "both", survey_id := await office.survey()),
        (MessageKind.SURVEY_REMINDER, "both", survey_id),
        (MessageKind.LATER_SURVEY, "mentee", later := await office.later_survey(mentee)),
        (MessageKind.LATER_SURVEY_REMINDER, "mentee", later),
        (MessageKind.SURVEY_HELP, "coordinator", await office.help_call(mentee, survey_id)),
    ]
    group_id, leaver = await office.left_group(mentor)
    left = (MessageKind.GROUP_LEFT, await office.tell(mentor, MessageKind.GROUP_LEFT, group_id, left=str(leaver.id)))
    return [left, *[(kind, await office.tell(each, kind, subject)) for kind, who, subject in rows for each in to[who]]]


async def test_every_link_of_every_kind_in_every_language_names_the_programme(office: Office) -> None:
    told = await every_message(office)
    assert {kind for kind, _ in told} == set(MessageKind) - OF_NO_PROGRAMME
    here, linked = re.compile(rf"(\?|&(amp;)?)programme={office.programme_id}$"), set[MessageKind]()
    for language in LANGUAGES:
        await office.speak(office.coordinator, language)
        mine = "SELECT person_id FROM participant WHERE programme_id = :id"
        await office.sql(f"UPDATE person SET language = :to WHERE id IN ({mine})", to=language, id=office.programme_id)
        for kind, identifier in told:
            mail = await shown(office, identifier)
            assert mail is not None, kind
            assert mail.language == language
            links = re.findall(rf"{SETTINGS.origin}[^\s\"<]*", mail.text + mail.html)
            assert [each for each in links if not here.search(each)] == [], (kind, language)
            linked |= {kind} if links else set()
    assert linked == set(MessageKind) - WITHOUT_LINKS - OF_NO_PROGRAMME


async def test_a_message_about_nothing_is_nothing(office: Office) -> None:
    mentor = await office.mentor()
    for kind in MessageKind:
        if kind not in {MessageKind.WINDOW_CHANGED, MessageKind.UNMATCHED_NEXT, *ADDED}:
            assert await shown(office, await office.tell(mentor, kind, new_id())) is None
    assert await shown(office, new_id()) is None


async def test_a_batch_is_loaded_in_as_many_statements_as_a_single_mail(office: Office) -> None:
    counts = []
    for number in (1, 12):
        identifiers = [(await office.asked())[1] for _ in range(number)]
        counts.append((await gathered(office.sessions, identifiers))[1])
    assert counts[0] == counts[1] < 20
