"""A version of an agreement on paper: its text, its answers, and lines with the names and dates of those who signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.agreements import queries
from kisalli.agreements.parts import Text, parts_of
from kisalli.core import instants, pdf
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.i18n import filled, gettext
from kisalli.core.lines import one_line
from kisalli.matches.membership import membership
from kisalli.programmes import queries as programmes
from kisalli.programmes.models import Programme

TEMPLATE = Path(__file__).parent / "agreement.typ"
LOCALES = {"en": "en_GB", "fi": "fi", "sv": "sv_FI"}
FULL_DAY = {"en": "d MMMM y", "fi": "d. MMMM y", "sv": "d MMMM y"}
LABELS = {"empty": "Left blank", "signatures": "Signatures", "name": "Name", "signed": "Signed"}


@dataclass(frozen=True, slots=True)
class Printed:
    """Which version was made into a PDF, and its bytes."""

    number: int
    content: bytes


async def document(session: AsyncSession, match_id: UUID, number: int | None, caller: Caller) -> Printed:
    """Make a version into a PDF, in the language that it was written in.

    Raises:
        NotFound: the caller is not in the match, or there is no such version.
    """
    member = await membership(session, match_id, caller)
    versions = {each.number: each for each in await queries.versions(session, match_id)}
    version = versions.get(number or max(versions, default=0))
    if version is None:
        raise NotFound
    programme = await session.get_one(Programme, member.programme_id)
    names = {each.language: each.name for each in (await programmes.texts(session, [programme.id]))[programme.id]}
    members = await queries.members(session, match_id)
    signed = await queries.signed(session, match_id)
    language = version.language
    data = {
        "programme": one_line(names.get(language) or next(iter(names.values()), "")),
        "between": gettext("Between", language) + ": " + ", ".join(one_line(each.name) for each in members),
        "parts": [_part(part, version.answers) for part in parts_of(version.template)],
        "labels": {name: gettext(label, language) for name, label in LABELS.items()},
        "standing": _standing(version, language),
        "signatures": _lines(members, signed.get(version.number, {}), programme.zone, language),
    }
    title = gettext("Mentoring agreement", language)
    content = await pdf.document(TEMPLATE, data, title=title, language=language, made_at=await instants.now(session))
    return Printed(version.number, content)


def _part(part: Any, answers: dict[str, str]) -> dict[str, Any]:  # noqa: ANN401 - a part
    if isinstance(part, Text):
        return {"kind": "text", "blocks": pdf.blocks(part.markdown)}
    return {"kind": "field", "label": part.label, "answer": answers.get(part.key, "")}


def _standing(version: Row[Any], language: str) -> str:
    sentence = (
        "Version {number}. Everybody has signed it."
        if version.signed_by_all
        else "Version {number}. Not everybody has signed it."
    )
    return filled(sentence, {"number": version.number}, language)


def _lines(members: Sequence[Row[Any]], signed: dict[UUID, datetime], zone: str, language: str) -> list[dict[str, str]]:
    return [{"name": one_line(each.name), "signed": _day(signed.get(each.participant_id), zone, language)} for each in members]


def _day(at: datetime | None, zone: str, language: str) -> str:
    """Return the day of a signature in the programme's zone; "" leaves a line to sign on."""
    return format_date(at.astimezone(ZoneInfo(zone)).date(), FULL_DAY[language], locale=LOCALES[language]) if at else ""
