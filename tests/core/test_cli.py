"""The command, as an operator types it, on a database of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import psycopg
import pytest

from tests.conftest import create_database

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def url(worker_id: str) -> str:
    """An empty database."""
    return create_database(f"cli_{worker_id}")


def kisalli(url: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    settings = {"KISALLI_DEMO": "true", "KISALLI_DATABASE_URL": url} | environment
    command = [sys.executable, "-m", "kisalli.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)


class Answer(NamedTuple):
    """What a command ended with."""

    code: int
    out: str
    err: str


# In one process, for most of what a command takes is the start of Python.
SEVERAL = """
import json, sys
from typer.testing import CliRunner
from kisalli.cli import app
results = {name: CliRunner().invoke(app, arguments) for name, arguments in json.load(sys.stdin).items()}
json.dump({name: (each.exit_code, each.stdout, each.stderr) for name, each in results.items()}, sys.stdout)
"""


def one_after_another(url: str, commands: dict[str, list[str]]) -> dict[str, Answer]:
    """Run several commands, given by names of the test's own."""
    settings = {"KISALLI_DEMO": "true", "KISALLI_DATABASE_URL": url}
    command, given = [sys.executable, "-c", SEVERAL], json.dumps(commands)
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | settings, input=given, capture_output=True, text=True, check=True)
    return {name: Answer(*answer) for name, answer in json.loads(ended.stdout).items()}


def test_from_an_empty_database_to_an_admin_with_a_token(url: str, tmp_path: Path) -> None:
    newest = max(each.stem.split("_")[0] for each in (ROOT / "migrations" / "versions").glob("0*.py"))
    assert f"needs {newest}: " in kisalli(url, "doctor").stdout
    assert kisalli(url, "migrate").returncode == 0
    healthy = kisalli(url, "doctor")
    assert f"schema: at {newest}" in healthy.stdout
    made = ["create-admin", "--email", "a@example.org", "--name", "Admin", "--organisation", "Åbo Akademi"]
    for _ in range(2):
        assert kisalli(url, *made).returncode == 0
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT slug FROM organisation").fetchall() == [("abo-akademi",)]
        assert connection.execute("SELECT role FROM organisation_member").fetchall() == [("admin",)]
    assert kisalli(url, "token", "A@example.org").stdout.count(".") == 2
    assert kisalli(url, "token", "nobody@example.org").returncode == 1
    tokens = tmp_path / "tokens"
    assert kisalli(url, "demo", "--mentors", "5", "--mentees", "7", "--tokens", str(tokens)).returncode == 0
    people = [json.loads(line) for line in tokens.read_text().splitlines()]
    assert {each["role"] for each in people} >= {"mentor", "mentee"}
    assert set(people[0]) == {"role", "participant_id", "email", "token"}


def test_a_restored_backup_forgets_its_erased_people_again(url: str, tmp_path: Path) -> None:
    listed = tmp_path / "erasures"
    missing = kisalli(url, "reapply-erasures", KISALLI_ERASURES_FILE=str(listed))
    assert (missing.returncode, str(listed) in missing.stderr) == (1, True)
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT person_id FROM participant WHERE role = 'mentor' ORDER BY id LIMIT 1").fetchone()
    assert row is not None
    listed.write_text(f"2026-11-26T00:00:00+00:00 {row[0]}\n2026-11-26T00:00:00+00:00 {UUID(int=1)}\n")
    for erased in (1, 0):
        again = kisalli(url, "reapply-erasures", str(listed))
        assert f"2 erasures are listed; {erased} people" in again.stdout, again.stderr
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT name, email FROM person WHERE id = %s", row).fetchone() == ("N. N.", "")


def test_the_record_of_processing_is_printed(url: str) -> None:
    assert "| `mentor_profile` |" in kisalli(url, "purposes").stdout


def test_demo_people_exist_in_demo_mode_alone(url: str) -> None:
    real = {"KISALLI_DEMO": "false", "KISALLI_SECRET": "x" * 40}
    refused = kisalli(url, "demo", **real)
    assert refused.returncode == 2
    assert "KISALLI_DEMO=true" in refused.stderr


def test_a_wrong_setting_is_named_and_nothing_starts(url: str) -> None:
    refused = kisalli(url, "serve", KISALLI_PORT="many")
    assert refused.returncode == 2
    assert "KISALLI_PORT" in refused.stderr
    assert refused.stderr.count("KISALLI_") == 1
    unsafe = kisalli(url, "serve", KISALLI_DEMO="false")
    assert unsafe.returncode == 2
    assert "KISALLI_SECRET" in unsafe.stderr


def test_saml_keys_are_made_once_and_never_written_over(url: str, tmp_path: Path) -> None:
    key, certificate = tmp_path / "a.key", tmp_path / "a.crt"
    made = kisalli(url, "saml-keys", str(key), str(certificate))
    assert made.returncode == 0
    assert f"KISALLI_SAML_KEY={key}" in made.stdout
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    content = key.read_bytes()
    again = kisalli(url, "saml-keys", str(tmp_path / "b.key"), str(certificate))
    assert again.returncode == 1
    assert str(certificate) in again.stderr
    assert not (tmp_path / "b.key").exists()
    assert kisalli(url, "saml-keys", str(key), str(tmp_path / "b.crt")).returncode == 1
    assert key.read_bytes() == content
    federation = {"KISALLI_SAML_KEY": str(key), "KISALLI_SAML_CERTIFICATE": str(tmp_path / "b.crt")}
    refused = kisalli(url, "serve", **federation)
    assert refused.returncode == 2
    assert f"{tmp_path / 'b.crt'} can't be read" in refused.stderr


def test_an_operator_gives_somebody_who_can_not_get_in_another_address(url: str) -> None:
    made = ["create-admin", "--organisation", "Somewhere", "--email"]
    commands = {
        "schema": ["migrate"],
        "lost": [*made, "lost@example.org", "--name", "Lost"],
        "other": [*made, "other@example.org", "--name", "Other"],
        "nobody": ["person-email", "nobody@example.org", "new@example.org", "--yes"],
        "no address": ["person-email", "lost@example.org", "no address", "--yes"],
        "taken": ["person-email", "lost@example.org", "other@example.org", "--yes"],
        "unsure": ["person-email", "lost@example.org", "found@example.org"],
        "right": ["person-email", "LOST@example.org", "found@example.org", "--yes"],
    }
    answers = one_after_another(url, commands)
    codes = {name: answer.code for name, answer in answers.items()}
    assert codes == {"schema": 0, "lost": 0, "other": 0, "nobody": 1, "no address": 2, "taken": 1, "unsure": 1, "right": 0}
    assert "Lost" in answers["unsure"].out
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT subject FROM identity JOIN person p ON p.id = person_id WHERE p.name = 'Lost'")
        assert found.fetchall() == [("found@example.org",)]
        connection.execute("UPDATE person SET email = 'same@example.org' WHERE name IN ('Lost', 'Other')")
        (lost,) = connection.execute("SELECT id FROM person WHERE name = 'Lost'").fetchone() or (None,)
    change = ["person-email", "same@example.org", "third@example.org", "--yes"]
    answers = one_after_another(url, {"several": change, "one": [*change, "--person", str(lost)]})
    assert (answers["several"].code, str(lost) in answers["several"].err) == (1, True)
    assert answers["one"].code == 0, answers["one"].err
