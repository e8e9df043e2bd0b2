"""XML from outside, taken only in a form in which nothing acts and every reader reads the same.

Three readers look at one document: xmlsec1's libxml2, pysaml2's ElementTree and ours. Where they differ, signatures are
wrapped; so what they could differ about is refused before any of them starts: other encodings than UTF-8, DTDs with
their entities, and in what is about a person also comments, processing instructions and CDATA.
"""

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError, fromstring

from kisalli.auth.saml.names import XML, qualified
from kisalli.auth.saml.refusals import SamlRefused

BOM = b"\xef\xbb\xbf"
DECLARATION = re.compile(
    rb"""<\?xml\s+version=["']1\.0["'](\s+encoding=["']utf-8["'])?(\s+standalone=["'](yes|no)["'])?\s*\?>""", re.IGNORECASE
)
XML_ID = qualified(XML, "id")
DEEPEST = 60  # elements in each other: pysaml2 goes down by recursion
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def require_plain(document: bytes, *, remarks: bool = False) -> None:
    """Require XML 1.0 in UTF-8 without a DTD; `remarks`: comments and the like may stand in it.

    In UTF-8 a `<!` or `<?` is markup and nothing else, so bytes are enough to know.

    Raises:
        SamlRefused: something of it could be read in two ways, or would act.
    """
    declaration = DECLARATION.match(document, len(BOM) if document.startswith(BOM) else 0)
    rest = document[declaration.end() :] if declaration else document.removeprefix(BOM)
    if not rest.lstrip().startswith(b"<") or b"\0" in rest:
        raise SamlRefused("not_xml")
    try:
        document.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SamlRefused("not_utf8") from error
    if b"<!DOCTYPE" in rest or b"<!ENTITY" in rest:
        raise SamlRefused("dtd")
    if rest.lstrip()[:5].lower() == b"<?xml":
        raise SamlRefused("not_utf8")  # a declaration, but none that we know: of another encoding or version
    if not remarks and b"<!" in rest:
        raise SamlRefused("comment")
    if not remarks and b"<?" in rest:
        raise SamlRefused("processing_instruction")


def read(document: bytes) -> Element:
    """Return the root of a plain document.

    Raises:
        SamlRefused: it is not plain, not well-formed, too deep, or one identifier stands in it twice.
    """
    require_plain(document)
    try:
        root = fromstring(document)  # noqa: S314 - it has no DTD
    except ParseError as error:
        raise SamlRefused("not_xml") from error
    if _depth(root) > DEEPEST:
        raise SamlRefused("too_deep")
    if any(each.get(XML_ID) is not None for each in root.iter()):  # an identifier to libxml2 alone
        raise SamlRefused("identifier_twice")
    identifiers = [value for each in root.iter() for name, value in each.items() if name.lower() == "id"]
    if len(identifiers) != len(set(identifiers)):
        raise SamlRefused("identifier_twice")
    return root


def _depth(root: Element) -> int:
    depth, level = 0, [root]
    while level and depth <= DEEPEST:
        depth, level = depth + 1, [child for each in level for child in each]
    return depth


def only_text(element: Element | None) -> str:
    """Return the text of an element without children, blank ends taken off; empty where there is no such element.

    Raises:
        SamlRefused: something stands in it besides its text.
    """
    if element is None:
        return ""
    if len(element):
        raise SamlRefused("not_only_text")
    return (element.text or "").strip()


def parents(root: Element) -> dict[Element, Element]:
    """Map every element to the one it stands in."""
    return {child: parent for parent in root.iter() for child in parent}


def instant(text: str | None) -> datetime | None:
    """Return a time as SAML writes it (UTC, with Z); None where there is none.

    Raises:
        SamlRefused: it is no such time.
    """
    if text is None:
        return None
    if not INSTANT.fullmatch(text):
        raise SamlRefused("bad_time")
    try:
        return datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)
    except ValueError as error:
        raise SamlRefused("bad_time") from error
