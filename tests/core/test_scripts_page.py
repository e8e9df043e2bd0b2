"""docs/scripts.md: its table is the one of core/policy.py, and its lines run as they stand there."""

import json
import os
import re
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kisalli.core.policy import MEANINGS, OF_SERVICES, OF_STAFF, Scope
from tests.core.served import Served, served

PAGE = (Path(__file__).parent.parent.parent / "docs" / "scripts.md").read_text(encoding="utf-8")
LINES: list[tuple[str, str]] = re.findall(r"^```(sh|python)\n(.+?)\n```$", PAGE, re.MULTILINE | re.DOTALL)


def rows() -> list[str]:
    """Return the table as it has to be."""
    return [
        f"| `{scope}` | {MEANINGS[scope]} | {'staff' if scope in OF_STAFF else 'anybody'}"
        f"{', service account' if scope in OF_SERVICES else ''} |"
        for scope in Scope
    ]


def test_the_table_of_scopes_is_the_policys() -> None:
    assert [line for line in PAGE.splitlines() if line.startswith("| `")] == rows()


@pytest.fixture(scope="module")
def there(database_url: str) -> Iterator[Served]:
    with served(database_url) as running:
        yield running


def by_curl(line: str, **variables: str) -> Any:
    """Run a line of the page in a shell."""
    ran = subprocess.run(["sh", "-c", line], env=os.environ | variables, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def by_python(line: str, name: str, **variables: str) -> Any:
    """Run a line of the page in Python; return what it gave a name to."""
    space: dict[str, Any] = {"httpx": httpx} | variables
    exec(textwrap.dedent(line), space)
    return space[name]


def test_there_is_a_line_for_the_shell_and_one_for_python_each() -> None:
    assert [language for language, _ in LINES] == ["sh", "python", "sh", "python"]


def test_the_lines_of_personal_tokens_run_as_they_stand(there: Served) -> None:
    asked = by_curl(LINES[0][1], KISALLI_URL=there.url, KISALLI_TOKEN=there.token)
    assert there.programme_id in {each["id"] for each in asked["items"]}
    programmes = by_python(LINES[1][1], "programmes", url=there.url, token=there.token)
    assert there.programme_id in {each["id"] for each in programmes}


def test_the_lines_of_service_accounts_run_as_they_stand(there: Served) -> None:
    secrets = {"KISALLI_CLIENT_ID": there.client_id, "KISALLI_CLIENT_SECRET": there.client_secret}
    fetched = by_curl(LINES[2][1], KISALLI_URL=there.url, **secrets)
    assert fetched["token_type"] == "Bearer"
    secrets = {"client_id": there.client_id, "client_secret": there.client_secret}
    token = by_python(LINES[3][1], "token", url=there.url, **secrets)
    for each in (token, fetched["access_token"]):
        path = f"{there.url}/api/v1/programmes/{there.programme_id}/participants"
        assert httpx.get(path, headers={"Authorization": f"Bearer {each}"}).status_code == 200
