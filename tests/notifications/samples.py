"""One letter of every kind and turn, without a database; each language's own words only, so that leaks show."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kisalli.messages.models import CONSENTED, NUDGES
from kisalli.messages.models import MessageKind as Kind
from kisalli.notifications import wording
from kisalli.notifications.letters import (
    About,
    AboutAgreement,
    AboutAnswer,
    AboutCertificate,
    AboutClock,
    AboutCode,
    AboutConcern,
    AboutDigest,
    AboutEmailChange,
    AboutEmailCode,
    AboutEvent,
    AboutHelp,
    AboutInvitation,
    AboutMatch,
    AboutMeeting,
    AboutNext,
    AboutPart,
    AboutPasskey,
    AboutProposal,
    AboutQuiet,
    AboutRequest,
    AboutRoom,
    AboutSentBack,
    AboutSignIn,
    AboutSurvey,
    AboutToken,
    AboutWayIn,
    ContactCard,
    Letter,
    Pages,
    ProgrammeWords,
    Unsubscribe,
)
from kisalli.notifications.months import NEVER_QUIET
from kisalli.workspace.standing import Next

ORIGIN = "https://mentoring.example.org"
URL = f"{ORIGIN}/x/0198?programme=0197"
PAGES = Pages(f"{ORIGIN}/?programme=0197", f"{ORIGIN}/mentors?programme=0197")
NAME = "Oili Ääkkönen"
PROSE = "Lorem ipsum.\n\nDolor & sit."
CARD = ContactCard(NAME, "oili@esimerkki.org", "+358 40 1")
OF_GROUPS = ("group_full", "group_closed")
REASONS = (*OF_GROUPS, "mentor_full", "mentor_paused", "mentor_left", "window_closed", "coordinator")
MENTOR_REASONS = (*OF_GROUPS, "mentee_matched", "mentee_paused", "mentee_left", "window_closed", "coordinator")
WORDINGS = ("not_my_field", "no_time", "another_fits_better", None)
DIGESTS = (
    AboutDigest(profiles=3, requests=5, long_waiting=2, long_days=2, unreached=2, matches=4, ran_out=2, failed=2),
    AboutDigest(profiles=1, requests=3, long_waiting=1, long_days=1, unreached=1, matches=1, ran_out=1, failed=1),
    AboutDigest(profiles=0, requests=1, long_waiting=1, long_days=1, unreached=0, matches=0, ran_out=0, failed=0),
    AboutDigest(profiles=0, requests=4, long_waiting=4, long_days=3, unreached=0, matches=0, ran_out=0, failed=0),
    AboutDigest(profiles=0, requests=1, long_waiting=0, long_days=0, unreached=0, matches=0, ran_out=0, failed=0),
    AboutDigest(profiles=0, requests=0, long_waiting=0, long_days=2, unreached=0, matches=1, ran_out=0, failed=0),
)
STATES = ("active", "paused", "submitted", "draft", "left", "removed")


def letter(kind: Kind, language: str, role: str | None, it: About) -> Letter:
    """Make a letter."""
    programme = ProgrammeWords("Lorem 2027", "lorem@esimerkki.org")
    return Letter(
        kind=kind,
        language=language,
        to="oma@esimerkki.org",
        to_name=NAME,
        current=True,
        role=role,
        programme=programme,
        reply_to=programme.contact,
        mentee=wording.mentee_forms({}, language),
        pages=PAGES,
        it=it,
        unsubscribe=Unsubscribe(f"{ORIGIN}/unsubscribe/x?programme=0197", f"{ORIGIN}/api/v1/unsubscribe/x")
        if kind in NUDGES | CONSENTED
        else None,
    )


def request(**values: Any) -> AboutRequest:
    """Make a request's part."""
    base = AboutRequest(NAME, "pending", "Lorem ipsum …", "29.1. 12.00", True, "", None, None, True, URL)
    return replace(base, **values)


def event(**values: Any) -> AboutEvent:
    """Make an event's part."""
    base = AboutEvent(NAME, "28.1.2027 16.00–18.00", "Otakaari 1", "", "seat", False, URL)
    return replace(base, **values)


def turns() -> Iterator[tuple[Kind, str | None, About]]:
    """Yield kind, reader's role and content for every turn that a text takes."""
    for one in (True, False):
        yield Kind.REQUEST_SENT, "mentor", request(one_at_a_time=one)
    yield Kind.REQUEST_SENT, "mentor", request(theme=NAME)
    yield Kind.REQUEST_REMINDER, "mentor", request()
    yield Kind.REQUEST_REMINDER, "mentor", request(theme=NAME)
    yield Kind.ANSWERED_FOR_YOU, "mentor", AboutAnswer("group", NAME, "active", said_yes=True, url=URL)
    yield Kind.REQUEST_WITHDRAWN, "mentor", request(state="withdrawn")
    for words in WORDINGS:
        yield Kind.REQUEST_DECLINED, "mentee", request(wording=words)
    yield Kind.REQUEST_DECLINED, "mentee", request(words=PROSE, may_ask=False)
    yield Kind.REQUEST_DECLINED, "mentee", request(theme=NAME)
    for role in ("mentor", "mentee"):
        yield Kind.REQUEST_EXPIRED, role, request(state="expired")
        yield Kind.REQUEST_EXPIRED, role, request(state="expired", theme=NAME)
    for reason in REASONS:
        yield Kind.REQUEST_RELEASED, "mentee", request(reason=reason)
    for reason in MENTOR_REASONS:
        yield Kind.REQUEST_RELEASED, "mentor", request(reason=reason)
    yield from _pairs()
    yield from _parts()
    yield from _months()
    yield from _accounts()
    yield from _events()
    yield from _surveys()
    yield from _together()
    for digest in DIGESTS:
        yield Kind.COORDINATOR_DIGEST, None, digest


def _surveys() -> Iterator[tuple[Kind, str | None, About]]:
    for role in ("mentor", "mentee"):
        for kind in (Kind.SURVEY_OPEN, Kind.SURVEY_REMINDER):
            for anonymous in (True, False):
                yield kind, role, AboutSurvey("Lorem", "29.1. 12.00", anonymous, URL)
        for kind in sorted(CONSENTED):
            yield kind, role, AboutSurvey("Lorem", "29.1. 12.00", True, URL)
        for address in ("aino@yliopisto.example", ""):
            yield Kind.SURVEY_HELP, None, AboutHelp(NAME, role, PROSE, address, URL)


def _together() -> Iterator[tuple[Kind, str | None, About]]:
    for role in ("mentor", "mentee"):
        for again in (True, False):
            for theme in (NAME, ""):
                yield Kind.AGREEMENT_TO_SIGN, role, AboutAgreement(NAME, again, URL, theme)
                yield Kind.AGREEMENT_IN_FORCE, role, AboutAgreement(NAME, again, URL, theme)
        yield Kind.AGREEMENT_TO_SIGN, role, AboutAgreement(NAME, again=False, url=URL, theme=NAME, joined=True)
        for taken_by in (NAME, ""):
            yield Kind.CONCERN_TAKEN, role, AboutConcern(more=False, taken_by=taken_by, url=URL)
        yield Kind.CONCERN_CLOSED, role, AboutConcern(more=False, taken_by=NAME, url=URL)
    for more in (True, False):
        yield Kind.CONCERN_RAISED, None, AboutConcern(more=more, taken_by="", url=URL)


def _accounts() -> Iterator[tuple[Kind, None, About]]:
    for link in (f"{ORIGIN}/sign-in/email?key=x", None):
        yield Kind.SIGN_IN, None, AboutSignIn("012345", link)
    for device in ("Firefox, Linux", ""):
        yield Kind.PASSKEY_ADDED, None, AboutPasskey(device, f"{ORIGIN}/account")
    yield Kind.IDENTITY_ADDED, None, AboutWayIn(f"{ORIGIN}/account/sign-in")
    yield Kind.TOKEN_ADDED, None, AboutToken("Lorem", f"{ORIGIN}/account/tokens")
    for role in ("coordinator", "admin"):
        link = f"{ORIGIN}/organisation/invitation?key=x"
        yield Kind.MEMBER_INVITED, None, AboutInvitation("Lorem", role, "10.12.2026", link)
    yield Kind.EMAIL_CODE, None, AboutEmailCode("012345")
    for old in (True, False):
        for by_operator in (True, False):
            yield Kind.EMAIL_CHANGED, None, AboutEmailChange(old=old, by_operator=by_operator, url=f"{ORIGIN}/sign-in")


def _events() -> Iterator[tuple[Kind, str, About]]:
    for role in ("mentor", "mentee"):
        yield Kind.EVENT_SEAT, role, event()
        yield Kind.EVENT_SEAT, role, event(place="")
        yield Kind.EVENT_WAITING, role, event(mine="waiting")
        yield Kind.EVENT_MOVED_UP, role, event()
        for by_coordinator in (True, False):
            yield Kind.EVENT_SIGNED_OFF, role, event(mine="off", by_coordinator=by_coordinator)
        for mine in ("seat", "waiting"):
            yield Kind.EVENT_CHANGED, role, event(mine=mine)
            for note in (PROSE, ""):
                yield Kind.EVENT_CANCELLED, role, event(mine=mine, note=note)
        yield Kind.EVENT_REMINDER, role, event()


def _pairs() -> Iterator[tuple[Kind, str, About]]:
    made = AboutMatch(NAME, (CARD,), "", "", may_ask=False, url=URL)
    for role in ("mentor", "mentee"):
        yield Kind.MATCH_MADE, role, made
        yield Kind.MATCH_MADE, role, replace(made, next_steps=PROSE, cards=(replace(CARD, phone=None),))
        yield Kind.MATCH_MADE, role, replace(made, cards=(CARD, CARD), theme=NAME)
        yield Kind.MATCH_ENDED, role, replace(made, cards=(), may_ask=True, theme=NAME)
        for theme in (NAME, ""):
            yield Kind.MATCH_ENDED, role, replace(made, cards=(), theme=theme, over=True)
        for farewell in (PROSE, ""):
            yield Kind.GROUP_LEFT, role, replace(made, cards=(), farewell=farewell, theme=NAME)
        for farewell, may_ask in ((PROSE, True), ("", False)):
            yield Kind.MATCH_ENDED, role, replace(made, cards=(), farewell=farewell, may_ask=may_ask)
        proposal = AboutProposal(NAME, "pending", PROSE, "29.1. 12.00", said_yes=False, may_ask=True, url=URL)
        yield Kind.PROPOSAL_MADE, role, proposal
        yield Kind.PROPOSAL_MADE, role, replace(proposal, note="")
        yield Kind.PROPOSAL_MADE, role, replace(proposal, theme=NAME)
        yield Kind.PROPOSAL_CLOSED, role, replace(proposal, state="declined")
        yield Kind.PROPOSAL_CLOSED, role, replace(proposal, state="declined", theme=NAME)
        for state in ("accepted", "declined", "withdrawn", "released"):
            yield Kind.ANSWERED_FOR_YOU, role, AboutAnswer("request", NAME, state, said_yes=False, url=URL)
        for yes in (True, False):
            for subject in ("proposal", "place"):
                yield Kind.ANSWERED_FOR_YOU, role, AboutAnswer(subject, NAME, "pending", said_yes=yes, url=URL)
        for state in STATES:
            yield Kind.ANSWERED_FOR_YOU, role, AboutAnswer("participant", "", state, said_yes=False, url=URL)


def _months() -> Iterator[tuple[Kind, str, About]]:
    when = ("3.2. 16.00 (Helsinki)",)
    proposed = AboutMeeting(NAME, NAME, False, when, (), 60, True, "Lorem 1", "", PROSE, "", URL)
    planned = replace(proposed, times=(), when=when)
    grouped = replace(planned, theme=NAME)
    for role in ("mentor", "mentee"):
        yield Kind.MEETING_PROPOSED, role, proposed
        yield Kind.MEETING_PROPOSED, role, replace(proposed, theme=NAME)
        yield Kind.MEETING_PROPOSED, role, replace(proposed, times=when * 3, agenda="", place="")
        for kind in (Kind.MEETING_PLANNED, Kind.MEETING_CHANGED):
            yield kind, role, planned
            yield kind, role, grouped
            yield kind, role, replace(planned, agenda="", place="")
        for by, mine in ((NAME, False), ("", True), ("", False)):
            yield Kind.MEETING_CANCELLED, role, replace(planned, by=by, by_reader=mine, words=PROSE)
            yield Kind.MEETING_CANCELLED, role, replace(grouped, by=by, by_reader=mine)
            yield Kind.MEETING_CANCELLED, role, replace(planned, by=by, by_reader=mine, when=())
        for met in (True, False):
            yield Kind.MATCH_QUIET, role, AboutQuiet(NAME, met, (Next.PLAN_MEETING,), URL, NAME)
            for step in Next:
                if step not in NEVER_QUIET:
                    yield Kind.MATCH_QUIET, role, AboutQuiet(NAME, met, (step,), URL)


def _parts() -> Iterator[tuple[Kind, str, About]]:
    yield Kind.ROOM_AGAIN, "mentee", AboutRoom(NAME, "29.1. 12.00", URL)
    for role, again in (("mentor", f"{ORIGIN}/join?programme=0197"), ("mentor", None), ("mentee", None)):
        yield Kind.CERTIFICATE_READY, role, AboutCertificate(f"{ORIGIN}/certificate?programme=0197", again)
    for role in ("mentor", "mentee"):
        yield Kind.CONTACT_CODE, role, AboutCode("012345", "oma@esimerkki.org")
        for open_, over in ((True, False), (False, False), (False, True)):
            yield Kind.PARTICIPANT_APPROVED, role, AboutPart("active", "7.–16.1.2027", open_, over, URL)
        for note, late in ((PROSE, False), ("", False), (PROSE, True)):
            yield Kind.PARTICIPANT_SENT_BACK, role, AboutSentBack(note, "5.1. 23.59", late, URL)
        yield Kind.PARTICIPANT_REMOVED, role, AboutPart("removed", "7.–16.1.2027", False, False, URL)
        for signup in ("1.–5.1.2027", None):
            clock = AboutClock(False, signup, "7.–16.1.2027", False, "1.2.–30.6.2027", "1.–14.7.2027", URL)
            yield Kind.WINDOW_CHANGED, role, clock
            yield Kind.WINDOW_CHANGED, role, replace(clock, draft=True)
        for words in (PROSE, ""):
            yield Kind.UNMATCHED_NEXT, role, AboutNext(words, URL)
