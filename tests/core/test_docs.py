"""What README and docs/ name exists: every link leads somewhere, and every path is a file or a folder of the repository."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Where a page means a path from: the folder of the page comes first.
FROM = ("", "backend/kisalli", "frontend", "frontend/src", "tests")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.{},*-]*)`")
NO_PATHS = {"text/csv", "var/"}  # a type, and what the first run makes
BRACES = re.compile(r"\{([^}]*)\}")


def spelled_out(path: str) -> list[str]:
    """Return `a/{b,c}/` as `a/b/` and `a/c/`."""
    braces = BRACES.search(path)
    return [path.replace(braces[0], each) for each in braces[1].split(",")] if braces else [path]


def exists(path: str, page: Path) -> bool:
    return any(any(folder.glob(path)) for folder in (page.parent, *(ROOT / each for each in FROM)))


@pytest.mark.parametrize("named", PAGES, ids=lambda named: str(named.relative_to(ROOT)))
def test_every_path_that_a_page_names_exists(named: Path) -> None:
    said = named.read_text(encoding="utf-8")
    paths = {each for path in set(PATH.findall(said)) - NO_PATHS for each in spelled_out(path)}
    assert {path for path in paths if not exists(path.rstrip("/"), named)} == set()
    links = {link for link in re.findall(r"\]\(([^)#\s]+)", said) if not re.match(r"[a-z]+:", link)}
    assert {link for link in links if not (named.parent / link).exists()} == set()
