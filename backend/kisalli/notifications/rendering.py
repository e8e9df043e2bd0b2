"""From a letter to subject, text and HTML. One template a kind and language serves both bodies.

It is rendered in two environments that offer the same macros: in one they make plain text wrapped for a terminal, in the
other simple HTML with everything escaped. So a text is written, and read by its reviewers, once.
"""

import re
import textwrap
from functools import cache
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kisalli.notifications import wording
from kisalli.notifications.letters import Letter, RenderedMail

TEMPLATES = Path(__file__).parent / "templates"
WIDTH = 72
LIST_MARK = re.compile(r"([-*•]|\d+[.)])\s+")  # as the SPA reads lists (blocks.ts)
MACROS = (
    "p",
    "programme_words",
    "quote",
    "contact",
    "button",
    "quiet",
    "steps",
    "points",
    "point",
    "strong",
    "code",
    "lines",
    "signature",
    "why",
)


def render(letter: Letter) -> RenderedMail:
    """Render a letter; a template that names what its letter does not have raises `jinja2.UndefinedError`."""
    subject = wording.one_line(_subject(letter))
    values = {"letter": letter, "it": letter.it, "subject": subject, **_words(letter)}
    name = f"{letter.language}/{letter.kind}.jinja"
    return RenderedMail(
        subject=subject,
        text=_squeezed(text_environment().get_template(name).render(values)),
        html=html_environment().get_template(name).render(values),
        to=letter.to,
        to_name=letter.to_name,
        language=letter.language,
        reply_to=letter.reply_to,
        reply_to_name=letter.programme.name,
        appointment=letter.appointment,
        unsubscribe=letter.unsubscribe.one_click if letter.unsubscribe else None,
    )


def _subject(letter: Letter) -> str:
    """Render the subject alone; it sees role and word for mentee, and whether a group is meant, so that no name gets in."""
    template = text_environment().get_template(f"{letter.language}/{letter.kind}.jinja")
    words = {"role": letter.role, "mentee": letter.mentee, "grouped": bool(getattr(letter.it, "theme", ""))}
    return "".join(template.blocks["subject"](template.new_context(words)))


def _words(letter: Letter) -> dict[str, object]:
    return {
        "language": letter.language,
        "role": letter.role,
        "programme": letter.programme,
        "mentee": letter.mentee,
        "pages": letter.pages,
        "unsubscribe": letter.unsubscribe,
    }


@cache
def text_environment() -> Environment:
    """Return the environment whose macros make plain text."""
    environment = Environment(
        loader=_loader("text"),
        autoescape=False,  # noqa: S701 - plain text: escaping would show
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"fill": _fill, "wrap": _wrap, "quoted": _quoted, "numbered": _numbered}
    return _with_macros(environment)


@cache
def html_environment() -> Environment:
    """Return the environment whose macros make HTML, with everything escaped that is not their own."""
    environment = Environment(
        loader=_loader("html"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"breaks": _breaks, "paragraphs": _paragraphs}
    return _with_macros(environment)


def _loader(form: str) -> BaseLoader:
    return ChoiceLoader([FileSystemLoader(TEMPLATES / form), FileSystemLoader(TEMPLATES)])


def _with_macros(environment: Environment) -> Environment:
    """Make the form's macros known everywhere, so that no template imports anything."""
    environment.filters["upper_first"] = wording.upper_first
    macros = environment.get_template("macros.jinja").module
    environment.globals |= {name: getattr(macros, name) for name in MACROS}
    return environment


def _fill(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,  # addresses and links stay whole
        break_on_hyphens=False,
    )


def _wrap(text: str) -> str:
    """Wrap every line for itself: a single line break in somebody's words is theirs, and so are the marks of a list."""
    return "\n".join(_fill(line, rest=" " * _mark_width(line)) for line in str(text).strip().split("\n"))


def _mark_width(line: str) -> int:
    mark = LIST_MARK.match(line)
    return len(mark[0]) if mark else 0


def _quoted(text: str) -> str:
    return "\n".join(_fill(line, "> ", "> ") or ">" for line in str(text).strip().split("\n"))


def _numbered(text: str, number: int) -> str:
    return _fill(text, f"{number}. ", "   ")


def _squeezed(text: str) -> str:
    """Leave one blank line where macros and blocks leave several."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept) + "\n"


def _breaks(text: str) -> Markup:
    return Markup("<br>\n").join(escape(line) for line in str(text).strip().split("\n"))


def _paragraphs(text: str) -> list[str]:
    return [part for part in str(text).strip().split("\n\n") if part.strip()]
