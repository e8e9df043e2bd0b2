"""Settings: what must not start does not start, and every setting is documented."""

from pathlib import Path

import pytest
from pydantic import ValidationError

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
