"""Routes of one's own calendar feed, and the feed itself, which calendar programs fetch without signing in."""

from fastapi import APIRouter, Request, Response

from kisalli.calendar import service
from kisalli.calendar.schemas import CalendarMadeOut, CalendarOut
from kisalli.core.calendars import MEDIA_TYPE
from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import CsrfFailed, NotFound
from kisalli.core.problem import problems
from kisalli.core.tx import Tx

router = APIRouter(prefix="/me/calendar", tags=["calendar"])
feeds = APIRouter(include_in_schema=False)


@router.get("", operation_id="read_calendar", summary="Whether I have a calendar feed")
async def read_calendar(session: Tx, me: CurrentCaller) -> CalendarOut:
    """Say whether one's calendar can be subscribed to, and since when under its present address."""
    return await service.show(session, me)


@router.post("", operation_id="renew_calendar", summary="Make my feed, or a new address for it", responses=problems(CsrfFailed))
async def renew_calendar(session: Tx, me: CurrentCaller, request: Request) -> CalendarMadeOut:
    """Make an address under which calendar programs can subscribe to one's calendar; an earlier one ends at once."""
    return await service.renew(session, request.app.state.settings, me)


@router.delete("", operation_id="end_calendar", summary="End my feed", status_code=204, responses=problems(CsrfFailed, NotFound))
async def end_calendar(session: Tx, me: CurrentCaller) -> None:
    """End the feed: its address answers nobody any more."""
    await service.end(session, me)


@feeds.api_route(service.PATH, methods=["GET", "HEAD"])
async def read_feed(token: str, session: Tx, request: Request) -> Response:
    """Serve a feed to a calendar program. Its address is a secret: no log writes it, the edge names routes alone."""
    published = await service.publish(session, request.app.state.settings, token)
    headers = {"etag": published.etag, "cache-control": "private, max-age=0, must-revalidate"}
    if published.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = b"" if request.method == "HEAD" else published.content
    if request.method == "HEAD":
        headers["content-length"] = str(len(published.content))
    return Response(content, media_type=MEDIA_TYPE, headers=headers)
