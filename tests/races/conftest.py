"""A scene of one's own for every race."""

import pytest
from fastapi import FastAPI

from tests.factories import World
from tests.races.scene import Scene


@pytest.fixture
async def scene(world: World, app: FastAPI, database_url: str) -> Scene:
    """A programme whose acts can be held open."""
    return Scene(world, app.state.acts, database_url)
