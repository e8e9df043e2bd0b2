"""People and programmes for tests, made straight in the database with all that its guards demand."""

import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID

import httpx
from sqlalchemy import insert, text, update

from kisalli.auth.models import (
    Identity,
    IdentityProvider,
    Passkey,
    PersonalToken,
    ProviderSignIn,
    ServiceAccount,
    ServiceToken,
    Session,
)
from kisalli.core import audit
from kisalli.core.callers import ACCESS_COOKIE
from kisalli.core.db import Sessions, transaction
from kisalli.core.ids import new_id
from kisalli.core.policy import OF_SERVICES
from kisalli.core.security import PERSONAL_TOKEN, SERVICE_TOKEN, Keys, hash_secret, new_secret
from kisalli.models import metadata
from kisalli.organisations.models import MemberInvitation, Organisation, OrganisationMember
from kisalli.people.models import Affiliation, Person
from kisalli.profiles.models import Contact, MenteeProfile, MentorProfile
from kisalli.programmes.models import MentorPlace, Participant, Programme, ProgrammeText

NUMBER = itertools.count(1)
LEVELS = [{"key": key, "label": {"en": key, "fi": key, "sv": key}} for key in ("master", "doctoral")]
TOPICS = [{"key": key, "label": {"en": key, "fi": key, "sv": key}} for key in ("leadership", "job_seeking")]
FIELDS = [{"key": key, "label": {"en": key, "fi": key, "sv": key}} for key in ("energy", "arts")]


def clock(now: datetime | None = None) -> dict[str, datetime]:
    """Windows around `now`: sign-up and requests open."""
    now = now or datetime.now(UTC)
    day = timedelta(days=1)
    return {
        "mentor_signup_opens": now - 10 * day,
        "mentor_signup_closes": now + 3 * day,
        "mentee_signup_opens": now - 10 * day,
        "mentee_signup_closes": now + 7 * day,
        "requests_opens": now - day,
        "requests_closes": now + 7 * day,
        "running_opens": now - day,
        "running_closes": now + 180 * day,
        "feedback_closes": now + 200 * day,
    }


def zone_where_it_is(hour: int) -> str:
    """Return a zone where it is that hour now; the signs of Etc's names are the other way round."""
    east = (hour - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-east:+d}"


def domain_of(organisation_id: UUID) -> str:
    """Return the domain of an organisation of a test."""
    return f"u{organisation_id}.example"


@dataclass(frozen=True)
class Someone:
    """A person of the test and, where they take part, their participant."""

    person_id: UUID
    email: str
    headers: dict[str, str]
    participant_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """The participant's id."""
        assert self.participant_id is not None
        return self.participant_id


@dataclass
class World:
    """One programme with its people, and calls in their names."""

    sessions: Sessions
    keys: Keys
    http: httpx.AsyncClient
    organisation_id: UUID
    programme_id: UUID
    coordinator: Someone = field(init=False)

    @property
    def domain(self) -> str:
        """The domain by which sign-in knows the organisation's people."""
        return domain_of(self.organisation_id)

    @classmethod
    async def make(cls, sessions: Sessions, keys: Keys, http: httpx.AsyncClient, **columns: Any) -> Self:
        """Make an organisation, a published programme and its coordinator."""
        organisation_id, programme_id = new_id(), new_id()
        values: dict[str, Any] = {
            "id": programme_id,
            "organisation_id": organisation_id,
            "contact_address": "mentoring@example.org",
            "published_at": datetime.now(UTC) - timedelta(days=11),
            "levels": LEVELS,
            "topics": TOPICS,
            "fields": FIELDS,
        }
        async with transaction(sessions) as session:
            slug = f"u{next(NUMBER)}-{organisation_id}"
            organisation = {"id": organisation_id, "name": "Test University", "slug": slug}
            await session.execute(insert(Organisation).values(**organisation, domains=[domain_of(organisation_id)]))
            await session.execute(insert(Programme).values(**(values | clock() | columns)))
            for language in ("en", "fi", "sv"):
                words = {"programme_id": programme_id, "language": language, "name": f"Programme {language}"}
                await session.execute(insert(ProgrammeText).values(**words))
        world = cls(sessions, keys, http, organisation_id, programme_id)
        world.coordinator = await world.coordinator_of(organisation_id)
        return world

    async def person(self, name: str = "Person") -> Someone:
        """Make somebody who takes no part yet."""
        person_id, number = new_id(), next(NUMBER)
        email = f"{name.lower()}.{number}.{person_id}@example.org"
        async with transaction(self.sessions) as session:
            await session.execute(insert(Person).values(id=person_id, name=f"{name} {number}", email=email, demo=True))
        token = self.keys.access_token(person_id, None, 600)
        return Someone(person_id, email, {"Authorization": f"Bearer {token}"})

    async def coordinator_of(self, organisation_id: UUID, role: str = "coordinator") -> Someone:
        """Make somebody who works for an organisation."""
        someone = await self.person("Coordinator")
        member = {"organisation_id": organisation_id, "person_id": someone.person_id, "role": role}
        async with transaction(self.sessions) as session:
            await session.execute(insert(OrganisationMember).values(**member))
        return someone

    async def affiliated(self, *kinds: str, home: str | None = None) -> Someone:
        """Make somebody of whom their sign-in said that they are this at a home organisation: this one, or another."""
        someone = await self.person("Affiliated")
        await self.affiliate(someone, *kinds, home=home)
        return someone

    async def affiliate(self, someone: Someone, *kinds: str, home: str | None = None) -> None:
        """Have a sign-in say what somebody is at a home organisation."""
        rows = [{"person_id": someone.person_id, "home_organisation": home or self.domain, "kind": kind} for kind in kinds]
        async with transaction(self.sessions) as session:
            await session.execute(insert(Affiliation).values(rows))

    async def mentor(self, places: int = 1, state: str = "active", **profile: Any) -> Someone:
        """Make a mentor with so many places."""
        values = {"title": "Engineer", "degree": "MSc", "story": "I build things.", "topics": ["leadership"]}
        values |= {"languages": ["en", "fi"], "meets": ["remote"]}
        return await self._participant("mentor", state, MentorProfile, values | profile, places)

    async def mentee(self, state: str = "active", **profile: Any) -> Someone:
        """Make a mentee."""
        values = {"school": "Engineering", "level": "master", "languages": ["en"], "expectations": "To learn."}
        return await self._participant("mentee", state, MenteeProfile, values | profile, 0)

    async def _participant(self, role: str, state: str, model: Any, profile: dict[str, Any], places: int) -> Someone:
        someone = await self.person(role.title())
        participant_id = new_id()
        row = {"id": participant_id, "programme_id": self.programme_id, "person_id": someone.person_id, "role": role}
        row |= {"state": state, "accepting": state == "active", "approved_at": datetime.now(UTC)}
        async with transaction(self.sessions) as session:
            await session.execute(insert(Participant).values(**row))
            for number in range(1, places + 1):
                place = {"mentor_id": participant_id, "number": number, "programme_id": self.programme_id}
                await session.execute(insert(MentorPlace).values(**place))
            name = f"{role.title()} {next(NUMBER)}"
            await session.execute(insert(model).values(participant_id=participant_id, **({"name": name} | profile)))
            contact = {"participant_id": participant_id, "email": f"contact.{participant_id}@example.org"}
            await session.execute(insert(Contact).values(**contact, phone="+358 40 123", confirmed_at=datetime.now(UTC)))
            joined = {"act": "made", "subject": "participant", "subject_id": participant_id, "to_state": state}
            audit.record(session, joined | {"programme_id": self.programme_id})
        return Someone(someone.person_id, someone.email, someone.headers, participant_id)

    async def set_programme(self, **columns: Any) -> None:
        """Change columns of the programme."""
        async with transaction(self.sessions) as session:
            await session.execute(update(Programme).where(Programme.id == self.programme_id).values(**columns))

    async def rows(self, table: str, **where: Any) -> list[dict[str, Any]]:
        """Return the rows of a table with these values."""
        conditions = " AND ".join(f"{column} = :{column}" for column in where) or "true"
        assert table in metadata.tables
        async with transaction(self.sessions) as session:
            found = await session.execute(text(f"SELECT * FROM {table} WHERE {conditions}"), where)
            return [dict(row._mapping) for row in found]

    async def signed_in(self, someone: Someone) -> UUID:
        """Begin a session of somebody's in a browser that no test holds; return its id."""
        session_id = new_id()
        async with transaction(self.sessions) as session:
            values = {"id": session_id, "person_id": someone.person_id, "way": "demo", "token_hash": session_id.bytes}
            times = {"last_used_at": datetime.now(UTC), "expires_at": datetime.now(UTC) + timedelta(days=1)}
            await session.execute(insert(Session).values(**values, **times))
        return session_id

    async def browser(self, someone: Someone) -> dict[str, str]:
        """Sign somebody in in a browser; return the headers with which it calls."""
        session_id = await self.signed_in(someone)
        token = self.keys.access_token(someone.person_id, session_id, 600)
        return {"Cookie": f"{ACCESS_COOKIE}={token}", "X-CSRF-Token": self.keys.csrf_token(session_id)}

    async def in_browser(self, someone: Someone) -> Someone:
        """Return somebody as they call from a browser, where everything is theirs to do."""
        return replace(someone, headers=await self.browser(someone))

    async def personal_token(self, someone: Someone, *scopes: str) -> tuple[UUID, dict[str, str]]:
        """Give somebody a token with these scopes; return its id and the headers with which a script calls."""
        token_id, token = new_id(), PERSONAL_TOKEN + new_secret()
        values = {"id": token_id, "person_id": someone.person_id, "name": "Script", "scopes": list(scopes)}
        until = datetime.now(UTC) + timedelta(days=30)
        async with transaction(self.sessions) as session:
            await session.execute(insert(PersonalToken).values(**values, token_hash=hash_secret(token), expires_at=until))
        return token_id, {"Authorization": f"Bearer {token}"}

    async def service(self, *scopes: str) -> Someone:
        """Make a service account of the organisation, with every scope that it can have unless told which, and a token."""
        account_id, token, granted = new_id(), SERVICE_TOKEN + new_secret(), sorted(scopes or OF_SERVICES)
        account = {"person_id": account_id, "organisation_id": self.organisation_id, "scopes": granted}
        fetched = {"token_hash": hash_secret(token), "expires_at": datetime.now(UTC) + timedelta(hours=1)}
        async with transaction(self.sessions) as session:
            await session.execute(insert(Person).values(id=account_id, name=f"Service {next(NUMBER)}", email="", service=True))
            member = {"organisation_id": self.organisation_id, "person_id": account_id}
            await session.execute(insert(OrganisationMember).values(**member))
            await session.execute(insert(ServiceAccount).values(**account, secret_hash=hash_secret(str(account_id))))
            await session.execute(insert(ServiceToken).values(**fetched, person_id=account_id, scopes=granted))
        return Someone(account_id, "", {"Authorization": f"Bearer {token}"})

    async def invited(self, role: str = "coordinator", email: str = "invited@example.org") -> UUID:
        """Invite somebody to work for the organisation, as if an admin had; return the invitation's id."""
        invitation_id = new_id()
        values = {"id": invitation_id, "organisation_id": self.organisation_id, "email": email, "role": role, "language": "en"}
        until = datetime.now(UTC) + timedelta(days=14)
        async with transaction(self.sessions) as session:
            await session.execute(insert(MemberInvitation).values(**values, expires_at=until))
        return invitation_id

    async def passkey(self, someone: Someone) -> UUID:
        """Give somebody a passkey that no device answers for; return its id."""
        passkey_id = new_id()
        async with transaction(self.sessions) as session:
            values = {"id": passkey_id, "person_id": someone.person_id, "credential_id": passkey_id.bytes, "public_key": b"x"}
            await session.execute(insert(Passkey).values(**values, sign_count=0, device="Firefox, Linux"))
        return passkey_id

    async def identity(self, someone: Someone, issuer: str = "email") -> UUID:
        """Give somebody a way in of their own; return its id."""
        identity_id = new_id()
        async with transaction(self.sessions) as session:
            row = {"id": identity_id, "person_id": someone.person_id, "issuer": issuer, "subject": f"{identity_id}@example.org"}
            await session.execute(insert(Identity).values(**row))
        return identity_id

    async def provider(self, issuer: str = "https://login.uni.example") -> UUID:
        """Enter an identity provider of the organisation, switched on; return its id."""
        provider_id = new_id()
        async with transaction(self.sessions) as session:
            row = {"id": provider_id, "organisation_id": self.organisation_id, "kind": "oidc", "name": "Example University"}
            await session.execute(insert(IdentityProvider).values(**row, issuer=issuer, client_id="kisalli", enabled=True))
        return provider_id

    async def provider_test(self, someone: Someone, provider_id: UUID) -> UUID:
        """Let somebody have tried a provider out; return the test's id."""
        test_id, now = new_id(), datetime.now(UTC)
        said = {"subject": "x", "received": {"sub": "x"}, "name": "X", "email": None, "affiliations": []}
        async with transaction(self.sessions) as session:
            row = {"id": test_id, "provider_id": provider_id, "purpose": "test", "person_id": someone.person_id, "received": said}
            row |= {
                "browser_hash": b"x",
                "client_hash": b"x",
                "language": "en",
                "return_to": "/",
                "expires_at": now,
                "used_at": now,
            }
            await session.execute(insert(ProviderSignIn).values(**row))
        return test_id

    async def one(self, table: str, **where: Any) -> dict[str, Any]:
        """Return the only row of a table with these values."""
        (row,) = await self.rows(table, **where)
        return row

    async def sql(self, statement: str, **values: Any) -> None:
        """Run a statement of the test's own."""
        async with transaction(self.sessions) as session:
            await session.execute(text(statement), values)

    async def call(self, someone: Someone, method: str, path: str, **kwargs: Any) -> httpx.Response:
        """Call the API in somebody's name."""
        headers = someone.headers | kwargs.pop("headers", {})
        return await self.http.request(method, f"/api/v1{path}", headers=headers, **kwargs)

    async def send(self, mentee: Someone, mentor: Someone, **kwargs: Any) -> httpx.Response:
        """Send a request."""
        body = {"mentor_id": str(mentor.id), "message": "Hello, would you be my mentor?"}
        return await self.call(mentee, "POST", f"/programmes/{self.programme_id}/requests", json=body, **kwargs)

    async def sent(self, mentee: Someone, mentor: Someone) -> UUID:
        """Send a request that succeeds and return its id."""
        answer = await self.send(mentee, mentor)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["id"])

    async def act(self, someone: Someone, request_id: UUID, verb: str, **kwargs: Any) -> httpx.Response:
        """Accept, decline or withdraw a request."""
        return await self.call(someone, "POST", f"/requests/{request_id}/{verb}", **kwargs)

    async def matched(self, mentee: Someone, mentor: Someone) -> UUID:
        """Make a match by request and return its id."""
        answer = await self.act(mentor, await self.sent(mentee, mentor), "accept")
        assert answer.status_code == 200, answer.text
        return UUID(answer.json()["match_id"])
