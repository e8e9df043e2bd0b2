"""Settings: what must not start does not start, and every setting is documented."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import ValidationError

from kisalli.core.keypairs import make_rsa_pair
from kisalli.core.settings import DEMO_SECRET, Settings

REAL = {"secret": "x" * 32, "public_url": "https://mentoring.example.org"}


def test_a_real_installation_starts_with_a_secret_and_https() -> None:
    assert Settings(**REAL).demo is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": DEMO_SECRET},
        {"secret": "short"},
        {"previous_secret": "short"},
        {"public_url": "http://mentoring.example.org"},
        {"public_url": None, "host": "10.0.0.5"},
    ],
)
def test_an_unsafe_installation_does_not_start(wrong: dict[str, str | None]) -> None:
    with pytest.raises(ValidationError):
        Settings(**{name: value for name, value in (REAL | wrong).items() if value is not None})


def test_a_real_installation_without_a_secret_does_not_start() -> None:
    with pytest.raises(ValidationError):
        Settings(public_url=REAL["public_url"])


@pytest.mark.parametrize(
    ("listening", "origin"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"KISALLI_PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"KISALLI_PORT": "80"}, "http://127.0.0.1"),
        ({"KISALLI_HOST": "localhost"}, "http://localhost:8000"),
        ({"KISALLI_HOST": "0.0.0.0", "KISALLI_PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"KISALLI_HOST": "::"}, "http://[::1]:8000"),
        ({"KISALLI_HOST": "fd00::5"}, "http://[fd00::5]:8000"),
        ({"KISALLI_PORT": "8123", "KISALLI_PUBLIC_URL": "https://mentoring.example.org"}, "https://mentoring.example.org"),
    ],
)
def test_links_lead_to_where_the_api_listens_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, listening: dict[str, str], origin: str
) -> None:
    for name in ("HOST", "PORT", "PUBLIC_URL"):
        monkeypatch.delenv(f"KISALLI_{name}", raising=False)
    for name, value in listening.items():
        monkeypatch.setenv(name, value)
    assert Settings(demo=True).origin == origin


def test_a_real_installation_may_be_tried_on_its_own_machine() -> None:
    assert Settings(secret=REAL["secret"], port=8123).origin == "http://127.0.0.1:8123"


def test_every_setting_is_documented() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    for name, field in Settings.model_fields.items():
        assert f"`KISALLI_{name.upper()}`" in documented
        assert field.description
        assert field.description in documented


@pytest.fixture
def pair(tmp_path: Path) -> dict[str, str]:
    """A key and certificate, as they are set."""
    key, certificate = tmp_path / "saml.key", tmp_path / "saml.crt"
    make_rsa_pair(key, certificate, "kisalli")
    return {"saml_key": str(key), "saml_certificate": str(certificate)}


def test_saml_starts_with_a_key_and_its_certificate(pair: dict[str, str]) -> None:
    federation = {
        "federation_metadata_url": "https://federation.example/m.xml",
        "federation_certificate": pair["saml_certificate"],
    }
    assert Settings(**REAL, **pair, **federation).saml_key == Path(pair["saml_key"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"saml_certificate": None}, "set both or none"),
        ({"saml_key": None}, "set both or none"),
        ({"saml_key": "/nowhere/saml.key"}, "can't be read"),
        ({"saml_certificate": "/nowhere/saml.crt"}, "can't be read"),
        ({"saml_key": __file__}, "no private key"),
        ({"saml_certificate": __file__}, "no certificate"),
        ({"saml_second_key": "/nowhere/saml.key"}, "set both or none"),
        ({"federation_mdq_url": "https://mdq.example"}, "unsigned metadata"),
        ({"federation_metadata_url": "https://m.example", "federation_certificate": __file__}, "no certificate"),
        (
            {"saml_key": None, "saml_certificate": None, "federation_mdq_url": "https://mdq.example"},
            "KISALLI_SAML_KEY is missing",
        ),
    ],
    ids=[
        *("no-certificate", "no-key", "key-away", "certificate-away", "key-is-none", "certificate-is-none", "half-a-second"),
        *("unsigned", "federation-certificate-is-none", "federation-without-key"),
    ],
)
def test_saml_does_not_start_half(change: dict[str, str | None], says: str, pair: dict[str, str]) -> None:
    values = {name: value for name, value in (REAL | pair | change).items() if value is not None}
    with pytest.raises(ValidationError, match=says):
        Settings(**values)


@pytest.mark.parametrize("kind", ["short", "curve", "foreign"])
def test_saml_does_not_start_with_another_kind_of_key(kind: str, pair: dict[str, str]) -> None:
    keys = {"short": lambda: rsa.generate_private_key(65537, 1024), "curve": lambda: ec.generate_private_key(ec.SECP256R1())}
    made = keys.get(kind, lambda: rsa.generate_private_key(65537, 2048))()
    Path(pair["saml_key"]).write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(ValidationError, match="not the certificate" if kind == "foreign" else "2048 bits or more"):
        Settings(**REAL, **pair)
