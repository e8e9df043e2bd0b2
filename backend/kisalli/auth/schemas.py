"""What the routes of sessions take and answer."""

from uuid import UUID

from kisalli.core.schemas import In, Language, Out, shown_by
from kisalli.people.models import AffiliationKind


class PersonOut(Out):
    """Oneself."""

    id: UUID
    name: str
    email: str
    language: Language


class AffiliationOut(Out):
    """What somebody is at a home organisation, as their sign-in said."""

    home_organisation: str
    kind: AffiliationKind


class MeOut(PersonOut):
    """One's own account with what is known of oneself."""

    affiliations: list[AffiliationOut]


class PersonPatch(In):
    """What to change of oneself."""

    model_config = shown_by({"language": "sv"})

    language: Language


class SessionOut(Out):
    """Who is signed in; `csrf_token` goes into X-CSRF-Token with every change."""

    person: PersonOut
    csrf_token: str | None


class ProvidersOut(Out):
    """Ways to sign in here."""

    demo: bool


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
