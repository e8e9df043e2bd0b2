"""Generated calls of every operation: no 5xx, and every answer is one that the document declares.

Schemathesis makes the calls from the document, right and wrong ones, the same in every run. Half of them get real ids in
place of invented ones, so that they come further than 404.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi import checks

from kisalli.core.policy import BROWSER
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.main import create_app
from tests.factories import World
from tests.security.operations import DOCUMENT, OPERATIONS
from tests.security.scenes import SCENES, Scene, introduce_provider

T = TypeVar("T")

SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
EXAMPLES = 8
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
# Ids in bodies: what they are called, and whose they are in the scene.
KNOWN_IDS = {
    "mentor_id": "mentor_id",
    "mentee_id": "mentee_id",
    "on_behalf_of": "mentor_id",
    "organisation_id": "organisation_id",
    "survey_id": "survey_id",
}


class Stand:
    """An app with a loop of its own: Hypothesis calls its tests outside of any."""

    def __init__(self, database_url: str, settings: Settings) -> None:
        self.loop = asyncio.new_event_loop()
        self.app = create_app(settings, database_url)
        self.lifespan = self.app.router.lifespan_context(self.app)
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url="https://kisalli.test")
        self.scenes: dict[str, Scene] = {}

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something of the app's to its end."""
        return self.loop.run_until_complete(work)

    async def open(self, keys: Keys) -> None:
        """Start the app and prepare the scenes."""
        await self.lifespan.__aenter__()
        introduce_provider(self.app)
        near = await World.make(self.app.state.sessions, keys, self.http)
        self.scenes = {name: await make(near) for name, make in SCENES.items()}

    def close(self) -> None:
        """Stop the app."""
        self.run(self.http.aclose())
        self.run(self.lifespan.__aexit__(None, None, None))
        self.loop.close()

    async def call(self, case: Case, scene: Scene, caller: str) -> httpx.Response:
        """Send a generated call in somebody's name."""
        given = case.as_transport_kwargs(base_url="https://kisalli.test")
        allowed = {
            name: given[name] for name in ("method", "url", "params", "json", "content", "data") if given.get(name) is not None
        }
        headers = {name: str(value) for name, value in (given.get("headers") or {}).items()}
        if case.operation.definition.raw["operationId"] in BROWSER:
            await scene.open_browsers()
            headers |= scene.browsers[caller]
        else:
            headers |= scene.people[caller].headers
        if isinstance(allowed.get("data"), bytes | str):
            allowed["content"] = allowed.pop("data")
        answer = await self.http.request(**allowed, headers=headers)
        self.http.cookies.clear()
        return answer


@pytest.fixture(scope="module")
def stand(database_url: str, settings: Settings, keys: Keys) -> Iterator[Stand]:
    made = Stand(database_url, settings)
    made.run(made.open(keys))
    yield made
    made.close()


def scene_for(operation_id: str, scenes: dict[str, Scene]) -> Scene:
    """Return the scene that has the ids which the operation's path asks for."""
    path = OPERATIONS[operation_id].path
    wanted = {"/groups/{match_id}": "grouped"}
    wanted |= {"/agreement": "agreed", "{concern_id}": "confided"}
    wanted |= {"{request_id}": "pending", "{message_id}": "pending", "{match_id}": "matched", "{proposal_id}": "proposed"}
    wanted |= {"/saml/{provider_id}": "entered_saml", "/saml": "entered_saml"}
    wanted |= {"{session_id}": "signed_in", "{passkey_id}": "signed_in", "{identity_id}": "signed_in"}
    wanted |= {"{provider_id}": "entered", "{test_id}": "entered"}
    wanted |= {"{session_id}": "signed_in", "{passkey_id}": "signed_in", "{token_id}": "tokened", "{account_id}": "tokened"}
    wanted |= {"{person_id}": "invited", "{invitation_id}": "invited"}
    wanted |= {"/attendance/": "begun", "{event_id}": "gathered"}
    wanted |= {"/register": "registered", "/verification": "registered", "/birth-date": "registered"}
    wanted |= {"{meeting_id}": "met", "{goal_id}": "met", "{step_id}": "met", "{note_id}": "met"}
    wanted |= {"{story_id}": "told"}
    wanted |= {"/pictures": "illustrated"}
    wanted |= {"/certificate": "certified"}
    wanted |= {"{survey_id}": "surveyed", "/surveys": "surveyed"}
    return scenes[next((scene for part, scene in wanted.items() if part in path), "plain")]


def with_real_ids(case: Case, scene: Scene) -> None:
    """Put ids that exist in the place of invented ones."""
    known = scene.ids | {"participant_id": scene.ids["mentor_id"]}
    for name in case.path_parameters or {}:
        case.path_parameters[name] = known[name]
    if isinstance(case.body, dict):
        for name in set(case.body) & set(KNOWN_IDS):
            case.body[name] = known[KNOWN_IDS[name]]
    if "if-match" in OPERATIONS[case.operation.definition.raw["operationId"]].parameters:
        case.headers["if-match"] = "*"


OPERATION = {each.definition.raw["operationId"]: each for each in (found.ok() for found in SCHEMA.get_all_operations())}


@pytest.mark.parametrize("caller", ["coordinator", "mentee"])
@pytest.mark.parametrize("name", OPERATION)
def test_no_generated_call_breaks_the_service_or_its_document(name: str, caller: str, stand: Stand) -> None:
    scene = scene_for(name, stand.scenes)
    modes = [OPERATION[name].as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @settings_of_a_run
    @given(case=st.one_of(modes[0], modes[0], modes[1]), real=st.sampled_from([True, True, False]))
    def generated(case: Case, real: bool) -> None:
        if real:
            with_real_ids(case, scene)
        answer = stand.run(stand.call(case, scene, caller))
        case.validate_response(answer, checks=CHECKS)

    generated()


settings_of_a_run = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
