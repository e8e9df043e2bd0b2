"""A small reader of PDF of our own, for papers that Typst wrote: the words as they are copied out, in the order of the file."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
# A font is chosen, or letters are drawn: strings in brackets, between them what moves them closer.
SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\[((?:\((?:\\.|[^\\)])*\)|[^\]()])*)\] ?TJ|\(((?:\\.|[^\\)])*)\) ?Tj", re.DOTALL)
STRING = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(paper: bytes) -> str:
    """Return the words of a PDF, each piece that was drawn on a line of its own, and after them where its links lead."""
    objects = {int(number): body for number, body in OBJECT.findall(paper)}
    fonts = {
        name: _letters(_opened(objects[int(letters[1])]))
        for body in objects.values()
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", body)
        if (letters := re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)]))
    }
    words: list[str] = []
    for body in objects.values():
        drawn, font = _opened(body), {}
        for chosen, several, one in SHOWN.findall(drawn) if b" Tf" in drawn else []:
            if chosen:
                font = fonts[chosen]
                continue
            codes = b"".join(_plain(each) for each in STRING.findall(several)) if several else _plain(one)
            words.append("".join(font.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)))
    links = re.findall(rb"/URI ?\(([^)]*)\)", paper)
    return "\n".join([*words, *(each.decode() for each in links)])


def _opened(body: bytes) -> bytes:
    found = STREAM.search(body)
    return zlib.decompress(found[1]) if found and found[1][:1] == b"x" else b""


def _letters(table: bytes) -> dict[bytes, str]:
    """Return what a font's own map says that its glyphs mean."""
    pairs = re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", table)
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(means.decode()).decode("utf-16-be") for glyph, means in pairs}


def _plain(string: bytes) -> bytes:
    def undone(found: re.Match[bytes]) -> bytes:
        what = found[1]
        return bytes([int(what, 8)]) if what[:1].isdigit() else NAMED.get(what, what)

    return ESCAPE.sub(undone, string)
