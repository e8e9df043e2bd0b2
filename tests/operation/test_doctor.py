"""`kisalli doctor`: each complaint by itself, with what to do about it, and no complaint where nothing is wrong."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from typer.testing import CliRunner

from kisalli import cli
from kisalli.core.settings import Settings
from kisalli.database import migrate
from kisalli.doctor import Finding, examine
from tests.conftest import create_database
from tests.notifications.conftest import Sink, running

CHECKS = ["settings", "database", "letters", "schema", "mail", "SPA"]


@pytest.fixture
def spa(tmp_path: Path) -> Path:
    """A built SPA."""
    (tmp_path / "index.html").write_text("<!doctype html>")
    return tmp_path


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that is taken and answers nobody."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        yield silent.getsockname()[1]


async def found(url: str, spa: Path, **more: Any) -> dict[str, Finding]:
    values: dict[str, Any] = {"demo": True, "database_url": url, "spa_dir": spa}
    return {each.what: each for each in await examine(Settings(**(values | more)))}


def complaints(findings: dict[str, Finding]) -> list[str]:
    return [each.what for each in findings.values() if not each.good]


async def test_a_healthy_installation_has_no_complaint(parts_url: str, spa: Path) -> None:
    real = {"demo": False, "secret": "x" * 40, "public_url": "https://mentoring.example.org"}
    async with running(Sink()) as sink:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": sink.port, "smtp_starttls": False}
        findings = await found(parts_url, spa, **real, **mail)
    assert complaints(findings) == []
    assert list(findings) == CHECKS
    assert findings["settings"].says == "production"
    assert findings["mail"].says.endswith("answers")


async def test_no_mail_server_is_a_remark(parts_url: str, spa: Path) -> None:
    findings = await found(parts_url, spa)
    assert complaints(findings) == []
    assert findings["settings"].says == "demo mode"
    assert "mails wait" in findings["mail"].says


async def test_a_database_that_does_not_answer_is_named_and_hides_nothing_else(closed_port: int, tmp_path: Path) -> None:
    url = f"postgresql://kisalli:s3cret@127.0.0.1:{closed_port}/kisalli"
    findings = await found(url, tmp_path / "nowhere", smtp_host="127.0.0.1", smtp_port=closed_port)
    assert complaints(findings) == ["database", "mail", "SPA"]
    assert str(closed_port) in findings["database"].says
    assert "s3cret" not in str(findings)


async def test_a_database_that_is_not_there_is_named(parts_url: str, spa: Path) -> None:
    findings = await found(parts_url.replace("/parts_", "/nowhere_"), spa)
    assert complaints(findings) == ["database"]
    assert "does not exist" in findings["database"].says


async def test_a_schema_that_is_behind_says_what_to_run(worker_id: str, spa: Path) -> None:
    url = create_database(f"behind_{worker_id}")
    empty = await found(url, spa)
    assert complaints(empty) == ["schema"]
    assert "at None" in empty["schema"].says
    migrate(url, "0001")
    behind = await found(url, spa)
    assert complaints(behind) == ["schema"]
    assert behind["schema"].says.startswith("at 0001, needs ")
    assert "`kisalli migrate`" in behind["schema"].says
    migrate(url)
    assert complaints(await found(url, spa)) == []


async def test_a_database_that_misses_letters_is_said_to(parts_url: str, worker_id: str, spa: Path) -> None:
    name = f"letters_{worker_id}"
    with psycopg.connect(parts_url, autocommit=True) as connection:
        plain = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(sql.SQL(plain).format(sql.Identifier(name)))
    url = parts_url.replace(f"/parts_{worker_id}", f"/{name}")
    migrate(url)
    findings = await found(url, spa)
    assert complaints(findings) == ["letters"]
    assert "UTF-8" in findings["letters"].says


async def test_a_spa_that_is_not_built_says_what_to_run(parts_url: str, tmp_path: Path) -> None:
    findings = await found(parts_url, tmp_path)
    assert complaints(findings) == ["SPA"]
    assert "`make spa`" in findings["SPA"].says


async def test_a_mail_server_is_asked_as_the_worker_will_ask_it(parts_url: str, spa: Path) -> None:
    async with running(Sink()) as sink:
        server = {"smtp_host": "127.0.0.1", "smtp_port": sink.port}
        without_tls = await found(parts_url, spa, **server)
        login = {"smtp_starttls": False, "smtp_username": "kisalli", "smtp_password": "s3cret"}
        without_login = await found(parts_url, spa, **server, **login)
    for findings in (without_tls, without_login):
        assert complaints(findings) == ["mail"]
        assert f"127.0.0.1:{sink.port}" in findings["mail"].says
    assert "STARTTLS" in without_tls["mail"].says
    assert "s3cret" not in str(without_login)


def test_the_exit_code_says_whether_something_is_wrong(
    parts_url: str, spa: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, code, mark in ((spa, 0, "ok   SPA"), (tmp_path_factory.mktemp("empty"), 1, "FAIL SPA")):
        settings = Settings(demo=True, database_url=parts_url, spa_dir=folder)
        monkeypatch.setattr(cli, "_settings", lambda settings=settings: settings)
        result = CliRunner().invoke(cli.app, ["doctor"])
        assert result.exit_code == code
        assert mark in result.output
        assert [line[5:].partition(":")[0] for line in result.output.splitlines()] == CHECKS
