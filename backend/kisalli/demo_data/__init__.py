"""The demo's people: fragments, names and a few hand-written lives as TOML, and the writer that puts them together."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return one of the data files beside this module; callers don't change what they get."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
