"""The standard set: complete, the same in every language, in the programme's own word."""

import re

import pytest

from kisalli.core.i18n import LANGUAGES
from kisalli.core.markdown import LONGEST, html
from kisalli.materials.models import MaterialKind, MaterialPhase, MaterialRole
from kisalli.materials.parts import parts
from kisalli.materials.standard import FOLDER, front_and_body, standard_set
from kisalli.programmes.mentee_word import MENTEE_FORMS, in_its_words

SLUGS = sorted(path.stem for path in (FOLDER / "en").glob("*.md"))
SAME = ("slug", "kind", "roles", "phases", "order")
# Forms that no usual word ends in, so that what is left of it would show.
OWN = {language: {form: f"zork{number}" for number, form in enumerate(forms)} for language, forms in MENTEE_FORMS.items()}
BRACKETED = re.compile(r"\[[^\]]*\](?!\()")
USUAL = {
    "en": r"\bmentees?\b",
    "fi": r"\baktor(i|it|in|ia|ille|eita|ilta|illa|ista|ien)\b",
    "sv": r"\badept(en|er|erna|ens|ernas)?\b",
}


def of(language: str, slug: str) -> tuple[dict[str, str], str]:
    return front_and_body((FOLDER / language / f"{slug}.md").read_text("utf-8"))


def test_the_set_is_the_same_in_every_language() -> None:
    for language in LANGUAGES:
        assert sorted(path.stem for path in (FOLDER / language).iterdir()) == SLUGS, language
    assert list(standard_set()) == sorted(SLUGS, key=lambda slug: int(of("en", slug)[0]["order"]))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_says_the_same_of_itself_and_has_as_much_to_tick(slug: str) -> None:
    fronts = {language: of(language, slug)[0] for language in LANGUAGES}
    assert fronts["en"]["slug"] == slug
    for language, front in fronts.items():
        assert {name: front[name] for name in SAME} == {name: fronts["en"][name] for name in SAME}, language
        assert front["title"] and front["summary"] and max(len(front["title"]), len(front["summary"])) <= 200
    kind = MaterialKind(fronts["en"]["kind"])
    taken = {language: parts(kind, of(language, slug)[1]) for language in LANGUAGES}
    keys = {language: [[item.key for item in part.items] for part in each] for language, each in taken.items()}
    assert keys["fi"] == keys["sv"] == keys["en"]
    if kind == MaterialKind.FAQ:
        assert len({tuple(part.key for part in each) for each in taken.values()}) == 1
    if kind == MaterialKind.CHECKLIST:
        named = [key for part in keys["en"] for key in part]
        assert named and len(named) == len(set(named))
        assert all(re.fullmatch(r"[a-z-]+", key) for key in named), "a key is named, so that other words keep the tick"


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_calls_nobody_by_another_word_and_leaves_no_bracket(slug: str, language: str) -> None:
    front, body = of(language, slug)
    whole = "\n".join((front["title"], front["summary"], body))
    assert len(body) <= LONGEST
    said = in_its_words(whole, OWN[language], language)
    assert not BRACKETED.findall(said)
    assert not re.search(USUAL[language], said, re.IGNORECASE), "the word stands outside of brackets"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_text_is_built_alike_in_every_language(slug: str) -> None:
    shapes = {language: re.findall(r"<(h\d|li|table|tr|hr|blockquote)>", html(of(language, slug)[1])) for language in LANGUAGES}
    assert shapes["fi"] == shapes["en"]
    assert shapes["sv"] == shapes["en"]


def test_there_is_something_for_everybody_in_every_phase() -> None:
    sets = standard_set().values()
    assert any(not each.roles for each in sets)
    for role in MaterialRole:
        assert any(each.kind == MaterialKind.CHECKLIST and role in each.roles for each in sets), role
        for phase in MaterialPhase:
            assert any((not each.roles or role in each.roles) and phase in each.phases for each in sets), (role, phase)
    assert {each.kind for each in sets} == set(MaterialKind)


@pytest.mark.parametrize(
    ("given", "said"), [(OWN["en"], "The zork0 and Zork1"), ({"singular": "actor"}, "The mentee and Mentees")]
)
def test_a_set_of_words_with_a_gap_is_left_aside(given: dict[str, str], said: str) -> None:
    assert in_its_words("The [mentee] and [Mentees]", given, "en") == said
    assert in_its_words("[mentee](https://example.org) [else]", given, "en") == "[mentee](https://example.org) [else]"
