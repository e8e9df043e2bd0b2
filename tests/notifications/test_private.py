"""Privacy row 9: contact details in the acceptance mail alone, nothing personal in a subject, nothing that tells of reading."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from kisalli.core.i18n import LANGUAGES
from kisalli.messages.models import MessageKind
from kisalli.notifications.letters import AboutCode, Letter
from kisalli.notifications.rendering import render
from tests.notifications.samples import CARD, NAME, ORIGIN, letter, turns
from tests.notifications.test_templates import Nesting, every_letter

# What a link of ours may say: which programme, and of a sign-in its key, which does for one browser and a quarter of an hour.
SAID_BY_LINKS = {"programme", "key"}
NOTHING_TO_LOAD = {"img", "script", "iframe", "object", "embed", "link", "video", "audio", "picture", "svg", "form"}


@every_letter
def test_contact_details_stand_in_the_acceptance_mail_alone(each: Letter) -> None:
    mail = render(each)
    shown = {detail for detail in (CARD.email, CARD.phone) if detail and (detail in mail.text or detail in mail.html)}
    assert not shown or each.kind == MessageKind.MATCH_MADE
    assert CARD.email in mail.text or each.kind != MessageKind.MATCH_MADE


@every_letter
def test_a_subject_names_nobody_and_quotes_nothing(each: Letter) -> None:
    subject = render(each).subject
    personal = [*NAME.split(), CARD.email, CARD.phone or "", each.to, "ipsum"]
    assert not [word for word in personal if word in subject.replace(each.programme.name, "")]
    assert not re.search(r"@|\+\d|\d{3}", subject.replace(each.programme.name, ""))


@every_letter
def test_nothing_in_a_mail_tells_that_it_was_read(each: Letter) -> None:
    mail, parser = render(each), Nesting()
    parser.feed(mail.html)
    assert not parser.tags & NOTHING_TO_LOAD
    assert "url(" not in mail.html and "@import" not in mail.html
    for link in [*parser.links, *re.findall(r"https?://\S+", mail.text)]:
        address = urlsplit(link.rstrip(".,)"))
        assert address.scheme == "mailto" or f"{address.scheme}://{address.netloc}" == ORIGIN, link
        assert address.scheme == "mailto" or {name for name, _ in parse_qsl(address.query)} <= SAID_BY_LINKS, link


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_to_another_address_than_the_accounts_holds_its_code_and_no_word_about_anybody(language: str) -> None:
    codes = [(kind, role, it) for kind, role, it in turns() if isinstance(it, AboutCode)]
    assert codes
    for kind, role, it in codes:
        mail = render(letter(kind, language, role, it))
        assert "ipsum" not in mail.text and CARD.email not in mail.text
