"""Routes of pictures in guidance: seen by readers; uploaded, described and deleted by coordinators."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response

from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller, MaybeCaller
from kisalli.core.db import transaction
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, Unavailable
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.materials import pictures
from kisalli.materials.errors import NoRoomForPictures, PictureInUse, UnusablePicture
from kisalli.materials.picture_files import PictureFile, made_of
from kisalli.materials.schemas import DescriptionIn, PictureActOut, PictureKey, PicturesOut
from kisalli.programmes.queries import require_coordinator

router = APIRouter(tags=["materials"])
OURS = problems(NotFound, Forbidden)
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A PNG, JPEG or WebP picture that stands still, of at most 5 MiB and 40 million pixels. It is turned "
        "upright, shrunk to at most 1600 × 4000 pixels and kept as WebP, with nothing in it but what is seen.",
        "content": {"image/png": BINARY, "image/jpeg": BINARY, "image/webp": BINARY},
    }
}
# The bytes of a key never change; who may see them is asked again by whoever has not seen them yet.
KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}


async def picture_of(programme_id: UUID, request: Request, me: CurrentCaller) -> PictureFile:
    """Make a picture of the body, for a coordinator alone, while no transaction waits for it."""
    async with transaction(request.app.state.sessions) as session:
        await require_coordinator(session, programme_id, me)
    return await made_of(await request.body())


Sent = Annotated[PictureFile, Depends(picture_of)]


@router.get(
    "/programmes/{programme_id}/pictures",
    operation_id="list_pictures",
    summary="Pictures of a programme",
    responses=OURS,
)
async def list_pictures(programme_id: UUID, session: Tx, me: CurrentCaller) -> PicturesOut:
    """List what a coordinator can put into texts, the newest first."""
    return await pictures.of_programme(session, programme_id, me)


@router.post(
    "/programmes/{programme_id}/pictures",
    operation_id="add_picture",
    summary="Upload a picture",
    status_code=201,
    response_model=PictureActOut,
    responses=problems(NotFound, Forbidden, UnusablePicture, NoRoomForPictures, IdempotencyKeyReused, Unavailable),
    openapi_extra=FILE,
)
async def add_picture(programme_id: UUID, acts: ActsOf, me: CurrentCaller, picture: Sent) -> Response:
    """Keep a picture; describe it before a text shows it."""
    return await acts.create(pictures.add, programme_id, picture, me)


@router.get(
    "/programmes/{programme_id}/pictures/{picture_key}",
    operation_id="read_picture",
    summary="A picture",
    response_class=Response,
    responses={
        200: {"description": "The picture.", "content": {"image/webp": BINARY}},
        304: {"description": "It is the one that you have."},
        **problems(NotFound),
    },
)
async def read_picture(
    programme_id: UUID,
    picture_key: PictureKey,
    session: Tx,
    me: MaybeCaller,
    if_none_match: Annotated[str | None, Header(description="The ETag of the picture that you have.")] = None,
) -> Response:
    """Show a picture to whoever may read a text that it stands in, and to coordinators."""
    etag = f'"{await pictures.tag(session, programme_id, picture_key, me)}"'
    headers = KEPT | {"ETag": etag}
    if if_none_match is not None and etag in {each.strip().removeprefix("W/") for each in if_none_match.split(",")}:
        return Response(status_code=304, headers=headers)
    content = await pictures.content(session, programme_id, picture_key)
    headers["Content-Disposition"] = f'inline; filename="picture-{picture_key}.webp"'
    return Response(content, media_type="image/webp", headers=headers)


@router.put(
    "/programmes/{programme_id}/pictures/{picture_key}/description",
    operation_id="describe_picture",
    summary="Say what a picture shows",
    status_code=204,
    responses=OURS,
)
async def describe_picture(
    programme_id: UUID, picture_key: PictureKey, body: DescriptionIn, session: Tx, me: CurrentCaller
) -> None:
    """Say what a picture shows to those who don't see it, in every language of the programme; or that it is decoration."""
    await pictures.describe(session, programme_id, picture_key, body, me)


@router.delete(
    "/programmes/{programme_id}/pictures/{picture_key}",
    operation_id="remove_picture",
    summary="Delete a picture",
    status_code=204,
    responses=problems(NotFound, Forbidden, PictureInUse),
)
async def remove_picture(programme_id: UUID, picture_key: PictureKey, session: Tx, me: CurrentCaller) -> None:
    """Delete a picture that stands in no text."""
    await pictures.remove(session, programme_id, picture_key, me)
