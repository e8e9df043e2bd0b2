"""What the routes of sessions take and answer."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints

from kisalli.auth.models import ProviderKind, Way
from kisalli.core.schemas import In, Instant, Language, Line, Out, shown_by
from kisalli.people.models import AffiliationKind


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
