"""A programme in which everybody has written something everywhere, and a look for what is left of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, text

from kisalli.core.db import transaction
from kisalli.models import metadata
from tests.factories import Someone, World
from tests.security.scenes import STORY
from tests.surveys import forms

QUESTIONS = (("what", "mentor"), ("why", "mentee"))


@dataclass(frozen=True)
class Planted:
    """Who wrote what: `mine` is the word in everything of one person, `theirs` in everything of all others."""

    mentee: Someone
    mentor: Someone
    other: Someone
    match_id: UUID


async def plant(world: World, *, mentee_word: str, mentor_word: str, office_word: str) -> Planted:
    """Fill every column that somebody can write to, through the API where there is a way.

    The mentee was declined by `other` and matched with `mentor`; the coordinator sent a note back and proposed somebody.
    """
    await world.set_programme(questions=[{"key": key, "role": role, "label": {}} for key, role in QUESTIONS])
    mentors = [await world.mentor(places=2, **_mentor(mentor_word)) for _ in range(3)]
    mentee = await world.mentee(**_mentee(mentee_word))
    for someone, word in ((mentee, mentee_word), *((each, mentor_word) for each in mentors)):
        contact = {"email": f"{word}@example.org", "phone": f"+358 {word}"}
        await world.sql("UPDATE contact SET email = :email, phone = :phone WHERE participant_id = :id", id=someone.id, **contact)
        await world.sql(
            "UPDATE person SET name = :n, email = :e WHERE id = :id", id=someone.person_id, n=word, e=f"{word}@e.example"
        )
        await world.sql(
            "INSERT INTO identity (id, person_id, issuer, subject) VALUES (:id, :person_id, 'email', :subject)",
            id=someone.id,
            person_id=someone.person_id,
            subject=f"{word}.{someone.id}@e.example",
        )
    asked = {"mentor_id": str(mentors[1].id), "message": f"Please! {mentee_word}"}
    path = f"/programmes/{world.programme_id}/requests"
    first = (await world.call(mentee, "POST", path, json=asked)).json()["id"]
    declined = await world.act(mentors[1], first, "decline", json={"message": f"Sorry, {mentor_word}"})
    assert declined.status_code == 200, declined.text
    proposal = {"mentor_id": str(mentors[2].id), "mentee_id": str(mentee.id), "note": f"You fit, {office_word}"}
    proposed = await world.call(world.coordinator, "POST", f"/programmes/{world.programme_id}/proposals", json=proposal)
    assert proposed.status_code == 201, proposed.text
    saved = {"items": [{"mentor_id": str(each.id), "tell_me": False} for each in mentors]}
    await world.call(mentee, "PUT", f"/programmes/{world.programme_id}/directory/saved", json=saved)
    told = STORY | {"text": f"It was good to be heard, and to be asked back. {mentee_word}"}
    story = await world.call(mentee, "POST", f"/programmes/{world.programme_id}/stories", json=told)
    assert story.status_code == 201, story.text
    second = (await world.call(mentee, "POST", path, json=asked | {"mentor_id": str(mentors[0].id)})).json()["id"]
    match_id = UUID((await world.act(mentors[0], second, "accept")).json()["match_id"])
    await world.sql(
        "UPDATE message SET details = jsonb_build_object('note', CAST(:word AS text)) WHERE recipient_id = :id",
        word=office_word,
        id=mentee.person_id,
    )
    await _survey(world, mentee, mentee_word)
    await world.signed_in(mentee)
    await world.passkey(mentee)
    await world.affiliate(mentee, "student")
    return Planted(mentee, mentors[0], mentors[1], match_id)


async def _survey(world: World, mentee: Someone, word: str) -> None:
    """Answer a named survey, and ask for help beside it."""
    survey_id = await forms.published(world, anonymous=False, help=True)
    await forms.answered(world, mentee, survey_id, {"going": 3, "why": f"Because {word}"}, anonymous=False)
    got = await world.call(mentee, "POST", f"/surveys/{survey_id}/help", json={"words": f"Help, {word}"})
    assert got.status_code == 201, got.text


async def end(world: World, by: Someone, match_id: UUID, farewell: str) -> None:
    """End the match with a word."""
    answer = await world.call(by, "POST", f"/matches/{match_id}/end", json={"farewell": farewell})
    assert answer.status_code == 200, answer.text


def _mentor(word: str) -> dict[str, Any]:
    names = ("name", "degree", "institution", "title", "employer", "headline", "story", "place", "link", "search_text")
    return dict.fromkeys(names, word) | {"answers": {"what": word}}


def _mentee(word: str) -> dict[str, Any]:
    return dict.fromkeys(("name", "school", "stage", "expectations", "goals", "interests", "place"), word) | {
        "answers": {"why": word}
    }


async def places_of(world: World, word: str) -> set[str]:
    """Return `table.column` of everything in the whole database in which a word stands, whatever its type."""
    found = set()
    async with transaction(world.sessions) as session:
        for table in metadata.sorted_tables:
            for column in table.columns:
                value = f"encode({column.name}, 'escape')" if isinstance(column.type, LargeBinary) else f"{column.name}::text"
                query = f"SELECT EXISTS (SELECT FROM {table.name} WHERE {value} ILIKE :word)"
                if await session.scalar(text(query), {"word": f"%{word}%"}):
                    found.add(f"{table.name}.{column.name}")
    return found
