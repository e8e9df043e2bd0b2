"""The built SPA, served as static files; any path that is neither a file nor an API route gets its start page."""

import asyncio
from http import HTTPStatus
from pathlib import Path

import brotli
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from typing_extensions import override

IMMUTABLE = "public, max-age=31536000, immutable"
QUALITY = 10  # 2 % larger than the best, in a third of its time: somebody waits for the first one
COMPRESSED = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"})


class Spa(StaticFiles):
    """Static files with the start page for the SPA's own paths; hashed assets are kept for ever, the page never.

    Texts are compressed when first asked for and kept: there are a few dozen of them, and they never change.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True)
        self._compressed: dict[tuple[Path, str], bytes] = {}

    @override
    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer a file, or the start page where the browser asks for a page of the SPA."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != HTTPStatus.NOT_FOUND or path.startswith(("api/", "assets/")):
                raise
            response = await super().get_response("index.html", scope)
        if isinstance(response, FileResponse) and Path(response.path).suffix in COMPRESSED:
            response.headers["Vary"] = "Accept-Encoding"
            if "br" in Headers(scope=scope).get("accept-encoding", "") and "range" not in Headers(scope=scope):
                response = await self._in_brotli(response)
        response.headers["Cache-Control"] = IMMUTABLE if path.startswith("assets/") else "no-cache"
        return response

    async def _in_brotli(self, plain: FileResponse) -> Response:
        file, etag = Path(plain.path), plain.headers["etag"]
        if (file, etag) not in self._compressed:
            self._compressed[file, etag] = await asyncio.to_thread(lambda: brotli.compress(file.read_bytes(), quality=QUALITY))
        kept = {name: plain.headers[name] for name in ("content-type", "last-modified", "vary")}
        # Weak: these are other bytes than the file's.
        return Response(self._compressed[file, etag], headers=kept | {"etag": f"W/{etag}", "content-encoding": "br"})


def mount_spa(app: FastAPI, folder: Path) -> None:
    """Serve the SPA if it is built."""
    if (folder / "index.html").exists():
        app.mount("/", Spa(folder), name="spa")
