"""Every kind in every language, text and HTML: whole, escaped, in one language, nothing personal in the subject."""

import re
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from jinja2 import UndefinedError
from markupsafe import escape
from typing_extensions import override

from kisalli.core.i18n import LANGUAGES
from kisalli.messages.models import MessageKind
from kisalli.notifications import account
from kisalli.notifications.letters import AboutMatch, ContactCard, Letter, RenderedMail
from kisalli.notifications.rendering import TEMPLATES, render, text_environment
from tests.notifications.samples import CARD, NAME, ORIGIN, URL, letter, turns

OF_NO_PROGRAMME = set(account.WRITERS)
LETTERS = [letter(kind, language, role, it) for language in LANGUAGES for kind, role, it in turns()]
IDS = [f"{number}-{each.language}-{each.kind}-{each.role}" for number, each in enumerate(LETTERS)]
every_letter = pytest.mark.parametrize("each", LETTERS, ids=IDS)

# The most frequent words of English that are words of neither Finnish nor Swedish.
ENGLISH = frozenset(
    {
        "accepted",
        "active",
        "and",
        "answer",
        "been",
        "by",
        "can",
        "closed",
        "coordinator",
        "could",
        "declined",
        "email",
        "from",
        "had",
        "has",
        "have",
        "here",
        "if",
        "is",
        "it",
        "mentee",
        "mentees",
        "mentor's",
        "mentoring",
        "message",
        "no",
        "not",
        "now",
        "of",
        "open",
        "or",
        "page",
        "pair",
        "paused",
        "pending",
        "phone",
        "please",
        "removed",
        "reply",
        "request",
        "sent",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "would",
        "yes",
        "you",
        "your",
    }
)
SHARED = {"sv": {"har", "pair"}, "fi": {"on", "no"}}
VOID = {"meta", "br"}
SPA_TEXTS = Path(__file__).parents[2] / "frontend/src/features/matches/locales"
STEPS_ON_THE_PAGE = (
    "Arrange a first meeting. Suggest two or three times.",
    "Agree on how you work together: how often you meet, and what stays between you.",
)
HOSTILE = "<script>alert('x')</script>\r\nBcc: evil@example.org\u202e 👩‍🚀 " + "Å" * 200


class Nesting(HTMLParser):
    """Notes tags that are not closed in order, links, and anything that would be loaded or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_kind_has_a_template_and_a_turn_in_every_language() -> None:
    for language in LANGUAGES:
        kinds = {path.stem for path in (TEMPLATES / language).glob("[!_]*.jinja")}
        assert kinds == set(MessageKind)
    assert {each.kind for each in LETTERS} == set(MessageKind)


@every_letter
def test_a_letter_is_whole_in_text_and_html(each: Letter) -> None:
    mail = render(each)
    assert mail.subject
    for body in (mail.text, mail.html):
        assert each.programme.name in " ".join(body.split())
        assert each.programme.contact in body or each.kind in OF_NO_PROGRAMME
        assert not re.search(r"None|\{\{|\{%|Undefined|\bMarkup\b", body + mail.subject)
    assert all(len(line) <= 72 for line in mail.text.split("\n") if "http" not in line)
    assert "\n\n\n" not in mail.text
    parser = Nesting()
    parser.feed(mail.html)
    assert parser.open == []
    assert not parser.tags & {"img", "script", "link", "style", "iframe", "form"}
    assert all(link.startswith((ORIGIN, "mailto:")) for link in parser.links)
    assert mail.html.lstrip().startswith("<!doctype html>")
    assert f'<html lang="{each.language}"' in mail.html


@every_letter
def test_the_text_says_why_one_gets_it_and_every_link_stands_in_it(each: Letter) -> None:
    mail = render(each)
    assert "\n--\n" in mail.text
    parser = Nesting()
    parser.feed(mail.html)
    links = {link for link in parser.links if link.startswith(ORIGIN)}
    assert links == set(re.findall(r"https://\S+", mail.text))
    assert each.kind in OF_NO_PROGRAMME or all(link.endswith("?programme=0197") for link in links)


@pytest.mark.parametrize("each", [each for each in LETTERS if each.language != "en"])
def test_no_english_is_left_in_finnish_and_swedish(each: Letter) -> None:
    mail = render(each)
    prose = re.sub(r"https?://\S+|\S+@\S+", " ", f"{mail.subject} {mail.text}")
    words = set(re.findall(r"[a-zåäö’']+", prose.lower()))
    assert not words & ENGLISH - SHARED[each.language]


@every_letter
def test_hostile_words_are_escaped_and_stay_out_of_the_subject(each: Letter) -> None:
    mail = render(_hostile(each))
    assert "<script" not in mail.html
    assert "\r" not in mail.text
    assert "\n" not in mail.subject
    assert not re.search(r"Bcc|script|Å{3}|@|\d", mail.subject)
    parser = Nesting()
    parser.feed(mail.html)
    assert parser.open == []


def _hostile(each: Letter) -> Letter:
    """Put hostile words wherever people write any (content.py cleans names; here even that is left out)."""
    texts = {"partner", "opening", "words", "note", "farewell", "next_steps"}
    values: dict[str, Any] = {field.name: HOSTILE for field in fields(each.it) if field.name in texts}
    if "cards" in {field.name for field in fields(each.it)}:
        values["cards"] = tuple(ContactCard(HOSTILE, "a@b.example", HOSTILE) for _ in range(2))
    return replace(each, it=replace(each.it, **values), to_name=HOSTILE, programme=replace(each.programme, name=HOSTILE))


def test_a_subject_can_not_name_anybody() -> None:
    template = text_environment().from_string("{% block subject %}{{ it.partner }}{% endblock %}")
    with pytest.raises(UndefinedError):
        "".join(template.blocks["subject"](template.new_context({"role": "mentor", "mentee": {}})))


def test_the_words_of_the_programme_for_mentee_are_used() -> None:
    made = next(each for each in LETTERS if each.kind == MessageKind.MATCH_MADE and each.role == "mentor")
    mail = render(replace(made, mentee={"singular": "actor", "plural": "actors"}))
    assert mail.subject == "You have a new actor"
    assert f"{NAME} is now your actor" in mail.text


def made(language: str, role: str, next_steps: str) -> RenderedMail:
    match = AboutMatch(NAME, (CARD,), next_steps, "", may_ask=False, url=URL)
    return render(letter(MessageKind.MATCH_MADE, language, role, match))


@pytest.mark.parametrize("role", ["mentor", "mentee"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_acceptance_says_the_same_two_steps_as_the_page_of_the_match(language: str, role: str) -> None:
    """R16, R47; the SPA shows them in NextSteps.tsx."""
    with (SPA_TEXTS / f"{language}.po").open("rb") as catalogue:
        shown = {each.id: each.string for each in read_po(catalogue, locale=language)}
    mail = made(language, role, "")
    steps = [shown[each] for each in STEPS_ON_THE_PAGE]
    assert f"1. {steps[0]} 2. {steps[1]} " in " ".join(mail.text.split())
    assert re.findall(r"^(\d)\. ", mail.text, flags=re.MULTILINE) == ["1", "2"]
    assert re.findall(r"<li[^>]*>(.*?)</li>", mail.html) == [str(escape(each)) for each in steps]


@pytest.mark.parametrize("role", ["mentor", "mentee"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_programmes_own_next_steps_stand_alone_in_their_own_lines(language: str, role: str) -> None:
    own = "Lorem ipsum:\n1. Dolor " + "sit amet " * 10 + "&\n2. consectetur"
    mail = made(language, role, own)
    assert re.findall(r"^(\d)\. (\w+)", mail.text, flags=re.MULTILINE) == [("1", "Dolor"), ("2", "consectetur")]
    assert "\nLorem ipsum:\n1. Dolor sit" in mail.text
    assert "\n   sit amet" in mail.text
    assert "Lorem ipsum:<br>\n1. Dolor sit" in mail.html
    assert "&amp;<br>\n2. consectetur" in mail.html
    assert "<li" not in mail.html


def test_quoted_words_are_set_off_in_both_forms() -> None:
    declined = next(each for each in LETTERS if each.kind == MessageKind.REQUEST_DECLINED and getattr(each.it, "words", None))
    mail = render(declined)
    assert "\n> Lorem ipsum.\n>\n> Dolor & sit.\n" in mail.text
    assert "<blockquote" in mail.html
    assert "Dolor &amp; sit." in mail.html
