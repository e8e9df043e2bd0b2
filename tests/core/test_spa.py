"""The SPA's files: compressed for whoever takes it, kept as long as they may be, the start page for the SPA's own paths."""

from collections.abc import AsyncIterator
from pathlib import Path

import brotli
import httpx
import pytest
from fastapi import FastAPI

from kisalli.core.spa import IMMUTABLE, mount_spa

PAGE = "<!doctype html><title>Kisälli</title>"
SCRIPT = "export const words = 'one two three';\n" * 40
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """An app that serves a small build."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "assets" / "index-abc.js").write_text(SCRIPT)
    (tmp_path / "assets" / "mark-abc.png").write_bytes(b"\x89PNG")
    app = FastAPI()
    mount_spa(app, tmp_path)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="https://kisalli.test") as client:
        yield client


async def test_a_script_comes_compressed_and_says_so(site: httpx.AsyncClient) -> None:
    async with site.stream("GET", "/assets/index-abc.js", headers={"Accept-Encoding": "gzip, br"}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert brotli.decompress(raw).decode() == SCRIPT
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["content-length"] == str(len(raw))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["content-type"].startswith("text/javascript")


async def test_whoever_takes_no_compression_gets_the_file(site: httpx.AsyncClient) -> None:
    answer = await site.get("/assets/index-abc.js", headers=PLAIN)
    assert (answer.text, answer.headers.get("content-encoding")) == (SCRIPT, None)
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("headers", [PLAIN, {"Accept-Encoding": "br"}])
async def test_what_is_known_is_not_sent_again(site: httpx.AsyncClient, headers: dict[str, str]) -> None:
    first = await site.get("/", headers=headers)
    again = await site.get("/", headers=headers | {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


async def test_a_picture_is_not_compressed_twice(site: httpx.AsyncClient) -> None:
    answer = await site.get("/assets/mark-abc.png", headers={"Accept-Encoding": "br"})
    assert (answer.content, answer.headers.get("content-encoding")) == (b"\x89PNG", None)


async def test_a_part_of_a_file_is_a_part_of_the_file(site: httpx.AsyncClient) -> None:
    answer = await site.get("/assets/index-abc.js", headers={"Accept-Encoding": "br", "Range": "bytes=0-5"})
    assert (answer.status_code, answer.text) == (206, SCRIPT[:6])


@pytest.mark.parametrize("path", ["/", "/mentors", "/requests/0199", "/index.html"])
async def test_the_spas_own_paths_get_its_page(site: httpx.AsyncClient, path: str) -> None:
    answer = await site.get(path)
    assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (200, PAGE, "no-cache")


@pytest.mark.parametrize("path", ["/assets/gone.js", "/api/v1/nothing"])
async def test_what_is_not_there_is_not_there(site: httpx.AsyncClient, path: str) -> None:
    assert (await site.get(path)).status_code == 404


@pytest.mark.parametrize("way", ["/../secret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret"])
async def test_nothing_outside_the_build_is_served(site: httpx.AsyncClient, tmp_path: Path, way: str) -> None:
    (tmp_path.parent / "secret").write_text("secret")
    assert "secret" not in (await site.get(way)).text
