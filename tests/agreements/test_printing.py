"""The agreement on paper."""

import re

import pytest

from tests.agreements.pairs import Pair
from tests.core.test_pdf import HOSTILE, opened, shown
from tests.factories import Someone, World


async def printed(pair: Pair, someone: Someone, number: int | None = None) -> bytes:
    params = {"number": number} if number else {}
    answer = await pair.world.call(someone, "GET", f"{pair.path}/pdf", params=params)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == f'attachment; filename="agreement-{number or 1}.pdf"'
    return answer.content


async def test_a_document_in_the_agreements_language_with_everybodys_letters(world: World) -> None:
    pair = await Pair.make(world)
    await world.sql("UPDATE contact_snapshot SET name = 'Đặng Ñandú Ýrsa' WHERE participant_id = :id", id=pair.mentor.id)
    await pair.save(pair.mentee, {"1": "Löytää oma tieni, ångström"}, language="fi")
    await pair.signed(pair.mentee, 1)
    content = await printed(pair, pair.mentor)
    assert re.search(r"/Lang\s*\(fi\)", opened(content))
    assert "pdfuaid" in opened(content), "tagged, and good for PDF/UA"
    assert set("ĐặngÑandúÝrsaöåä") <= set(shown(content))


async def test_there_is_nothing_to_print_before_the_first_version_nor_of_one_that_is_not(world: World) -> None:
    pair = await Pair.make(world)
    for params in ({}, {"number": 1}):
        assert (await world.call(pair.mentee, "GET", f"{pair.path}/pdf", params=params)).status_code == 404
    await pair.written(pair.mentee, a1="One")
    assert (await world.call(pair.mentee, "GET", f"{pair.path}/pdf", params={"number": 2})).status_code == 404


async def test_an_older_version_can_be_printed_as_it_was(world: World) -> None:
    pair = await Pair.make(world)
    await pair.written(pair.mentee, a1="QQQ")
    await pair.written(pair.mentee, a1="jjj")
    assert "Q" in shown(await printed(pair, pair.mentor, 1))
    assert "Q" not in shown(await printed(pair, pair.mentor, 2))


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
async def test_no_words_of_a_member_or_template_act_as_code(world: World, hostile: str) -> None:
    pair = await Pair.make(world)
    path = f"/programmes/{world.programme_id}/agreement-templates/en"
    body = {"body": f"{hostile}\n\n[[Goals]]"}
    assert (await world.call(world.coordinator, "PUT", path, json=body, headers={"If-Match": "*"})).status_code == 200
    await world.sql("UPDATE contact_snapshot SET name = :name WHERE participant_id = :id", name=hostile, id=pair.mentor.id)
    await pair.written(pair.mentee, a1=hostile)
    assert (await printed(pair, pair.mentee)).startswith(b"%PDF-")
