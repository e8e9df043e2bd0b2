"""Routes of what people have turned off: in their account, and by the link of a mail, which knows no session."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import NotFound
from kisalli.core.problem import problems
from kisalli.core.tx import Tx
from kisalli.notifications import choices
from kisalli.notifications.schemas import NotificationsOut, NotificationsPatch, TurnedOffOut

router = APIRouter(tags=["account"])
Key = Annotated[str, Path(max_length=300, description="From the link of a mail.")]


@router.get("/me/notifications", operation_id="read_notifications", summary="Which messages I get")
async def read_notifications(session: Tx, me: CurrentCaller) -> NotificationsOut:
    """Say which messages that can be turned off come, everywhere and by programme."""
    return await choices.show(session, me)


@router.patch(
    "/me/notifications", operation_id="choose_notifications", summary="Turn messages on or off", responses=problems(NotFound)
)
async def choose_notifications(body: NotificationsPatch, session: Tx, me: CurrentCaller) -> NotificationsOut:
    """Turn classes of messages on or off, in one programme or everywhere."""
    return await choices.choose(session, body, me)


@router.get("/unsubscribe/{key}", include_in_schema=False)
async def ask_to_unsubscribe(key: Key, request: Request) -> RedirectResponse:
    """Show the page that asks for a press: programs that look at every link of a mail must turn nothing off."""
    keys, settings = request.app.state.keys, request.app.state.settings
    return RedirectResponse(settings.origin + choices.page_of(choices.choice_of(key, keys), key), 303)


@router.post(
    "/unsubscribe/{key}", operation_id="unsubscribe", summary="Turn off messages by a mail's link", responses=problems(NotFound)
)
async def unsubscribe(key: Key, session: Tx, request: Request) -> TurnedOffOut:
    """Turn off the messages that a mail's link is about (RFC 8058): no session, no Origin, any body, again without effect.

    The answer is the same whether or not there is anybody to get such messages.
    """
    return await choices.turn_off(session, key, request.app.state.keys)
