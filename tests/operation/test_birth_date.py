"""A planted date of birth is nowhere afterwards: no answer, table, mail, audit row or log says it, however written (row 4)."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
from sqlalchemy import select, text

from kisalli.core.db import Sessions, transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import Message
from kisalli.models import metadata
from kisalli.notifications.content import letter
from kisalli.notifications.facts import gather
from kisalli.notifications.rendering import render
from tests.factories import Someone, World
from tests.notifications.conftest import Office
from tests.operation.conftest import Start
from tests.profiles.joining import publish, ready
from tests.register.files import file, give, standing, upload, verify, with_register

PLANTED = "1987-06-05"
WRITINGS = (
    *(PLANTED, "1987-6-5", "19870605", "5.6.1987", "05.06.1987", "5. 6. 1987", "5/6/1987", "06/05/1987", "6/5/1987", "870605"),
    *("1987, 6, 5", "5 June 1987", "June 5", "5. kesäkuuta", "5 juni 1987"),
)
LINE = "Maija;Plantinen;5.6.1987"


class Listening(httpx.AsyncClient):
    """Keeps whatever is answered."""

    heard: list[str]

    async def request(self, *args: Any, **kwargs: Any) -> httpx.Response:
        answer = await super().request(*args, **kwargs)
        self.heard.append(f"{answer.headers} {answer.text}")
        return answer


async def live(world: World) -> list[Someone]:
    """Let the date come in by every door, right and wrong, and let people read whatever they may."""
    await with_register(world, LINE, "Liisa;Toinen;1.1.1980")
    for refused in (";;5.6.1987", "Maija;Plantinen;5/6/1987", "Maija;Plantinen;5.6.1987;x", f"{'x' * 300};P;5.6.1987"):
        assert len((await upload(world, file(LINE, refused), "POST")).json()["refused"]) == 1
    for broken in (file(LINE, header="x;y;z"), file(LINE, 'x;"y;5.6.1987'), file(LINE, encoding="utf-16")[1:]):
        assert (await upload(world, broken)).status_code == 422
    found, unknown, waiting = [await ready(world, "mentor") for _ in range(3)]
    for each in (found, unknown):
        await publish(world, each)
    facts = {"given_names": "Maija", "family_name": "Plantinen", "birth_date": PLANTED}
    for wrong in ({"birth_date": "5.6.1987"}, {"birth_date": f"{PLANTED}T01:02:03"}, {"given_names": ""}, {"more": PLANTED}):
        assert (await give(world, found, **(facts | wrong))).status_code == 422
    await give(world, found, **facts)
    assert (await verify(world, found)).json()["state"] == "active"
    assert (await give(world, found, **facts)).status_code == 409
    for _ in range(4):
        await give(world, unknown, **(facts | {"given_names": "Kaija"}))
        await verify(world, unknown)
    await give(world, waiting, **facts)  # never verified: it is in the table while the tables are read
    return [found, unknown, waiting]


async def read_all(world: World, people: list[Someone]) -> None:
    """Read what there is to read, as everybody."""
    here, organisation = f"/programmes/{world.programme_id}", f"/organisations/{world.organisation_id}"
    for reader in (*people, await world.mentee(), world.coordinator):
        for path in (here, f"{here}/participants", f"{here}/register", f"{here}/messages", f"{here}/eligibility", "/me"):
            await world.call(reader, "GET", path)
        for path in (f"{organisation}/audit", f"{organisation}/members", f"{here}/directory"):
            await world.call(reader, "GET", path)
        for each in people:
            for what in ("", "/profile", "/own-profile", "/contact", "/verification"):
                await world.call(reader, "GET", f"/participants/{each.id}{what}")
        messages = (await world.call(world.coordinator, "GET", f"{here}/messages")).json()["items"]
        for message in messages:
            await world.call(reader, "GET", f"/messages/{message['id']}")


async def rows(sessions: Sessions) -> str:
    """Return every row of every table."""
    async with transaction(sessions) as session:
        tables = [(await session.scalars(text(f"SELECT t::text FROM {name} t"))).all() for name in sorted(metadata.tables)]
    return "\n".join(str(each) for table in tables for each in table)


async def mails(world: World, settings: Settings, keys: Keys) -> str:
    """Return every mail that waits, as it would go out."""
    async with transaction(world.sessions) as session:
        messages = (await session.scalars(select(Message))).all()
        facts = await gather(session, messages)
        written = [letter(each, facts, settings, keys) for each in messages]
    rendered = [render(each) for each in written if each is not None]
    assert rendered
    return "\n".join(f"{each.subject}\n{each.text}\n{each.html}" for each in rendered)


def said(where: str) -> Iterator[str]:
    return (each for each in WRITINGS if each in where)


async def test_a_planted_date_is_found_nowhere(world: Office, start: Start, settings: Settings, keys: Keys) -> None:
    part = start("serve", KISALLI_LOG_JSON="true", KISALLI_LOG_LEVEL="DEBUG")
    async with Listening(base_url=f"http://127.0.0.1:{part.port}") as http:
        http.heard = []
        world.http = http
        people = await live(world)
        assert (await standing(world, people[2]))["verification"] == "waiting"
        assert len(await world.rows("birth_date", participant_id=people[2].id)) == 1
        await read_all(world, people)
        answers = "\n".join(http.heard)
    await asyncio.to_thread(part.stop)
    assert len(http.heard) > 100
    everywhere = {
        "answers": answers,
        "tables": await rows(world.sessions),
        "mails": await mails(world, settings, keys),
        "logs": part.log.read_text(),
    }
    assert [(place, *said(content)) for place, content in everywhere.items()] == [(place,) for place in everywhere]
    assert "Plantinen" not in everywhere["tables"] + everywhere["logs"] + everywhere["mails"]


async def test_it_would_be_found(world: Office) -> None:
    """The negative control: the same search finds the date where somebody writes it into a text of their own."""
    await world.mentor(story=f"Born on {PLANTED}.")
    assert [*said(await rows(world.sessions))] == [PLANTED]
