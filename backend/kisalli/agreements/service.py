"""Writing and signing what the members of a match agree on (R18): nobody but they read it, and all sign every version.

In force is the newest version that everybody in the match has signed. A newer one that not all have signed waits beside it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.agreements import queries
from kisalli.agreements.errors import AgreementChanged, TooManyVersions
from kisalli.agreements.parts import fields_of
from kisalli.agreements.schemas import AgreementActOut, AgreementVersionIn, SignatureIn
from kisalli.agreements.templates import template_of
from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid
from kisalli.core.etags import require_match
from kisalli.matches.membership import Membership, active_membership
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell

MOST_VERSIONS = 200
Answers = dict[str, str]


async def save(
    session: AsyncSession, match_id: UUID, body: AgreementVersionIn, if_match: str | None, caller: Caller
) -> AgreementActOut:
    """Write the next version, which nobody has signed yet; one that says the same as the newest is that one.

    Raises:
        NotFound: the caller is not in the match. MatchEnded. Stale: there is a newer version than they had read.
        Invalid: a language that the programme does not have, or an answer to no field. TooManyVersions.
    """
    member = await active_membership(session, match_id, caller)
    newest = await _alone(session, match_id)
    require_match(if_match, newest.number if newest else 0)
    if newest is not None and newest.language == body.language:
        template = newest.template
    else:
        template = await template_of(session, member.programme_id, body.language)
    answers = _answers(body.answers, template)
    if newest is not None and newest.language == body.language and newest.answers == answers:
        return await _standing(session, match_id, newest.number)
    return await _write(session, member, body.language, template, answers, newest)


async def _write(
    session: AsyncSession, member: Membership, language: str, template: str, answers: Answers, newest: Row[Any] | None
) -> AgreementActOut:
    number = newest.number + 1 if newest else 1
    if number > MOST_VERSIONS:
        raise TooManyVersions
    row = {"match_id": member.match_id, "number": number, "language": language, "template": template}
    changed = changed_in(answers, newest.answers if newest else {})
    row |= {"answers": json.dumps(answers), "changed": json.dumps(changed), "written_by": member.participant_id}
    await session.execute(queries.ADD, row)
    _record(session, member, "agreement_written", number)
    return await _standing(session, member.match_id, number)


def changed_in(answers: Mapping[str, str], before: Mapping[str, str]) -> Answers:
    """Return the answers that differ from those before, "" where one was taken away."""
    keys = sorted({*answers, *before}, key=int)
    return {key: answers.get(key, "") for key in keys if answers.get(key, "") != before.get(key, "")}


def _answers(given: Mapping[str, str], template: str) -> Answers:
    known = {field.key for field in fields_of(template)}
    strange = sorted(given.keys() - known)
    if strange:
        raise Invalid(
            errors=[FieldProblem(f"#/answers/{key}", "unknown_field", "The agreement has no such field") for key in strange]
        )
    return {key: words for key, words in sorted(given.items()) if words}


async def sign(session: AsyncSession, match_id: UUID, body: SignatureIn, caller: Caller) -> AgreementActOut:
    """Sign the newest version; the others hear of it when the first signs, all of them when the last has signed.

    Raises:
        NotFound: the caller is not in the match. MatchEnded. AgreementChanged: the number is not the newest version's.
    """
    member = await active_membership(session, match_id, caller)
    newest = await _alone(session, match_id)
    if newest is None or newest.number != body.number:
        raise AgreementChanged
    values = {"match_id": match_id, "number": body.number}
    if await session.scalar(queries.SIGN, values | {"participant_id": member.participant_id}):
        _record(session, member, "agreement_signed", body.number)
        everybody = await queries.members(session, match_id)
        if await session.scalar(queries.ALL_SIGNED, values):
            _record(session, member, "agreement_in_force", body.number)
            _tell(session, member, MessageKind.AGREEMENT_IN_FORCE, body.number, everybody)
        else:
            others = [each for each in everybody if each.participant_id != member.participant_id]
            _tell(session, member, MessageKind.AGREEMENT_TO_SIGN, body.number, others)
    return await _standing(session, match_id, body.number)


async def _alone(session: AsyncSession, match_id: UUID) -> Row[Any] | None:
    """Hold back others who write or sign, and return the newest version as it is then."""
    await session.execute(queries.ALONE, {"match_id": str(match_id)})
    return await queries.latest(session, match_id)


async def _standing(session: AsyncSession, match_id: UUID, number: int) -> AgreementActOut:
    state = (await queries.state_of(session, [match_id]))[match_id]
    return AgreementActOut(match_id=match_id, number=number, state=state)


def _tell(session: AsyncSession, member: Membership, kind: MessageKind, number: int, people: Sequence[Row[Any]]) -> None:
    """Tell people once a version, whoever signs it after the first."""
    news = (News(member.programme_id, each.person_id, kind, member.match_id, occasion=number) for each in people)
    tell(session, *news)


def _record(session: AsyncSession, member: Membership, act: str, number: int) -> None:
    row = {"programme_id": member.programme_id, "caller_id": member.person_id, "act": act, "subject": "match"}
    audit.record(session, row | {"subject_id": member.match_id, "details": {"version": number}})
