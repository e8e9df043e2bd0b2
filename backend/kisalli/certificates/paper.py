"""The paper of a certificate: what it says, in the reader's language, as a PDF."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from babel.dates import format_date

from kisalli.certificates.schemas import PaperOut
from kisalli.core import pdf
from kisalli.core.i18n import LANGUAGES, gettext
from kisalli.core.lines import one_line

TEMPLATE = Path(__file__).with_name("certificate.typ")
LOCALES = {"en": "en_GB", "fi": "fi", "sv": "sv_FI"}


async def draw(said: PaperOut, language: str, origin: str) -> bytes:
    """Return the PDF (bytes) of what a certificate says; the same bytes every time."""
    title = gettext("Certificate of participation", language)
    at = datetime.combine(said.issued_on, time(), UTC)
    return await pdf.document(TEMPLATE, words(said, language, origin), title=title, language=language, made_at=at)


def words(said: PaperOut, language: str, origin: str) -> dict[str, object]:
    """Return the texts of the paper; `named` is the language of the programme's name, where there is none in the reader's."""
    named = next((each for each in (language, *LANGUAGES) if each in said.names), language)
    role = one_line(said.roles.get(language, ""))
    facts = [
        ("Role", role[:1].upper() + role[1:]),
        ("Period", _period(said.begins_on, said.ends_on, language)),
        *([("Meetings held", str(said.meetings_held))] if said.meetings_held else []),
        ("Organised by", one_line(said.organisation)),
        ("Issued on", format_date(said.issued_on, "long", locale=LOCALES[language])),
    ]
    return {
        "name": one_line(said.name),
        "sentence": gettext("has taken part in the mentoring programme", language),
        "programme": one_line(said.names.get(named, "")),
        "named": named,
        "facts": [{"name": gettext(name, language), "value": value} for name, value in facts],
        "code_name": gettext("Code", language),
        "code": said.code,
        "check": gettext("You can check that this certificate is genuine at", language),
        "address": f"{origin}/certificates/{said.code}",
    }


def _period(begins: date, ends: date, language: str) -> str:
    """Return whole days inclusively; a month or year that both share is still said twice: a paper is no place to guess."""
    first, last = (format_date(each, "long", locale=LOCALES[language]) for each in (begins, ends))
    return first if begins == ends else f"{first} – {last}"
