"""The page of who may call what: whole, and as strict as it reads."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import APIRouter, FastAPI

from kisalli.core import policy
from kisalli.core.caller import Caller
from kisalli.core.errors import BrowserOnly, ScopeMissing
from kisalli.core.i18n import catalogue
from kisalli.core.policy import BROWSER, MEANINGS, OF_PEOPLE, OF_SERVICES, OF_STAFF, PUBLIC, SCOPE_OF, SCOPED, Scope
from tests.security.operations import OPERATIONS

BROWSING, UNLIMITED = Caller(uuid4(), uuid4()), Caller(uuid4())


def test_the_page_and_the_document_know_the_same_operations() -> None:
    assert set(OPERATIONS) == BROWSER | SCOPE_OF.keys()


def test_every_operation_stands_on_the_page_once() -> None:
    names = [*BROWSER, *PUBLIC, *(name for operations in SCOPED.values() for name in operations)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_what_a_scope_is_for_is_said_in_every_language(language: str) -> None:
    assert set(MEANINGS.values()) <= set(catalogue(language))


def test_every_scope_is_explained_and_opens_something() -> None:
    assert set(MEANINGS) == set(Scope)
    assert set(Scope) == {scope for scope in SCOPE_OF.values() if scope is not None}
    assert set(Scope) == OF_STAFF | OF_PEOPLE | OF_SERVICES


def test_an_operation_without_a_row_does_not_start(app: FastAPI) -> None:
    router = APIRouter()

    @router.get("/forgotten", operation_id="forgotten")
    async def forgotten() -> None: ...

    with pytest.raises(policy.NoPolicy, match="forgotten"):
        policy.require_complete([*app.routes, *router.routes])
    with pytest.raises(policy.NoPolicy, match="read_me"):
        policy.require_complete([])


def everything_but(scope: Scope) -> Caller:
    return Caller(uuid4(), scopes=frozenset(set(Scope) - {scope}))


NEEDING = {name: scope for name, scope in SCOPE_OF.items() if scope is not None}


@pytest.mark.parametrize("name", sorted(NEEDING))
def test_a_token_needs_the_scope_of_the_operation_and_no_other(name: str) -> None:
    scope = NEEDING[name]
    with pytest.raises(ScopeMissing):
        policy.require(name, everything_but(scope))
    policy.require(name, Caller(uuid4(), scopes=frozenset({scope})))
    for caller in (BROWSING, UNLIMITED):
        policy.require(name, caller)


@pytest.mark.parametrize("name", sorted(BROWSER))
def test_what_is_a_browsers_alone_takes_no_token_whatever_its_scopes(name: str) -> None:
    for caller in (UNLIMITED, Caller(uuid4(), scopes=frozenset(Scope))):
        with pytest.raises(BrowserOnly):
            policy.require(name, caller)
    policy.require(name, BROWSING)


def security_of(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = OPERATIONS[name].content["security"]
    return found


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_the_document_says_who_may_call(name: str) -> None:
    schemes = {scheme for each in security_of(name) for scheme in each}
    scope = SCOPE_OF.get(name)
    if name in BROWSER:
        assert schemes == {"session"}
        assert "`browser_only`" in OPERATIONS[name].content["responses"]["403"]["description"]
    elif scope is None:
        assert schemes == set()
    else:
        assert {"bearer": [scope]} in security_of(name)
        assert ({"client_credentials": [scope]} in security_of(name)) == (scope in OF_SERVICES)
        assert ({} in security_of(name)) == (name in PUBLIC)
        assert "`scope_missing`" in OPERATIONS[name].content["responses"]["403"]["description"]
