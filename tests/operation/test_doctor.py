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
from kisalli.auth.saml import xmlsec
from kisalli.core.keypairs import make_rsa_pair
from kisalli.core.settings import Settings
from kisalli.database import migrate
from kisalli.doctor import Finding, examine
from tests.conftest import create_database
from tests.notifications.conftest import Sink, running

CHECKS = ["settings", "database", "letters", "schema", "erasures", "mail", "SPA"]


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


FEED = "https://federation.example/metadata.xml"


@pytest.fixture
def saml(tmp_path: Path) -> dict[str, Any]:
    """What SAML and a federation need."""
    key, certificate = tmp_path / "saml.key", tmp_path / "saml.crt"
    make_rsa_pair(key, certificate, "kisalli")
    federation = {"federation_metadata_url": FEED, "federation_certificate": certificate}
    return {"saml_key": key, "saml_certificate": certificate} | federation


@pytest.mark.parametrize(
    ("valid", "problem", "good", "says"),
    [
        (None, None, False, "never been read"),
        ("NULL", "bad_signature", False, "never been read (bad_signature)"),
        ("clock_timestamp() + interval '5 days'", None, True, "0 identity providers, good for 5.0 days"),
        ("clock_timestamp() + interval '5 days'", "expired", True, "the last reading failed: expired"),
        ("clock_timestamp() + interval '5 hours'", None, False, "good for 0.2 days"),
        ("clock_timestamp() - interval '1 day'", None, False, "good for -1.0 days"),
    ],
    ids=["never", "never-believed", "good", "last-failed", "ends-soon", "over"],
)
async def test_a_federation_that_ends_is_told_of_in_time(
    valid: str | None, problem: str | None, good: bool, says: str, parts_url: str, spa: Path, saml: dict[str, Any]
) -> None:
    with psycopg.connect(parts_url, autocommit=True) as connection:
        connection.execute("DELETE FROM federation_feed")
        if valid is not None:
            row = f"INSERT INTO federation_feed (url, valid_until, problem) VALUES (%s, {valid}, %s)"
            connection.execute(row.encode(), (FEED, problem))
    findings = await found(parts_url, spa, **saml)
    assert (findings["federation"].good, says in findings["federation"].says) == (good, True), findings["federation"].says
    assert findings["SAML"].good


async def test_saml_without_xmlsec1_says_what_to_install(
    parts_url: str, spa: Path, saml: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xmlsec.shutil, "which", lambda _: None)
    xmlsec.program.cache_clear()
    xmlsec.version.cache_clear()
    findings = await found(parts_url, spa, **saml)
    assert not findings["SAML"].good
    assert "apt-get install xmlsec1" in findings["SAML"].says


async def test_a_federation_before_its_table_says_what_to_run(worker_id: str, spa: Path, saml: dict[str, Any]) -> None:
    url = create_database(f"early_{worker_id}")
    migrate(url, "0009")
    assert "kisalli migrate" in (await found(url, spa, **saml))["federation"].says
