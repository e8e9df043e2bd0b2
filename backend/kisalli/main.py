"""The app: composes the rooms; only this module mounts routers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI, Response
from fastapi.routing import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from kisalli import __version__
from kisalli.agreements import router as agreements
from kisalli.auth import account_router as account
from kisalli.auth import oauth_router as oauth
from kisalli.auth import oidc_router as oidc
from kisalli.auth import provider_router as providers
from kisalli.auth import router as auth
from kisalli.auth import saml_router as saml
from kisalli.auth import saml_sign_in
from kisalli.auth import service as auth_service
from kisalli.auth import service_accounts_router as service_accounts
from kisalli.auth import tokens_router as tokens
from kisalli.auth.access import Access
from kisalli.auth.oidc import OpenIdProviders
from kisalli.auth.saml import federation
from kisalli.calendar import router as calendar
from kisalli.certificates import router as certificates
from kisalli.concerns import router as concerns
from kisalli.core import policy, problem
from kisalli.core.acts import Acts
from kisalli.core.budgets import Budget
from kisalli.core.caller import Caller
from kisalli.core.db import connect_ahead, create_engine, create_sessions, transaction
from kisalli.core.edge import Edge
from kisalli.core.errors import BadRequest, CsrfFailed, Invalid, TooLarge, Unauthenticated, Unavailable, UnsupportedMedia
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from kisalli.core.spa import mount_spa
from kisalli.directory import router as directory
from kisalli.directory.service import Readers
from kisalli.directory.snapshot import Directories
from kisalli.events import errors as of_events
from kisalli.events import router as events
from kisalli.goals import router as goals
from kisalli.home import router as home
from kisalli.matches import router as matches
from kisalli.materials import pictures_router as pictures
from kisalli.materials import router as materials
from kisalli.materials import stories_router as stories
from kisalli.meetings import router as meetings
from kisalli.notes import router as notes
from kisalli.notifications import choices_router as choices
from kisalli.notifications import router as notifications
from kisalli.notifications.queue import measure, unknown
from kisalli.openapi import describe
from kisalli.organisations import people_router as members
from kisalli.organisations import router as organisations
from kisalli.organisations.errors import AlreadyWorksHere
from kisalli.privacy import router as privacy
from kisalli.profiles import router as profiles
from kisalli.programmes import router as programmes
from kisalli.register import router as register
from kisalli.register.lookup import Lookups
from kisalli.requests import groups_router as groups
from kisalli.requests import proposals_router as proposals
from kisalli.requests import router as requests
from kisalli.requests import taking_part_router as taking_part
from kisalli.requests.errors import MEANINGS
from kisalli.rounds import router as rounds
from kisalli.surveys import router as surveys
from kisalli.terms import router as terms
from kisalli.workspace import router as workspace

log = structlog.get_logger()

PREFIX = "/api/v1"
PROFILES_AN_HOUR = 300  # whole profiles of mentors that one person opens: more than anybody reads, too few to carry all away
PAPERS_AN_HOUR = 60  # certificates that one person has drawn
CHECKS_AN_HOUR = 600  # codes of certificates that are looked up from one address: a campus is one
EVERY_ROUTE = problem.problems(BadRequest, Unauthenticated, CsrfFailed, Invalid, TooLarge, UnsupportedMedia, Unavailable)


def create_app(settings: Settings, database_url: str) -> FastAPI:
    """Return the app on a database; the server runs its lifespan."""
    engine = create_engine(database_url, settings)
    sessions = create_sessions(engine)
    signals, keys = Signals(), Keys(settings)
    access, readers = Access(keys, sessions, signals), Readers(sessions, signals)
    directories = Directories(sessions, signals)
    signals.listeners += [access.hear, readers.hear, directories.hear]

    async def resume_session(token: str) -> Caller:
        async with transaction(sessions) as session:
            return await auth_service.resume(session, token, settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        works = (signals.watch(database_url, settings.listen_url), access.note_uses_for_ever())
        tasks = [asyncio.create_task(work) for work in works]
        await connect_ahead(engine, settings.pool_size)
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await engine.dispose()

    app = FastAPI(title="Kisälli", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings, app.state.keys, app.state.engine, app.state.sessions = settings, keys, engine, sessions
    app.state.signals, app.state.access, app.state.readers, app.state.directories = signals, access, readers, directories
    app.state.lookups = Lookups(own_network=settings.own_network)
    app.state.profiles_read = Budget(PROFILES_AN_HOUR, 3600)
    app.state.acts = Acts(sessions, signals, MEANINGS | of_events.MEANINGS)
    app.state.papers_made = Budget(PAPERS_AN_HOUR, 3600)
    app.state.certificates_checked = Budget(CHECKS_AN_HOUR, 3600)
    app.state.resume_session = resume_session
    app.state.openid = OpenIdProviders(keys, own_network=settings.own_network)
    app.state.saml = saml_sign_in.of(settings, sessions)
    problem.install(app, MEANINGS | of_events.MEANINGS | {"pk_organisation_member": AlreadyWorksHere})
    _mount(app, settings)
    describe(app)
    app.add_middleware(Edge, body_limit=settings.body_limit)
    return app


def _mount(app: FastAPI, settings: Settings) -> None:
    # Routes are tried in this order: what the rush asks for comes first.
    for feature in (
        directory,
        requests,
        proposals,
        groups,
        taking_part,
        auth,
        account,
        oidc,
        saml,
        providers,
        tokens,
        oauth,
        rounds,
        programmes,
        profiles,
        register,
        matches,
        workspace,
        home,
        meetings,
        goals,
        notes,
        events,
        calendar,
        certificates,
        surveys,
        agreements,
        concerns,
        notifications,
        choices,
        organisations,
        members,
        service_accounts,
        terms,
        privacy,
        materials,
        pictures,
        stories,
    ):
        app.include_router(feature.router, prefix=PREFIX, responses=EVERY_ROUTE)
    policy.require_complete(app.routes)
    if settings.docs:

        @app.get(f"{PREFIX}/openapi.json", include_in_schema=False)
        async def openapi_document() -> dict[str, object]:
            return app.openapi()

    @app.get("/.well-known/oauth-authorization-server", include_in_schema=False)
    async def oauth_metadata() -> dict[str, object]:
        return oauth.metadata(settings.origin, PREFIX)

    app.include_router(calendar.feeds)
    app.include_router(_operations(app))
    mount_spa(app, settings.spa_dir)


def _operations(app: FastAPI) -> APIRouter:
    """Routes for whoever runs the service; outside the API."""
    operations = APIRouter(include_in_schema=False)

    @operations.get("/healthz")
    async def healthz() -> dict[str, str]:
        """Say that the process lives."""
        return {"status": "ok"}

    @operations.get("/readyz")
    async def readyz() -> dict[str, str]:
        """Say that the process can serve: the database answers."""
        async with transaction(app.state.sessions) as session:
            await session.execute(text("SELECT 1"))
        return {"status": "ready"}

    @operations.get("/metrics")
    async def metrics() -> Response:
        """Answer Prometheus; the queue of mails is the database's, so that no worker has to be asked for it."""
        try:
            async with transaction(app.state.sessions) as session:
                await measure(session)
                await federation.measure(session, app.state.settings)
        except (SQLAlchemyError, OSError):
            unknown()
            federation.unknown()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return operations
