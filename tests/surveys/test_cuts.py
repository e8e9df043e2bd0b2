"""Privacy row 8: whatever somebody adds up and takes away among the results they may see, no group under 5 comes out."""

import itertools
from collections import Counter
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from kisalli.surveys.cuts import CUTS, LEAST, Atom, Shown, Tally, grouped, offered, question

ROLES, LANGUAGES = ("mentee", "mentor"), ("en", "fi", "sv")
Answer = tuple[Atom, int | None]  # what one person answered to one question; None: nothing

ANSWERS = st.lists(
    st.tuples(st.tuples(st.sampled_from(ROLES), st.sampled_from(LANGUAGES)), st.sampled_from([None, 1, 2, 3])), max_size=60
)


def tallied(answers: list[Answer]) -> tuple[Counter[Atom], Tally]:
    sizes, tally = Counter(atom for atom, _ in answers), Tally()
    for atom, value in answers:
        if value is not None:
            tally.answered[atom] += 1
            tally.add(atom, value, 1)
    return sizes, tally


def cells(answers: list[Answer]) -> Iterator[tuple[frozenset[int], Shown]]:
    """Yield all that is shown of a question: whose answers it is made of, and the counts."""
    sizes, tally = tallied(answers)
    cuts = offered(sizes, LEAST)
    if sum(sizes.values()) < LEAST:
        return
    for by in (None, *cuts):
        place = CUTS.index(by) if by else 0
        for value in {atom[place] for atom in sizes} if by else {None}:
            shown = question(tally, by, value, cuts, LEAST)
            if shown is not None:
                members = (
                    number for number, (atom, said) in enumerate(answers) if said is not None and value in {None, atom[place]}
                )
                yield frozenset(members), shown


def combined(known: set[frozenset[int]]) -> set[frozenset[int]]:
    """Return all that follows from some groups by taking them together, away from each other, and what they share."""
    while True:
        found = set(known)
        for one, other in itertools.combinations(known, 2):
            found |= {one - other, other - one, one & other, one | other}
        if found == known:
            return found
        known = found


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(ANSWERS)
def test_no_sum_or_difference_of_what_is_shown_is_a_group_under_five(answers: list[Answer]) -> None:
    groups = {members for members, _ in cells(answers)}
    small = [group for group in combined(groups) if 0 < len(group) < LEAST]
    assert small == []


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(ANSWERS)
def test_what_is_shown_is_true(answers: list[Answer]) -> None:
    for members, shown in cells(answers):
        assert shown.answered == len(members)
        assert Counter({value: count for value, count in shown.values.items() if count}) == Counter(
            answers[number][1] for number in members
        )


def test_without_the_look_at_all_cuts_together_a_difference_would_be_one_person() -> None:
    """The negative control: every group of each cut has five, and yet four of them spoke Finnish and were mentors."""
    sizes = {("mentor", "fi"): 4, ("mentor", "sv"): 5, ("mentee", "fi"): 5}
    assert all(size >= LEAST for cut in CUTS for size in grouped(sizes, [cut]).values())
    assert offered(sizes, LEAST) == ["role"]


def test_a_question_that_few_of_one_group_answered_is_not_split() -> None:
    everybody: list[Answer] = [(("mentor", "en"), 1 if number < 3 else None) for number in range(9)]
    everybody += [(("mentee", "en"), 2) for _ in range(9)]
    sizes, tally = tallied(everybody)
    assert offered(sizes, LEAST) == ["role", "language"]
    assert question(tally, "role", "mentee", ["role", "language"], LEAST) is None  # the mentors' would follow from it
    shown = question(tally, None, None, ["role", "language"], LEAST)
    assert shown == Shown(12, {1: 3, 2: 9})


def test_nothing_is_offered_of_fewer_than_five() -> None:
    assert offered({("mentor", "en"): 4}, LEAST) == []
    assert offered({}, LEAST) == []
    assert offered({}, 1) == []
    assert offered({("mentor", "en"): 1, ("mentee", "fi"): 2}, 1) == ["role", "language"]  # of a named survey
