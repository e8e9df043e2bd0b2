"""Pieces of wording that hang on the language: dates in the programme's zone, its word for mentee, clean quotations."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location

from kisalli.core.lines import one_line
from kisalli.programmes.mentee_word import mentee_forms
from kisalli.programmes.models import Role

__all__ = [
    "city",
    "day",
    "hour",
    "mentee_forms",
    "moment",
    "one_line",
    "opening",
    "period",
    "prose",
    "span",
    "unnamed",
    "upper_first",
]

LOCALES = {"en": "en_GB", "fi": "fi", "sv": "sv_FI"}
MOMENT = {"en": "EEEE d MMMM 'at' HH:mm", "fi": "EEEE d. MMMM 'klo' H.mm", "sv": "EEEE d MMMM 'kl.' HH.mm"}
BEGINS = {"en": "EEEE d MMMM y 'at' HH:mm", "fi": "EEEE d. MMMM y 'klo' H.mm", "sv": "EEEE d MMMM y 'kl.' HH.mm"}
ENDS = {"en": "HH:mm", "fi": "H.mm", "sv": "HH.mm"}
HOUR = {"en": "HH:mm", "fi": "'klo' H.mm", "sv": "'kl.' HH.mm"}
FULL_DAY = {"en": "d MMMM y", "fi": "d. MMMM y", "sv": "d MMMM y"}
DAY_AND_MONTH = {"en": "d MMMM", "fi": "d. MMMM", "sv": "d MMMM"}
DAY = {"en": "d", "fi": "d.", "sv": "d"}

MENTOR_NOUN = {"en": "the mentor", "fi": "mentori", "sv": "mentorn"}

OPENING_LETTERS = 280


def prose(text: str) -> str:
    """Return somebody's words with their line breaks, without controls and direction marks; runs of blank lines shrink."""
    lines = (one_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def opening(text: str) -> str:
    """Return the first words of a request, cut between words."""
    words = one_line(text)
    if len(words) <= OPENING_LETTERS:
        return words
    return words[:OPENING_LETTERS].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + " …"


def moment(instant: datetime, zone: str, language: str) -> str:
    """Return an instant as people say it there; midnight is told as the last minute of the day that it ends."""
    local = instant.astimezone(ZoneInfo(zone))
    if local.time() == time(0):
        local -= timedelta(minutes=1)
    return _said(local, MOMENT, language)


def hour(instant: datetime, zone: str, language: str) -> str:
    """Return the time of day of an instant as the clocks there show it."""
    return _said(instant.astimezone(ZoneInfo(zone)), ENDS, language)


def city(zone: str, language: str) -> str:
    """Return the place by which a zone is known."""
    return str(get_timezone_location(zone, locale=LOCALES[language], return_city=True))


def _said(local: datetime, forms: Mapping[str, str], language: str) -> str:
    text = format_datetime(local, forms[language], locale=LOCALES[language])
    # Babel has all days of the week as Finnish says when something is, but this one.
    return text.replace("sunnuntai ", "sunnuntaina ") if language == "fi" else text


def span(starts: datetime, ends: datetime, zone: str, language: str) -> str:
    """Return from when to when something is, as people say it there; the day is named once where it is one."""
    first, last = starts.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    begins = _said(first, BEGINS, language)
    if first.date() == last.date():
        return f"{begins}–{_said(last, ENDS, language)}"
    return f"{begins} – {_said(last, BEGINS, language)}"


def day(instant: datetime, language: str) -> str:
    """Return the day of an instant (UTC: of no programme), in the reader's words."""
    return format_date(instant.astimezone(UTC).date(), FULL_DAY[language], locale=LOCALES[language])


def period(opens: datetime, closes: datetime, zone: str, language: str) -> str:
    """Return a half-open window as whole days inclusively (R1); a closing within a day is told with its hour."""
    tz = ZoneInfo(zone)
    first, end = opens.astimezone(tz), closes.astimezone(tz)
    at_midnight = end.time() == time(0)
    last = end - timedelta(days=1) if at_midnight else end
    days = _days(first.date(), last.date(), language)
    if at_midnight:
        return days
    return f"{days} ({format_datetime(end, HOUR[language], locale=LOCALES[language])})"


def _days(first: date, last: date, language: str) -> str:
    end = format_date(last, FULL_DAY[language], locale=LOCALES[language])
    if first >= last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{format_date(first, DAY[language], locale=LOCALES[language])}–{end}"
    pattern = DAY_AND_MONTH if first.year == last.year else FULL_DAY
    return f"{format_date(first, pattern[language], locale=LOCALES[language])} – {end}"


def unnamed(role: Role, forms: Mapping[str, str], language: str) -> str:
    """Return what a partner is called whose name is gone (erased meanwhile)."""
    if role == Role.MENTOR:
        return MENTOR_NOUN[language]
    return {"en": f"the {forms.get('singular')}", "fi": forms.get("nominative", ""), "sv": forms.get("definite", "")}[language]


def upper_first(text: str) -> str:
    """Return a text as it begins a sentence; unlike `capitalize` it leaves the other letters alone."""
    return text[:1].upper() + text[1:]
