"""What of an anonymous survey may be shown: pure arithmetic over the smallest groups, those of one role and one language.

Privacy row 8: nothing is shown for fewer than 5, also not by subtracting two cuts. A cut is offered only if every group
that all offered cuts together tell apart is empty or has at least 5 members. Whatever somebody adds and subtracts among what
they are shown is then made of such groups. Each question is judged again by those who answered it, and is shown by a cut
only where the same holds for them. Results do not change once they are shown (the survey has closed and stays closed), so
asking again tells nothing new.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

LEAST = 5
CUTS = ("role", "language")

Atom = tuple[str, str]  # role and language
Value = str | int | bool


@dataclass
class Tally:
    """What one question was answered by each of the smallest groups: how many at all, and how many with which value."""

    answered: Counter[Atom] = field(default_factory=Counter)
    values: dict[Atom, Counter[Value]] = field(default_factory=dict)

    def add(self, atom: Atom, value: Value, count: int) -> None:
        """Count a value of a group's."""
        self.values.setdefault(atom, Counter())[value] += count


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as one group answered it: `answered` of them, so many each value."""

    answered: int
    values: dict[Value, int]


def offered(sizes: Mapping[Atom, int], least: int, cuts: Sequence[str] = CUTS) -> list[str]:
    """Return by which cuts groups of these sizes can be split, the first ones preferred; none for a whole that is too small."""
    if not 0 < least <= sum(sizes.values()):
        return []
    kept: list[str] = []
    for cut in cuts:
        wanted = [*kept, cut]
        if all(size >= least for size in grouped(sizes, wanted).values()):
            kept = wanted
    return kept


def grouped(sizes: Mapping[Atom, int], cuts: Iterable[str]) -> Counter[tuple[str, ...]]:
    """Return the sizes of the groups that some cuts together tell apart; empty ones are not there."""
    places = [CUTS.index(cut) for cut in cuts]
    found: Counter[tuple[str, ...]] = Counter()
    for atom, size in sizes.items():
        if size:
            found[tuple(atom[place] for place in places)] += size
    return found


def question(tally: Tally, by: str | None, value: str | None, cuts: Sequence[str], least: int) -> Shown | None:
    """Return a question as everybody answered it (`by` None) or one group, None where that is withheld.

    `cuts` are those that the survey as a whole offers.
    """
    if sum(tally.answered.values()) < least:
        return None
    if by is not None and by not in offered(tally.answered, least, cuts):
        return None
    place = CUTS.index(by) if by else 0
    atoms = [atom for atom in tally.answered if by is None or atom[place] == value]
    values: Counter[Value] = Counter()
    for atom in atoms:
        values.update(tally.values.get(atom, {}))
    return Shown(sum(tally.answered[atom] for atom in atoms), dict(values))


def mean(values: Mapping[Value, int]) -> float | None:
    """Return the mean of numbers, to two decimals; None where nothing was chosen."""
    total = sum(values.values())
    return round(sum(int(value) * count for value, count in values.items()) / total, 2) if total else None
