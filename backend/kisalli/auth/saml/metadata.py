"""Metadata documents: who signed one, how long it is good, and which identity providers stand in it.

pysaml2 accepts unsigned metadata even where a certificate is configured, so nothing of it is used here. A document is cut
into the pieces that its providers are by one pass over its bytes, so that tens of megabytes are never a tree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from kisalli.auth.saml import xmlsec
from kisalli.auth.saml.documents import DEEPEST, instant, require_plain
from kisalli.auth.saml.names import DS, MD, XML
from kisalli.auth.saml.provider import Provider, provider_in
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.signatures import require_sound

LARGEST = 200 * 1024 * 1024  # bytes of a federation's document; eduGAIN's is near 100 MB
LARGEST_SINGLE = 512 * 1024  # of one provider's
LONGEST_VALID = timedelta(days=60)  # federations say one to four weeks; an endless one could be served for ever
ROOTS = {f"{MD} EntitiesDescriptor", f"{MD} EntityDescriptor"}
START_TAG = re.compile(rb"<[^\s/>]+")


@dataclass(frozen=True, slots=True)
class Federation:
    """A document that was believed: until when it is good, and its identity providers, each good until a time of its own."""

    valid_until: datetime
    providers: list[Provider]


def verified(document: bytes, certificate: Path, now: datetime) -> Federation:
    """Read a signed document; takes seconds for a large one, so not on the event loop.

    Raises:
        SamlRefused: it is not signed as a whole by the key of the certificate, is over, is good for ever, or can't be read.
    """
    if len(document) > LARGEST:
        raise SamlRefused("too_large")
    require_plain(document, remarks=True)
    scan = _Scan(document)
    valid_until = instant(scan.root.get("validUntil"))
    if valid_until is None:
        raise SamlRefused("no_valid_until")
    if valid_until <= now:
        raise SamlRefused("expired")
    if valid_until > now + LONGEST_VALID:
        raise SamlRefused("valid_too_long")
    if len(scan.signatures) != 1:
        raise SamlRefused("unsigned" if not scan.signatures else "signature_misplaced")
    require_sound(fromstring(scan.signatures[0]), scan.root, whole_document=True)  # noqa: S314 - it has no DTD
    if not xmlsec.verify_document(document, certificate, scan.root.tag.replace(" ", ":")):
        raise SamlRefused("bad_signature")
    return Federation(valid_until, list(_good(scan, now)))


def single(document: bytes, now: datetime) -> Provider:
    """Return the one identity provider of a document that nobody signed; whoever entered it answers for it.

    Raises:
        SamlRefused: none or several stand in it, it is over, or can't be read.
    """
    if len(document) > LARGEST_SINGLE:
        raise SamlRefused("too_large")
    require_plain(document, remarks=True)
    found = list(_good(_Scan(document), now))
    if len(found) != 1:
        raise SamlRefused("no_provider" if not found else "several_providers")
    return found[0]


def _good(scan: "_Scan", now: datetime) -> Iterator[Provider]:
    """Yield the providers that people can sign in at now, each once."""
    seen = set[str]()
    for piece in scan.pieces:
        try:
            provider = provider_in(piece.xml)
        except SamlRefused:
            continue  # one provider's slip is no reason to lose the others
        if (piece.valid_until is None or piece.valid_until > now) and provider.entity_id not in seen:
            seen.add(provider.entity_id)
            yield replace(provider, valid_until=piece.valid_until)


@dataclass(slots=True)
class _Piece:
    """An EntityDescriptor with an identity provider in it, and until when it and all around it is good."""

    xml: str
    valid_until: datetime | None


@dataclass(slots=True)
class _Level:
    """An element that the scan is in, down to a provider: its name, its namespaces, and until when it is good."""

    name: str
    namespaces: dict[str, str]
    valid_until: datetime | None
    inherited: dict[str, str]
    start: int
    is_provider: bool = False


@dataclass
class _Scan:
    """One pass over a document: its root (without content), the signatures standing in that, the providers."""

    document: bytes
    root: Element = field(init=False)
    signatures: list[str] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._levels: list[_Level] = []
        self._deeper = 0  # elements below what is looked at
        self._new: dict[str, str] = {}
        self._parser = expat.ParserCreate("UTF-8", " ")
        self._parser.StartNamespaceDeclHandler = self._declare
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(self.document, True)
        except expat.ExpatError as error:
            raise SamlRefused("not_xml") from error

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._new[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._levels:
            self._require_own_identifier(attributes)
        if self._deeper or (self._levels and not self._looks_at(name)):
            self._deeper += 1
            self._new = {}
            if self._deeper > DEEPEST:
                raise SamlRefused("too_deep")
            self._levels[-1].is_provider |= self._deeper == 1 and name == f"{MD} IDPSSODescriptor"
            return
        above = self._levels[-1] if self._levels else None
        until = instant(attributes.get("validUntil"))
        if above is None:
            if name not in ROOTS:
                raise SamlRefused("not_metadata")
            self.root = Element(name, attributes)
        else:
            until = min((each for each in (above.valid_until, until) if each), default=None)
        around = above.namespaces if above else {}
        inherited = {prefix: uri for prefix, uri in around.items() if prefix not in self._new}
        self._levels.append(_Level(name, around | self._new, until, inherited, self._parser.CurrentByteIndex))
        self._new = {}

    def _end(self, _name: str) -> None:
        if self._deeper:
            self._deeper -= 1
            return
        level = self._levels.pop()
        if level.name == f"{DS} Signature":
            self.signatures.append(self._cut(level))
        elif level.name == f"{MD} EntityDescriptor" and level.is_provider:
            self.pieces.append(_Piece(self._cut(level), level.valid_until))

    def _looks_at(self, name: str) -> bool:
        """Whether an element that stands in the last level is gone into."""
        if name == f"{DS} Signature":
            return len(self._levels) == 1
        return self._levels[-1].name == f"{MD} EntitiesDescriptor" and name in ROOTS

    def _require_own_identifier(self, attributes: dict[str, str]) -> None:
        """Require that nothing below the root bears its identifier, or the signature might be of that."""
        mine = self.root.get("ID")
        if mine is not None and mine in {attributes.get("ID"), attributes.get(f"{XML} id")}:
            raise SamlRefused("identifier_twice")

    def _cut(self, level: _Level) -> str:
        """Return an element as a document of its own, with the namespaces that were declared around it."""
        end = self.document.index(b">", self._parser.CurrentByteIndex) + 1
        piece = self.document[level.start : end]
        tag = START_TAG.match(piece)
        assert tag is not None
        declared = {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in level.inherited.items()}
        added = "".join(f" {name}={quoteattr(uri)}" for name, uri in declared.items())
        return (tag.group() + added.encode() + piece[tag.end() :]).decode()
