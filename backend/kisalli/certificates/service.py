"""Certificates of participation (R26): made when their owner asks, found by their code, gone when they are withdrawn.

Who was in a match until the mentoring months were over gets one for all of them. Whose matches ended before gets one for the
time that they took part, unless it is known that no meeting was held; whoever was removed gets none.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.certificates import queries
from kisalli.certificates.codes import grouped, new_code, typed
from kisalli.certificates.errors import CertificateNotYet, NothingToCertify
from kisalli.certificates.models import Certificate
from kisalli.certificates.schemas import (
    CertificateActOut,
    CertificateHolderOut,
    NextRoundOut,
    OwnCertificateOut,
    PaperOut,
    Standing,
)
from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound, Unauthenticated
from kisalli.core.i18n import LANGUAGES, gettext
from kisalli.core.ids import new_id
from kisalli.people.models import Person
from kisalli.programmes.locks import share_programme
from kisalli.programmes.models import ProgrammeText, Role
from kisalli.programmes.queries import texts

# The form of a programme's own word for mentee that stands alone on a line.
ALONE = {"en": "singular", "fi": "nominative", "sv": "singular"}


async def show(session: AsyncSession, participant_id: UUID, caller: Caller) -> OwnCertificateOut:
    """Say whether the caller has a certificate of a programme, or can have one.

    Raises:
        NotFound: it is not the caller's own part in it.
    """
    row = await _standing(session, participant_id, caller)
    certificate = await queries.of_participant(session, participant_id)
    following = await queries.next_rounds(session, {(caller.person_id, row.programme_id)}) if row.over else {}
    again = following.get((caller.person_id, row.programme_id)) if row.role == Role.MENTOR else None
    return OwnCertificateOut(
        participant_id=participant_id,
        standing=Standing.ISSUED if certificate else _state(row),
        ready_at=row.running_closes,
        certificate=shown(certificate) if certificate else None,
        next_round=NextRoundOut(programme_id=again.id, opens=again.mentor_signup_opens, closes=again.mentor_signup_closes)
        if again
        else None,
    )


async def issue(session: AsyncSession, participant_id: UUID, caller: Caller) -> CertificateActOut:
    """Make the caller's certificate from what is true now: an act. One that is there already stays as it is.

    Raises:
        NotFound: it is not the caller's own part. CertificateNotYet, NothingToCertify. Unauthenticated: they are being erased.
    """
    row = await _standing(session, participant_id, caller)
    await share_programme(session, row.programme_id)  # somebody may be extending it right now
    person = await session.get(Person, caller.person_id, with_for_update={"read": True})
    if person is None or person.disabled_at is not None:
        raise Unauthenticated  # a name must not come back after its erasure
    there = await queries.of_participant(session, participant_id)
    if there is not None:
        return CertificateActOut(id=there.id, state=Standing.ISSUED)
    row = await _standing(session, participant_id, caller)
    its = _period(row)
    if its is None:
        raise NothingToCertify
    if not row.over:
        raise CertificateNotYet
    words = (await texts(session, [row.programme_id]))[row.programme_id]
    values = {"id": new_id(), "participant_id": participant_id, "code": new_code()} | _said(row, words, its)
    values["issued_on"] = (await instants.now(session)).astimezone(ZoneInfo(row.zone)).date()
    made = await session.scalar(
        insert(Certificate).values(values).on_conflict_do_nothing(index_elements=["participant_id"]).returning(Certificate.id)
    )
    if made is None:  # a second press was quicker
        there = await queries.of_participant(session, participant_id)
        return CertificateActOut(id=there.id if there else values["id"], state=Standing.ISSUED)
    _record(session, "certificate_issued", row, caller, made)
    return CertificateActOut(id=made, state=Standing.ISSUED)


async def withdraw(session: AsyncSession, participant_id: UUID, caller: Caller) -> None:
    """Withdraw the caller's certificate: its code is found no more, and a new one would have another.

    Raises:
        NotFound: it is not the caller's own part, or there is none.
    """
    row = await _standing(session, participant_id, caller)
    gone = await session.scalar(queries.WITHDRAW, {"participant_id": participant_id})
    if gone is None:
        raise NotFound
    _record(session, "certificate_withdrawn", row, caller, gone)


async def own(session: AsyncSession, participant_id: UUID, caller: Caller) -> PaperOut:
    """Return what the caller's certificate says.

    Raises:
        NotFound: it is not the caller's own part, or there is none.
    """
    await _standing(session, participant_id, caller)
    certificate = await queries.of_participant(session, participant_id)
    if certificate is None:
        raise NotFound
    return shown(certificate)


async def check(session: AsyncSession, code: str) -> PaperOut:
    """Return what the certificate of a code says, for whoever has the code.

    Raises:
        NotFound: there is none, or none any more: the same for both.
    """
    kept = typed(code)
    row = (await session.execute(queries.BY_CODE, {"code": kept})).one_or_none() if kept else None
    if row is None:
        raise NotFound
    return shown(row)


async def holders(
    session: AsyncSession, programme_id: UUID, participant_id: UUID | None, limit: int, before: UUID | None
) -> list[CertificateHolderOut]:
    """Return who has a certificate of a programme, or whether one participant has; the latest first."""
    values = {"programme_id": programme_id, "participant_id": participant_id, "limit": limit, "before": before}
    return [CertificateHolderOut.model_validate(row) for row in await session.execute(queries.LISTED, values)]


async def count(session: AsyncSession, programme_id: UUID, participant_id: UUID | None) -> int:
    """Return how many have a certificate of a programme."""
    values = {"programme_id": programme_id, "participant_id": participant_id}
    return await session.scalar(queries.COUNT, values) or 0


def shown(certificate: Certificate | Row[Any]) -> PaperOut:
    """Return what a certificate says, its code as the paper shows it."""
    paper = PaperOut.model_validate(certificate)
    paper.code = grouped(paper.code)
    return paper


async def _standing(session: AsyncSession, participant_id: UUID, caller: Caller) -> Row[Any]:
    row = await queries.standing(session, participant_id, caller)
    if row is None:
        raise NotFound
    return row


def _state(row: Row[Any]) -> Standing:
    if _period(row) is None:
        return Standing.NONE
    return Standing.READY if row.over else Standing.LATER


def _period(row: Row[Any]) -> tuple[date, date] | None:
    """Return the first and the last day that a certificate can tell of; None when there is nothing to tell."""
    if not row.stays or row.begins is None:
        return None
    if row.lasted:
        return _days(row.running_opens, row.running_closes, row.zone)
    return None if row.meetings_held == 0 else _days(row.begins, row.ends, row.zone)


def _days(opens: datetime, closes: datetime, zone: str) -> tuple[date, date]:
    tz = ZoneInfo(zone)
    first = opens.astimezone(tz).date()
    return first, max(first, (closes - datetime.resolution).astimezone(tz).date())


def _said(row: Row[Any], words: list[ProgrammeText], its: tuple[date, date]) -> dict[str, Any]:
    return {
        "name": row.name or "",
        "role": row.role,
        "organisation": row.organisation,
        "names": {each.language: each.name for each in words if each.name},
        "roles": _roles(row.role, {each.language: each.mentee_forms for each in words}),
        "begins_on": its[0],
        "ends_on": its[1],
        "meetings_held": row.meetings_held,
    }


def _roles(role: str, forms: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    if role == Role.MENTOR:
        return {language: gettext("mentor", language) for language in LANGUAGES}
    own = {language: str(forms.get(language, {}).get(ALONE[language]) or "") for language in LANGUAGES}
    return {language: own[language] or gettext("mentee", language) for language in LANGUAGES}


def _record(session: AsyncSession, act: str, row: Row[Any], caller: Caller, certificate_id: UUID) -> None:
    told = {"programme_id": row.programme_id, "organisation_id": row.organisation_id, "caller_id": caller.person_id}
    audit.record(session, told | {"act": act, "subject": "certificate", "subject_id": certificate_id})
