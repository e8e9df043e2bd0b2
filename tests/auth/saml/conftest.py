"""A service provider, the forging identity provider that it knows, and a response that is believed."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from kisalli.auth.saml.reading import Expected, Vouched, read
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.sp import ServiceProvider, service_provider
from kisalli.core.keypairs import make_rsa_pair
from kisalli.core.settings import Settings
from tests.auth.saml.forging import Draft, Forger

ORIGIN = "https://kisalli.test"
Reads = Callable[[str], Vouched]


@pytest.fixture(scope="session")
def own_pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Our key and certificate."""
    folder = tmp_path_factory.mktemp("sp")
    pair = folder / "sp.key", folder / "sp.crt"
    make_rsa_pair(*pair, "kisalli.test")
    return pair


@pytest.fixture(scope="session")
def sp(own_pair: tuple[Path, Path]) -> ServiceProvider:
    """Us."""
    key, certificate = own_pair
    made = service_provider(Settings(demo=True, public_url=ORIGIN, saml_key=key, saml_certificate=certificate))
    assert made is not None
    return made


@pytest.fixture(scope="session")
def idp(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    """The provider that was asked."""
    return Forger.make(tmp_path_factory.mktemp("idp"))


@pytest.fixture(scope="session")
def other_idp(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    """Another member of the same federation."""
    return Forger.make(tmp_path_factory.mktemp("other"))


@pytest.fixture
def expected(idp: Forger) -> Expected:
    """What is waited for."""
    provider = idp.provider()
    return Expected(provider, f"_{uuid4().hex}", provider.scopes)


@pytest.fixture
def draft(sp: ServiceProvider, expected: Expected) -> Draft:
    """A response that is believed."""
    return Draft(sp.acs, sp.entity_id, expected.request_id)


@pytest.fixture
def reads(sp: ServiceProvider, expected: Expected) -> Reads:
    """Read what was posted."""
    return lambda text: read(sp, text, expected)


@pytest.fixture
def refusal(reads: Reads) -> Callable[[str], str]:
    """The reason why what was posted is refused; it has to be."""

    def reason(text: str) -> str:
        with pytest.raises(SamlRefused) as refused:
            reads(text)
        return refused.value.reason

    return reason
