import json
import re
import zlib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kisalli.core import pdf

AT = datetime(2027, 1, 20, 14, 0, 0, 123_456, tzinfo=ZoneInfo("Europe/Helsinki"))  # as a database tells it
NAMES = "Ää Öö Åå Ñandú Nguyễn Thị Hương Đặng Łukasz Šimić Þórir ýÝ ßẞ"
HOSTILE = [
    '#eval("1+1")',
    "#panic()",
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    "$ x^2 $ = Heading",
    '"} #panic() {"',
    "\\u{41} `#panic()` <label> @label",
    "]#panic()[",
    "#{ while true {} }",
    '", "title": "Hacked',
]


def template(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "sheet.typ"
    path.write_text(f'#import "pdf.typ": *\n#show: sheet\n{body}\n')
    return path


async def made(tmp_path: Path, body: str, data: dict[str, object], *, title: str = "Agreement", language: str = "en") -> bytes:
    return await pdf.document(template(tmp_path, body), data, title=title, language=language, made_at=AT)


def opened(content: bytes) -> str:
    """Return a PDF with its compressed streams beside it, to be searched."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    plain = [zlib.decompress(each) for each in streams if each[:1] == b"x"]
    return b"\n".join((content, *plain)).decode("latin-1")


def shown(content: bytes) -> str:
    """Return the letters that a reader copies out of a PDF, by the fonts' own maps, without order."""
    found: list[str] = []
    for pairs in re.findall(r"begincodespacerange.*?endcmap", opened(content), re.DOTALL):
        found += [bytes.fromhex(each).decode("utf-16-be") for each in re.findall(r"<[0-9A-Fa-f]+> <([0-9A-Fa-f]+)>", pairs)]
    return "".join(found)


async def test_a_document_is_tagged_and_says_its_language_and_title(tmp_path: Path) -> None:
    content = opened(await made(tmp_path, "#data.words", {"words": "Hei"}, title="Sopimus ja ääkköset", language="fi"))
    assert content.startswith("%PDF-")
    assert "/StructTreeRoot" in content
    assert re.search(r"/Marked true", content)
    assert re.search(r"/Lang\s*\(fi\)", content)
    assert re.search(r"/DisplayDocTitle true", content)
    assert "pdfuaid" in content, "PDF/UA: what Typst could not vouch for, it would not have made"
    assert "Sopimus ja ääkköset".encode() in content.encode("latin-1"), "the title, in the document's metadata"


async def test_letters_of_names_are_in_fonts_that_the_document_carries(tmp_path: Path) -> None:
    content = await made(tmp_path, "#data.name", {"name": NAMES})
    assert set(NAMES) - {" "} <= set(shown(content))
    assert "/FontFile" in opened(content)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
async def test_nobodys_words_act_as_code(tmp_path: Path, hostile: str) -> None:
    data = {"words": hostile, "blocks": pdf.blocks(hostile)}
    content = await made(tmp_path, "#words(data.words)\n#prose(data.blocks)", data)
    assert set(re.sub(r"\s", "", hostile)) <= set(shown(content)), "they are there, as they were typed"


async def test_a_template_that_evaluated_words_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(pdf.typst.TypstError):
        await made(tmp_path, '#eval(data.words, mode: "markup")', {"words": "#panic()"})


async def test_a_letter_without_a_glyph_leaves_a_gap_and_no_error(tmp_path: Path) -> None:
    content = opened(await made(tmp_path, "#data.name", {"name": "Sumerian \U00012000 and Virtanen"}))
    assert "/StructTreeRoot" in content


async def test_markdown_is_laid_out(tmp_path: Path) -> None:
    text = (
        "# One\n\nA *b* **c** ~~d~~ `e` [f](https://example.org) [g](/h) ![i](/j)\nk  \nl\n\n"
        "## Two\n\n- m\n- n\n\n  o\n\n3. p\n\n"
        "> q\n\n---\n\n    r\n\n| s | t |\n| - | - |\n| u | v |\n"
    )
    content = await made(tmp_path, "#prose(data.blocks)", {"blocks": pdf.blocks(text)})
    assert set("OneAbcdefgiklTwomnopqrstuv") <= set(shown(content))
    assert "https://example.org" in opened(content)
    assert "(/h)" not in opened(content), "an address in our own app leads nowhere on paper"


def test_blocks_are_what_json_can_hold_and_headings_follow_each_other() -> None:
    found = pdf.blocks("## A\n\n#### B\n\ntext", top=2)
    assert [each.get("level") for each in json.loads(json.dumps(found))] == [2, 3, None]


@pytest.mark.parametrize(
    "text",
    [">" * 18 + " x", "".join("  " * depth + "- x\n" for depth in range(60)), "*" * 400 + "x" + "*" * 400],
    ids=["quotations", "lists", "emphasis"],
)
async def test_what_is_nested_deeper_than_anybody_means_is_laid_out_all_the_same(tmp_path: Path, text: str) -> None:
    assert "x" in shown(await made(tmp_path, "#prose(data.blocks)", {"blocks": pdf.blocks(text)}))


async def test_a_document_of_one_moment_is_the_same_bytes(tmp_path: Path) -> None:
    assert await made(tmp_path, "#data.name", {"name": "A"}) == await made(tmp_path, "#data.name", {"name": "A"})
