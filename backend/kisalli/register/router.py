"""Routes of registers: a file's upload and count, the service that is asked, and what a mentor gives to be looked up."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForSupport
from kisalli.core.tx import Tx
from kisalli.profiles import views
from kisalli.programmes.errors import WindowClosed
from kisalli.register import checking, service
from kisalli.register.errors import BirthDateNotAsked, NoTriesLeft, UnreadableFile
from kisalli.register.schemas import BirthDateIn, LookupIn, LookupOut, RegisterOut, RegisterReportOut, VerificationOut

router = APIRouter(tags=["register"])
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A CSV file whose first line names the columns, in English, Finnish or Swedish: first name and last name "
        "(or name), and date of birth. At most 8 MiB and 100,000 lines; UTF-8, UTF-16 or Windows-1252.",
        "content": {
            "text/csv": {
                "schema": {"type": "string", "format": "binary"},
                "example": "Etunimet;Sukunimi;Syntymäaika\nMaija Kaarina;Virtanen;29.2.1980\n",
            }
        },
    }
}
FILES = problems(NotFound, Forbidden, WindowClosed, UnreadableFile)


async def file_of(request: Request) -> bytes:
    """Return the file that came as the body; core.edge knows how large it may be."""
    return await request.body()


File = Annotated[bytes, Depends(file_of)]


@router.get(
    "/programmes/{programme_id}/register",
    operation_id="read_register",
    summary="The register, counted",
    responses=problems(NotFound, Forbidden),
)
async def read_register(programme_id: UUID, session: Tx, me: CurrentCaller) -> RegisterOut:
    """Count whom the register names, as a coordinator; only keyed hashes of it are kept."""
    return await service.show(session, programme_id, me)


@router.put(
    "/programmes/{programme_id}/register",
    operation_id="replace_register",
    summary="Upload a register",
    responses=FILES,
    openapi_extra=FILE,
)
async def replace_register(
    programme_id: UUID, me: CurrentCaller, content: File, session: Tx, request: Request
) -> RegisterReportOut:
    """Take a file as the whole register: whom it does not name is not in it any more."""
    return await service.take(session, programme_id, content, request.app.state.keys, me, replace=True)


@router.post(
    "/programmes/{programme_id}/register",
    operation_id="add_to_register",
    summary="Add people to the register",
    responses=FILES,
    openapi_extra=FILE,
)
async def add_to_register(
    programme_id: UUID, me: CurrentCaller, content: File, session: Tx, request: Request
) -> RegisterReportOut:
    """Add the people of a file to those in the register; the same file again adds nobody."""
    return await service.take(session, programme_id, content, request.app.state.keys, me, replace=False)


@router.delete(
    "/programmes/{programme_id}/register",
    operation_id="delete_register",
    summary="Delete the register",
    status_code=204,
    responses=problems(NotFound, Forbidden),
)
async def delete_register(programme_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Delete the register before mentors' sign-up closes; then it is deleted in any case."""
    await service.delete(session, programme_id, me)


@router.put(
    "/programmes/{programme_id}/register/lookup",
    operation_id="set_register_lookup",
    summary="Name the service to ask",
    responses=problems(NotFound, Forbidden),
)
async def set_register_lookup(programme_id: UUID, body: LookupIn, session: Tx, me: CurrentCaller, request: Request) -> LookupOut:
    """Name a service of the organisation that answers whether somebody is in its register.

    It gets a POST with `given_names`, `family_name` and `birth_date`, and answers `{"found": true}` or `{"found": false}`
    within five seconds; anything else is no answer, and it is asked again later.
    """
    return LookupOut.model_validate(await service.set_lookup(session, programme_id, body, request.app.state.keys, me))


@router.delete(
    "/programmes/{programme_id}/register/lookup",
    operation_id="remove_register_lookup",
    summary="Ask the service no more",
    status_code=204,
    responses=problems(NotFound, Forbidden),
)
async def remove_register_lookup(programme_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Forget the service and its secret."""
    await service.remove_lookup(session, programme_id, me)


@router.put(
    "/participants/{participant_id}/birth-date",
    operation_id="give_birth_date",
    summary="Give my date of birth for the register",
    responses=problems(NotFound, Forbidden, BirthDateNotAsked, NoTriesLeft),
)
async def give_birth_date(
    participant_id: UUID, body: BirthDateIn, session: Tx, me: CurrentCaller, request: Request
) -> VerificationOut:
    """Give one's names and date of birth, to be looked up in the programme's register; they are deleted once it has answered."""
    return await checking.give(session, participant_id, body, request.app.state.keys, me)


@router.get(
    "/participants/{participant_id}/verification",
    operation_id="read_verification",
    summary="How a check against the register stands",
    responses=problems(NotFound),
)
async def read_verification(participant_id: UUID, session: Tx, me: CurrentCaller, reading: ReadForSupport) -> VerificationOut:
    """Say whether names and date of birth are wanted, what the register has answered, and how often it may be asked again.

    For oneself, and for the programme's coordinators, who are told no more: what was given is shown to nobody.
    """
    participant = await views.participant(session, participant_id, me)
    reading.of_programme(participant.programme_id, [participant_id])
    return await checking.show(session, participant_id)
