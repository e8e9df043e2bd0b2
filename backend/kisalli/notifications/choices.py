"""What people have turned off of the messages that can be (R16): in their account, or by the link that such a mail carries.

What comes by consent alone is turned off by taking the consent back, and kept nowhere else.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import quote, urlencode
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.ids import new_id
from kisalli.core.security import UUID_BYTES, Keys
from kisalli.directory.room import end_wishes
from kisalli.messages.models import Message, MessageClass, NotificationChoice, class_of
from kisalli.notifications.schemas import NotificationsOut, NotificationsPatch, ProgrammeNotificationsOut, TurnedOffOut, WantedOut
from kisalli.surveys import consents

ONE_CLICK = "/api/v1/unsubscribe"  # where mail programs post to; the key follows
CLASSES = (MessageClass.NUDGE, MessageClass.BROADCAST)
EVERYWHERE = UUID(int=0)  # in a key, for no programme
# Programmes whose messages may come to somebody, and what they have turned off in them.
MINE = text("""
SELECT g.id, ARRAY(SELECT c.message_class FROM notification_choice c
                    WHERE c.person_id = :person_id AND c.programme_id = g.id) AS off
  FROM programme g
 WHERE g.archived_at IS NULL
   AND (EXISTS (SELECT FROM participant p
                 WHERE p.programme_id = g.id AND p.person_id = :person_id AND p.state NOT IN ('left', 'removed'))
        OR EXISTS (SELECT FROM organisation_member w WHERE w.organisation_id = g.organisation_id AND w.person_id = :person_id))
 ORDER BY g.running_opens DESC, g.id
""")
# Somebody who is erased meanwhile has no row any more, and gets none.
TURN_OFF = text("""
INSERT INTO notification_choice (id, person_id, programme_id, message_class)
SELECT CAST(:id AS uuid), x.id, CAST(:programme_id AS uuid), :message_class FROM person x
 WHERE x.id = :person_id AND x.disabled_at IS NULL
   AND (CAST(:programme_id AS uuid) IS NULL OR EXISTS (SELECT FROM programme g WHERE g.id = :programme_id))
ON CONFLICT (person_id, programme_id, message_class) DO NOTHING
""")


@dataclass(frozen=True, slots=True)
class Choice:
    """One class of messages of one programme (None: of all) to one person."""

    person_id: UUID
    programme_id: UUID | None
    message_class: MessageClass

    @classmethod
    def of(cls, message: Message) -> Self | None:
        """Return what its reader can turn off a message by; None for one that always comes."""
        its = class_of(message.kind)
        if its == MessageClass.MUST or message.recipient_id is None:
            return None
        return cls(message.recipient_id, message.programme_id, its)

    @property
    def everywhere(self) -> "Choice":
        """The same class of all programmes."""
        return replace(self, programme_id=None)

    @property
    def content(self) -> bytes:
        """What the key of a link carries."""
        return self.person_id.bytes + (self.programme_id or EVERYWHERE).bytes + self.message_class.encode()

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Return what the content of a key of ours says."""
        programme_id = UUID(bytes=content[UUID_BYTES : 2 * UUID_BYTES])
        its = MessageClass(content[2 * UUID_BYTES :].decode())
        return cls(UUID(bytes=content[:UUID_BYTES]), None if programme_id == EVERYWHERE else programme_id, its)


def page_of(choice: Choice | None, key: str) -> str:
    """Return the path of the page that asks for a press; it names the programme where we wrote the key, and what goes by it."""
    said = {}
    if choice and choice.message_class == MessageClass.CONSENTED:
        said["about"] = str(choice.message_class)
    if choice and choice.programme_id:
        said["programme"] = str(choice.programme_id)
    return f"/unsubscribe/{quote(key, safe='')}{'?' if said else ''}{urlencode(said)}"


def choice_of(key: str, keys: Keys) -> Choice | None:
    """Return what the key of a mail's link is about; None for one that we did not write."""
    content = keys.unsubscribe_content(key)
    return Choice.read(content) if content is not None else None


async def turned_off(session: AsyncSession, people: Collection[UUID]) -> frozenset[Choice]:
    """Return what these people have turned off."""
    if not people:
        return frozenset()
    rows = await session.scalars(select(NotificationChoice).where(NotificationChoice.person_id.in_(people)))
    return frozenset(Choice(row.person_id, row.programme_id, MessageClass(row.message_class)) for row in rows)


async def show(session: AsyncSession, caller: Caller) -> NotificationsOut:
    """Return which messages the caller wants, everywhere and by programme."""
    everywhere = select(NotificationChoice.message_class).where(
        NotificationChoice.person_id == caller.person_id, NotificationChoice.programme_id.is_(None)
    )
    off = set((await session.scalars(everywhere)).all())
    rows = await session.execute(MINE, {"person_id": caller.person_id})
    return NotificationsOut(
        everywhere=_wanted(off),
        programmes=[ProgrammeNotificationsOut(programme_id=row.id, wanted=_wanted(row.off)) for row in rows],
    )


async def choose(session: AsyncSession, body: NotificationsPatch, caller: Caller) -> NotificationsOut:
    """Turn classes of messages on or off, in one programme or everywhere.

    Raises:
        NotFound: the caller neither takes part in the programme nor runs it.
    """
    if body.programme_id is not None:
        mine = {row.id for row in await session.execute(MINE, {"person_id": caller.person_id})}
        if body.programme_id not in mine:
            raise NotFound
    for each in CLASSES:
        wanted = getattr(body, each)
        if wanted is not None:
            await _set(session, Choice(caller.person_id, body.programme_id, each), wanted=wanted)
    return await show(session, caller)


async def turn_off(session: AsyncSession, key: str, keys: Keys) -> TurnedOffOut:
    """Turn off what the key of a mail's link names; the same answer again, and for somebody who is not there any more.

    What was asked for is not turned off but asked for no more: whoever asks again is told again.

    Raises:
        NotFound: the key is not one of ours.
    """
    choice = choice_of(key, keys)
    if choice is None:
        raise NotFound
    if choice.message_class == MessageClass.WISH:
        await end_wishes(session, choice.person_id, choice.programme_id)
    elif choice.message_class == MessageClass.CONSENTED:
        await consents.take_back_by_mail(session, choice.person_id, choice.programme_id)
    else:
        await _set(session, choice, wanted=False)
    return TurnedOffOut(programme_id=choice.programme_id, message_class=choice.message_class)


async def _set(session: AsyncSession, choice: Choice, *, wanted: bool) -> None:
    values = {"person_id": choice.person_id, "programme_id": choice.programme_id, "message_class": choice.message_class}
    if not wanted:
        await session.execute(TURN_OFF, values | {"id": new_id()})
        return
    its = NotificationChoice.programme_id
    where = its.is_(None) if choice.programme_id is None else its == choice.programme_id
    mine = (NotificationChoice.person_id == choice.person_id, NotificationChoice.message_class == choice.message_class)
    await session.execute(delete(NotificationChoice).where(where, *mine))


def _wanted(off: Collection[str]) -> WantedOut:
    return WantedOut(nudge=MessageClass.NUDGE not in off, broadcast=MessageClass.BROADCAST not in off)
