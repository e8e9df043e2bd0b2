"""Pictures in the guidance of a programme (R25): kept as we made them, described in words, shown by texts.

A text shows what it says by `![](picture:key)`. Whoever may read such a text may see the picture; before it stands in one,
coordinators alone.
"""

import secrets
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid, NotFound
from kisalli.core.markdown import picture_addresses
from kisalli.materials import picture_queries, queries
from kisalli.materials.errors import NoRoomForPictures, PictureInUse
from kisalli.materials.picture_files import PictureFile
from kisalli.materials.picture_queries import SCHEME
from kisalli.materials.queries import Changed
from kisalli.materials.schemas import DescriptionIn, PictureActOut, PictureOut, PicturesOut
from kisalli.materials.views import open_to
from kisalli.programmes import queries as programmes
from kisalli.programmes.models import Programme

ROOM = 20 * 1024 * 1024  # bytes, for the pictures of one programme: a hundred of usual size
LETTERS, KEY_LENGTH = "abcdefghijklmnopqrstuvwxyz234567", 10


async def of_programme(session: AsyncSession, programme_id: UUID, caller: Caller) -> PicturesOut:
    """List the pictures of a programme, the newest first, with what they show in words and which texts show them.

    Raises:
        NotFound, Forbidden: the caller does not run the programme.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    rows = (await session.execute(picture_queries.LIST, {"programme_id": programme_id})).all()
    items = [PictureOut.model_validate(row) for row in rows]
    return PicturesOut(items=items, taken=sum(row.size for row in rows), room=ROOM)


async def add(session: AsyncSession, programme_id: UUID, picture: PictureFile, caller: Caller) -> PictureActOut:
    """Keep a picture; it has to be described before a text may show it.

    Raises:
        NotFound, Forbidden: the caller does not run the programme. NoRoomForPictures.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    await session.execute(picture_queries.ONE_AT_A_TIME, {"programme_id": str(programme_id)})
    taken = await session.scalar(picture_queries.TAKEN, {"programme_id": programme_id})
    if (taken or 0) + len(picture.content) > ROOM:
        raise NoRoomForPictures
    key = "".join(secrets.choice(LETTERS) for _ in range(KEY_LENGTH))
    values = {"width": picture.width, "height": picture.height, "content": picture.content}
    await session.execute(picture_queries.ADD, {"programme_id": programme_id, "key": key} | values)
    _record(session, programme_id, caller, "picture_added", key)
    return PictureActOut(programme_id=programme_id, key=key)


async def describe(session: AsyncSession, programme_id: UUID, key: str, body: DescriptionIn, caller: Caller) -> None:
    """Say what a picture shows, in every language of the programme, or that it is decoration; texts that show it say so at once.

    Raises:
        NotFound, Forbidden: the caller does not run the programme, or there is no such picture.
        Invalid: words in a language of the programme are missing.
    """
    await _locked(session, programme_id, key, caller)
    programme = await session.get_one(Programme, programme_id)
    words = {each.language: each.words for each in body.texts}
    if not body.decorative:
        _require_words(programme.languages, words)
    values = {"programme_id": programme_id, "key": key}
    await session.execute(picture_queries.DESCRIBE, values | {"decorative": body.decorative})
    for language, said in words.items():
        await session.execute(picture_queries.WRITE_TEXT, values | {"language": language, "words": said})
    _record(session, programme_id, caller, "picture_described", key)


async def remove(session: AsyncSession, programme_id: UUID, key: str, caller: Caller) -> None:
    """Delete a picture that no text shows.

    Raises:
        NotFound, Forbidden: the caller does not run the programme, or there is no such picture.
        PictureInUse: texts show it; `errors` names them.
    """
    await _locked(session, programme_id, key, caller)
    values = {"programme_id": programme_id, "key": key}
    uses = (await session.execute(picture_queries.USES, values)).all()
    if uses:
        places = [f"#/texts/{use.slug}/{use.language}" for use in uses]
        raise PictureInUse(errors=[FieldProblem(each, "shows_picture", "This text uses the picture") for each in places])
    await session.execute(picture_queries.DELETE, values)
    _record(session, programme_id, caller, "picture_removed", key)


async def tag(session: AsyncSession, programme_id: UUID, key: str, caller: Caller | None) -> str:
    """Return the hash of a picture that the caller may see, in hexadecimal.

    Raises:
        NotFound: there is no such picture, or no text with it that they may read.
    """
    await programmes.visible(session, programme_id, caller)
    found: str | None = await session.scalar(picture_queries.TAG, {"programme_id": programme_id, "key": key})
    if found is None or not await _is_shown(session, programme_id, key, caller):
        raise NotFound
    return found


async def content(session: AsyncSession, programme_id: UUID, key: str) -> bytes:
    """Return the bytes of a picture, in WebP; whoever calls has its `tag`."""
    found: bytes | None = await session.scalar(picture_queries.CONTENT, {"programme_id": programme_id, "key": key})
    if found is None:  # deleted a moment ago
        raise NotFound
    return found


async def note_uses(
    session: AsyncSession, programme_id: UUID, slug: str, language: str, body: str, *, at: str = "#/body"
) -> None:
    """Note which pictures a text shows, whose row is locked; `at` points to the text in what was sent.

    Raises:
        Invalid: a picture is from elsewhere, is none of the programme's, or is not described.
    """
    addresses = picture_addresses(body)
    if any(not each.startswith(SCHEME) for each in addresses):
        raise Invalid(
            errors=[FieldProblem(at, "picture_elsewhere", "Upload the picture here; pictures from elsewhere are not shown")]
        )
    keys = sorted(each.removeprefix(SCHEME) for each in addresses)
    values = {"programme_id": programme_id, "slug": slug, "language": language}
    await session.execute(picture_queries.FORGET_USES, values)
    if not keys:
        return
    found = (await session.execute(picture_queries.DESCRIBED, {"programme_id": programme_id, "keys": keys})).all()
    if len(found) < len(keys):
        raise Invalid(errors=[FieldProblem(at, "picture_unknown", "The text refers to a picture that does not exist")])
    if not all(each.described for each in found):
        raise Invalid(
            errors=[FieldProblem(at, "picture_undescribed", "Describe the picture in words before you use it in a text")]
        )
    await session.execute(picture_queries.USE, values | {"keys": keys})


async def _is_shown(session: AsyncSession, programme_id: UUID, key: str, caller: Caller | None) -> bool:
    reader = await queries.reader(session, programme_id, caller)
    if reader.coordinates:
        return True
    uses = await session.execute(picture_queries.USES, {"programme_id": programme_id, "key": key})
    return any(open_to(reader, use.slug, Changed(None, use.roles, None, use.hidden)) for use in uses)


async def _locked(session: AsyncSession, programme_id: UUID, key: str, caller: Caller) -> None:
    await programmes.require_coordinator(session, programme_id, caller)
    if await session.scalar(picture_queries.LOCK, {"programme_id": programme_id, "key": key}) is None:
        raise NotFound


def _require_words(languages: list[str], words: dict[str, str]) -> None:
    missing = [each for each in languages if each not in words]
    if missing:
        raise Invalid(errors=[FieldProblem(f"#/texts/{each}", "missing", "This is required") for each in missing])


def _record(session: AsyncSession, programme_id: UUID, caller: Caller, act: str, key: str) -> None:
    row = {"programme_id": programme_id, "caller_id": caller.person_id, "act": act, "subject": "programme"}
    audit.record(session, row | {"subject_id": programme_id, "details": {"picture": key}})
