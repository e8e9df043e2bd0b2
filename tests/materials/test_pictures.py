"""Pictures in guidance: what is taken of a file, who sees it, where it stands, and how much there may be (R25)."""

import asyncio
import io
import re
from hashlib import sha256
from typing import Any

import httpx
import pytest
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kisalli.core.db import transaction
from kisalli.core.ids import new_id
from kisalli.materials import picture_files, pictures
from kisalli.materials.errors import UnusablePicture
from kisalli.materials.service import copy_materials
from tests.factories import Someone, World
from tests.materials.drawn import (
    DECORATION,
    HOSTILE,
    SECRET,
    SHOWING,
    added,
    canvas,
    describe,
    drawing,
    material,
    photo,
    saved,
    seen,
    shown,
    upload,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)


def codes(answer: httpx.Response) -> tuple[int, str, list[tuple[str, str]]]:
    told = answer.json()
    return answer.status_code, told["code"], [(each["pointer"], each["code"]) for each in told.get("errors", [])]


async def taken(content: bytes) -> Image.Image:
    made = await picture_files.made_of(content)
    picture = Image.open(io.BytesIO(made.content))
    assert (picture.format, picture.size) == ("WEBP", (made.width, made.height))
    return picture


def alike(one: Any, other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(one, other, strict=True))


async def pictures_of(world: World) -> dict[str, Any]:
    answer = await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/pictures")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def materials(world: World, method: str, path: str = "", **more: Any) -> httpx.Response:
    headers = {"If-Match": "*"} if method in {"PUT", "DELETE"} else {}
    return await world.call(
        world.coordinator, method, f"/programmes/{world.programme_id}/materials{path}", headers=headers, **more
    )


async def html(world: World, slug: str, reader: Someone | None = None, language: str = "en") -> str:
    path = f"/api/v1/programmes/{world.programme_id}/materials/{slug}"
    answer = await world.http.get(path, params={"language": language}, headers=reader.headers if reader else {})
    assert answer.status_code == 200, answer.text
    return "".join(part["html"] for part in answer.json()["parts"])


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_is_no_picture_of_ours_is_refused_by_a_clear_code_and_kept_nowhere(world: World, name: str) -> None:
    content, code = HOSTILE[name]
    for content_type in ("image/png", "image/jpeg"):
        assert codes(await upload(world, content, content_type=content_type)) == (422, "unusable_picture", [("#", code)])
    assert (await pictures_of(world))["items"] == []


async def test_nothing_that_a_camera_wrote_into_a_photo_stays() -> None:
    content = photo()
    assert SECRET in content and b"Exif" in content, "else this proves nothing"
    made = (await picture_files.made_of(content)).content
    assert not re.search(rb"EXIF|Exif|ICCP|XMP|" + SECRET, made)
    picture = Image.open(io.BytesIO(made))
    assert not picture.getexif() and not {"exif", "xmp", "icc_profile", "comment"} & picture.info.keys()


async def test_what_hangs_on_a_picture_is_not_kept() -> None:
    script = b"<script>alert(1)</script>"
    for content in (drawing() + script, photo() + script):
        assert script not in (await picture_files.made_of(content)).content


@pytest.mark.parametrize(
    ("orientation", "top", "left"), [(1, RED, None), (3, BLUE, None), (6, None, BLUE), (8, None, RED)], ids=str
)
async def test_a_photo_stands_upright(orientation: int, top: Any, left: Any) -> None:
    picture = await taken(photo(orientation))
    assert picture.size == ((60, 40) if top else (40, 60))
    place = (picture.width // 2, 4) if top else (4, picture.height // 2)
    assert alike(picture.getpixel(place), top or left)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [((3200, 100), (1600, 50)), ((1600, 200), (1600, 200)), ((100, 5000), (80, 4000)), ((1, 9000), (1, 4000)), ((1, 1), (1, 1))],
    ids=str,
)
async def test_a_large_picture_shrinks_in_proportion_and_a_small_one_stays(sent: tuple[int, int], kept: tuple[int, int]) -> None:
    assert (await taken(saved(canvas(*sent), "PNG"))).size == kept


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
async def test_every_way_to_store_colours_is_understood(mode: str) -> None:
    grey = Image.new("I;16", (20, 20), 128 * 256) if mode == "I;16" else Image.new("RGB", (20, 20), (128, 128, 128)).convert(mode)
    picture = await taken(saved(grey, "JPEG" if mode == "CMYK" else "PNG"))
    if mode != "1":
        assert alike(picture.getpixel((10, 10)), (128, 128, 128))


async def test_what_can_be_seen_through_lies_on_white_so_that_dark_lines_show_on_a_dark_page() -> None:
    picture = await taken(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    assert picture.mode == "RGB" and alike(picture.getpixel((10, 10)), (255, 255, 255))


async def test_a_phones_second_picture_for_bright_screens_makes_no_film_of_a_photo() -> None:
    two = saved(canvas(), "MPO", save_all=True, append_images=[canvas().rotate(90)])
    assert two.startswith(b"\xff\xd8\xff")
    assert alike((await taken(two)).getpixel((30, 4)), RED)


async def test_a_maker_of_pictures_that_dies_or_dawdles_harms_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    for words in ("import os; os.abort()", "import time; time.sleep(60)", "while True: pass"):
        process = tmp_path / "process.py"
        process.write_text(words)
        monkeypatch.setattr(picture_files, "PROCESS", process)
        monkeypatch.setattr(picture_files, "SECONDS", 0.5)
        with pytest.raises(UnusablePicture):
            await picture_files.made_of(drawing())


async def test_the_maker_of_pictures_knows_no_secret_and_has_little_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("KISALLI_SECRET", "planted")
    process = tmp_path / "process.py"
    process.write_text(
        "import json, os; print(json.dumps({'width': 1, 'height': 1, 'env': [*os.environ]}))\nprint(dict(os.environ))"
    )
    monkeypatch.setattr(picture_files, "PROCESS", process)
    assert b"planted" not in (await picture_files.made_of(drawing())).content


async def test_a_file_of_more_than_five_megabytes_or_of_another_type_is_not_even_read(world: World) -> None:
    assert codes(await upload(world, b"\x89PNG" + b"0" * 5 * 1024 * 1024))[:2] == (413, "too_large")
    assert codes(await upload(world, drawing(), content_type="image/svg+xml"))[:2] == (415, "unsupported_media_type")
    assert codes(await upload(world, drawing(), content_type="multipart/form-data"))[:2] == (415, "unsupported_media_type")
    noise = saved(Image.effect_noise((2000, 1300), 90), "PNG")
    assert 1024 * 1024 < len(noise) < 5 * 1024 * 1024, "else the usual limit would do"
    assert (await upload(world, noise)).status_code == 201


async def test_only_a_coordinator_makes_the_server_look_at_a_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_: bytes) -> None:
        raise AssertionError

    monkeypatch.setattr("kisalli.materials.pictures_router.made_of", never)
    assert codes(await upload(world, drawing(), await world.mentee()))[:2] == (403, "forbidden")


async def test_the_same_upload_sent_again_is_one_picture(world: World) -> None:
    key = {"Idempotency-Key": f"upload-{new_id()}"}
    first, again = [await upload(world, drawing(), **key) for _ in range(2)]
    assert first.json() == again.json()
    assert len((await pictures_of(world))["items"]) == 1
    assert codes(await upload(world, photo(), **key))[:2] == (422, "idempotency_key_reused")


async def test_a_picture_is_listed_with_its_size_words_and_uses(world: World) -> None:
    key = await added(world)
    slug = await shown(world, key)
    found = await pictures_of(world)
    (picture,) = found["items"]
    assert (picture["key"], picture["width"], picture["height"], picture["decorative"]) == (key, 60, 40, False)
    assert picture["texts"] == SHOWING["texts"]
    assert picture["used_in"] == [{"slug": slug, "language": "en", "title": "Where to meet"}]
    assert found["taken"] == picture["size"] > 0 and found["room"] == pictures.ROOM


async def test_a_picture_stands_in_a_text_with_its_size_and_the_words_of_the_language_shown(world: World) -> None:
    key = await added(world)
    slug = await shown(world, key)
    path = f"/api/v1/programmes/{world.programme_id}/pictures/{key}"
    rest = 'width="60" height="40" loading="lazy"'
    assert f'<img src="{path}" alt="Two chairs by a window." {rest}>' in await html(world, slug)
    body = material(key)["words"]
    assert (await materials(world, "PUT", f"/{slug}/texts/fi", json=body)).status_code == 200
    assert f'<img src="{path}" alt="Kaksi tuolia ikkunan ääressä." {rest}>' in await html(world, slug, language="fi")
    assert (await describe(world, key, DECORATION)).status_code == 204
    assert f'<img src="{path}" alt="" {rest}>' in await html(world, slug)


async def test_pictures_stand_in_answers_checklists_and_previews_too(world: World) -> None:
    key = await added(world)
    body = f"## Where?\n\nHere: ![](picture:{key})\n\n- Look ![](picture:{key}) {{#look}}"
    words = {"title": "T", "summary": "", "body": body}
    for kind in ("faq", "checklist"):
        await shown(world, key, kind=kind, words=words)
    found = (await world.http.get(f"/api/v1/programmes/{world.programme_id}/faq", params={"q": "where", "language": "en"})).text
    assert 'alt=\\"Two chairs' in found
    preview = await materials(world, "POST", "/preview", json={"kind": "checklist", "language": "sv", "body": body})
    (part,) = preview.json()["parts"]
    assert 'alt="Två stolar' in part["html"] and 'alt="Två stolar' in part["items"][0]["html"]


async def test_before_its_picture_is_described_a_text_is_not_saved(world: World) -> None:
    key = await added(world)
    refused = await materials(world, "POST", json=material(key))
    assert codes(refused) == (422, "validation", [("#/words/body", "picture_undescribed")])
    slug = await shown(world, await added(world))
    change = await materials(world, "PUT", f"/{slug}/texts/en", json=material(key)["words"])
    assert codes(change) == (422, "validation", [("#/body", "picture_undescribed")])
    assert key not in await html(world, slug)
    assert (await describe(world, key, DECORATION)).status_code == 204
    assert (await materials(world, "PUT", f"/{slug}/texts/en", json=material(key)["words"])).status_code == 200


async def test_a_description_is_whole_or_refused(world: World) -> None:
    key = await added(world)
    some = {"decorative": False, "texts": SHOWING["texts"][:1]}
    missing = [("#/texts/fi", "missing"), ("#/texts/sv", "missing")]
    assert codes(await describe(world, key, some)) == (422, "validation", missing)
    await world.sql("UPDATE programme SET languages = '{en}' WHERE id = :id", id=world.programme_id)
    assert (await describe(world, key, some)).status_code == 204
    empty = {"decorative": False, "texts": [{"language": "en", "words": "  "}]}
    assert codes(await describe(world, key, empty))[:2] == (422, "validation")
    (picture,) = (await pictures_of(world))["items"]
    assert picture["texts"] == some["texts"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://elsewhere.example/pixel.png", "picture_elsewhere"),
        ("//elsewhere.example/pixel.png", "picture_elsewhere"),
        ("/api/v1/me", "picture_elsewhere"),
        ("data:image/png;base64,AAAA", "picture_elsewhere"),
        ("picture:aaaaaaaaaa", "picture_unknown"),
        ("picture:../../me", "picture_unknown"),
        ("picture:", "picture_unknown"),
    ],
    ids=lambda value: re.sub(r"\W+", "-", value),
)
async def test_a_text_with_any_other_picture_is_not_saved_and_shows_none(world: World, address: str, code: str) -> None:
    body = material()["words"] | {"body": f"Look: ![a table]({address})"}
    assert codes(await materials(world, "POST", json=material(words=body))) == (422, "validation", [("#/words/body", code)])
    preview = await materials(world, "POST", "/preview", json={"kind": "page", "language": "en", "body": body["body"]})
    assert preview.json()["parts"][0]["html"] == "<p>Look: a table</p>"


async def test_another_programmes_picture_is_as_unknown_as_one_that_is_not_there(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    key = await added(other)
    await shown(other, key)
    assert codes(await materials(world, "POST", json=material(key)))[2] == [("#/words/body", "picture_unknown")]
    assert codes(await seen(world, key, world.coordinator)) == codes(await seen(world, "a" * 10, world.coordinator))
    assert (await describe(world, key)).status_code == 404


async def test_a_picture_is_seen_by_whoever_may_read_a_text_that_shows_it(world: World) -> None:
    mentor, mentee, stranger = await world.mentor(), await world.mentee(), await world.person()
    readers = (None, stranger, mentee, mentor, world.coordinator)
    key = await added(world)

    async def statuses() -> list[int]:
        return [(await seen(world, key, each)).status_code for each in readers]

    assert await statuses() == [404, 404, 404, 404, 200], "before it stands in a text"
    slug = await shown(world, key, roles=["mentor"])
    assert await statuses() == [404, 404, 404, 200, 200]
    assert (await materials(world, "PATCH", f"/{slug}", json={"roles": []})).status_code == 204
    assert await statuses() == [200, 200, 200, 200, 200]
    assert (await materials(world, "PATCH", f"/{slug}", json={"hidden": True})).status_code == 204
    assert await statuses() == [404, 404, 404, 404, 200]
    assert (await materials(world, "PATCH", f"/{slug}", json={"hidden": False})).status_code == 204
    await world.set_programme(published_at=None)
    assert await statuses() == [404, 404, 200, 200, 200]


async def test_a_picture_in_a_worded_standard_text_is_for_whom_the_text_is(world: World) -> None:
    key = await added(world)
    assert (await describe(world, key)).status_code == 204
    words = material(key)["words"]
    assert (await materials(world, "PUT", "/first-meeting/texts/en", json=words)).status_code == 200
    assert (await seen(world, key, None)).status_code == 404
    assert (await seen(world, key, await world.mentee())).status_code == 200


async def test_bytes_are_kept_by_browsers_and_known_by_their_hash(world: World) -> None:
    key = await added(world, photo())
    await shown(world, key)
    answer = await seen(world, key, None)
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == f'inline; filename="picture-{key}.webp"'
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["etag"] == f'"{sha256(answer.content).hexdigest()}"'
    for known in (answer.headers["etag"], f'"x", W/{answer.headers["etag"]}'):
        again = await seen(world, key, None, **{"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
    assert (await seen(world, key, None, **{"If-None-Match": '"x"'})).status_code == 200


async def remove(world: World, key: str) -> httpx.Response:
    return await world.call(world.coordinator, "DELETE", f"/programmes/{world.programme_id}/pictures/{key}")


async def test_a_picture_is_deleted_only_when_no_text_shows_it(world: World) -> None:
    key = await added(world)
    slug = await shown(world, key)
    words = material(key)["words"]
    assert (await materials(world, "PUT", "/benefits/texts/fi", json=words)).status_code == 200
    places = [("#/texts/benefits/fi", "shows_picture"), (f"#/texts/{slug}/en", "shows_picture")]
    assert codes(await remove(world, key)) == (409, "picture_in_use", places)
    assert (await materials(world, "DELETE", "/benefits/texts/fi")).status_code == 204, "back to the standard words"
    assert codes(await remove(world, key))[2] == places[1:]
    assert (await materials(world, "PUT", f"/{slug}/texts/en", json=words | {"body": "No picture."})).status_code == 200
    assert (await remove(world, key)).status_code == 204
    assert (await remove(world, key)).status_code == 404
    assert await world.rows("picture_text", programme_id=world.programme_id) == []


async def test_with_a_material_its_uses_go(world: World) -> None:
    key = await added(world)
    slug = await shown(world, key)
    assert (await materials(world, "DELETE", f"/{slug}")).status_code == 204
    assert (await remove(world, key)).status_code == 204


async def test_the_database_itself_keeps_a_picture_that_stands_in_a_text(world: World) -> None:
    key = await added(world)
    await shown(world, key)
    with pytest.raises(IntegrityError, match="fk_picture_use_programme_id_picture_key_picture"):
        await world.sql("DELETE FROM picture WHERE programme_id = :id", id=world.programme_id)
    with pytest.raises(IntegrityError, match="ck_picture_content"):
        await world.sql("UPDATE picture SET content = 'x' WHERE programme_id = :id", id=world.programme_id)


async def test_of_a_text_and_a_deletion_at_once_one_is_refused(world: World) -> None:
    for _ in range(5):
        key = await added(world)
        assert (await describe(world, key)).status_code == 204
        told = await asyncio.gather(materials(world, "POST", json=material(key)), remove(world, key))
        assert {each.status_code for each in told} in ({201, 409}, {422, 204}), [each.text for each in told]


async def test_two_uploads_at_once_do_not_share_the_last_room(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one = await picture_files.made_of(drawing())
    monkeypatch.setattr(pictures, "ROOM", len(one.content) + 1)
    told = await asyncio.gather(*(upload(world, drawing()) for _ in range(4)))
    assert sorted(each.status_code for each in told) == [201, 409, 409, 409]
    assert {each.json()["code"] for each in told if each.status_code == 409} == {"no_room_for_pictures"}
    assert len((await pictures_of(world))["items"]) == 1


async def test_without_the_lock_they_would(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one = await picture_files.made_of(drawing())
    monkeypatch.setattr(pictures, "ROOM", len(one.content) + 1)
    monkeypatch.setattr(
        "kisalli.materials.picture_queries.ONE_AT_A_TIME", text("SELECT pg_sleep(0.2), CAST(:programme_id AS text)")
    )
    monkeypatch.setattr("kisalli.materials.picture_queries.TAKEN", text("""
        WITH counted AS MATERIALIZED (SELECT sum(size) AS sum FROM picture WHERE programme_id = :programme_id),
             waited AS MATERIALIZED (SELECT pg_sleep(0.5) FROM counted) SELECT COALESCE(sum, 0) FROM counted, waited
    """))  # fmt: skip
    told = await asyncio.gather(*(upload(world, drawing()) for _ in range(2)))
    assert [each.status_code for each in told] == [201, 201]


async def test_a_copied_programme_has_its_own_pictures_and_its_texts_show_them(world: World) -> None:
    key = await added(world)
    slug = await shown(world, key)
    made = await World.make(world.sessions, world.keys, world.http)
    async with transaction(world.sessions) as session:
        await copy_materials(session, world.programme_id, made.programme_id)
    path = f"/api/v1/programmes/{made.programme_id}/pictures/{key}"
    assert f'<img src="{path}" alt="Two chairs by a window."' in await html(made, slug)
    assert (await materials(world, "DELETE", f"/{slug}")).status_code == 204
    assert (await remove(world, key)).status_code == 204
    assert (await seen(made, key, None)).status_code == 200
    (picture,) = (await pictures_of(made))["items"]
    assert picture["texts"] == SHOWING["texts"] and picture["used_in"][0]["slug"] == slug


async def test_what_is_done_with_pictures_is_in_the_audit_by_their_keys(world: World) -> None:
    key = await added(world)
    await describe(world, key)
    assert (await remove(world, key)).status_code == 204
    acts = [each for each in await world.rows("audit", programme_id=world.programme_id) if each["act"].startswith("picture_")]
    assert [(each["act"], each["details"]) for each in acts] == [
        (act, {"picture": key}) for act in ("picture_added", "picture_described", "picture_removed")
    ]
