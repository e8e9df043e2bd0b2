"""The operations of the API, from the document that clients are generated from."""

from dataclasses import dataclass
from typing import Any

import httpx

from kisalli.core.policy import BROWSER
from kisalli.core.settings import Settings
from kisalli.main import create_app
from tests.security.scenes import BODIES, FILES, QUERIES, Scene

DOCUMENT: dict[str, Any] = create_app(Settings(demo=True), "postgresql:///").openapi()


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    id: str
    method: str
    path: str
    content: dict[str, Any]

    @property
    def parameters(self) -> list[str]:
        """The names of its parameters."""
        return [each["name"] for each in self.content.get("parameters", [])]

    @property
    def query(self) -> list[str]:
        """The names of its query parameters."""
        return [each["name"] for each in self.content.get("parameters", []) if each["in"] == "query"]


OPERATIONS = {
    content["operationId"]: Operation(content["operationId"], method.upper(), path, content)
    for path, methods in DOCUMENT["paths"].items()
    for method, content in methods.items()
}


async def perform(name: str, scene: Scene, caller: str, on: Scene | None = None, **ids: str) -> httpx.Response:
    """Perform an operation (`operation` or `operation@variant`) of one scene's caller on the things of a scene.

    The participant in a path is the mentor, or the mentee in the variant `@mentee`.
    """
    operation_id, _, variant = name.partition("@")
    operation, on = OPERATIONS[operation_id], on or scene
    participant = on.ids["mentee_id" if variant == "mentee" else "mentor_id"]
    path = operation.path.format(**({"participant_id": participant} | on.ids | ids))
    body = BODIES.get(name) or BODIES.get(operation_id)
    headers = {"If-Match": "*"} if "if-match" in operation.parameters else {}
    params = QUERIES[name](on) if name in QUERIES else None
    if operation_id in FILES:
        headers["Content-Type"] = next(iter(operation.content["requestBody"]["content"]))
        given: dict[str, Any] = {"headers": headers, "content": FILES[operation_id]}
    else:
        given = {"headers": headers, "params": params, "json": body(on) if body else None}
    return await scene.call(caller, operation.method, path, browser=operation_id in BROWSER, **given)


def said(answer: httpx.Response) -> Any:
    """Return what an answer says; None for one without words, and for a file."""
    return answer.json() if answer.content and "json" in answer.headers.get("content-type", "") else None


def answers_json(operation_id: str) -> bool:
    """Whether an operation answers something that has keys: neither nothing nor a file."""
    success = next(each for status, each in OPERATIONS[operation_id].content["responses"].items() if status.startswith("2"))
    return "application/json" in success.get("content", {})
