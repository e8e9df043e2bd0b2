"""Letters of an account: they are of no programme, and whoever reads one may not be known here yet."""

from urllib.parse import urlencode

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import Message, MessageKind
from kisalli.notifications import wording
from kisalli.notifications.facts import Facts
from kisalli.notifications.letters import AboutSignIn, Letter, Pages, ProgrammeWords


def account_letter(message: Message, facts: Facts, settings: Settings, keys: Keys) -> Letter | None:
    """Write the letter with link and code, to be told only while they are good; None when the sign-in is gone."""
    sign_in = facts.sign_ins.get(message.subject_id)
    if sign_in is None:
        return None
    url = f"{settings.origin}/sign-in/email?{urlencode({'key': keys.sign_in_key(sign_in.id)})}"
    return Letter(
        kind=MessageKind(message.kind),
        language=sign_in.language,
        to=sign_in.address,
        to_name="",
        current=sign_in.used_at is None and facts.now < sign_in.expires_at,
        role=None,
        programme=ProgrammeWords(settings.smtp_from_name, settings.smtp_from),
        reply_to=settings.smtp_from,
        mentee=wording.mentee_forms({}, sign_in.language),
        pages=Pages(home=settings.origin, mentors=settings.origin),
        it=AboutSignIn(keys.sign_in_code(sign_in.id), url),
    )
