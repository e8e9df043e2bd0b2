"""`kisalli doctor`: looks at an installation and says what to do about what is wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiosmtplib
import psycopg
from alembic.script import ScriptDirectory

from kisalli.auth.saml import xmlsec
from kisalli.core.embedded import EmbeddedUnavailable
from kisalli.core.settings import Settings
from kisalli.database import available, migrations

OLDEST_POSTGRESQL = 150_000
PATIENCE_SECONDS = 5
FEWEST_DAYS = 1.0  # of a federation's metadata; it is read every hour, so something is wrong long before
FEDERATION = """
SELECT EXTRACT(epoch FROM f.valid_until - clock_timestamp()) / 86400,
       (SELECT count(*) FROM federation_member WHERE source = 'feed'), f.problem
  FROM federation_feed f WHERE f.url = %(url)s
"""
UNFINISHED_ERASURES = """
SELECT count(*) FROM erasure
 WHERE (finished_at IS NULL OR listed_at IS NULL) AND asked_at < clock_timestamp() - interval '1 hour'
"""


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    good: bool
    says: str


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; one trouble does not hide the next."""
    findings = [Finding("settings", good=True, says="demo mode" if settings.demo else "production")]
    try:
        with available(settings) as url:
            findings += await _database(url)
            if settings.federation_metadata_url is not None:
                findings.append(await _federation(url, str(settings.federation_metadata_url)))
    except (psycopg.Error, EmbeddedUnavailable) as error:
        findings.append(Finding("database", good=False, says=f"{error}".strip().splitlines()[0]))
    findings.append(await _mail(settings))
    if settings.saml_key is not None:
        findings.append(_saml())
    built = (settings.spa_dir / "index.html").exists()
    findings.append(Finding("SPA", good=built, says=str(settings.spa_dir) if built else "not built; run `make spa`"))
    return findings


async def _database(url: str) -> list[Finding]:
    async with await psycopg.AsyncConnection.connect(url, connect_timeout=PATIENCE_SECONDS) as connection:
        version = connection.info.server_version
        says = f"PostgreSQL {version // 10_000}.{version % 10_000}"
        findings = [Finding("database", good=version >= OLDEST_POSTGRESQL, says=f"{says}; 15 or newer is needed")]
        folded = await _value(connection, "SELECT lower('Ä') = 'ä'")
        says = "Ä is found as ä" if folded else "create the database with a UTF-8 locale, or search misses Ä and Ö"
        findings.append(Finding("letters", good=bool(folded), says=says))
        head = ScriptDirectory.from_config(migrations(url)).get_current_head()
        known = await _value(connection, "SELECT to_regclass('alembic_version') IS NOT NULL")
        here = await _value(connection, "SELECT version_num FROM alembic_version") if known else None
        says = f"at {here}" if here == head else f"at {here}, needs {head}: run `kisalli migrate`"
        findings.append(Finding("schema", good=here == head, says=says))
        if here == head:
            waiting = await _value(connection, UNFINISHED_ERASURES)
            says = f"{waiting} not finished or written down within an hour; look at the worker's log" if waiting else "none waits"
            findings.append(Finding("erasures", good=not waiting, says=says))
    return findings


async def _federation(url: str, feed: str) -> Finding:
    async with await psycopg.AsyncConnection.connect(url, connect_timeout=PATIENCE_SECONDS) as connection:
        if not await _value(connection, "SELECT to_regclass('federation_feed') IS NOT NULL"):
            return Finding("federation", good=False, says="its table is missing: run `kisalli migrate`")
        row = await (await connection.execute(FEDERATION, {"url": feed})).fetchone()
    if row is None or row[0] is None:
        why = f" ({row[2]})" if row and row[2] else ""
        return Finding("federation", good=False, says=f"{feed} has never been read{why}: is the worker running?")
    days, providers, problem = row[0], row[1], row[2]
    says = f"{providers} identity providers, good for {days:.1f} days"
    return Finding("federation", good=days > FEWEST_DAYS, says=f"{says}; the last reading failed: {problem}" if problem else says)


def _saml() -> Finding:
    try:
        return Finding("SAML", good=True, says=f"xmlsec1 {xmlsec.version()}")
    except xmlsec.XmlsecMissing as error:
        return Finding("SAML", good=False, says=str(error))


async def _value(connection: psycopg.AsyncConnection[Any], query: str) -> Any:  # noqa: ANN401 - whatever the column is
    row = await (await connection.execute(query.encode())).fetchone()
    return row[0] if row else None


async def _mail(settings: Settings) -> Finding:
    if settings.smtp_host is None:
        return Finding("mail", good=True, says="no SMTP server is set; mails wait in the message log")
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
    server = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username,
        password=password if settings.smtp_username is not None else None,
        use_tls=settings.smtp_tls,
        start_tls=settings.smtp_starttls and not settings.smtp_tls,
        timeout=PATIENCE_SECONDS,
    )
    steps: list[Callable[[], Awaitable[object]]] = [server.connect, server.quit]
    try:
        for step in steps:
            await step()
    except (TimeoutError, aiosmtplib.SMTPException, OSError) as error:
        return Finding("mail", good=False, says=f"{settings.smtp_host}:{settings.smtp_port}: {error}")
    return Finding("mail", good=True, says=f"{settings.smtp_host}:{settings.smtp_port} answers")
