"""The plain transaction of a request: committed before the answer is sent (FastAPI's default scope commits after it)."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.db import transaction


async def open_transaction(request: Request) -> AsyncIterator[AsyncSession]:
    """Open the request's transaction; news in it is announced once it is committed."""
    async with transaction(request.app.state.sessions) as session:
        yield session
    if session.info.get("news"):
        request.app.state.signals.announce()


Tx = Annotated[AsyncSession, Depends(open_transaction, scope="function")]
