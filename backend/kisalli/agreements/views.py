"""An agreement as its members read it, on a page and as a document."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.agreements import queries
from kisalli.agreements.parts import fields_of
from kisalli.agreements.queries import AgreementState
from kisalli.agreements.schemas import (
    AgreementChangeOut,
    AgreementOut,
    AgreementVersionOut,
    PartOut,
    SignatureOut,
)
from kisalli.agreements.templates import shown, template_of
from kisalli.core.caller import Caller
from kisalli.matches.membership import Membership, membership
from kisalli.programmes.models import Programme


async def agreement(
    session: AsyncSession, match_id: UUID, language: str | None, reads: str | None, caller: Caller
) -> AgreementOut:
    """Return where a match stands with its agreement, and the form to write the next version.

    The form is in `language`, else in that of the newest version; the first one begins in the language that its writer
    `reads`, if the programme has it.

    Raises:
        NotFound: the caller is not in the match. Invalid: the programme does not have this language.
    """
    member = await membership(session, match_id, caller)
    programme = await session.get_one(Programme, member.programme_id)
    versions = await queries.versions(session, match_id)
    members = await queries.members(session, match_id)
    signed = await queries.signed(session, match_id)
    newest = versions[-1] if versions else None
    in_force = next((each for each in reversed(versions) if each.signed_by_all), None)
    begins = reads if reads is not None and reads in programme.languages else programme.languages[0]
    form_language = language or (newest.language if newest else begins)
    return AgreementOut(
        match_id=match_id,
        state=_state(newest, in_force),
        open=member.active,
        languages=programme.languages,
        newest=_version(newest, members, signed, member) if newest else None,
        in_force=_version(in_force, members, signed, member) if in_force and in_force is not newest else None,
        form_language=form_language,
        form=await _form(session, member, form_language, newest),
        history=[_change(each, members, member) for each in reversed(versions)],
    )


def _state(newest: Row[Any] | None, in_force: Row[Any] | None) -> AgreementState:
    if newest is None:
        return AgreementState.NONE
    if in_force is None:
        return AgreementState.UNSIGNED
    return AgreementState.IN_FORCE if in_force is newest else AgreementState.CHANGING


async def _form(session: AsyncSession, member: Membership, language: str, newest: Row[Any] | None) -> list[PartOut]:
    if newest is None:
        return shown(await template_of(session, member.programme_id, language), {})
    own_text = newest.language == language
    template = newest.template if own_text else await template_of(session, member.programme_id, language)
    return shown(template, newest.answers)


def _version(row: Row[Any], members: Sequence[Row[Any]], signed: queries.Signatures, me: Membership) -> AgreementVersionOut:
    return AgreementVersionOut(
        number=row.number,
        language=row.language,
        parts=shown(row.template, row.answers),
        signatures=[
            SignatureOut(
                participant_id=each.participant_id,
                name=each.name,
                role=each.role,
                mine=each.participant_id == me.participant_id,
                signed_at=signed.get(row.number, {}).get(each.participant_id),
            )
            for each in members
        ],
    )


def _change(row: Row[Any], members: Sequence[Row[Any]], me: Membership) -> AgreementChangeOut:
    labels = {field.key: field.label for field in fields_of(row.template)}
    return AgreementChangeOut(
        number=row.number,
        language=row.language,
        written_at=row.written_at,
        written_by=next((each.name for each in members if each.participant_id == row.written_by), ""),
        mine=row.written_by == me.participant_id,
        changed=[labels[key] for key in row.changed if key in labels],
        in_force=row.signed_by_all,
    )
