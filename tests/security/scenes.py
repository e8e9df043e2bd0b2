"""Scenes: a programme, the same ten callers everywhere, and one thing to act on."""

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from fastapi import FastAPI

from kisalli.auth.oidc import Discovered
from kisalli.messages.models import MessageClass
from kisalli.notifications.choices import Choice
from tests.certificates.ended import issued, over
from tests.factories import Someone, World, clock
from tests.groups import offered as groups
from tests.materials.drawn import DECORATION, added, drawing, shown
from tests.meetings.arranging import PLACE, Pair, wall
from tests.register.files import ALUM, LINE, file, give, upload
from tests.security import saml
from tests.surveys import forms as surveys

CALLERS = (
    "anonymous",
    "mentee",
    "other_mentee",
    "mentor",
    "other_mentor",
    "coordinator",
    "outsider",
    "admin",
    "staff",
    "service",
)
NOBODY = "01990000-0000-7000-8000-000000000000"
STORY = {
    "language": "en",
    "text": "I came with one question, and left with three better ones.",
    "shown_as": "first_name",
    "consent": True,
    "consent_version": 1,
}
MATERIAL: dict[str, Any] = {
    "kind": "page",
    "roles": [],
    "phases": ["running"],
    "language": "en",
    "words": {"title": "Where to meet", "summary": "Quiet places.", "body": "The library has rooms for two."},
}


@dataclass
class Scene:
    """A programme with its callers; `ids` fill the routes' paths.

    `outsider` coordinates another organisation; `staff` is on the staff of this one, and may browse; `service` is a service
    account of this one, with every scope that it can have.
    """

    world: World
    mentor: Someone
    mentee: Someone
    people: dict[str, Someone]
    ids: dict[str, str] = field(default_factory=dict)
    browsers: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def invitation_key(self) -> str:
        """The key of the mailed link of the scene's invitation; of none in scenes without one."""
        return self.world.keys.member_invitation_key(UUID(self.ids.get("invitation_id", NOBODY)))

    async def call(self, caller: str, method: str, path: str, *, browser: bool = False, **kwargs: Any) -> httpx.Response:
        """Call the API as one of the ten, in a browser of theirs if it has to be one; what it would keep is forgotten at once."""
        known = {} if caller == "anonymous" else self.people[caller].headers
        if browser:
            await self.open_browsers()
            known = self.browsers.get(caller, known)
        headers = kwargs.pop("headers", {}) | known
        answer = await self.world.http.request(method, path, headers=headers, **kwargs)
        self.world.http.cookies.clear()
        return answer

    async def open_browsers(self) -> None:
        """Sign everybody in in a browser of their own who can be."""
        if not self.browsers:
            people = {name: each for name, each in self.people.items() if name != "service"}
            self.browsers = {name: await self.world.browser(each) for name, each in people.items()}


async def _cast(near: World, *, mentor: str = "active", **programme: Any) -> Scene:
    world = await World.make(near.sessions, near.keys, near.http, **({"staff_may_browse": True} | programme))
    elsewhere = await World.make(near.sessions, near.keys, near.http)
    people = {
        "mentee": await world.mentee(),
        "other_mentee": await world.mentee(),
        "mentor": await world.mentor(places=2, state=mentor),
        "other_mentor": await world.mentor(),
        "coordinator": world.coordinator,
        "outsider": elsewhere.coordinator,
        "admin": await world.coordinator_of(world.organisation_id, "admin"),
        "staff": await world.affiliated("staff", "employee", "member"),
        "service": await world.service(),
    }
    scene = Scene(world, people["mentor"], people["mentee"], people)
    scene.ids = {
        "programme_id": str(world.programme_id),
        "organisation_id": str(world.organisation_id),
        "mentor_id": str(scene.mentor.id),
        "mentee_id": str(scene.mentee.id),
        "coordinator_id": str(world.coordinator.person_id),
        "admin_id": str(people["admin"].person_id),
        "language": "en",
        "slug": "checklist-mentee",
        "item": "why",
        "key": world.keys.unsubscribe_key(Choice(people["mentee"].person_id, world.programme_id, MessageClass.NUDGE).content),
    }
    return scene


async def plain(near: World) -> Scene:
    """Everybody active, nothing between them."""
    return await _cast(near)


async def draft(near: World) -> Scene:
    """The mentor's profile is complete and not yet published."""
    return await _cast(near, mentor="draft")


async def submitted(near: World) -> Scene:
    """The mentor waits for approval."""
    return await _cast(near, mentor="submitted")


async def paused(near: World) -> Scene:
    """The mentor pauses."""
    return await _cast(near, mentor="paused")


async def private(near: World) -> Scene:
    """Staff may not look around in this programme."""
    return await _cast(near, staff_may_browse=False)


async def unpublished(near: World) -> Scene:
    """The programme is a draft."""
    return await _cast(near, published_at=None)


async def pending(near: World) -> Scene:
    """The mentee has asked the mentor."""
    scene = await _cast(near)
    scene.ids["request_id"] = str(await scene.world.sent(scene.mentee, scene.mentor))
    scene.ids["message_id"] = str((await scene.world.one("message", subject_id=scene.ids["request_id"]))["id"])
    return scene


async def matched(near: World) -> Scene:
    """Mentee and mentor are a pair."""
    scene = await _cast(near)
    scene.ids["match_id"] = str(await scene.world.matched(scene.mentee, scene.mentor))
    return scene


async def proposed(near: World) -> Scene:
    """A coordinator has proposed the mentee and the mentor as a pair."""
    scene = await _cast(near)
    body = {"mentor_id": scene.ids["mentor_id"], "mentee_id": scene.ids["mentee_id"], "note": "You would fit."}
    path = f"/programmes/{scene.world.programme_id}/proposals"
    answer = await scene.world.call(scene.world.coordinator, "POST", path, json=body)
    assert answer.status_code == 201, answer.text
    scene.ids["proposal_id"] = answer.json()["id"]
    return scene


async def read(near: World) -> Scene:
    """The coordinator has read the mentee's profile."""
    scene = await _cast(near)
    answer = await scene.world.call(scene.world.coordinator, "GET", f"/participants/{scene.mentee.id}/profile")
    assert answer.status_code == 200, answer.text
    return scene


async def signed_in(near: World) -> Scene:
    """The mentee is signed in in a browser, has a passkey, two other ways in and a calendar feed, and has agreed to the terms."""
    scene = await _cast(near)
    agreed = {"language": "en", "agreements": [{"kind": "terms", "version": 1}]}
    assert (
        await scene.world.call(await scene.world.in_browser(scene.mentee), "POST", "/me/consents", json=agreed)
    ).status_code == 204
    scene.ids["passkey_id"] = str(await scene.world.passkey(scene.mentee))
    scene.ids["session_id"] = str(await scene.world.signed_in(scene.mentee))
    assert (await scene.world.call(await scene.world.in_browser(scene.mentee), "POST", "/me/calendar")).status_code == 200
    for _ in range(2):  # the last is not removed
        scene.ids["identity_id"] = str(await scene.world.identity(scene.mentee))
    return scene


async def entered(near: World) -> Scene:
    """The organisation has an identity provider, which its admin has tried out."""
    scene = await _cast(near)
    provider_id = await scene.world.provider()
    scene.ids["provider_id"] = str(provider_id)
    scene.ids["test_id"] = str(await scene.world.provider_test(scene.people["admin"], provider_id))
    return scene


async def entered_saml(near: World) -> Scene:
    """The organisation has a SAML provider, and there is a federation with a member."""
    scene = await _cast(near)
    scene.ids["provider_id"] = str(await saml.provider(scene.world))
    scene.ids["entity_id"] = await saml.member(scene.world.sessions)
    return scene


def introduce_provider(app: FastAPI) -> None:
    """Tell an app what the scenes' identity providers say of themselves, so that nobody is asked for it."""
    saml.introduce_saml(app)
    issuer = "https://login.uni.example"
    places = {"authorization_endpoint": f"{issuer}/auth", "token_endpoint": f"{issuer}/token", "jwks_uri": f"{issuer}/keys"}
    app.state.openid._discovered[issuer] = (math.inf, Discovered(issuer=issuer, **places))


async def tokened(near: World) -> Scene:
    """The mentee has a token for scripts, the organisation one more service account."""
    scene = await _cast(near)
    scene.ids["token_id"] = str((await scene.world.personal_token(scene.mentee, "me:read"))[0])
    scene.ids["account_id"] = str((await scene.world.service()).person_id)
    return scene


async def invited(near: World) -> Scene:
    """An admin has invited somebody to coordinate; the person in a path is a coordinator."""
    scene = await _cast(near)
    scene.ids["person_id"] = str((await scene.world.coordinator_of(scene.world.organisation_id)).person_id)
    scene.ids["invitation_id"] = str(await scene.world.invited())
    return scene


async def registered(near: World) -> Scene:
    """The mentor's profile is a draft, and waits to be looked up in the programme's register, where it is found."""
    scene = await _cast(near, mentor="draft", mentor_admission="register")
    world = scene.world
    await world.sql("UPDATE participant SET approved_at = NULL WHERE id = :id", id=scene.mentor.id)
    await upload(world, REGISTER)
    path = f"/programmes/{world.programme_id}/register/lookup"
    await world.call(world.coordinator, "PUT", path, json={"url": "https://register.invalid/", "secret": "x" * 20})
    assert (await give(world, scene.mentor)).status_code == 200
    return scene


async def _met(near: World) -> tuple[Scene, Pair]:
    scene = await matched(near)
    return scene, Pair(scene.world, scene.mentor, scene.mentee, UUID(scene.ids["match_id"]))


async def met(near: World) -> Scene:
    """Mentee and mentor are a pair; the mentor has proposed a meeting, the mentee has a goal, a step and a private note."""
    scene, pair = await _met(near)
    scene.ids["meeting_id"] = await pair.proposed(scene.mentor, 3)
    scene.ids["time"] = (await pair.read(scene.ids["meeting_id"]))["times"][0]
    mentee, path = await scene.world.in_browser(scene.mentee), f"/matches/{pair.match_id}"
    for name, body in {"goal": {"title": "Speak up"}, "step": {"words": "Write"}, "note": {"words": "For me"}}.items():
        answer = await scene.world.call(mentee, "POST", f"{path}/{name}s", json=body)
        assert answer.status_code == 201, answer.text
        scene.ids[f"{name}_id"] = answer.json()["id"]
    return scene


async def meeting_planned(near: World) -> Scene:
    """Mentee and mentor are a pair and have planned a meeting."""
    scene, pair = await _met(near)
    scene.ids["meeting_id"] = await pair.planned()
    return scene


async def meeting_passed(near: World) -> Scene:
    """Mentee and mentor are a pair, and a meeting was planned for yesterday."""
    scene = await meeting_planned(near)
    await Pair(scene.world, scene.mentor, scene.mentee, UUID(scene.ids["match_id"])).passed(scene.ids["meeting_id"])
    return scene


def meeting() -> dict[str, Any]:
    """Return an event of everybody, in ten days."""
    day = (datetime.now(UTC) + timedelta(days=10)).date()
    times = {"starts": f"{day}T16:00", "ends": f"{day}T18:00"}
    texts = [{"language": "en", "title": "Briefing", "description": "Welcome."}]
    where = {"place_kind": "online", "link": "https://video.example.org/room"}
    return {"texts": texts, "language": "en", "roles": ["mentee", "mentor"], "capacity": 20} | where | times


async def planned(near: World) -> Scene:
    """An event is a draft."""
    scene = await _cast(near)
    path, coordinator = f"/programmes/{scene.world.programme_id}/events", scene.world.coordinator
    answer = await scene.world.call(coordinator, "POST", path, json=meeting())
    assert answer.status_code == 201, answer.text
    scene.ids["event_id"] = answer.json()["id"]
    return scene


async def grouped(near: World) -> Scene:
    """The mentor offers a group, which another mentor may lead too and which has no mentees yet."""
    scene = await _cast(near, groups="instead")
    scene.ids["match_id"] = str(await groups.offered(scene.world, scene.mentor, mentor_places=2))
    scene.ids["other_mentor_id"] = str(scene.people["other_mentor"].id)
    return scene


async def joined(near: World) -> Scene:
    """The mentee is in the mentor's group."""
    scene = await grouped(near)
    request_id = await groups.asked(scene.world, scene.mentee, UUID(scene.ids["match_id"]))
    answer = await scene.world.act(scene.mentor, request_id, "accept")
    assert answer.status_code == 200, answer.text
    return scene


async def announced(near: World) -> Scene:
    """Everybody may sign up for an event, and nobody has."""
    scene = await planned(near)
    path = f"/events/{scene.ids['event_id']}/publish"
    assert (await scene.world.call(scene.world.coordinator, "POST", path)).status_code == 200
    return scene


async def gathered(near: World) -> Scene:
    """The mentee and the mentor are signed up for an event."""
    scene = await announced(near)
    for each in (scene.mentee, scene.mentor):
        answer = await scene.world.call(each, "POST", f"/events/{scene.ids['event_id']}/sign-up")
        assert answer.status_code == 201, answer.text
    return scene


async def begun(near: World) -> Scene:
    """The event of the two has begun."""
    scene = await gathered(near)
    await scene.world.sql(
        "UPDATE event SET starts = now() - interval '1 hour', sign_up_closes = now() - interval '1 hour' WHERE id = :id",
        id=scene.ids["event_id"],
    )
    return scene


async def told(near: World) -> Scene:
    """The mentee has offered a story."""
    scene = await _cast(near)
    path = f"/programmes/{scene.world.programme_id}/stories"
    answer = await scene.world.call(scene.mentee, "POST", path, json=STORY)
    assert answer.status_code == 201, answer.text
    scene.ids["story_id"] = answer.json()["id"]
    return scene


async def certified(near: World) -> Scene:
    """The mentoring months are over, and the mentor has a certificate."""
    scene = await _cast(near)
    scene.ids["match_id"] = str(await scene.world.matched(scene.mentee, scene.mentor))
    await over(scene.world)
    scene.ids["code"] = (await issued(scene.world, scene.mentor))["code"]
    return scene


async def surveyed(near: World) -> Scene:
    """A named survey is open to everybody; the other mentee has answered it, and asked for help."""
    scene = await _cast(near)
    survey_id = await surveys.published(scene.world, anonymous=False, help=True)
    await surveys.answered(scene.world, scene.people["other_mentee"], survey_id, anonymous=False)
    path = f"/surveys/{survey_id}/help"
    assert (await scene.world.call(scene.people["other_mentee"], "POST", path, json={"words": "Help!"})).status_code == 201
    scene.ids["survey_id"] = str(survey_id)
    return scene


async def drafted(near: World) -> Scene:
    """There is a survey that is still a draft."""
    scene = await _cast(near)
    scene.ids["survey_id"] = str(await surveys.draft(scene.world))
    return scene


async def unused(near: World) -> Scene:
    """The programme has a picture that no text shows."""
    scene = await _cast(near)
    scene.ids["picture_key"] = await added(scene.world)
    return scene


async def illustrated(near: World) -> Scene:
    """A text for mentors shows a picture."""
    scene = await unused(near)
    await shown(scene.world, scene.ids["picture_key"], roles=["mentor"])
    return scene


async def later(near: World) -> Scene:
    """The mentoring months are over, and half a year later those are asked who agree to it; nobody has yet."""
    scene = await matched(near)
    await over(scene.world)
    scene.ids["survey_id"] = str(await surveys.half_a_year_later(scene.world))
    return scene


async def agreed(near: World) -> Scene:
    """The pair has written an agreement, and the mentee has signed it."""
    scene = await matched(near)
    path = f"/matches/{scene.ids['match_id']}/agreement"
    body = {"language": "en", "answers": {"1": "Learn."}}
    written = await scene.world.call(scene.mentee, "PUT", path, json=body, headers={"If-Match": "*"})
    assert written.status_code == 200, written.text
    assert (await scene.world.call(scene.mentee, "POST", f"{path}/sign", json={"number": 1})).status_code == 200
    return scene


async def confided(near: World) -> Scene:
    """The mentee has told the coordinator and one more something in confidence; the admin was not named."""
    scene = await matched(near)
    other = await scene.world.coordinator_of(scene.world.organisation_id)
    named = [str(scene.world.coordinator.person_id), str(other.person_id)]
    body = {"match_id": scene.ids["match_id"], "words": "May we talk?", "recipients": named}
    path = f"/programmes/{scene.world.programme_id}/concerns"
    raised = await scene.world.call(await scene.world.in_browser(scene.mentee), "POST", path, json=body)
    assert raised.status_code == 201, raised.text
    scene.ids["concern_id"] = raised.json()["id"]
    return scene


async def in_hand(near: World) -> Scene:
    """The coordinator looks after what the mentee has told."""
    scene = await confided(near)
    coordinator = await scene.world.in_browser(scene.world.coordinator)
    taken = await scene.world.call(coordinator, "POST", f"/concerns/{scene.ids['concern_id']}/take")
    assert taken.status_code == 200, taken.text
    return scene


ALL = (
    *(plain, draft, submitted, paused, private, unpublished, pending, matched, proposed, read, signed_in),
    *(entered, entered_saml, tokened, invited, registered),
    *(met, meeting_planned, meeting_passed),
    *(grouped, joined),
    *(planned, announced, gathered, begun),
    *(entered, entered_saml, tokened, invited, registered, told),
    certified,
    *(entered, entered_saml, tokened, invited, registered, surveyed, drafted),
    *(agreed, confided, in_hand),
    *(unused, illustrated),
    later,
)
SCENES: dict[str, Callable[[World], Awaitable[Scene]]] = {each.__name__: each for each in ALL}


@dataclass
class Stages:
    """Scenes that refusals and reads share: they leave everything as it was."""

    near: World
    kept: dict[tuple[str, str], Scene] = field(default_factory=dict)

    async def own(self, name: str) -> Scene:
        """Return the callers' own programme in this scene."""
        return await self._kept(name, "own")

    async def foreign(self, name: str) -> Scene:
        """Return another organisation's programme in the same scene; none of the callers has a part in it."""
        return await self._kept(name, "foreign")

    async def _kept(self, name: str, whose: str) -> Scene:
        key = (name, whose)
        if key not in self.kept:
            self.kept[key] = await SCENES[name](self.near)
        return self.kept[key]


def instants(**moved: timedelta) -> dict[str, str]:
    """Return a programme's clock as JSON, some of its instants moved."""
    now = datetime.now(UTC).replace(microsecond=0)
    return {name: (value + moved.get(name, timedelta())).isoformat() for name, value in clock(now).items()}


MENTOR_PROFILE = {
    "role": "mentor",
    "name": "Maija Mentori",
    "degree": "MSc",
    "title": "Engineer",
    "story": "I build things.",
    "topics": ["leadership"],
    "languages": ["en"],
    "meets": ["remote"],
}
TEXTS = {language: {"name": f"Name {language}"} for language in ("en", "fi", "sv")}
CONTACT = {"email": "me@example.org", "phone": "+358 50 1234567"}
REGISTER = file(LINE)
# The files that operations take as their whole body.
FILES = {"replace_register": REGISTER, "add_to_register": REGISTER, "add_picture": drawing()}
OF_ONE = ("list_requests", "list_proposals", "list_matches")
# What narrows the list of a variant.
QUERIES: dict[str, Callable[[Scene], dict[str, Any]]] = {
    **{f"{each}@mentee": lambda scene: {"participant_id": scene.ids["mentee_id"]} for each in OF_ONE},
    **{f"{each}@nobody": lambda _: {"participant_id": NOBODY} for each in OF_ONE},
    "list_participants@search": lambda _: {"q": "ment", "unmatched": True},
}
# What goes into the body of an operation; one that is not here takes none.
BODIES: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "save_mentors": lambda scene: {"items": [{"mentor_id": scene.ids["mentor_id"]}]},
    "send_request": lambda scene: {"mentor_id": scene.ids["mentor_id"], "message": "Hello!"},
    "propose_match": lambda scene: {"mentor_id": scene.ids["mentor_id"], "mentee_id": scene.ids["mentee_id"]},
    "accept_proposal@behalf": lambda scene: {"on_behalf_of": scene.ids["mentor_id"]},
    "decline_proposal@behalf": lambda scene: {"on_behalf_of": scene.ids["mentor_id"]},
    "set_places": lambda _: {"places": 1},
    "create_event": lambda _: meeting(),
    "edit_event": lambda _: {"capacity": 30},
    "cancel_event": lambda _: {"note": "The speaker has fallen ill."},
    "note_attendance": lambda _: {"came": True},
    "end_match": lambda _: {"farewell": "Thank you!"},
    "offer_group": lambda _: {"group": groups.GROUP},
    "offer_group@behalf": lambda scene: {"group": groups.GROUP, "mentor_id": scene.ids["mentor_id"]},
    "edit_group": lambda _: groups.GROUP | {"theme": "Another theme", "mentor_places": 2},
    "lead_group@behalf": lambda scene: {"mentor_id": scene.ids["other_mentor_id"]},
    "ask_group": lambda _: {"message": "May I come?"},
    "share_contacts": lambda _: {"shares": True},
    "propose_meeting": lambda _: PLACE | {"starts": [wall(4)]},
    "propose_other_times": lambda _: PLACE | {"starts": [wall(5)]},
    "log_meeting": lambda _: PLACE | {"start": wall(0)},
    "move_meeting": lambda _: PLACE | {"start": wall(6)},
    "write_meeting": lambda _: {"notes": "Theirs together"},
    "pick_meeting_time": lambda scene: {"starts_at": scene.ids["time"]},
    "cancel_meeting": lambda _: {"words": "I am ill."},
    "hold_meeting": lambda _: {"minutes": 45},
    "write_goal": lambda _: {"title": "Speak up"},
    "change_goal": lambda _: {"title": "Speak up in meetings"},
    "close_goal": lambda _: {"outcome": "reached"},
    "review_goal": lambda _: {"words": "It goes well."},
    "add_step": lambda _: {"words": "Write to Maija"},
    "change_step": lambda _: {"done": True},
    "write_note": lambda _: {"words": "For me"},
    "change_note": lambda _: {"words": "For me alone"},
    "sign_in_demo": lambda scene: {"person_id": str(scene.mentee.person_id)},
    "ask_email_sign_in": lambda _: {"email": f"{uuid4().hex}@example.org"},
    "confirm_email_sign_in": lambda _: {"code": "123456"},
    "sign_in_with_passkey": lambda _: {"credential": {}},
    "add_passkey": lambda _: {"credential": {}},
    "ask_address": lambda _: {"email": f"{uuid4().hex}@example.org"},
    "add_address": lambda _: {"code": "123456"},
    "begin_oidc_sign_in": lambda _: {"return_to": "/requests"},
    "begin_saml_sign_in": lambda _: {"return_to": "/requests"},
    "begin_federation_sign_in": lambda scene: {"entity_id": scene.ids["entity_id"], "return_to": "/requests"},
    "begin_federation_link": lambda scene: {"entity_id": scene.ids["entity_id"]},
    "enter_saml_provider": lambda _: {"name": "Example University", "metadata": saml.forger().entity()},
    "enter_identity_provider": lambda _: {"name": "Example University", "issuer": "https://login.uni.example"},
    "edit_identity_provider": lambda _: {"name": "Another name"},
    "ask_email_change": lambda _: {"email": f"{uuid4().hex}@example.org"},
    "confirm_email_change": lambda _: {"code": "123456"},
    "edit_me": lambda _: {"language": "sv", "name": "Another Name"},
    "create_programme": lambda scene: {
        "organisation_id": scene.ids["organisation_id"],
        "contact_address": "mentoring@example.org",
        "clock": instants(),
        "texts": TEXTS,
    },
    "copy_programme": lambda _: {"mentor_signup_opens": "2030-01-07"},
    "edit_programme": lambda _: {"contact_address": "another@example.org"},
    "set_clock": lambda _: instants(requests_closes=timedelta(days=1)),
    "preview_clock": lambda _: instants(),
    "set_text": lambda _: {"name": "A new name"},
    "create_invitation": lambda _: {"role": "mentor", "closes": instants()["requests_closes"]},
    "join_programme": lambda _: {"role": "mentee"},
    "save_profile": lambda _: MENTOR_PROFILE,
    "set_contact": lambda _: CONTACT,
    "confirm_contact": lambda _: {"code": "123456"},
    "give_birth_date": lambda _: ALUM,
    "set_register_lookup": lambda _: {"url": "https://alumni.example.org/ask", "secret": "x" * 20},
    "add_material": lambda _: MATERIAL,
    "preview_material": lambda _: {"kind": "page", "language": "en", "body": "Meet **where both can talk**."},
    "change_material": lambda _: {"hidden": True},
    "write_material_text": lambda _: MATERIAL["words"],
    "describe_picture": lambda _: DECORATION,
    "offer_story": lambda _: STORY,
    "publish_story": lambda _: {"version": 1},
    "give_later_consent": lambda _: {"version": 1, "language": "en"},
    "create_survey": lambda _: surveys.body(),
    "copy_survey": lambda scene: {"survey_id": scene.ids["survey_id"]},
    "edit_survey": lambda _: {"title": surveys.words("Another title")},
    "answer_survey": lambda _: {"anonymous": False, "language": "en", "answers": surveys.ANSWERS},
    "ask_for_help": lambda _: {"words": "We have never met."},
    "edit_organisation": lambda _: {"name": "Another name"},
    "create_token": lambda _: {"name": "Script", "scopes": ["requests:read"], "expires_at": instants()["running_closes"]},
    "create_service_account": lambda _: {"name": "Register", "scopes": ["requests:read"]},
    "edit_service_account": lambda _: {"name": "HR"},
    "renew_service_secret": lambda _: {"grace_hours": 1},
    "change_member_role": lambda _: {"role": "admin"},
    "invite_member": lambda _: {"email": f"{uuid4().hex}@example.org", "role": "coordinator"},
    "read_member_invitation": lambda scene: {"key": scene.invitation_key},
    "accept_member_invitation": lambda scene: {"key": scene.invitation_key},
    "erase_me": lambda _: {"confirmation": "somebody@example.org"},
    "choose_notifications": lambda _: {"nudge": False},
    "choose_notifications@programme": lambda scene: {"programme_id": scene.ids["programme_id"], "nudge": False},
    "agree": lambda _: {"language": "en", "agreements": [{"kind": "terms", "version": 1}]},
    "write_agreement": lambda _: {"language": "en", "answers": {"1": "Learn more."}},
    "sign_agreement": lambda _: {"number": 1},
    "set_agreement_template": lambda _: {"body": "## Goals\n\n[[Our goals]]"},
    "preview_agreement_template": lambda _: {"body": "## Goals\n\n[[Our goals]]"},
    "raise_concern": lambda scene: {"words": "Hello!", "recipients": [scene.ids["coordinator_id"], scene.ids["admin_id"]]},
    "add_to_concern": lambda _: {"words": "And more."},
}
