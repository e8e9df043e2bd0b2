"""Somebody's check against a register: they give names and date of birth, the register answers, and the date is gone (R7).

What the answer leads to is the business of `requests.verifying`, where participants' states move.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid, NotFound
from kisalli.core.security import Keys
from kisalli.profiles import queries as profiles
from kisalli.programmes.locks import lock_participants, share_programme
from kisalli.programmes.models import ParticipantState
from kisalli.register import queries
from kisalli.register.errors import BirthDateNotAsked, NoTriesLeft
from kisalli.register.lookup import Lookups, NoAnswer, Service
from kisalli.register.models import TRIES, VerificationState
from kisalli.register.names import Bearer
from kisalli.register.schemas import BirthDateIn, VerificationOut


class Outcome(StrEnum):
    """What a register answered; `later`: nothing, which says nothing about the person."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Asking:
    """A check under way: what was given and when, the entry that was found, and the service to ask where none was."""

    participant_id: UUID
    programme_id: UUID
    person_id: UUID
    given_at: datetime
    entry: bytes | None
    bearer: Bearer
    service: Service | None


@dataclass(frozen=True, slots=True)
class Finding:
    """The end of a check: its outcome, and what of the person it was about."""

    asking: Asking
    outcome: Outcome


async def show(session: AsyncSession, participant_id: UUID) -> VerificationOut:
    """Return how somebody's check stands.

    Raises:
        NotFound: another part has taken this one's place meanwhile.
    """
    return shown(await queries.standing(session, participant_id))


def shown(standing: Row[Any] | None) -> VerificationOut:
    """Return how a check stands, as its owner reads it.

    Raises:
        NotFound: another part has taken this one's place meanwhile.
    """
    if standing is None:
        raise NotFound
    return VerificationOut(
        id=standing.id,
        state=ParticipantState(standing.state),
        asked=standing.asked,
        verification=standing.verification,
        tries_left=TRIES - standing.tries,
    )


async def give(session: AsyncSession, participant_id: UUID, body: BirthDateIn, keys: Keys, caller: Caller) -> VerificationOut:
    """Keep names and date of birth, sealed, until the register has answered.

    Raises:
        NotFound, Forbidden: not the caller's own. BirthDateNotAsked, NoTriesLeft. Invalid: a date that is still to come.
    """
    participant = await profiles.own(session, participant_id, caller)
    await share_programme(session, participant.programme_id)
    await lock_participants(session, [participant_id])
    standing = await queries.standing(session, participant_id)
    if standing is None or not standing.asked:
        raise BirthDateNotAsked
    if standing.tries >= TRIES:
        raise NoTriesLeft
    if body.birth_date > (await instants.now(session)).date():
        raise Invalid(errors=[FieldProblem("#/birth_date", "birth_date", "Enter your date of birth")])
    facts = json.dumps([body.given_names, body.family_name, body.birth_date.isoformat()])
    await session.execute(queries.GIVE, {"participant_id": participant_id, "sealed": keys.lock(facts, participant_id)})
    await session.execute(queries.WAIT, {"programme_id": standing.programme_id, "person_id": standing.person_id})
    row = {"programme_id": standing.programme_id, "caller_id": caller.person_id, "act": "birth_date_given"}
    audit.record(session, row | {"subject": "participant", "subject_id": participant_id})
    return shown(await queries.standing(session, participant_id))


async def begin(
    session: AsyncSession, participant_id: UUID, keys: Keys, caller: Caller | None, *, due: bool = False
) -> Asking | None:
    """Begin a check, which counts as a try; None when there is nothing to check. Without a caller the clock checks.

    The register that we keep is asked here; the organisation's service is asked later, when no transaction is open.

    Raises:
        NotFound, Forbidden: not the caller's own.
    """
    if caller is not None:
        await profiles.own(session, participant_id, caller)
    standing = await queries.standing(session, participant_id)
    if standing is None or not standing.asked:
        return None
    who = {"programme_id": standing.programme_id, "person_id": standing.person_id}
    facts = (await session.execute(queries.FACTS, {"participant_id": participant_id})).one_or_none()
    if facts is None or await session.scalar(queries.TRY, who | {"most": TRIES, "due": due}) is None:
        return None
    content = keys.unlock(facts.sealed, participant_id)
    if content is None:  # sealed under a secret that is not used any more
        await session.execute(queries.FORGET, {"participant_id": participant_id})
        return None
    given, family, born = json.loads(content)
    bearer = Bearer(given, family, date.fromisoformat(born))
    hashes = [each.hex() for way in bearer.ways for each in keys.register_hashes(standing.programme_id, way)]
    entry = await session.scalar(queries.ENTRY, who | {"hashes": json.dumps(hashes)})
    secret = keys.unlock(facts.secret, standing.programme_id) if facts.secret else None
    service = Service(facts.url, secret) if secret else None
    return Asking(participant_id, **who, given_at=facts.given_at, entry=entry, bearer=bearer, service=service)


async def ask(asking: Asking, lookups: Lookups) -> Finding:
    """Return what the register answers; a service that does not answer as it should has said nothing."""
    if asking.entry is not None:
        return Finding(asking, Outcome.FOUND)
    if asking.service is None:
        return Finding(asking, Outcome.NOT_FOUND)
    try:
        found = await lookups.knows(asking.service, asking.bearer)
    except NoAnswer:
        return Finding(asking, Outcome.LATER)
    return Finding(asking, Outcome.FOUND if found else Outcome.NOT_FOUND)


async def conclude(session: AsyncSession, finding: Finding) -> VerificationState:
    """Write down what a check came to, under the participant's lock; the date is deleted unless it has to be asked again.

    What was given anew meanwhile stays, to be checked for itself; but somebody who was found is found.
    """
    asking, outcome = finding.asking, finding.outcome
    who = {"programme_id": asking.programme_id, "person_id": asking.person_id}
    if asking.entry is None and asking.service is not None:
        await session.execute(queries.FAILS if outcome == Outcome.LATER else queries.ANSWERS, who)
    if outcome == Outcome.LATER:
        await session.execute(queries.LATER, who | {"given_at": asking.given_at})
        return VerificationState.WAITING
    claimed = asking.entry is None or await session.scalar(queries.CLAIM, who | {"whole": asking.entry}) is not None
    if outcome == Outcome.FOUND and claimed:
        await session.execute(queries.FORGET, {"participant_id": asking.participant_id})
        await session.execute(queries.CONCLUDE, who | {"state": VerificationState.FOUND})
        return VerificationState.FOUND
    given = {"participant_id": asking.participant_id, "given_at": asking.given_at}
    if await session.scalar(queries.FORGET_GIVEN, given) is None:
        return VerificationState.WAITING
    await session.execute(queries.CONCLUDE, who | {"state": VerificationState.NOT_FOUND})
    return VerificationState.NOT_FOUND
