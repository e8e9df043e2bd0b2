"""A request's way to the runner: its Idempotency-Key and what the command says, so that a repeat is known as one."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Concatenate, ParamSpec

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.acts import Acts, Command
from kisalli.core.callers import CurrentCaller

P = ParamSpec("P")


class RequestActs:
    """Runs acts as commands of one HTTP request."""

    def __init__(self, acts: Acts, command: Command) -> None:
        self._acts = acts
        self._command = command

    async def run(
        self,
        act: Callable[Concatenate[AsyncSession, P], Awaitable[BaseModel]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response:
        """Run an act and answer its stored JSON, 201 where the route says so."""
        answer = await self._acts.run(self._command, act, *args, **kwargs)
        return Response(answer, media_type="application/json")

    async def create(
        self,
        act: Callable[Concatenate[AsyncSession, P], Awaitable[BaseModel]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response:
        """Run an act that creates something and answer 201."""
        response = await self.run(act, *args, **kwargs)
        response.status_code = 201
        return response


async def request_acts(
    request: Request,
    caller: CurrentCaller,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=8, max_length=200, description="The same key and body act once and answer the same for 24 hours."),
    ] = None,
) -> RequestActs:
    """Return the runner for this request."""
    body = await request.body()
    command = Command.of(caller.person_id, request.method, request.url.path, body, key=idempotency_key)
    return RequestActs(request.app.state.acts, command)


ActsOf = Annotated[RequestActs, Depends(request_acts)]
