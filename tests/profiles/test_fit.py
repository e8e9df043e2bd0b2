"""How well two fit: a pure score of 0–100 that rewards what is offered and costs nobody what was not asked for."""

import dataclasses
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from kisalli.profiles.fit import WEIGHTS, Reason, fit, level_fits

TOPICS, FIELDS, SECTORS = ("a", "b", "c", "d", "e"), ("energy", "arts"), ("public", "private")
LANGUAGES, LEVELS, PLACES = ("fi", "sv", "en"), ("master", "doctoral"), ("Espoo", "Oulu")


@dataclass
class Mentor:
    """What a mentor offers."""

    field: str | None = None
    sector: str | None = None
    topics: list[str] = dataclasses.field(default_factory=list)
    languages: list[str] = dataclasses.field(default_factory=list)
    seeks: list[str] = dataclasses.field(default_factory=list)
    meets: list[str] = dataclasses.field(default_factory=list)
    place: str = ""
    doctorate: bool = False
    newcomers: bool = False


@dataclass
class Mentee:
    """What a mentee seeks."""

    field: str | None = None
    level: str | None = None
    topics: list[str] = dataclasses.field(default_factory=list)
    sectors: list[str] = dataclasses.field(default_factory=list)
    languages: list[str] = dataclasses.field(default_factory=list)
    place: str = ""


def some(words: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), unique=True)


MENTORS = st.builds(
    Mentor,
    field=st.none() | st.sampled_from(FIELDS),
    sector=st.none() | st.sampled_from(SECTORS),
    topics=some(TOPICS),
    languages=some(LANGUAGES),
    seeks=some(LEVELS),
    meets=some(("remote", "on_site")),
    place=st.sampled_from(("", *PLACES)),
    doctorate=st.booleans(),
    newcomers=st.booleans(),
)
MENTEES = st.builds(
    Mentee,
    field=st.none() | st.sampled_from(FIELDS),
    level=st.none() | st.sampled_from(LEVELS),
    topics=some(TOPICS),
    sectors=some(SECTORS),
    languages=some(LANGUAGES),
    place=st.sampled_from(("", *PLACES)),
)


@given(MENTORS, MENTEES)
def test_a_score_lies_between_nought_and_a_hundred_and_is_the_same_each_time(mentor: Mentor, mentee: Mentee) -> None:
    found = fit(mentor, mentee)
    assert 0 <= found.score <= 100
    assert found == fit(mentor, mentee)
    assert not set(found.reasons) & set(found.against)


@given(MENTORS, MENTEES, st.sampled_from(TOPICS))
def test_one_more_topic_offered_never_lowers_the_score(mentor: Mentor, mentee: Mentee, topic: str) -> None:
    more = replace(mentor, topics=sorted({*mentor.topics, topic}))
    assert fit(more, mentee).score >= fit(mentor, mentee).score


@given(MENTORS, MENTEES, st.sampled_from(LANGUAGES))
def test_one_more_language_never_lowers_the_score(mentor: Mentor, mentee: Mentee, language: str) -> None:
    more = replace(mentor, languages=sorted({*mentor.languages, language}))
    assert fit(more, mentee).score >= fit(mentor, mentee).score


@given(MENTORS, MENTEES)
def test_meeting_the_wish_for_field_sector_and_place_never_lowers_the_score(mentor: Mentor, mentee: Mentee) -> None:
    nearer = replace(
        mentor,
        field=mentee.field or mentor.field,
        sector=mentee.sectors[0] if mentee.sectors else mentor.sector,
        place=mentee.place or mentor.place,
    )
    assert fit(nearer, mentee).score >= fit(mentor, mentee).score


@given(MENTORS, MENTEES)
def test_a_mentor_who_meets_every_wish_scores_a_hundred(mentor: Mentor, mentee: Mentee) -> None:
    perfect = replace(
        mentor,
        topics=list(TOPICS),
        languages=list(LANGUAGES),
        field=mentee.field,
        sector=mentee.sectors[0] if mentee.sectors else None,
        place=mentee.place,
    )
    wishes = mentee.topics or mentee.field or mentee.sectors or mentee.languages or mentee.place
    assert fit(perfect, mentee).score == (100 if wishes else 50)


@given(MENTORS, MENTEES, st.sampled_from(("topics", "sectors", "languages", "field", "place")))
def test_an_empty_wish_counts_for_nothing(mentor: Mentor, mentee: Mentee, wish: str) -> None:
    """What was not wished for is neither for nor against anybody, and who offers it or not makes no difference."""
    silent = replace(mentee, **{wish: None if wish == "field" else "" if wish == "place" else []})
    reason = {"topics": Reason.TOPICS, "sectors": Reason.SECTOR, "languages": Reason.LANGUAGE}
    reason |= {"field": Reason.FIELD, "place": Reason.PLACE}
    found = fit(mentor, silent)
    assert reason[wish] not in {*found.reasons, *found.against}


def test_who_wishes_nothing_finds_everybody_alike() -> None:
    assert {fit(mentor, Mentee()).score for mentor in (Mentor(), Mentor(topics=["a"], languages=["fi"], place="Espoo"))} == {50}


@given(MENTORS, MENTEES)
def test_newcomers_and_doctorates_are_marks_and_no_points(mentor: Mentor, mentee: Mentee) -> None:
    """R5: a positive mark, never a filter against anybody."""
    plain = replace(mentor, newcomers=False, doctorate=False)
    marked = replace(mentor, newcomers=True, doctorate=True)
    assert fit(plain, mentee).score == fit(marked, mentee).score
    assert set(fit(plain, mentee).against) == set(fit(marked, mentee).against)
    assert (Reason.NEWCOMER in fit(marked, mentee).reasons) == ("fi" not in mentee.languages)
    assert (Reason.DOCTORATE in fit(marked, mentee).reasons) == (mentee.level == "doctoral")


@given(MENTORS, MENTEES)
def test_the_level_sought_is_a_hard_rule_and_stands_first_against(mentor: Mentor, mentee: Mentee) -> None:
    allowed = level_fits(mentor.seeks, mentee.level)
    assert allowed == (not mentor.seeks or mentee.level in mentor.seeks)
    against = fit(mentor, mentee).against
    assert (against[:1] == (Reason.LEVEL,)) == (not allowed)


def test_reasons_stand_the_weightiest_first() -> None:
    mentor = Mentor("energy", "public", ["a"], ["fi"], [], ["remote"], "Espoo")
    mentee = Mentee("energy", "master", ["a"], ["public"], ["fi"], "Espoo")
    reasons = fit(mentor, mentee).reasons
    assert list(reasons) == sorted(WEIGHTS, key=lambda each: -WEIGHTS[each])


def test_remote_is_half_the_way_to_a_place_and_places_know_no_capitals() -> None:
    there, anywhere = Mentor(place="ESPOO"), Mentor(place="Oulu", meets=["remote"])
    wish = Mentee(place="Espoo")
    assert (fit(there, wish).score, fit(anywhere, wish).score, fit(Mentor(place="Oulu"), wish).score) == (100, 50, 0)


def test_three_topics_in_common_are_all_that_can_be_earned() -> None:
    wish = Mentee(topics=list(TOPICS))
    assert [fit(Mentor(topics=list(TOPICS[:count])), wish).score for count in range(5)] == [0, 33, 67, 100, 100]
