"""The built SPA, served as static files; any path that is neither a file nor an API route gets its start page."""

from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from typing_extensions import override

IMMUTABLE = "public, max-age=31536000, immutable"


class Spa(StaticFiles):
    """Static files with the start page for the SPA's own paths; hashed assets are kept for ever, the page never."""

    @override
    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer a file, or the start page where the browser asks for a page of the SPA."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != HTTPStatus.NOT_FOUND or path.startswith(("api/", "assets/")):
                raise
            response = await super().get_response("index.html", scope)
        response.headers["Cache-Control"] = IMMUTABLE if path.startswith("assets/") else "no-cache"
        return response


def mount_spa(app: FastAPI, folder: Path) -> None:
    """Serve the SPA if it is built."""
    if (folder / "index.html").exists():
        app.mount("/", Spa(directory=folder, html=True), name="spa")
