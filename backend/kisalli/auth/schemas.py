"""What the routes of sessions take and answer."""

from uuid import UUID

from kisalli.core.schemas import In, Language, Out


class PersonOut(Out):
    """Oneself."""

    id: UUID
    name: str
    email: str
    language: Language


class PersonPatch(In):
    """What to change of oneself."""

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

    person_id: UUID


class DemoPersonOut(Out):
    """Somebody to sign in as, in demo mode."""

    id: UUID
    name: str
    email: str
    role: str
    state: str | None
    language: Language
