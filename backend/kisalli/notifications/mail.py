"""From a rendered mail to bytes, and the bytes to the SMTP server.

fastapi-mail configures and builds; it does not send, for it hides what became of a mail. The bytes go to aiosmtplib
(which it rests on) one step at a time, so that each outcome is told apart: see `Outcome`.
"""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.charset import QP, Charset
from email.message import Message as Mime
from email.policy import compat32
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

import aiosmtplib
from fastapi_mail import ConnectionConfig, FastMail, MessageSchema, MessageType, MultipartSubtypeEnum
from pydantic import NameEmail, SecretStr
from pydantic_settings import PydanticBaseSettingsSource
from typing_extensions import override

from kisalli.core.calendars import Party
from kisalli.core.settings import Settings
from kisalli.notifications.invitations import with_calendar
from kisalli.notifications.letters import RenderedMail
from kisalli.notifications.wording import one_line

MAIL_STEPS = 3  # a whole mail may take as long as so many SMTP steps
POLICY = compat32.clone(linesep="\r\n", max_line_length=76)
BODY = Charset("utf-8")
BODY.body_encoding = QP  # base64 for plain text counts as a sign of spam
PART_HEADERS = frozenset({"content-type", "content-transfer-encoding", "mime-version"})
ERROR_LETTERS = 300
TEMPORARY = range(400, 500)
PERMANENT = range(500, 600)


class Undeliverable(Exception):
    """The address can't be written to at all; the message says why."""


class Outcome(StrEnum):
    """What became of one mail at the server.

    `retry`: refused for now, or the line broke before anything was handed over. `failed`: refused for good.
    `unknown`: lost while or after handing it over, so it may have arrived. `down`: the server itself can't be used,
    which is no fault of this mail.
    """

    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome with the server's words; `bad_address` when it is the recipient's address that is refused for good."""

    outcome: Outcome
    error: str | None = None
    bad_address: bool = False


class _Config(ConnectionConfig):
    """fastapi-mail's configuration from our settings alone: by itself it would read variables like TIMEOUT (rule 16)."""

    @classmethod
    @override
    def settings_customise_sources(  # type: ignore[override]  # fastapi-mail's base takes more sources than it needs
        cls, settings_cls: type[ConnectionConfig], init_settings: PydanticBaseSettingsSource, **_: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


@lru_cache(maxsize=8)
def config(settings: Settings) -> ConnectionConfig:
    """Return fastapi-mail's configuration; made once, for it takes as long as a mail."""
    return _Config(
        MAIL_USERNAME=settings.smtp_username or "",
        MAIL_PASSWORD=settings.smtp_password or SecretStr(""),
        MAIL_PORT=settings.smtp_port,
        MAIL_SERVER=settings.smtp_host or "",
        MAIL_STARTTLS=settings.smtp_starttls and not settings.smtp_tls,
        MAIL_SSL_TLS=settings.smtp_tls,
        MAIL_FROM=settings.smtp_from,
        MAIL_FROM_NAME=one_line(settings.smtp_from_name),
        USE_CREDENTIALS=settings.smtp_username is not None,
    )


def message_id(settings: Settings, identifier: UUID) -> str:
    """Return the fixed Message-ID of a message row: a repeat is recognised as the same mail (R16)."""
    return f"<{identifier}@{settings.public_url.host}>"


def ascii_address(address: str) -> str:
    """Return an address as SMTP without extensions takes it: the domain in its xn-- form.

    Raises:
        Undeliverable: it is no address, or its part before the @ has letters that few servers take.
    """
    local, at, domain = address.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode()
    except UnicodeError as error:
        raise Undeliverable("the domain is not valid") from error
    if not (at and local and host and local.isascii()) or any(not each.isprintable() or each in " <>" for each in local):
        raise Undeliverable("the address is not valid")
    return f"{local}@{host}"


async def build(identifier: UUID, mail: RenderedMail, settings: Settings) -> bytes:
    """Build the bytes of a mail to its one recipient.

    Raises:
        Undeliverable: the recipient's address is none.
    """
    schema = MessageSchema(
        recipients=[NameEmail(_header_words(mail.to_name), ascii_address(mail.to))],
        reply_to=_reply_to(mail),
        subject=_header_words(mail.subject),
        # The better alternative comes last (RFC 2046): text is the body, HTML the alternative, never the other way round.
        subtype=MessageType.plain,
        body=mail.text,
        alternative_body=mail.html,
        multipart_subtype=MultipartSubtypeEnum.alternative,
        headers={"Auto-Submitted": "auto-generated", "Content-Language": mail.language} | _unsubscribing(mail),
    )
    built = await FastMail(config(settings)).get_message(schema)
    if isinstance(built, list):
        raise TypeError("one schema makes one message")
    message = _mended(built)
    if mail.appointment is not None:
        sender = Party(settings.smtp_from, mail.reply_to_name)
        message = with_calendar(message, mail.appointment, sender, Party(ascii_address(mail.to), mail.to_name))
    return _headed(message, built, message_id(settings, identifier)).as_bytes(policy=POLICY)


def _header_words(text: str) -> str:
    """Return a text fit for a header. One that looks encoded already would be decoded by the reader, line breaks and all."""
    return one_line(text).replace("=?", "= ?")


def _unsubscribing(mail: RenderedMail) -> dict[str, str]:
    """Return what lets a mail program turn such mails off by one click (RFC 2369, RFC 8058)."""
    if mail.unsubscribe is None:
        return {}
    return {"List-Unsubscribe": f"<{mail.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _reply_to(mail: RenderedMail) -> list[NameEmail]:
    """The programme's contact address; one that can't be written is left out, for it is no fault of the recipient."""
    try:
        return [NameEmail(_header_words(mail.reply_to_name), ascii_address(mail.reply_to))]
    except Undeliverable:
        return []


def _mended(built: Mime) -> Mime:
    """Mend what fastapi-mail builds: a multipart must not be base64, and needs no wrapper around it."""
    wrapped = built.get_payload(0)
    if not isinstance(wrapped, Mime):
        raise TypeError("the message has no alternatives")
    del wrapped["Content-Transfer-Encoding"]
    for part in wrapped.walk():
        if not part.is_multipart():
            text = part.get_payload(decode=True)
            del part["Content-Transfer-Encoding"]
            part.set_payload(text.decode() if isinstance(text, bytes) else "", BODY)
    return wrapped


def _headed(message: Mime, built: Mime, identifier: str) -> Mime:
    """Give the message the headers of what fastapi-mail built, and our Message-ID."""
    for name, value in built.items():
        if name.lower() not in PART_HEADERS | {"message-id"}:
            message[name] = value
    message["Message-ID"] = identifier
    return message


_Judge = Callable[[Exception], Result]
_Step = tuple[Callable[[aiosmtplib.SMTP], Awaitable[object]], _Judge]


class Mailer:
    """One connection to the SMTP server, opened when needed and kept for the next mail."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sender = ascii_address(settings.smtp_from)
        self._smtp: aiosmtplib.SMTP | None = None

    @property
    def seconds_a_mail(self) -> float:
        """How long handing over one mail may take at most; after it the mail's outcome is a timeout."""
        return MAIL_STEPS * self._settings.smtp_timeout_seconds

    async def hand_over(self, recipient: str, mail: bytes) -> Result:
        """Hand one mail to the server and say what became of it; never raises for what a server or network does."""
        try:
            address = ascii_address(recipient)
        except Undeliverable as error:
            return Result(Outcome.FAILED, str(error), bad_address=True)
        steps = (
            (self._opened, self._server_trouble),
            (lambda smtp: smtp.rcpt(address), self._recipient_trouble),
            (lambda smtp: smtp.data(mail), self._data_trouble),
        )
        return await self._walk(steps)

    async def close(self) -> None:
        """Say goodbye to the server."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        try:
            if smtp.is_connected:
                await smtp.quit(timeout=1)
        except (aiosmtplib.SMTPException, OSError):
            pass  # the goodbye is a courtesy
        finally:
            smtp.close()

    async def _walk(self, steps: tuple[_Step, ...]) -> Result:
        """Take the steps in turn; what goes wrong is judged by the step that it happens in."""
        judge: _Judge = self._server_trouble
        try:
            async with asyncio.timeout(self.seconds_a_mail):
                for step, judged_by in steps:
                    judge = judged_by
                    await step(self._connection())
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            result = judge(error)
            await self._reset(error)
            return result
        except asyncio.CancelledError:
            self._drop()  # in the middle of a dialogue the connection is of no more use
            raise
        return Result(Outcome.SENT)

    def _connection(self) -> aiosmtplib.SMTP:
        if self._smtp is None:
            self._smtp = self._client()
        return self._smtp

    def _client(self) -> aiosmtplib.SMTP:
        settings = self._settings
        options = config(settings)
        return aiosmtplib.SMTP(
            hostname=options.MAIL_SERVER,
            port=options.MAIL_PORT,
            username=options.MAIL_USERNAME if options.USE_CREDENTIALS else None,
            password=options.MAIL_PASSWORD.get_secret_value() if options.USE_CREDENTIALS else None,
            use_tls=options.MAIL_SSL_TLS,
            start_tls=options.MAIL_STARTTLS,
            timeout=settings.smtp_timeout_seconds,
            local_hostname=_hello_name(settings.public_url.host or "localhost"),
        )

    async def _opened(self, smtp: aiosmtplib.SMTP) -> None:
        """Begin a mail, on the kept connection if the server has not closed it while it was idle."""
        if smtp.is_connected:
            try:
                await smtp.mail(self._sender)
            except aiosmtplib.SMTPServerDisconnected:
                self._drop()
                smtp = self._connection()
            else:
                return
        await smtp.connect()
        await smtp.mail(self._sender)

    @staticmethod
    def _server_trouble(error: Exception) -> Result:
        """No connection, no login, or our own sender refused: the same for every mail, so none of them is to pay for it."""
        return Result(Outcome.DOWN, describe(error))

    @staticmethod
    def _recipient_trouble(error: Exception) -> Result:
        if not isinstance(error, aiosmtplib.SMTPRecipientRefused) or error.code not in PERMANENT:
            return Result(Outcome.RETRY, describe(error))
        # 5.7.x is policy (relaying denied, sign in first): our set-up is wrong, not the address. It may be mended in time.
        if error.message.lstrip().startswith("5.7."):
            return Result(Outcome.RETRY, describe(error))
        return Result(Outcome.FAILED, describe(error), bad_address=True)

    @staticmethod
    def _data_trouble(error: Exception) -> Result:
        code = error.code if isinstance(error, aiosmtplib.SMTPDataError) else None
        if code in PERMANENT:
            return Result(Outcome.FAILED, describe(error))
        return Result(Outcome.RETRY if code in TEMPORARY else Outcome.UNKNOWN, describe(error))

    async def _reset(self, error: Exception) -> None:
        """Keep the connection only after a plain answer, with the server's envelope cleared."""
        if not isinstance(error, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError):
            self._drop()
            return
        try:
            if self._smtp is not None:
                await self._smtp.rset()
        except (aiosmtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def describe(error: Exception) -> str:
    """Return what went wrong as one short line for the delivery log; the server's words, without the recipient's address."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        words = f"{error.code} {error.message}"
    elif isinstance(error, TimeoutError):
        words = f"timed out {error}"
    else:
        words = f"{type(error).__name__} {error}"
    if isinstance(error, aiosmtplib.SMTPRecipientRefused):
        words = words.replace(error.recipient, "…")
    return one_line(words)[:ERROR_LETTERS]


def _hello_name(host: str) -> str:
    """Return how we name ourselves to the server; a bare address has its own form (RFC 5321)."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host
    return f"[IPv6:{address}]" if isinstance(address, ipaddress.IPv6Address) else f"[{address}]"
