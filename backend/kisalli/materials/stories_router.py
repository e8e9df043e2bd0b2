"""Routes of participants' stories."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from kisalli.core.acting import ActsOf
from kisalli.core.callers import CurrentCaller, MaybeCaller
from kisalli.core.errors import Forbidden, IdempotencyKeyReused, NotFound, Stale, Unavailable
from kisalli.core.i18n import language_of
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForSupport
from kisalli.core.tx import Tx
from kisalli.materials import stories
from kisalli.materials.schemas import OfferedStoriesOut, StoriesOut, StoryActOut, StoryIn, StoryPublishIn
from kisalli.programmes.errors import NotAParticipant
from kisalli.terms.errors import TermsChanged

router = APIRouter(tags=["materials"])
ANY_ACT = (NotFound, IdempotencyKeyReused, Unavailable)


@router.get(
    "/programmes/{programme_id}/stories",
    operation_id="list_stories",
    summary="Stories of those who took part",
    responses=problems(NotFound),
)
async def list_stories(programme_id: UUID, session: Tx, me: MaybeCaller, request: Request) -> StoriesOut:
    """List what is shown, and one's own; with what one agrees to by offering one, in the language of Accept-Language."""
    return await stories.shown(session, programme_id, language_of(request.headers.get("accept-language")), me)


@router.post(
    "/programmes/{programme_id}/stories",
    operation_id="offer_story",
    summary="Offer my story",
    status_code=201,
    response_model=StoryActOut,
    responses=problems(*ANY_ACT, NotAParticipant, TermsChanged),
)
async def offer_story(programme_id: UUID, body: StoryIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Offer one's story, or other words for it; a coordinator reads it before it is shown."""
    return await acts.create(stories.offer, programme_id, body, me)


@router.get(
    "/programmes/{programme_id}/stories/offered",
    operation_id="list_offered_stories",
    summary="Stories with their writers",
    responses=problems(NotFound, Forbidden),
)
async def list_offered_stories(programme_id: UUID, session: Tx, me: CurrentCaller, shown: ReadForSupport) -> OfferedStoriesOut:
    """List every story of the programme, for its coordinators."""
    answer = await stories.offered(session, programme_id, me)
    shown.of_programme(programme_id, (each.participant_id for each in answer.items))
    return answer


@router.delete(
    "/stories/{story_id}",
    operation_id="take_back_story",
    summary="Take my story back",
    status_code=204,
    responses=problems(NotFound),
)
async def take_back_story(story_id: UUID, session: Tx, me: CurrentCaller) -> None:
    """Take one's story back at any time; it is deleted at once."""
    await stories.take_back(session, story_id, me)


@router.post(
    "/stories/{story_id}/publish",
    operation_id="publish_story",
    summary="Show a story",
    response_model=StoryActOut,
    responses=problems(*ANY_ACT, Forbidden, Stale),
)
async def publish_story(story_id: UUID, body: StoryPublishIn, acts: ActsOf, me: CurrentCaller) -> Response:
    """Show a story to all who may see the programme, in the version that was read."""
    return await acts.run(stories.publish, story_id, body, me)


@router.post(
    "/stories/{story_id}/unpublish",
    operation_id="unpublish_story",
    summary="Show a story no longer",
    response_model=StoryActOut,
    responses=problems(*ANY_ACT, Forbidden),
)
async def unpublish_story(story_id: UUID, acts: ActsOf, me: CurrentCaller) -> Response:
    """Take a story down; it stays its writer's."""
    return await acts.run(stories.unpublish, story_id, me)
