"""Checked access tokens, kept in memory: a read costs no look-up and no signature check.

What is kept is forgotten as soon as the signals say that a person's rights or sessions changed; the token is then good
only if the database still says so. A process that has heard nothing yet, or nothing for a while, asks for everybody.
"""

import time
from collections import OrderedDict
from uuid import UUID

from sqlalchemy import text

from kisalli.core.caller import Caller
from kisalli.core.db import Sessions, transaction
from kisalli.core.errors import Unauthenticated
from kisalli.core.security import AccessClaims, Keys
from kisalli.core.signals import News, Signals

KEPT = 20_000

STILL_GOOD = text("""
SELECT p.disabled_at IS NULL AND (CAST(:session_id AS uuid) IS NULL OR EXISTS (
         SELECT FROM session s WHERE s.id = :session_id AND s.person_id = p.id
            AND s.ended_at IS NULL AND s.expires_at > clock_timestamp()))
  FROM person p WHERE p.id = :person_id
""")


class Access:
    """The access tokens that this process has checked."""

    def __init__(self, keys: Keys, sessions: Sessions, signals: Signals) -> None:
        self._keys = keys
        self._sessions = sessions
        self._signals = signals
        self._kept: OrderedDict[str, tuple[AccessClaims, Caller]] = OrderedDict()
        self._suspects: set[UUID] = set()
        self._news = 0  # how often something was put in doubt

    async def check(self, token: str) -> Caller:
        """Return whose token it is.

        Raises:
            Unauthenticated: it is not good, or no longer.
        """
        kept = self._kept.get(token)
        if kept is not None and self._signals.heard_lately:
            if kept[0].expires_at <= time.time():
                del self._kept[token]
                raise Unauthenticated
            return kept[1]
        news, claims = self._news, self._keys.check_access_token(token)
        if claims.person_id in self._suspects or not self._signals.heard_lately:
            await self._ask_database(claims)
        caller = Caller(claims.person_id, claims.session_id)
        if news == self._news:  # else the answer may be older than what was heard meanwhile
            self._kept[token] = (claims, caller)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return caller

    def hear(self, news: News) -> None:
        """Forget what the news puts in doubt."""
        self._suspects |= news.people
        self._news += bool(news.people) or not news.complete
        if not news.complete:
            self._kept.clear()
        elif news.people:
            for token in [token for token, (claims, _) in self._kept.items() if claims.person_id in news.people]:
                del self._kept[token]

    async def _ask_database(self, claims: AccessClaims) -> None:
        async with transaction(self._sessions) as session:
            values = {"person_id": claims.person_id, "session_id": claims.session_id}
            if not await session.scalar(STILL_GOOD, values):
                raise Unauthenticated
