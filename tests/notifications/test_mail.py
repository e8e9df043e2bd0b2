"""The bytes of a mail: headers that say what they must, whatever names people have."""

from dataclasses import replace
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest

from kisalli.core.settings import Settings
from kisalli.messages.models import MessageKind
from kisalli.notifications.letters import RenderedMail
from kisalli.notifications.mail import Undeliverable, ascii_address, build, config
from kisalli.notifications.rendering import render
from tests.notifications.conftest import mail_settings
from tests.notifications.samples import letter, turns

IDENTIFIER = UUID("01990000-0000-7000-8000-000000000001")
HEADERS = {"Date", "To", "From", "Subject", "Reply-To", "Message-ID", "Auto-Submitted"}
HEADERS |= {"Content-Language", "Content-Type", "MIME-Version"}


@pytest.fixture
def mail() -> RenderedMail:
    """A mail with contact details, in Finnish."""
    kind, role, it = next(turn for turn in turns() if turn[0] == MessageKind.MATCH_MADE)
    return render(letter(kind, "fi", role, it))


async def parsed(mail: RenderedMail, settings: Settings | None = None) -> EmailMessage:
    built = await build(IDENTIFIER, mail, settings or mail_settings(25))
    message = message_from_bytes(built, policy=default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


async def test_a_mail_has_every_header_once_and_a_fixed_message_id(mail: RenderedMail) -> None:
    message = await parsed(mail)
    assert sorted(message.keys()) == sorted(HEADERS)
    assert message["Message-ID"] == f"<{IDENTIFIER}@mentoring.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"].addresses == (Address("Lorem 2027", "lorem", "esimerkki.org"),)
    assert message["From"].addresses == (Address("Kisälli", "kisalli", "example.org"),)
    assert message["Date"].datetime is not None


async def test_text_comes_before_html_and_neither_is_base64(mail: RenderedMail) -> None:
    message = await parsed(mail)
    assert message.get_content_type() == "multipart/alternative"
    assert "Content-Transfer-Encoding" not in message
    parts = list(message.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert [part["Content-Transfer-Encoding"] for part in parts] == ["quoted-printable"] * 2
    assert [part.get_content().replace("\r\n", "\n") for part in parts] == [mail.text, mail.html]


async def test_names_with_any_letters_come_out_right(mail: RenderedMail) -> None:
    name = "Åsa Öhman-Ääkkönen, 王小明 👩‍🚀"
    message = await parsed(replace(mail, to_name=name, reply_to_name="Ääni, “2027”"))
    assert message["To"].addresses[0].display_name == name
    assert message["Reply-To"].addresses[0].display_name == "Ääni, “2027”"


@pytest.mark.parametrize(
    "name",
    [
        "Aino\r\nBcc: evil@example.org",
        "Aino\nX-Evil: 1\n\n<b>body</b>",
        'Aino" <evil@example.org>, "',
        "\u202eoniA",
        "Å" * 200,
        "A" * 200,
        "👩‍🚀" * 60,
        "=?utf-8?q?=0D=0ABcc:_evil=40example.org?=",
        "",
        "\x00\x07",
    ],
)
async def test_hostile_names_add_no_header_and_no_recipient(mail: RenderedMail, name: str) -> None:
    message = await parsed(replace(mail, to_name=name, reply_to_name=name, subject=name or mail.subject))
    assert set(message.keys()) <= HEADERS
    assert len(message.keys()) == len(set(message.keys()))
    assert "Bcc" not in message
    assert "X-Evil" not in message
    assert [each.addr_spec for each in message["To"].addresses] == ["oma@esimerkki.org"]
    built = await build(IDENTIFIER, replace(mail, to_name=name), mail_settings(25))
    assert max(len(line) for line in built.split(b"\r\n")) <= 998


def test_addresses_are_made_ascii_or_refused() -> None:
    assert ascii_address("aino@yliopisto.fi") == "aino@yliopisto.fi"
    assert ascii_address("aino@äänekoski.fi") == "aino@xn--nekoski-4waa.fi"
    for address in (
        "äiti@example.org",
        "aino",
        "@example.org",
        "a b@example.org",
        "a\r\nRCPT TO:<x>@example.org",
        "a@b@",
        "<a>@b.c",
    ):
        with pytest.raises(Undeliverable):
            ascii_address(address)


async def test_an_unusable_contact_address_is_left_out_and_the_mail_goes(mail: RenderedMail) -> None:
    assert "Reply-To" not in await parsed(replace(mail, reply_to="ohjelmä@example.org"))


def test_the_configuration_reads_no_variables_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEOUT", "never")
    monkeypatch.setenv("SUPPRESS_SEND", "1")
    monkeypatch.setenv("MAIL_SERVER", "evil.example.org")
    made = config(mail_settings(2525))
    assert (made.MAIL_SERVER, made.MAIL_PORT, made.SUPPRESS_SEND) == ("127.0.0.1", 2525, 0)


def test_tls_from_the_first_byte_excludes_starttls() -> None:
    made = config(mail_settings(465, smtp_tls=True, smtp_starttls=True))
    assert (made.MAIL_SSL_TLS, made.MAIL_STARTTLS) == (True, False)
