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
    ],
)
def test_an_unsafe_installation_does_not_start(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Settings(**(REAL | wrong))


def test_a_real_installation_without_a_secret_does_not_start() -> None:
    with pytest.raises(ValidationError):
        Settings(public_url=REAL["public_url"])


def test_every_setting_is_documented() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
    for name, field in Settings.model_fields.items():
        assert f"`KISALLI_{name.upper()}`" in documented
        assert field.description
        assert field.description in documented
