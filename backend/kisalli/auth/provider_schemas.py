"""What the routes of identity providers take and answer."""

import re
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from kisalli.auth.mapping import AttributeMapping
from kisalli.auth.models import ProviderKind
from kisalli.auth.saml.metadata import LARGEST_SINGLE
from kisalli.auth.saml.provider import ENTITY_ID
from kisalli.core.fields import refusal
from kisalli.core.schemas import In, Instant, Line, Out, shown_by
from kisalli.people.models import AffiliationKind

ISSUER = re.compile(r"https?://[^\s?#@\\]{1,300}")
OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]*")


def _issuer(text: str) -> str:
    if not ISSUER.fullmatch(text):
        raise refusal("issuer", "Enter a web address such as https://login.example.org")
    return text


def _own_path(text: str) -> str:
    """Refuse what leads anywhere but to a page of ours, however a browser reads it."""
    if not OWN_PATH.fullmatch(text):
        raise refusal("own_path", "Enter a page of this service, such as /requests")
    return text


Issuer = Annotated[str, StringConstraints(max_length=300), AfterValidator(_issuer)]
OwnPath = Annotated[str, StringConstraints(max_length=500), AfterValidator(_own_path)]
Metadata = Annotated[str, StringConstraints(min_length=1, max_length=LARGEST_SINGLE)]
EntityId = Annotated[str, StringConstraints(pattern=f"^{ENTITY_ID.pattern}$")]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class ProviderIn(In):
    """An OpenID Connect provider; client id and secret come from it, once it knows our `callback`."""

    model_config = shown_by({"name": "Example University", "issuer": "https://login.example.org"})

    name: Annotated[Line, Field(min_length=1)] = Field(description="What people read on the sign-in page.")
    issuer: Issuer
    client_id: Annotated[Line, Field(min_length=1)] | None = None
    client_secret: Secret | None = None
    mapping: AttributeMapping = Field(default_factory=AttributeMapping)


class SamlProviderIn(In):
    """A SAML provider, as its metadata describes it."""

    model_config = shown_by({"name": "Example University", "metadata": "<md:EntityDescriptor …>"})

    name: Annotated[Line, Field(min_length=1)] = Field(description="What people read on the sign-in page.")
    metadata: Metadata
    mapping: AttributeMapping = Field(default_factory=AttributeMapping)


class ProviderPatch(In):
    """What to change of a provider; who it is stays, for people are known by it."""

    model_config = shown_by({"client_id": "kisalli", "client_secret": "…"}, {"enabled": True})

    name: Annotated[Line, Field(min_length=1)] | None = None
    client_id: Annotated[Line, Field(min_length=1)] | None = None
    client_secret: Secret | None = None
    metadata: Metadata | None = Field(default=None, description="Newer metadata of the same SAML provider.")
    mapping: AttributeMapping | None = None
    enabled: bool | None = None


class ProviderOut(Out):
    """A provider as its admins see it."""

    id: UUID
    kind: ProviderKind
    name: str
    issuer: str = Field(description="Its OpenID Connect issuer, or its SAML entity id.")
    client_id: str | None
    has_secret: bool = Field(description="Whether a client secret is kept; it is never shown.")
    mapping: AttributeMapping
    enabled: bool
    callback: str = Field(
        description="The address that the provider has to know: the redirect URI, or for SAML where our metadata is."
    )
    created_at: Instant


class RedirectIn(In):
    """Where to go on afterwards."""

    model_config = shown_by({"return_to": "/requests"})

    return_to: OwnPath = "/"


class FederationLinkIn(In):
    """Which home organisation."""

    model_config = shown_by({"entity_id": "https://idp.example.org/idp/shibboleth"})

    entity_id: EntityId = Field(description="As `search_federation` names it.")


class FederationRedirectIn(FederationLinkIn):
    """At which home organisation to sign in, and where to go on afterwards."""

    model_config = shown_by({"entity_id": "https://idp.example.org/idp/shibboleth", "return_to": "/requests"})

    return_to: OwnPath = "/"


class FederationProviderOut(Out):
    """A home organisation of the federation."""

    entity_id: str
    name: str = Field(description="In the language that was asked for, if it has a name in it.")
    names: dict[str, str] = Field(description="By language.")


class RedirectOut(Out):
    """Where the browser goes now: a page of the provider."""

    location: str


class ToldAffiliationOut(Out):
    """What the provider said that one is, and where."""

    home_organisation: str
    kind: AffiliationKind


class ProviderTestOut(Out):
    """What a provider said in a test, and what it means here; nobody was signed in by it."""

    subject: str = Field(description="By which the provider knows the person; with the issuer, it is who they are here.")
    received: dict[str, Any] = Field(description="As it came.")
    name: str
    email: str | None
    affiliations: list[ToldAffiliationOut]
    at: Instant
