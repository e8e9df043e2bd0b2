"""Documents as PDF: tagged, with language, title and embedded fonts, made offline by Typst from our own templates.

A template is a `.typ` file of ours that begins with `#import "pdf.typ": *`. Whatever people wrote reaches it as data (JSON) and
is shown as text, so nobody's words act as code; no template may call `eval`.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import typst
from markdown_it.tree import SyntaxTreeNode

from kisalli.core.markdown import SCHEMES, tree

COMMON = Path(__file__).with_suffix(".typ")
DEEPEST = 6  # lists in lists in quotations; what lies deeper is laid out as plain paragraphs
LEVELS = 6
ACCESSIBLE: Literal["ua-1"] = "ua-1"
Node = str | dict[str, Any]


async def document(template: Path, data: Mapping[str, Any], *, title: str, language: str, made_at: datetime) -> bytes:
    """Return a PDF (bytes) of a template and its data, made beside the event loop.

    `data` is what JSON can hold; the template finds it as `data`, with `title` and `language` (en, fi, sv) in it.
    """
    values = json.dumps({**data, "title": title, "language": language}, ensure_ascii=False)
    return await asyncio.to_thread(_compiled, template, values, made_at)


def _compiled(template: Path, values: str, made_at: datetime) -> bytes:
    try:
        return _made(template, values, made_at, [ACCESSIBLE])
    except typst.TypstError:
        # PDF/UA refuses a letter for which no font has a glyph: a name with a gap in it is better than no document.
        return _made(template, values, made_at, [])


def _made(template: Path, values: str, made_at: datetime, standards: list[Literal["ua-1"]]) -> bytes:
    files = {"main.typ": template.read_bytes(), COMMON.name: COMMON.read_bytes()}
    made: bytes = typst.compile(
        files,  # type: ignore[call-overload]  # documented, but not in its types
        sys_inputs={"data": values},
        font_paths=_fonts(),
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),  # it takes whole seconds
        pdf_standards=standards,
    )
    return made


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that Typst brings along; the system's serve scripts that those lack."""
    return typst.Fonts()


def blocks(markdown: str, top: int = 1) -> list[dict[str, Any]]:
    """Return Markdown as blocks that `prose` of pdf.typ lays out; its highest heading becomes level `top` (from 1)."""
    root = tree(markdown)
    found = sorted({node.tag for node in root.walk() if node.type == "heading"})
    levels = {tag: min(top + number, LEVELS) for number, tag in enumerate(found)}
    return [_block(node, levels, DEEPEST) for node in root.children]


def _block(node: SyntaxTreeNode, levels: Mapping[str, int], depth: int) -> dict[str, Any]:
    within = partial(_block, levels=levels, depth=depth - 1)
    match node.type:
        case "paragraph":
            # A list without empty lines between its points has no paragraphs of its own.
            return {"kind": "line" if node.hidden else "paragraph", "inside": _inline(node.children, DEEPEST)}
        case "heading":
            return {"kind": "heading", "level": levels[node.tag], "inside": _inline(node.children, DEEPEST)}
        case "fence" | "code_block":
            return {"kind": "code", "text": node.content}
        case "hr":
            return {"kind": "rule"}
        case "table":
            return _table(node)
        case _ if depth == 0:
            return {"kind": "paragraph", "inside": [_text(node)]}
        case "bullet_list" | "ordered_list":
            kind = "bullets" if node.type == "bullet_list" else "numbers"
            points = [[within(each) for each in point.children] for point in node.children]
            return {"kind": kind, "start": int(node.attrs.get("start", 1)), "points": points}
        case _:
            return {"kind": "quote", "blocks": [within(each) for each in node.children]}


def _table(node: SyntaxTreeNode) -> dict[str, Any]:
    rows = [[_inline(cell.children, DEEPEST) for cell in row.children] for part in node.children for row in part.children]
    return {"kind": "table", "columns": len(rows[0]), "header": rows[0], "rows": rows[1:]}


def _inline(nodes: Iterable[SyntaxTreeNode], depth: int) -> list[Node]:
    return [piece for node in nodes for piece in _pieces(node, depth)]


def _pieces(node: SyntaxTreeNode, depth: int) -> list[Node]:
    match node.type:
        case "inline":
            return _inline(node.children, depth)
        case "softbreak":
            return [" "]
        case "hardbreak":
            return [{"kind": "break"}]
        case "code_inline":
            return [{"kind": "code", "text": node.content}]
        case "strong" | "em" | "s" | "link" if depth > 0:
            return [_marked(node, _inline(node.children, depth - 1))]
        case _:  # text, and a picture's words in its place
            return [_text(node)]


def _marked(node: SyntaxTreeNode, inside: list[Node]) -> dict[str, Any]:
    url = str(node.attrs.get("href", ""))
    if node.type == "link" and urlsplit(url).scheme in SCHEMES:
        return {"kind": "link", "url": url, "inside": inside}
    return {"kind": {"strong": "strong", "em": "emphasis", "s": "strike"}.get(node.type, "plain"), "inside": inside}


def _text(node: SyntaxTreeNode) -> str:
    """Return the words of a node without their marks."""
    if not node.children:
        return " " if node.type in {"softbreak", "hardbreak"} else node.content
    return "".join(_text(child) for child in node.children)
