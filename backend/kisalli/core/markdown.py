"""Markdown that people write, made into HTML that is safe to show: the one place where any text becomes markup.

Two walls, for what stands here is read by everybody: the parser takes no HTML, and what it makes is cleaned all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from typing_extensions import override

LONGEST = 40_000  # letters; a page of guidance has some thousand
TOP, DEEPEST = 2, 6  # a text stands below a page's own title, which is its only h1
TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
}
SCHEMES = {"https", "http", "mailto", "tel"}
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a text may show: `address` is what the text calls it, `path` where it is read, its size in pixels."""

    address: str
    path: str
    width: int
    height: int
    words: str  # what it shows; empty where it is decoration


@lru_cache(maxsize=512)
def html(markdown: str, top: int = TOP, pictures: tuple[Picture, ...] = ()) -> str:
    """Return a text as HTML whose highest heading is `top` (2 to 6). Of any other picture only the words in its brackets stay."""
    tokens = _PARSER.parse(markdown)
    _lower_headings(tokens, top)
    _show_pictures(tokens, {each.address: each for each in pictures})
    made = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=_own_pictures,
        link_rel="noopener noreferrer",
    ).strip()


@lru_cache(maxsize=512)
def spoken(made: str) -> str:
    """Return what a text says, from the HTML that was made of it: what is read and heard, and no name of a tag or an address."""
    read = _Words()
    read.feed(made)
    read.close()
    return "".join(read.pieces)


class _Words(HTMLParser):
    """Gathers the words of a page, those of its pictures among them."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    @override
    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.extend(f" {value} " for name, value in attrs if name == "alt" and value)


@lru_cache(maxsize=512)
def picture_addresses(markdown: str) -> tuple[str, ...]:
    """Return the addresses of the pictures that a text shows, each once, in their order."""
    inline = (token.children or [] for token in _PARSER.parse(markdown))
    return tuple(dict.fromkeys(str(each.attrs["src"]) for children in inline for each in _pictures(children)))


def tree(markdown: str) -> SyntaxTreeNode:
    """Return a text as it was read, for whoever lays it out otherwise than as HTML (core.pdf)."""
    return SyntaxTreeNode(_PARSER.parse(markdown))


def _lower_headings(tokens: list[Token], top: int) -> None:
    """Make the highest heading of a text `top`, and the others follow, so that no level of the page is left out."""
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(top + levels.index(token.tag), DEEPEST)}"


def _pictures(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "image")


def _show_pictures(tokens: list[Token], known: dict[str, Picture]) -> None:
    """Give the pictures that a text may show their path, size and words; the words alone stay of all others."""
    for children in (token.children or [] for token in tokens):
        for picture in _pictures(children):
            found = known.get(str(picture.attrs["src"]))
            if found is None:
                picture.type, picture.tag, picture.attrs, picture.children = "text", "", {}, None
                continue
            picture.attrs = {"src": found.path, "alt": "", "width": found.width, "height": found.height, "loading": "lazy"}
            picture.children = [Token("text", "", 0, content=found.words)]


def _own_pictures(tag: str, attribute: str, value: str) -> str | None:
    """A picture from elsewhere would tell its owner who reads; an address that begins with two slashes is elsewhere."""
    if tag == "img" and attribute == "src" and not (value.startswith("/") and not value.startswith(("//", "/\\"))):
        return None
    return value
