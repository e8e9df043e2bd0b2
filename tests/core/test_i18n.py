"""The texts that the server writes: every title of a problem exists in Finnish and Swedish."""

from collections.abc import Iterator

import pytest

import kisalli.main  # so that every problem class is known
from kisalli.core.errors import Problem
from kisalli.core.i18n import catalogue, language_of

assert kisalli.main


def problem_classes(base: type[Problem] = Problem) -> Iterator[type[Problem]]:
    yield base
    for each in base.__subclasses__():
        yield from problem_classes(each)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_problem_has_its_title_in_every_language(language: str) -> None:
    assert {each.title for each in problem_classes()} - set(catalogue(language)) == set()


def test_every_problem_has_a_code_of_its_own() -> None:
    codes = [each.code for each in problem_classes()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("fi", "fi"),
        ("sv-FI,fi;q=0.5", "sv"),
        ("de,fi;q=0.3,sv;q=0.4", "sv"),
        ("de", "en"),
        ("fi;q=x", "en"),
        ("fi;q=0,sv", "sv"),
    ],
)
def test_accept_language_is_understood(header: str | None, language: str) -> None:
    assert language_of(header) == language
