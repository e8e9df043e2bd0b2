"""Participants' stories (R25): offered with consent, published by a coordinator, taken back by their writer at any time."""

from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden, NotFound, Stale
from kisalli.core.ids import new_id
from kisalli.materials import queries
from kisalli.materials.models import Story, StoryName, StoryState
from kisalli.materials.schemas import (
    OfferedStoriesOut,
    OfferedStoryOut,
    StoriesOut,
    StoryActOut,
    StoryIn,
    StoryOut,
    StoryPublishIn,
)
from kisalli.programmes import queries as programmes
from kisalli.programmes.errors import NotAParticipant
from kisalli.programmes.models import Participant, ParticipantState
from kisalli.terms import service as terms
from kisalli.terms.errors import TermsChanged
from kisalli.terms.models import Consent, ConsentKind
from kisalli.terms.wording import current, wording

NAME = "COALESCE(mp.name, me.name, person.name)"
WRITTEN = f"""
SELECT s.id, s.participant_id, s.language, s.words AS text, s.shown_as, s.state, s.version, s.created_at,
       p.role, {NAME} AS writer_name, p.person_id = CAST(:person_id AS uuid) AS mine
  FROM story s JOIN participant p ON p.id = s.participant_id JOIN person ON person.id = p.person_id
  LEFT JOIN mentor_profile mp ON mp.participant_id = p.id
  LEFT JOIN mentee_profile me ON me.participant_id = p.id
 WHERE s.programme_id = :programme_id
"""  # noqa: S608 - our own words
SHOWN = text(f"""
{WRITTEN} AND (s.state = 'published' OR p.person_id = CAST(:person_id AS uuid))
 ORDER BY s.published_at DESC NULLS FIRST, s.id DESC
""")
ALL = text(f"{WRITTEN} ORDER BY s.state, s.id DESC")  # what waits to be read comes first


async def shown(session: AsyncSession, programme_id: UUID, language: str, caller: Caller | None) -> StoriesOut:
    """Return the published stories, the latest first, after the caller's own.

    Raises:
        NotFound: there is no such programme, or not for them.
    """
    await programmes.visible(session, programme_id, caller)
    values = {"programme_id": programme_id, "person_id": caller.person_id if caller else None}
    rows = (await session.execute(SHOWN, values)).all()
    reader = await queries.reader(session, programme_id, caller)
    asked = wording(ConsentKind.STORY_SHOWN, language)
    stories = [
        StoryOut(
            id=row.id,
            role=row.role,
            language=row.language,
            text=row.text,
            name=first_name(row.writer_name) if row.shown_as == StoryName.FIRST_NAME else None,
            shown_as=row.shown_as,
            state=row.state,
            mine=bool(row.mine),
        )
        for row in rows
    ]
    said = "\n\n".join(paragraph for section in asked.sections for paragraph in section.paragraphs)
    return StoriesOut(
        items=stories,
        consent_version=asked.version,
        consent_title=asked.title,
        consent_text=said,
        may_offer=reader.role is not None,
    )


def first_name(name: str) -> str:
    """Return what a person is called by who is shown by the first name."""
    return name.split(maxsplit=1)[0] if name.strip() else name


async def offer(session: AsyncSession, programme_id: UUID, body: StoryIn, caller: Caller) -> StoryActOut:
    """Offer one's story, or other words for it: a coordinator then reads it before it is shown (again).

    Raises:
        NotFound: there is no such programme. NotAParticipant: one takes no part in it. TermsChanged: another consent is asked.
    """
    await programmes.visible(session, programme_id, caller)
    mine = select(Participant).where(Participant.programme_id == programme_id, Participant.person_id == caller.person_id)
    participant = await session.scalar(mine.with_for_update(read=True, key_share=True))
    if participant is None or participant.state in {ParticipantState.LEFT, ParticipantState.REMOVED}:
        raise NotAParticipant
    if body.consent_version != current(ConsentKind.STORY_SHOWN):
        raise TermsChanged
    words = {"language": body.language, "words": body.text, "shown_as": body.shown_as}
    row = insert(Story).values(id=new_id(), programme_id=programme_id, participant_id=participant.id, **words)
    again = words | {"state": StoryState.OFFERED, "published_at": None, "version": Story.version + 1}
    story_id = await session.scalar(row.on_conflict_do_update(index_elements=["participant_id"], set_=again).returning(Story.id))
    if story_id is None:
        raise NotFound
    await terms.record(session, caller.person_id, ConsentKind.STORY_SHOWN, body.language, participant.id)
    _record(session, programme_id, story_id, caller, "story_offered", StoryState.OFFERED)
    return StoryActOut(id=story_id, state=StoryState.OFFERED)


async def take_back(session: AsyncSession, story_id: UUID, caller: Caller) -> None:
    """Take one's story back: it is gone, and so is the consent.

    Raises:
        NotFound: it is not the caller's.
    """
    story = await session.scalar(
        select(Story)
        .join(Participant, Participant.id == Story.participant_id)
        .where(Story.id == story_id, Participant.person_id == caller.person_id)
        .with_for_update(of=Story)
    )
    if story is None:
        raise NotFound
    consent = (Consent.kind == ConsentKind.STORY_SHOWN, Consent.participant_id == story.participant_id)
    await session.execute(delete(Consent).where(*consent))
    await session.delete(story)
    _record(session, story.programme_id, story.id, caller, "story_taken_back", None)


async def offered(session: AsyncSession, programme_id: UUID, caller: Caller) -> OfferedStoriesOut:
    """Return every story of a programme with its writer, what waits to be read first.

    Raises:
        NotFound, Forbidden: the caller does not run it.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    rows = await session.execute(ALL, {"programme_id": programme_id, "person_id": caller.person_id})
    return OfferedStoriesOut(items=[OfferedStoryOut.model_validate(row) for row in rows])


async def publish(session: AsyncSession, story_id: UUID, body: StoryPublishIn, caller: Caller) -> StoryActOut:
    """Show a story to everybody who may see the programme; once shown, a repeat changes nothing.

    Raises:
        NotFound, Forbidden: it is none of the caller's to publish. Stale: the words are not those that they read.
    """
    story = await _theirs(session, story_id, caller)
    if story.version != body.version:
        raise Stale
    return await _moved(session, story, StoryState.PUBLISHED, caller)


async def unpublish(session: AsyncSession, story_id: UUID, caller: Caller) -> StoryActOut:
    """Show a story no longer; its writer has it still.

    Raises:
        NotFound, Forbidden: it is none of the caller's to take down.
    """
    return await _moved(session, await _theirs(session, story_id, caller), StoryState.OFFERED, caller)


async def _theirs(session: AsyncSession, story_id: UUID, caller: Caller) -> Story:
    """Return a story of a programme that the caller runs, locked."""
    story = await session.scalar(
        select(Story).where(Story.id == story_id).with_for_update().execution_options(populate_existing=True)
    )
    if story is None:
        raise NotFound
    if not await programmes.coordinates(session, story.programme_id, caller):
        participant = await session.get_one(Participant, story.participant_id)
        # Its writer knows of it, and others of what they may read.
        known = participant.person_id == caller.person_id or story.state == StoryState.PUBLISHED
        await programmes.visible(session, story.programme_id, caller)
        raise Forbidden if known else NotFound
    return story


async def _moved(session: AsyncSession, story: Story, state: StoryState, caller: Caller) -> StoryActOut:
    if story.state != state:
        _record(
            session,
            story.programme_id,
            story.id,
            caller,
            "story_published" if state == StoryState.PUBLISHED else "story_taken_down",
            state,
        )
        published_at = await instants.now(session) if state == StoryState.PUBLISHED else None
        story.state, story.published_at = state, published_at
    return StoryActOut(id=story.id, state=state)


def _record(
    session: AsyncSession, programme_id: UUID, story_id: UUID, caller: Caller, act: str, state: StoryState | None
) -> None:
    row = {"programme_id": programme_id, "caller_id": caller.person_id, "act": act, "subject": "story"}
    audit.record(session, row | {"subject_id": story_id, "to_state": state})
