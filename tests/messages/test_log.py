"""The message log of a programme: every mail once, the latest first, page by page."""

from tests.factories import World


async def test_the_latest_mail_is_first_whatever_its_id(world: World) -> None:
    """What the clock writes in one statement has ids of no order."""
    mentor = await world.mentor()
    await world.sql(
        """
        INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion, created_at)
        SELECT gen_random_uuid(), :programme_id, :person_id, 'survey_open', gen_random_uuid(), 0,
               clock_timestamp() - make_interval(days => day)
          FROM generate_series(1, 9) AS day
        """,
        programme_id=world.programme_id,
        person_id=mentor.person_id,
    )
    times, asked = [], {"limit": "3"}
    while True:
        answer = await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/messages", params=asked)
        assert answer.is_success, answer.text
        times += [each["created_at"] for each in answer.json()["items"]]
        if (cursor := answer.json()["next_cursor"]) is None:
            break
        asked["cursor"] = cursor
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == 9
