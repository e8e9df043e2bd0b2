"""SAML for the scenes: the app has a key and is in a federation, whose members sign nothing here."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from fastapi import FastAPI
from pydantic import HttpUrl
from sqlalchemy import insert, text

from kisalli.auth import saml_sign_in
from kisalli.auth.models import IdentityProvider
from kisalli.auth.saml.federation import KEEP
from kisalli.core.db import Sessions, transaction
from kisalli.core.ids import new_id
from tests.auth.saml.forging import Forger
from tests.factories import World

FEED = HttpUrl("https://federation.uni.example/metadata.xml")
FEED_ROW = text("""
INSERT INTO federation_feed (url, valid_until) VALUES (:url, clock_timestamp() + interval '1 day') ON CONFLICT DO NOTHING
""")


@cache
def forger() -> Forger:
    """A provider, and its key, which is ours as well."""
    folder = Path(tempfile.mkdtemp(prefix="kisalli-saml-scenes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Forger.make(folder)


def introduce_saml(app: FastAPI) -> None:
    """Give an app a key and a federation."""
    key, certificate = forger().key, forger().certificate
    update = {
        "saml_key": key,
        "saml_certificate": certificate,
        "federation_metadata_url": FEED,
        "federation_certificate": certificate,
    }
    app.state.settings = app.state.settings.model_copy(update=update)
    app.state.saml = saml_sign_in.of(app.state.settings, app.state.sessions)


async def member(sessions: Sessions) -> str:
    """Let a provider be a member of the federation; return its entity id."""
    entity_id = f"https://{uuid4().hex}.example/idp"
    row = {"entity_id": entity_id, "source": "feed", "names": '{"en": "Example University"}', "search": "\nexample university"}
    row |= {"scopes": [], "hidden": False, "xml": forger().entity(entity_id), "digest": b"x", "valid_until": None}
    async with transaction(sessions) as session:
        await session.execute(FEED_ROW, {"url": str(FEED)})
        await session.execute(KEEP, row)
    return entity_id


async def provider(world: World) -> UUID:
    """Enter a SAML provider of the organisation, switched on; return its id."""
    provider_id = new_id()
    row = {"id": provider_id, "organisation_id": world.organisation_id, "kind": "saml", "name": "Example University"}
    async with transaction(world.sessions) as session:
        row |= {"issuer": "https://idp.uni.example", "metadata_xml": forger().entity("https://idp.uni.example"), "enabled": True}
        await session.execute(insert(IdentityProvider).values(**row))
    return provider_id
