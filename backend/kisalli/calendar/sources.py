"""Where the entries of a personal calendar come from: one function a room, which reads what concerns a person."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.calendars import Appointment
from kisalli.events import views as events
from kisalli.meetings import feed as meetings

Source = Callable[[AsyncSession, UUID], Awaitable[list[Appointment]]]

# Each is asked with the person's id; an appointment's `url` may be the path of a page.
SOURCES: tuple[Source, ...] = (events.appointments, meetings.appointments)
