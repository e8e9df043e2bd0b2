"""Letters of an account: they are of no programme, and whoever reads one may not be known here yet."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from kisalli.auth.address import TO_OLD
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import Message, MessageKind
from kisalli.notifications import wording
from kisalli.notifications.facts import Facts
from kisalli.notifications.letters import (
    About,
    AboutEmailChange,
    AboutEmailCode,
    AboutInvitation,
    AboutPasskey,
    AboutSignIn,
    AboutToken,
    AboutWayIn,
    Letter,
    Pages,
    ProgrammeWords,
)


@dataclass(frozen=True, slots=True)
class _Reader:
    """To whom, in which language, what, and whether it is still to be told."""

    to: str
    name: str
    language: str
    it: About
    current: bool = True


def account_letter(message: Message, facts: Facts, settings: Settings, keys: Keys) -> Letter | None:
    """Write the letter of a message of an account; None when what it is about is gone."""
    kind = MessageKind(message.kind)
    reader = WRITERS[kind](message, facts, settings, keys)
    if reader is None:
        return None
    return Letter(
        kind=kind,
        language=reader.language,
        to=reader.to,
        to_name=wording.one_line(reader.name),
        current=reader.current,
        role=None,
        programme=ProgrammeWords(settings.smtp_from_name, settings.smtp_from),
        reply_to=settings.smtp_from,
        mentee=wording.mentee_forms({}, reader.language),
        pages=Pages(home=settings.origin, mentors=settings.origin),
        it=reader.it,
    )


def _sign_in(message: Message, facts: Facts, settings: Settings, keys: Keys) -> _Reader | None:
    """Link and code, to be told only while they are good; the code alone where an address is added, for no link adds any."""
    sign_in = facts.sign_ins.get(message.subject_id)
    if sign_in is None:
        return None
    link = f"{settings.origin}/sign-in/email?{urlencode({'key': keys.sign_in_key(sign_in.id)})}"
    url = link if sign_in.person_id is None else None
    good = sign_in.used_at is None and facts.now < sign_in.expires_at
    return _Reader(sign_in.address, "", sign_in.language, AboutSignIn(keys.sign_in_code(sign_in.id), url), good)


def _passkey_added(message: Message, facts: Facts, settings: Settings, _keys: Keys) -> _Reader | None:
    """A way in that is new; told also when it is gone again, for it was there."""
    person = facts.reader(message)
    if person is None:
        return None
    it = AboutPasskey(wording.one_line(str(message.details.get("device", ""))), f"{settings.origin}/account/sign-in")
    return _Reader(person.email, person.name, person.language, it)


def _identity_added(message: Message, facts: Facts, settings: Settings, _keys: Keys) -> _Reader | None:
    """A further way in; told also when it is gone again, for it was there."""
    person = facts.reader(message)
    return (
        _Reader(person.email, person.name, person.language, AboutWayIn(f"{settings.origin}/account/sign-in")) if person else None
    )


def _token_added(message: Message, facts: Facts, settings: Settings, _keys: Keys) -> _Reader | None:
    """A new token; told also when it is revoked again, for it was good."""
    person = facts.reader(message)
    if person is None:
        return None
    it = AboutToken(wording.one_line(str(message.details.get("name", ""))), f"{settings.origin}/account/tokens")
    return _Reader(person.email, person.name, person.language, it)


def _member_invited(message: Message, facts: Facts, settings: Settings, keys: Keys) -> _Reader | None:
    """An invitation to work for an organisation, told only while it can be accepted; whose address it is need not be known."""
    found = facts.invitations.get(message.subject_id)
    if found is None:
        return None
    invitation, organisation = found
    url = f"{settings.origin}/account/invitation?{urlencode({'key': keys.member_invitation_key(invitation.id)})}"
    until = wording.day(invitation.expires_at, invitation.language)
    it = AboutInvitation(wording.one_line(organisation), invitation.role, until, url)
    over = invitation.accepted_at or invitation.withdrawn_at or facts.now >= invitation.expires_at
    return _Reader(invitation.email, "", invitation.language, it, not over)


def _email_code(message: Message, facts: Facts, _settings: Settings, keys: Keys) -> _Reader | None:
    """The code for a new address, to that address alone, while it can be typed."""
    person, change = facts.reader(message), facts.email_changes.get(message.subject_id)
    if person is None or change is None:
        return None
    good = change.confirmed_at is None and facts.now < change.expires_at
    return _Reader(change.new_address, person.name, person.language, AboutEmailCode(keys.email_change_code(change.id)), good)


def _email_changed(message: Message, facts: Facts, settings: Settings, _keys: Keys) -> _Reader | None:
    """Another address, told to the old one without naming the new one: the old mailbox may be somebody else's by now."""
    person, change = facts.reader(message), facts.email_changes.get(message.subject_id)
    if person is None or change is None:
        return None
    old = message.occasion == TO_OLD
    it = AboutEmailChange(old=old, by_operator=message.details.get("by") == "operator", url=f"{settings.origin}/sign-in")
    return _Reader(change.old_address if old else change.new_address, person.name, person.language, it)


WRITERS: dict[MessageKind, Callable[[Message, Facts, Settings, Keys], _Reader | None]] = {
    MessageKind.SIGN_IN: _sign_in,
    MessageKind.PASSKEY_ADDED: _passkey_added,
    MessageKind.IDENTITY_ADDED: _identity_added,
    MessageKind.TOKEN_ADDED: _token_added,
    MessageKind.MEMBER_INVITED: _member_invited,
    MessageKind.EMAIL_CODE: _email_code,
    MessageKind.EMAIL_CHANGED: _email_changed,
}
