"""Pictures as people send them, honest and hostile, and texts that show them."""

import io
import zlib
from functools import cache
from struct import pack
from typing import Any

import httpx
from PIL import Image, ImageDraw

from tests.factories import Someone, World

SECRET = b"taken by Maija at home"
DECORATION = {"decorative": True, "texts": []}
SHOWING = {
    "decorative": False,
    "texts": [
        {"language": "en", "words": "Two chairs by a window."},
        {"language": "fi", "words": "Kaksi tuolia ikkunan ääressä."},
        {"language": "sv", "words": "Två stolar vid ett fönster."},
    ],
}


def canvas(width: int = 60, height: int = 40) -> Image.Image:
    """Return a picture that is red above and blue below."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    ImageDraw.Draw(picture).rectangle((0, height // 2, width, height), fill=(30, 30, 200))
    return picture


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    """Return a picture as a file."""
    content = io.BytesIO()
    picture.save(content, kind, **how)
    return content.getvalue()


@cache
def drawing() -> bytes:
    """Return a small PNG."""
    return saved(canvas(), "PNG")


@cache
def photo(orientation: int = 1, width: int = 60, height: int = 40) -> bytes:
    """Return a JPEG that says where it was taken, by whom, and which way is up (1 to 8, as EXIF counts)."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 12.5), 3: "E", 4: (24.0, 56.0, 30.0)})
    return saved(canvas(width, height), "JPEG", exif=exif, comment=SECRET, quality=95)


def png_of(width: int, height: int) -> bytes:
    """Return the beginning of a PNG that claims a size; what it takes to show it stands in the claim alone."""
    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))


def film(kind: str) -> bytes:
    """Return an animation."""
    return saved(canvas(), kind, save_all=True, append_images=[Image.new("RGB", (60, 40), "green")])


# What is no picture of ours, and the code that says so.
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not_a_picture"),
    "text": (b"hello", "not_a_picture"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "not_a_picture"),
    "html": (b"<!doctype html><script>alert(1)</script>", "not_a_picture"),
    "html_in_a_png": (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "broken"),
    "gif": (saved(canvas(), "GIF"), "not_a_picture"),
    "bmp": (saved(canvas(), "BMP"), "not_a_picture"),
    "tiff": (saved(canvas(), "TIFF"), "not_a_picture"),
    "pdf": (saved(canvas(), "PDF"), "not_a_picture"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not_a_picture"),
    "half_a_png": (saved(Image.effect_noise((200, 200), 90), "PNG")[:9000], "broken"),
    "half_a_jpeg": (photo()[:-300], "broken"),
    "half_a_webp": (saved(canvas(600, 400), "WEBP")[:-20], "broken"),
    "no_more_than_a_beginning": (drawing()[:20], "broken"),
    "a_png_of_many_pixels": (png_of(60_000, 60_000), "too_many_pixels"),
    "a_png_just_too_large": (png_of(8000, 5001), "too_many_pixels"),
    "a_png_that_claims_more_than_it_has": (png_of(5000, 5000), "broken"),
    "a_webp_of_many_pixels": (saved(Image.new("RGB", (7000, 7000)), "WEBP", quality=0, method=0), "too_many_pixels"),
    "a_film_in_png": (film("PNG"), "animated"),
    "a_film_in_webp": (film("WEBP"), "animated"),
}


async def upload(
    world: World, content: bytes, caller: Someone | None = None, content_type: str = "image/png", **headers: str
) -> httpx.Response:
    """Upload a picture."""
    path = f"/programmes/{world.programme_id}/pictures"
    return await world.call(
        caller or world.coordinator, "POST", path, content=content, headers={"Content-Type": content_type} | headers
    )


async def added(world: World, content: bytes | None = None) -> str:
    """Upload a picture and return its key."""
    answer = await upload(world, content or drawing())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["key"])


async def describe(world: World, key: str, body: dict[str, Any] | None = None, caller: Someone | None = None) -> httpx.Response:
    """Say what a picture shows."""
    path = f"/programmes/{world.programme_id}/pictures/{key}/description"
    return await world.call(caller or world.coordinator, "PUT", path, json=body or SHOWING)


def material(*keys: str, **more: Any) -> dict[str, Any]:
    """Return a material that shows pictures."""
    body = "Sit down.\n\n" + "\n\n".join(f"![](picture:{key})" for key in keys)
    words = {"title": "Where to meet", "summary": "", "body": body}
    return {"kind": "page", "roles": [], "phases": [], "language": "en", "words": words} | more


async def shown(world: World, key: str, **more: Any) -> str:
    """Describe a picture, add a material that shows it, and return the material's slug."""
    assert (await describe(world, key)).status_code == 204
    path = f"/programmes/{world.programme_id}/materials"
    answer = await world.call(world.coordinator, "POST", path, json=material(key, **more))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["slug"])


async def seen(world: World, key: str, reader: Someone | None, **headers: str) -> httpx.Response:
    """Fetch a picture."""
    path = f"/api/v1/programmes/{world.programme_id}/pictures/{key}"
    return await world.http.get(path, headers=(reader.headers if reader else {}) | headers)
