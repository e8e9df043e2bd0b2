"""Events in the demo's programme whose window is open, put there behind everybody's back: it has none of its own."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg

from kisalli.core.ids import new_id
from tests.browser.conftest import Service

LINK = "https://video.example.org/room"
WORDS = {"en": ("Briefing", "See you **there**."), "fi": ("Aloitustilaisuus", "Nähdään."), "sv": ("Informationsträff", "Vi ses.")}
PLAN = """
INSERT INTO event (id, programme_id, state, language, texts, place_kind, place, link, starts, ends, sign_up_closes, seats, roles)
SELECT %(id)s, p.programme_id, %(state)s, 'en', %(texts)s, 'on_campus', 'Otakaari 1, hall A', %(link)s, %(starts)s,
       %(starts)s + interval '2 hours', %(starts)s - interval '1 hour', %(seats)s, '{mentor,mentee}'
  FROM participant p JOIN person n ON n.id = p.person_id WHERE n.name = 'Linh Đặng'
"""
SIGN_UP = """
INSERT INTO event_sign_up (id, event_id, participant_id, state, seat, of_seats, position)
SELECT %(id)s, e.id, p.id, CASE WHEN %(seat)s <= e.seats THEN 'seat' ELSE 'waiting' END,
       CASE WHEN %(seat)s <= e.seats THEN %(seat)s END, CASE WHEN %(seat)s <= e.seats THEN e.seats END,
       CASE WHEN %(seat)s > e.seats THEN %(seat)s END
  FROM event e, participant p JOIN person n ON n.id = p.person_id
 WHERE e.id = %(event_id)s AND p.programme_id = e.programme_id AND n.name = %(name)s
"""


def plan(service: Service, *names: str, state: str = "published", seats: int = 20, days: float = 10) -> UUID:
    """Have an event so many days from now, with these people of the demo signed up in their order; return its id."""
    event_id, starts = new_id(), datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
    texts = [{"language": code, "title": title, "description": words} for code, (title, words) in WORDS.items()]
    columns = {"id": event_id, "state": state, "texts": json.dumps(texts), "link": LINK, "starts": starts, "seats": seats}
    with psycopg.connect(service.database) as connection:
        connection.execute(PLAN, columns)
        for seat, name in enumerate(names, start=1):
            connection.execute(SIGN_UP, {"id": new_id(), "event_id": event_id, "seat": seat, "name": name})
    return event_id
