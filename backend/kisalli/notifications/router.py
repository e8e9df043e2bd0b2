"""Routes of the message log."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from kisalli.core.callers import CurrentCaller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.core.pages import DEFAULT_LIMIT, Cursor, Limit, counted_page, decode_cursor
from kisalli.core.problem import problems
from kisalli.core.reads import ReadForDelivery
from kisalli.core.schemas import CountedPage
from kisalli.core.tx import Tx
from kisalli.messages.models import MessageState
from kisalli.notifications import log
from kisalli.notifications.preview import render_message
from kisalli.notifications.schemas import MailOut, MessageLogOut, MessageOut
from kisalli.programmes.queries import require_coordinator

router = APIRouter(tags=["messages"])


@router.get(
    "/programmes/{programme_id}/messages",
    operation_id="list_messages",
    summary="The message log",
    responses=problems(NotFound, Forbidden),
)
async def list_messages(
    programme_id: UUID,
    session: Tx,
    me: CurrentCaller,
    shown: ReadForDelivery,
    state: Annotated[MessageState | None, Query()] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> CountedPage[MessageOut]:
    """List what was or will be mailed to whom in a programme, the latest first; for its coordinators."""
    await require_coordinator(session, programme_id, me)
    rows = await log.log(session, programme_id, limit + 1, state=state, before=decode_cursor(cursor, UUID))
    shown.of_programme(programme_id, (row.recipient_id for row in rows[:limit]))
    return await counted_page(rows, limit, lambda row: row.id, cursor, lambda: log.count(session, programme_id, state=state))


@router.get(
    "/messages/{message_id}",
    operation_id="read_message",
    summary="Read a mail, in demo mode",
    responses=problems(NotFound),
)
async def read_message(message_id: UUID, request: Request, session: Tx, me: CurrentCaller, shown: ReadForDelivery) -> MailOut:
    """Read a mail as it is, or would be, sent; in demo mode alone, for mails hold contact details."""
    state = request.app.state
    message = await log.coordinated(session, message_id, me) if state.settings.demo else None
    if message is None:
        raise NotFound
    mail = await render_message(session, state.settings, state.keys, message_id)
    if mail is None:
        raise NotFound
    shown.of_programme(message.programme_id, [message.recipient_id, *message.parties])
    return MailOut(subject=mail.subject, to=mail.to, text=mail.text, html=mail.html)


@router.get(
    "/programmes/{programme_id}/messages/summary",
    operation_id="read_message_summary",
    summary="How delivery goes",
    responses=problems(NotFound, Forbidden),
)
async def read_message_summary(programme_id: UUID, request: Request, session: Tx, me: CurrentCaller) -> MessageLogOut:
    """Say whether mail is delivered here at all, how many wait and how many failed."""
    await require_coordinator(session, programme_id, me)
    row = await log.counts(session, programme_id)
    delivering = request.app.state.settings.smtp_host is not None
    return MessageLogOut(delivering=delivering, waiting=row.waiting, failed=row.failed)
