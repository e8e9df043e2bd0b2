"""How well a mentor and a mentee fit, with the reasons, as one pure function.

The score is 0–100: the share of the weights below that the pair earns. Weights are only those that the mentee has said
something about, so an empty wish costs nobody anything; a mentor is never measured by who they are, only by what they
offer against what is sought. The reasons and the counter-reasons are codes; the reader's side puts them into words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Reason(StrEnum):
    """What speaks for a pair, or (in `against`) is missing from it."""

    TOPICS = "topics"
    FIELD = "field"
    SECTOR = "sector"
    LANGUAGE = "language"
    PLACE = "place"
    DOCTORATE = "doctorate"
    NEWCOMER = "newcomer"
    LEVEL = "level"


WEIGHTS = {
    Reason.TOPICS: 35,
    Reason.FIELD: 25,
    Reason.SECTOR: 15,
    Reason.LANGUAGE: 15,
    Reason.PLACE: 10,
}
DOCTORAL = "doctoral"


class Offering(Protocol):
    """What a mentor's profile offers."""

    field: str | None
    sector: str | None
    topics: list[str]
    languages: list[str]
    seeks: list[str]
    meets: list[str]
    place: str
    doctorate: bool
    newcomers: bool


class Seeking(Protocol):
    """What a mentee's profile seeks."""

    field: str | None
    level: str | None
    topics: list[str]
    sectors: list[str]
    languages: list[str]
    place: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Score 0–100, what speaks for the pair and what is missing, the weightiest first."""

    score: int
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]


def level_fits(seeks: Collection[str], level: str | None) -> bool:
    """Whether a mentor who seeks these levels (none named: any) takes a mentee of this level; a hard rule (R10)."""
    return not seeks or level in seeks


def fit(mentor: Offering, mentee: Seeking) -> Fit:
    """Measure a pair; the same for the directory, the search and, later, the assignment."""
    shares = _shares(mentor, mentee)
    total = sum(WEIGHTS[reason] for reason in shares)
    earned = sum(WEIGHTS[reason] * share for reason, share in shares.items())
    reasons = [reason for reason, share in shares.items() if share > 0]
    against = [reason for reason, share in shares.items() if share == 0]
    if mentee.level == DOCTORAL and mentor.doctorate:
        reasons.append(Reason.DOCTORATE)
    if mentor.newcomers and "fi" not in mentee.languages:
        reasons.append(Reason.NEWCOMER)
    if not level_fits(mentor.seeks, mentee.level):
        against.insert(0, Reason.LEVEL)
    score = round(100 * earned / total) if total else 50
    return Fit(score, tuple(reasons), tuple(against))


def _shares(mentor: Offering, mentee: Seeking) -> dict[Reason, float]:
    """How much of each wish the mentor meets, 0–1; wishes that the mentee did not name are left out."""
    shares: dict[Reason, float] = {}
    if mentee.topics:
        shares[Reason.TOPICS] = min(1.0, len(set(mentee.topics) & set(mentor.topics)) / min(3, len(mentee.topics)))
    if mentee.field:
        shares[Reason.FIELD] = float(mentor.field == mentee.field)
    if mentee.sectors:
        shares[Reason.SECTOR] = float(mentor.sector in mentee.sectors)
    if mentee.languages:
        shares[Reason.LANGUAGE] = float(bool(set(mentee.languages) & set(mentor.languages)))
    if mentee.place:
        near = mentor.place.casefold() == mentee.place.casefold()
        shares[Reason.PLACE] = 1.0 if near else 0.5 if "remote" in mentor.meets else 0.0
    return shares
