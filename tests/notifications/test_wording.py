"""Dates, periods, the word for mentee, and names that would do harm."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kisalli.core.i18n import LANGUAGES
from kisalli.notifications import wording
from kisalli.programmes.mentee_word import MENTEE_FORMS
from kisalli.programmes.models import Role

ROOT = Path(__file__).parent.parent.parent
HELSINKI = "Europe/Helsinki"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Saturday 30 January at 09:05"),
        ("fi", "lauantaina 30. tammikuuta klo 9.05"),
        ("sv", "lördag 30 januari kl. 09.05"),
    ],
)
def test_a_moment_is_told_in_the_programmes_zone_as_people_say_it(language: str, expected: str) -> None:
    assert wording.moment(datetime(2027, 1, 30, 7, 5, tzinfo=UTC), HELSINKI, language) == expected


def test_a_sunday_is_inflected_in_finnish_as_the_other_days_are() -> None:
    """Babel's data has the nominative for this day alone."""
    sunday = datetime(2027, 1, 31, 7, 5, tzinfo=UTC)
    assert wording.moment(sunday, HELSINKI, "fi") == "sunnuntaina 31. tammikuuta klo 9.05"
    assert wording.span(sunday, sunday.replace(hour=9), HELSINKI, "fi") == "sunnuntaina 31. tammikuuta 2027 klo 9.05–11.05"


def test_midnight_is_the_last_minute_of_the_day_that_it_ends() -> None:
    midnight = datetime(2027, 1, 26, 22, tzinfo=UTC)
    assert wording.moment(midnight, HELSINKI, "fi") == "tiistaina 26. tammikuuta klo 23.59"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "7–16 January 2027"), ("fi", "7.–16. tammikuuta 2027"), ("sv", "7–16 januari 2027")],
)
def test_a_window_is_told_as_whole_days_inclusively(language: str, expected: str) -> None:
    opens, closes = datetime(2027, 1, 6, 22, tzinfo=UTC), datetime(2027, 1, 16, 22, tzinfo=UTC)
    assert wording.period(opens, closes, HELSINKI, language) == expected


def test_a_window_over_months_and_years_names_both() -> None:
    opens, closes = datetime(2027, 1, 27, 22, tzinfo=UTC), datetime(2027, 6, 30, 21, tzinfo=UTC)
    assert wording.period(opens, closes, HELSINKI, "sv") == "28 januari – 30 juni 2027"
    assert wording.period(opens.replace(year=2026), closes, HELSINKI, "en") == "28 January 2026 – 30 June 2027"


def test_a_window_that_closes_within_a_day_is_told_with_its_hour() -> None:
    opens, closes = datetime(2027, 1, 6, 22, tzinfo=UTC), datetime(2027, 1, 16, 12, 10, tzinfo=UTC)
    assert wording.period(opens, closes, HELSINKI, "fi") == "7.–16. tammikuuta 2027 (klo 14.10)"


def test_forms_of_the_word_for_mentee_are_taken_whole_or_not_at_all() -> None:
    assert wording.mentee_forms({"singular": "actor", "plural": "actors"}, "en") == {"singular": "actor", "plural": "actors"}
    assert wording.mentee_forms({"nominative": "mentoroitava"}, "fi")["nominative"] == "aktori"
    assert wording.mentee_forms({}, "sv")["plural_definite"] == "adepterna"


def test_mails_and_pages_call_a_mentee_alike() -> None:
    """The SPA's table of the usual word is another file, in another language."""
    pages = (ROOT / "frontend" / "src" / "i18n" / "menteeForms.ts").read_text(encoding="utf-8")
    forms = re.findall(r'(\w+): "(\w+)"', pages)
    assert forms == [pair for language in LANGUAGES for pair in MENTEE_FORMS[language].items()]


def test_an_erased_partner_is_called_by_their_role() -> None:
    forms = wording.mentee_forms({}, "fi")
    assert wording.unnamed(Role.MENTEE, forms, "fi") == "aktori"
    assert wording.unnamed(Role.MENTOR, forms, "sv") == "mentorn"


def test_a_name_is_one_line_without_controls_and_direction_marks() -> None:
    assert wording.one_line("Aino\r\nBcc: x@y.z\x00\u202egnp.exe\u2066") == "Aino Bcc: x@y.z gnp.exe"
    family = "👩\u200d👩\u200d👧"
    assert wording.one_line(family) == family


def test_the_first_words_of_a_request_are_cut_between_words() -> None:
    words = wording.opening("word " * 200)
    assert words.endswith("word …")
    assert len(words) <= wording.OPENING_LETTERS + 2
    assert wording.opening("short\n\nand sweet") == "short and sweet"
