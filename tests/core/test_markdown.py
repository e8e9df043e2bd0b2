import re

import pytest

from kisalli.core.markdown import Picture, html, picture_addresses, spoken


def test_a_text_becomes_markup() -> None:
    assert html("# Goals\n\nWrite *three* of them:\n\n1. one\n2. two") == (
        "<h2>Goals</h2>\n<p>Write <em>three</em> of them:</p>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>"
    )


def test_headings_follow_the_page_they_stand_in() -> None:
    assert re.findall(r"<h\d", html("# A\n\n### B\n\n# C", top=3)) == ["<h3", "<h4", "<h3"], "no level is left out"
    assert re.findall(r"<h\d", html("# A\n\n## B\n\n### C", top=5)) == ["<h5", "<h6", "<h6"]


def test_what_a_text_says_is_without_its_marks() -> None:
    shown = (Picture("picture:a", "/a.webp", 4, 3, "A hall"),)
    made = html("Tom & *Jer*ry, [here](https://example.org)\n\n![](picture:a)\n\n- 1 < 2", pictures=shown)
    assert " ".join(spoken(made).split()) == "Tom & Jerry, here A hall 1 < 2"


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](java&#115;cript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![a](javascript:alert(1))",
    "![a](https://elsewhere.example/pixel.png)",
    "![a](//elsewhere.example/pixel.png)",
    "![a](/\\elsewhere.example/pixel.png)",
    '[a](https://example.org "onmouseover=alert(1)")',
    "<a href='https://example.org' onclick='alert(1)'>a</a>",
    "<svg/onload=alert(1)>",
    "<iframe src=//elsewhere.example></iframe>",
    "```html\n<script>alert(1)</script>\n```",
    "<style>*{display:none}</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


def harmless(made: str) -> bool:
    """Whether no tag of an HTML text acts or fetches."""
    tags = re.findall(r"<[^>]*>", made)
    return not any(re.search(r"script|\son\w+=|style|iframe|svg|javascript:|data:|//elsewhere|title=", tag) for tag in tags)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_in_a_text_acts_or_fetches(hostile: str) -> None:
    assert harmless(html(hostile)), html(hostile)


CHAIRS = Picture("picture:chairs", "/api/v1/pictures/1", 400, 300, 'Two "chairs" & <a table>')


def test_a_known_picture_is_shown_with_its_size_and_its_own_words() -> None:
    assert html("![whatever](picture:chairs)", pictures=(CHAIRS,)) == (
        '<p><img src="/api/v1/pictures/1" alt="Two &quot;chairs&quot; &amp; &lt;a table&gt;" '
        'width="400" height="300" loading="lazy"></p>'
    )


@pytest.mark.parametrize(
    "address", ["/api/v1/pictures/1", "picture:table", "Picture:chairs", "picture:chairs?x", "chairs.png", ""]
)
def test_of_any_other_picture_its_words_alone_are_shown(address: str) -> None:
    assert html(f"![a *table*]({address})", pictures=(CHAIRS,)) == "<p>a *table*</p>"
    assert html("![a table](picture:chairs)") == "<p>a table</p>", "where a text may show none"


def test_a_known_picture_from_elsewhere_is_not_fetched_all_the_same() -> None:
    for path in ("https://elsewhere.example/1", "//elsewhere.example/1", "/\\elsewhere.example/1", "data:image/png;base64,AA"):
        assert "src" not in html("![](x)", pictures=(Picture("x", path, 1, 1, ""),))


def test_the_pictures_of_a_text_are_those_that_it_shows() -> None:
    text = "![a](b) ![a](b)\n\n- [![c](d)](e)\n\n`![f](g)`\n\n    ![h](i)\n\n![j][k]\n\n[k]: l"
    assert picture_addresses(text) == ("b", "d", "l")


def test_links_lead_out_without_telling_from_where() -> None:
    assert html("[site](https://example.org)") == '<p><a href="https://example.org" rel="noopener noreferrer">site</a></p>'
