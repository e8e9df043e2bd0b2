"""Routes of guidance: list, read, look up, tick off; and for coordinators word, hide, add."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from kisalli.core import etags
from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller, MaybeCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, PreconditionRequired, Stale, Unavailable
from kisalli.core.etags import IfMatch
from kisalli.core.i18n import language_of
from kisalli.core.problem import problems
from kisalli.core.schemas import Language, Line
from kisalli.core.tx import Tx
from kisalli.materials import service
from kisalli.materials.schemas import (
    AnswersOut,
    ItemKey,
    MaterialActOut,
    MaterialIn,
    MaterialOut,
    MaterialPatch,
    MaterialsOut,
    MaterialTextOut,
    PreviewIn,
    PreviewOut,
    Slug,
    WordsIn,
)

router = APIRouter(tags=["materials"])
OURS = problems(NotFound, Forbidden)
EDITS = problems(NotFound, Forbidden, Stale, PreconditionRequired)


def _language(
    request: Request,
    language: Annotated[Language | None, Query(description="Without it, Accept-Language decides.")] = None,
) -> str:
    return language or language_of(request.headers.get("accept-language"))


Wanted = Annotated[str, Depends(_language)]


@router.get(
    "/programmes/{programme_id}/materials",
    operation_id="list_materials",
    summary="Guidance of a programme",
    responses=problems(NotFound),
)
async def list_materials(programme_id: UUID, session: Tx, me: MaybeCaller, language: Wanted) -> MaterialsOut:
    """List the guidance that is for the caller: for everybody, for their role; a coordinator sees all, hidden or not."""
    return await service.of_programme(session, programme_id, language, me)


@router.post(
    "/programmes/{programme_id}/materials",
    operation_id="add_material",
    summary="Add guidance of one's own",
    status_code=201,
    response_model=MaterialActOut,
    responses=problems(NotFound, Forbidden, IdempotencyKeyReused, Unavailable),
)
async def add_material(programme_id: UUID, body: MaterialIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Add a material in one language; other languages are written to it afterwards."""
    return await acts.create(service.add, programme_id, body, me)


@router.post(
    "/programmes/{programme_id}/materials/preview",
    operation_id="preview_material",
    summary="How words will look",
    responses=OURS,
)
async def preview_material(programme_id: UUID, body: PreviewIn, session: Tx, me: CurrentCaller) -> PreviewOut:
    """Make HTML of Markdown as it would be shown; nothing is kept."""
    return await service.preview(session, programme_id, body, me)


@router.get(
    "/programmes/{programme_id}/faq",
    operation_id="search_faq",
    summary="Frequently asked questions",
    responses=problems(NotFound),
)
async def search_faq(
    programme_id: UUID,
    session: Tx,
    me: MaybeCaller,
    language: Wanted,
    q: Annotated[Line, Query(description="Words that question or answer say, with or without their accents.")] = "",
) -> AnswersOut:
    """Look questions and answers up by words, in the reader's language."""
    return await service.answers(session, programme_id, q, language, me)


@router.get(
    "/programmes/{programme_id}/materials/{slug}",
    operation_id="read_material",
    summary="One material",
    responses=problems(NotFound),
)
async def read_material(programme_id: UUID, slug: Slug, session: Tx, me: MaybeCaller, language: Wanted) -> MaterialOut:
    """Read a material; of a checklist also what one has ticked off."""
    return await service.read(session, programme_id, slug, language, me)


@router.patch(
    "/programmes/{programme_id}/materials/{slug}",
    operation_id="change_material",
    summary="Hide a material, or say whom it is for",
    status_code=204,
    responses=OURS,
)
async def change_material(programme_id: UUID, slug: Slug, patch: MaterialPatch, session: Tx, me: CurrentCaller) -> None:
    """Hide a material or show it again; say for whom and when it is."""
    await service.change(session, programme_id, slug, patch, me)


@router.delete(
    "/programmes/{programme_id}/materials/{slug}",
    operation_id="remove_material",
    summary="Take away what the programme has of its own",
    status_code=204,
    responses=OURS,
)
async def remove_material(programme_id: UUID, slug: Slug, session: Tx, me: CurrentCaller) -> None:
    """Delete a material that the programme added; one of the standard set is as it came, in every language."""
    await service.remove(session, programme_id, slug, me)


@router.get(
    "/programmes/{programme_id}/materials/{slug}/texts/{language}",
    operation_id="read_material_text",
    summary="A material's words, to edit",
    responses=OURS,
)
async def read_material_text(
    programme_id: UUID, slug: Slug, language: Language, session: Tx, me: CurrentCaller, response: Response
) -> MaterialTextOut:
    """Read the words of a material as they are written, in a language of the programme, and the standard ones."""
    answer, edition = await service.text(session, programme_id, slug, language, me)
    etags.show(response, edition)
    return answer


@router.put(
    "/programmes/{programme_id}/materials/{slug}/texts/{language}",
    operation_id="write_material_text",
    summary="Word a material in the programme's own way",
    responses=EDITS,
)
async def write_material_text(
    programme_id: UUID,
    slug: Slug,
    language: Language,
    words: WordsIn,
    session: Tx,
    me: CurrentCaller,
    response: Response,
    if_match: IfMatch = None,
) -> MaterialTextOut:
    """Write the words of a material in one language; they stand until somebody goes back to the standard ones."""
    answer, edition = await service.write(session, programme_id, slug, language, words, if_match, me)
    etags.show(response, edition)
    return answer


@router.delete(
    "/programmes/{programme_id}/materials/{slug}/texts/{language}",
    operation_id="restore_material_text",
    summary="Back to the standard words",
    status_code=204,
    responses=EDITS,
)
async def restore_material_text(
    programme_id: UUID, slug: Slug, language: Language, session: Tx, me: CurrentCaller, if_match: IfMatch = None
) -> None:
    """Give up the programme's own words in one language."""
    await service.restore(session, programme_id, slug, language, if_match, me)


@router.put(
    "/programmes/{programme_id}/materials/{slug}/ticks/{item}",
    operation_id="tick_item",
    summary="Tick an item off",
    status_code=204,
    responses=problems(NotFound),
)
async def tick_item(programme_id: UUID, slug: Slug, item: ItemKey, session: Tx, me: CurrentCaller) -> None:
    """Tick an item of a checklist off; nobody else sees it."""
    await service.tick(session, programme_id, slug, item, me, off=True)


@router.delete(
    "/programmes/{programme_id}/materials/{slug}/ticks/{item}",
    operation_id="untick_item",
    summary="Take a tick away",
    status_code=204,
    responses=problems(NotFound),
)
async def untick_item(programme_id: UUID, slug: Slug, item: ItemKey, session: Tx, me: CurrentCaller) -> None:
    """Take a tick of one's own away."""
    await service.tick(session, programme_id, slug, item, me, off=False)
