"""What the routes of sessions take and answer."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, EmailStr, Field, StringConstraints

from kisalli.auth.models import ProviderKind, Way
from kisalli.core.fields import refusal
from kisalli.core.policy import OF_SERVICES, Scope
from kisalli.core.schemas import In, Instant, Language, Line, Out, shown_by
from kisalli.people.models import AffiliationKind
from kisalli.terms.schemas import AskedKind


class PersonOut(Out):
    """Oneself."""

    id: UUID
    name: str = Field(description="Empty until somebody who signed in by e-mail has told it.")
    email: str
    language: Language
    undeliverable: bool = Field(
        description="The last mail to the address could not be delivered, or there is none: it has to be corrected."
    )


class AffiliationOut(Out):
    """What somebody is at a home organisation, as their sign-in said."""

    home_organisation: str
    kind: AffiliationKind


class MeOut(PersonOut):
    """One's own account with what is known of oneself."""

    affiliations: list[AffiliationOut]


class PersonPatch(In):
    """What to change of oneself."""

    model_config = shown_by({"language": "sv"}, {"name": "Linh Đặng"})

    language: Language | None = None
    name: Annotated[Line, Field(min_length=1)] | None = None


class SessionOut(Out):
    """Who is signed in; `csrf_token` goes into X-CSRF-Token with every change."""

    person: PersonOut
    csrf_token: str | None
    terms_to_ask: list[AskedKind] = Field(
        description="What has not been agreed to in the version in force; a page asks before anything else."
    )


class ProviderChoiceOut(Out):
    """A service at which one may sign in."""

    id: UUID
    kind: ProviderKind
    name: str
    organisation_name: str


class ProvidersOut(Out):
    """Ways to sign in here."""

    providers: list[ProviderChoiceOut] = Field(description="Services of organisations, in the order of their names.")
    federation: bool = Field(description="Whether home organisations of a federation can be searched for.")
    demo: bool
    email: bool = Field(description="Whether a link and code can be mailed: this installation has a mail server.")
    passkeys: bool = Field(description="Whether passkeys can be used: people reach this installation by a host name.")


class PasskeyOptionsOut(Out):
    """What the browser is to ask the device, in the JSON of WebAuthn (level 3)."""

    options: dict[str, Any]


class PasskeyIn(In):
    """The device's answer, as the browser's `toJSON()` gives it."""

    model_config = shown_by({"credential": {"id": "…", "rawId": "…", "type": "public-key", "response": {}}})

    credential: dict[str, Any]


class PasskeyOut(Out):
    """A passkey of one's own."""

    id: UUID
    device: str
    created_at: Instant
    last_used_at: Instant | None


class EmailChangeOut(Out):
    """A code is on its way to the new address; until it is typed, everything stays as it was."""

    email: str
    expires_at: Instant


class EmailSignInIn(In):
    """The address to mail a link and a code to."""

    model_config = shown_by({"email": "linh@example.org"})

    email: EmailStr


class EmailSignInOut(Out):
    """A mail is on its way, whether or not anybody is known by the address."""

    expires_at: Instant


class EmailConfirmIn(In):
    """What the mail said: the key of its link, its code, or both where the link was opened in another browser."""

    model_config = shown_by({"code": "123 456"})

    key: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    code: Annotated[str, StringConstraints(min_length=1, max_length=20)] | None = None


class OwnSessionOut(Out):
    """A browser in which one is signed in."""

    id: UUID
    way: Way
    device: str
    current: bool = Field(description="Whether it is the one that asks.")
    created_at: Instant
    last_used_at: Instant


class IdentityOut(Out):
    """A way in of one's own."""

    id: UUID
    kind: Literal["email", "provider"]
    name: str = Field(description="The address, or the name of the provider (of one that is gone: where it was).")
    created_at: Instant
    last_used_at: Instant | None


class AddressIn(In):
    """An address of one's own: to sign in by, or to be written to."""

    model_config = shown_by({"email": "linh@example.org"})

    email: EmailStr


class AddressCodeIn(In):
    """The code from the mail."""

    model_config = shown_by({"code": "123 456"})

    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class SignedOutOut(Out):
    """One is signed out here."""

    location: str | None = Field(description="The page of the provider at which one signs out there as well; null where none is.")


class DemoSignInIn(In):
    """Which demo person to be."""

    model_config = shown_by({"person_id": "01990000-0000-7000-8000-000000000003"})

    person_id: UUID


class DemoPersonOut(Out):
    """Somebody to sign in as, in demo mode."""

    id: UUID
    name: str
    email: str
    role: str
    state: str | None
    language: Language


def _of_services(scope: Scope) -> Scope:
    """Refuse what a service account can't have: it is nobody with a part of their own, and no admin."""
    if scope not in OF_SERVICES:
        raise refusal("scope_of_people", "A service account can't have this scope")
    return scope


TokenName = Annotated[Line, Field(min_length=1, max_length=80)]
TokenScopes = Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
ServiceScopes = Annotated[list[Annotated[Scope, AfterValidator(_of_services)]], Field(min_length=1, max_length=len(OF_SERVICES))]


class TokenIn(In):
    """A token to make: what it is for, what it may do, and until when, a year from now at most."""

    model_config = shown_by({"name": "Weekly figures", "scopes": ["requests:read"], "expires_at": "2027-01-31T22:00:00Z"})

    name: TokenName
    scopes: TokenScopes
    expires_at: Instant


class TokenOut(Out):
    """A token of one's own; of the token itself only a hash is kept."""

    id: UUID
    name: str
    scopes: list[Scope]
    expires_at: Instant
    last_used_at: Instant | None = Field(description="To the minute.")
    created_at: Instant


class NewTokenOut(TokenOut):
    """A token that was just made: the only answer that holds it."""

    token: str


class OwnTokensOut(Out):
    """One's own tokens, the latest first, and the scopes that one may give to another."""

    items: list[TokenOut]
    scopes: list[Scope]


class ServiceAccountIn(In):
    """A service account to make."""

    model_config = shown_by({"name": "Student register", "scopes": ["participants:read", "matches:read"]})

    name: TokenName
    scopes: ServiceScopes


class ServiceAccountPatch(In):
    """What to change of a service account."""

    model_config = shown_by({"scopes": ["participants:read"]}, {"name": "HR"})

    name: TokenName | None = None
    scopes: ServiceScopes | None = None


class ServiceAccountOut(Out):
    """A service account; `id` is its OAuth client id."""

    id: UUID
    name: str
    scopes: list[Scope]
    previous_until: Instant | None = Field(description="Until when the secret before the present one is good, if one was made.")
    last_used_at: Instant | None = Field(description="When it last fetched a token.")
    created_at: Instant


class NewSecretOut(ServiceAccountOut):
    """A service account whose secret was just made: the only answer that holds it."""

    secret: str


class SecretIn(In):
    """How long the present secret stays good beside the new one; with 0 it ends at once, and its tokens with it."""

    model_config = shown_by({"grace_hours": 24})

    grace_hours: Annotated[int, Field(ge=0, le=168)] = 24


class ScopeOut(Out):
    """What a token may be used for."""

    scope: Scope
    meaning: str = Field(description="In the language that was asked for.")
    services: bool = Field(description="Whether a service account can have it.")


class TokenIssuedOut(Out):
    """A token, as RFC 6749 answers it."""

    access_token: str
    token_type: str
    expires_in: int = Field(description="Seconds.")
    scope: str = Field(description="With spaces between.")


class OAuthErrorOut(Out):
    """A refusal, as RFC 6749 answers it."""

    error: str
    error_description: str
