"""A whole way with a real identity provider: our request, its sign-in page, its response."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from kisalli.auth.saml.metadata import single
from kisalli.auth.saml.provider import Provider
from kisalli.auth.saml.reading import Expected, read_posted
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.sp import ServiceProvider, sign_in_address
from tests.auth.saml.forging import unposted
from tests.auth.saml.simplesaml import ENTITY_ID, SimpleSaml, running


@pytest.fixture(scope="module")
def simplesaml(tmp_path_factory: pytest.TempPathFactory, sp: ServiceProvider) -> Iterator[SimpleSaml]:
    """SimpleSAMLphp, which encrypts assertions for us."""
    with running(tmp_path_factory.mktemp("simplesaml"), sp) as started:
        yield started


@pytest.fixture(scope="module")
def provider(simplesaml: SimpleSaml) -> Provider:
    """It, read from the metadata that it offers."""
    return single(simplesaml.metadata(), datetime.now(UTC))


def test_its_metadata_says_who_it_is(provider: Provider) -> None:
    assert provider.entity_id == ENTITY_ID
    assert provider.scopes == {"campus.example"}


async def test_somebody_signs_in_there_and_is_known_here(simplesaml: SimpleSaml, provider: Provider, sp: ServiceProvider) -> None:
    asked = sign_in_address(sp, provider, "_request", "opaque")
    form = await simplesaml.sign_in(asked)
    assert (form["action"], form["RelayState"]) == (sp.acs, "opaque")
    assert "EncryptedAssertion" in unposted(form["SAMLResponse"])
    vouched = await read_posted(sp, form["SAMLResponse"], Expected(provider, "_request", provider.scopes))
    assert (vouched.issuer, vouched.subject) == (ENTITY_ID, "linh@campus.example")
    assert vouched.attributes["displayName"] == ("Linh Đặng",)
    assert vouched.attributes["eduPersonScopedAffiliation"] == ("student@campus.example", "member@campus.example")


async def test_its_answer_to_another_request_is_not_taken(
    simplesaml: SimpleSaml, provider: Provider, sp: ServiceProvider
) -> None:
    form = await simplesaml.sign_in(sign_in_address(sp, provider, "_request", "opaque"))
    with pytest.raises(SamlRefused, match="other_request"):
        await read_posted(sp, form["SAMLResponse"], Expected(provider, "_another", provider.scopes))


async def test_it_does_not_answer_a_request_that_is_not_ours(
    simplesaml: SimpleSaml, provider: Provider, sp: ServiceProvider
) -> None:
    """The control of our signature: it looks at it."""
    asked = sign_in_address(sp, provider, "_request", "opaque")
    with pytest.raises((AssertionError, ValueError)):
        await simplesaml.sign_in(asked.replace("RelayState=opaque", "RelayState=forged"))
