"""A programme's templates: the standard ones, its own in their place, and how they are edited."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.agreements import queries
from kisalli.agreements.parts import Text, parts_of
from kisalli.agreements.schemas import (
    AgreementPreviewIn,
    AgreementTemplateIn,
    AgreementTemplateOut,
    FieldPartOut,
    PartOut,
    TextPartOut,
)
from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid, NotFound
from kisalli.core.etags import require_match
from kisalli.core.markdown import html
from kisalli.programmes import queries as programmes
from kisalli.programmes.locks import share_programme
from kisalli.programmes.mentee_word import in_its_words
from kisalli.programmes.models import Programme

STANDARD = Path(__file__).parent / "standard"


@cache
def standard(language: str) -> str:
    """Return the standard template in a language, with the usual word for mentee in brackets."""
    return (STANDARD / f"{language}.md").read_text(encoding="utf-8").strip()


async def template_of(session: AsyncSession, programme_id: UUID, language: str) -> str:
    """Return a programme's template in one of its languages.

    Raises:
        Invalid: the programme does not have this language.
    """
    programme = await session.get_one(Programme, programme_id)
    if language not in programme.languages:
        raise Invalid(errors=[FieldProblem("#/language", "language", "The programme does not have this language")])
    own = (await queries.templates(session, programme_id)).get(language)
    return own.body if own and own.body else await _in_its_words(session, programme_id, language)


async def _in_its_words(session: AsyncSession, programme_id: UUID, language: str) -> str:
    texts = (await programmes.texts(session, [programme_id]))[programme_id]
    forms = next((each.mentee_forms for each in texts if each.language == language), {})
    return in_its_words(standard(language), forms, language)


def shown(template: str, answers: Mapping[str, str]) -> list[PartOut]:
    """Return a template's parts as they are shown, with what was answered."""
    return [
        TextPartOut(kind="text", html=html(part.markdown))
        if isinstance(part, Text)
        else FieldPartOut(
            kind="field", key=part.key, label=part.label, beginning=part.beginning, answer=answers.get(part.key, "")
        )
        for part in parts_of(template)
    ]


async def show(session: AsyncSession, programme_id: UUID, language: str, caller: Caller) -> tuple[AgreementTemplateOut, int]:
    """Return a programme's template in one language, and its version (0: there was never one of its own).

    Raises:
        NotFound, Forbidden: the caller does not run the programme, or it does not have this language.
    """
    await _require_language(session, programme_id, language, caller)
    own = (await queries.templates(session, programme_id)).get(language)
    body = await template_of(session, programme_id, language)
    return AgreementTemplateOut(language=language, own=bool(own and own.body), body=body), own.version if own else 0


async def set_template(
    session: AsyncSession, programme_id: UUID, language: str, body: AgreementTemplateIn, if_match: str | None, caller: Caller
) -> tuple[AgreementTemplateOut, int]:
    """Give a programme a template of its own, or the standard one again; agreements that are written keep the text they have.

    Raises:
        NotFound, Forbidden: the caller does not run the programme, or it does not have this language.
        PreconditionRequired, Stale: it was changed since it was read.
    """
    programme = await _require_language(session, programme_id, language, caller)
    await share_programme(session, programme_id)
    await session.execute(queries.ALONE, {"match_id": f"{programme_id}:{language}"})
    own = (await queries.templates(session, programme_id)).get(language)
    require_match(if_match, own.version if own else 0)
    values: dict[str, Any] = {"programme_id": programme_id, "language": language, "body": body.body}
    version = await session.scalar(queries.SET_TEMPLATE, values)
    row = {"act": "agreement_template_changed", "subject": "programme", "subject_id": programme_id}
    where = {"programme_id": programme_id, "organisation_id": programme.organisation_id, "caller_id": caller.person_id}
    audit.record(session, row | where | {"details": {"language": language}})
    shown = await template_of(session, programme_id, language)
    return AgreementTemplateOut(language=language, own=body.body is not None, body=shown), version or 1


async def preview(session: AsyncSession, programme_id: UUID, body: AgreementPreviewIn, caller: Caller) -> list[PartOut]:
    """Return the parts of a template that a coordinator writes.

    Raises:
        NotFound, Forbidden: the caller does not run the programme.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    return shown(body.body, {})


async def copy_templates(session: AsyncSession, source_id: UUID, made_id: UUID) -> None:
    """Give a new round the templates of the round before (R4); the caller may run both."""
    await session.execute(queries.COPY_TEMPLATES, {"source_id": source_id, "made_id": made_id})


async def _require_language(session: AsyncSession, programme_id: UUID, language: str, caller: Caller) -> Programme:
    await programmes.require_coordinator(session, programme_id, caller)
    programme = await session.get_one(Programme, programme_id)
    if language not in programme.languages:
        raise NotFound
    return programme
