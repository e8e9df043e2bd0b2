"""Checked access tokens of every kind, kept in memory: a read costs no look-up and no signature check.

What is kept is forgotten as soon as the signals say that a person's rights, sessions or tokens changed; the token is then good
only if the database still says so. A process that has heard nothing yet, or nothing for a while, asks for everybody.
"""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from kisalli.core.caller import Caller
from kisalli.core.db import Sessions, transaction
from kisalli.core.errors import Unauthenticated
from kisalli.core.security import PERSONAL_TOKEN, SERVICE_TOKEN, AccessClaims, Keys, hash_secret
from kisalli.core.signals import News, Signals

log = structlog.get_logger()

KEPT = 20_000
NOTE_SECONDS = 5.0

STILL_GOOD = text("""
SELECT p.disabled_at IS NULL AND (CAST(:session_id AS uuid) IS NULL OR EXISTS (
         SELECT FROM session s WHERE s.id = :session_id AND s.person_id = p.id
            AND s.ended_at IS NULL AND s.expires_at > clock_timestamp()))
  FROM person p WHERE p.id = :person_id
""")
PERSONAL = text("""
SELECT t.id, t.person_id, t.scopes, EXTRACT(epoch FROM t.expires_at)::float AS expires_at
  FROM personal_token t JOIN person p ON p.id = t.person_id
 WHERE t.token_hash = :token_hash AND t.expires_at > clock_timestamp() AND p.disabled_at IS NULL
""")
# A scope that was taken from the account counts no more, whatever the token says.
SERVICE = text("""
SELECT NULL AS id, t.person_id, ARRAY(SELECT unnest(t.scopes) INTERSECT SELECT unnest(a.scopes)) AS scopes,
       EXTRACT(epoch FROM t.expires_at)::float AS expires_at
  FROM service_token t JOIN service_account a USING (person_id) JOIN person p ON p.id = t.person_id
 WHERE t.token_hash = :token_hash AND t.expires_at > clock_timestamp() AND p.disabled_at IS NULL
""")
OPAQUE = {PERSONAL_TOKEN: PERSONAL, SERVICE_TOKEN: SERVICE}
# Several processes see one token: whichever comes first in a minute writes.
NOTE_USES = text("""
UPDATE personal_token SET last_used_at = clock_timestamp()
 WHERE id = ANY(:ids) AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')
""")


@dataclass(frozen=True, slots=True)
class Checked:
    """Whose a token is, until when it is good (Unix seconds), and which personal token it is."""

    caller: Caller
    expires_at: float
    token_id: UUID | None = None


class Access:
    """The access tokens that this process has checked."""

    def __init__(self, keys: Keys, sessions: Sessions, signals: Signals) -> None:
        self._keys = keys
        self._sessions = sessions
        self._signals = signals
        self._kept: OrderedDict[str, Checked] = OrderedDict()
        self._suspects: set[UUID] = set()
        self._news = 0  # how often something was put in doubt
        self._used: set[UUID] = set()

    async def check(self, token: str) -> Caller:
        """Return whose token it is.

        Raises:
            Unauthenticated: it is not good, or no longer.
        """
        checked = self._kept.get(token)
        if checked is None or not self._signals.heard_lately:
            checked = await self._asked(token)
        elif checked.expires_at <= time.time():
            del self._kept[token]
            raise Unauthenticated
        if checked.token_id is not None:
            self._used.add(checked.token_id)
        return checked.caller

    def hear(self, news: News) -> None:
        """Forget what the news puts in doubt."""
        self._suspects |= news.people
        self._news += bool(news.people) or not news.complete
        if not news.complete:
            self._kept.clear()
        elif news.people:
            for token in [token for token, each in self._kept.items() if each.caller.person_id in news.people]:
                del self._kept[token]

    async def note_uses(self) -> None:
        """Write down which personal tokens were used; once a minute a token, and never while somebody waits for an answer."""
        used, self._used = self._used, set()
        if used:
            async with transaction(self._sessions) as session:
                await session.execute(NOTE_USES, {"ids": list(used)})

    async def note_uses_for_ever(self) -> None:
        """Note uses every few seconds; a database that is away loses some, which hurts nobody."""
        while True:
            await asyncio.sleep(NOTE_SECONDS)
            try:
                await self.note_uses()
            except (SQLAlchemyError, OSError) as error:
                log.warning("uses of tokens not noted", error=type(error).__name__)

    async def _asked(self, token: str) -> Checked:
        news = self._news
        kind = next((kind for kind in OPAQUE if token.startswith(kind)), None)
        checked = await self._looked_up(kind, token) if kind else await self._verified(token)
        if news == self._news:  # else the answer may be older than what was heard meanwhile
            self._kept[token] = checked
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return checked

    async def _looked_up(self, kind: str, token: str) -> Checked:
        async with transaction(self._sessions) as session:
            row = (await session.execute(OPAQUE[kind], {"token_hash": hash_secret(token)})).one_or_none()
        if row is None:
            raise Unauthenticated
        return Checked(Caller(row.person_id, scopes=frozenset(row.scopes)), row.expires_at, row.id)

    async def _verified(self, token: str) -> Checked:
        claims = self._keys.check_access_token(token)
        if claims.person_id in self._suspects or not self._signals.heard_lately:
            await self._ask_database(claims)
        return Checked(Caller(claims.person_id, claims.session_id), claims.expires_at)

    async def _ask_database(self, claims: AccessClaims) -> None:
        async with transaction(self._sessions) as session:
            values = {"person_id": claims.person_id, "session_id": claims.session_id}
            if not await session.scalar(STILL_GOOD, values):
                raise Unauthenticated
