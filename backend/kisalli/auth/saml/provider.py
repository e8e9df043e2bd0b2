"""One identity provider, as its metadata describes it: who it is, where people sign in there, whose signature is its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

from kisalli.auth.saml.documents import instant
from kisalli.auth.saml.names import (
    DS,
    ENTITY,
    MD,
    MDATTR,
    MDUI,
    REDIRECT,
    SAML,
    SAMLP,
    SHIBMD,
    XML,
    qualified,
)
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.core.schemas import DOMAIN

PREFIX_OF = {"md": MD, "mdui": MDUI, "mdattr": MDATTR, "saml": SAML, "ds": DS, "shibmd": SHIBMD}
LANGUAGE = qualified(XML, "lang")
CATEGORY = "http://macedir.org/entity-category"
HIDDEN = "http://refeds.org/category/hide-from-discovery"
ENTITY_ID = re.compile(
    r"(https?://|urn:)[!-~]{1,1016}"
)  # an address or URN (so it is like no issuer of another kind), as long as SAML says
LONGEST_NAME = 200
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider.

    `certificates` are base64 without armour; `scopes` the domains it may speak for, in small letters; `names` by language;
    `words` is what else people look for it by; `xml` its EntityDescriptor.
    """

    entity_id: str
    sign_in_url: str
    certificates: tuple[str, ...]
    scopes: frozenset[str]
    names: Mapping[str, str]
    words: str
    hidden: bool
    valid_until: datetime | None
    xml: str


def provider_in(xml: str) -> Provider:
    """Return the identity provider that an EntityDescriptor describes.

    Raises:
        SamlRefused: it describes none that people could sign in at (`no_provider`).
    """
    try:
        entity = fromstring(xml)  # noqa: S314 - it has no DTD
    except ParseError as error:
        raise SamlRefused("not_xml") from error
    role = next((each for each in entity.findall("md:IDPSSODescriptor", PREFIX_OF) if _speaks_saml2(each)), None)
    entity_id = entity.get("entityID", "")
    if entity.tag != ENTITY or role is None or not ENTITY_ID.fullmatch(entity_id):
        raise SamlRefused("no_provider")
    url, certificates = _sign_in_url(role), _certificates(role)
    if url is None or not certificates:
        raise SamlRefused("no_provider")
    return Provider(
        entity_id=entity_id,
        sign_in_url=url,
        certificates=certificates,
        scopes=_scopes(entity, role),
        names=_names(entity, role),
        words=_words(role),
        hidden=_is_hidden(entity),
        valid_until=instant(entity.get("validUntil")),
        xml=xml,
    )


def _speaks_saml2(role: Element) -> bool:
    return SAMLP in role.get("protocolSupportEnumeration", "").split()


def _sign_in_url(role: Element) -> str | None:
    """Return where people sign in; https, or http on this very machine, and nothing that a browser would run."""
    for service in role.findall("md:SingleSignOnService", PREFIX_OF):
        if service.get("Binding") == REDIRECT:
            url = service.get("Location", "").strip()
            parts = urlsplit(url)
            if parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
                return url
    return None


def _certificates(role: Element) -> tuple[str, ...]:
    found: list[str] = []
    for key in role.findall("md:KeyDescriptor", PREFIX_OF):
        if key.get("use", "signing") == "signing":
            texts = [each.text or "" for each in key.findall("ds:KeyInfo/ds:X509Data/ds:X509Certificate", PREFIX_OF)]
            found += ["".join(text.split()) for text in texts]
    return tuple(dict.fromkeys(each for each in found if each))


def _scopes(entity: Element, role: Element) -> frozenset[str]:
    """Return the domains that it may speak for. Patterns are left out: nobody would see what they let in."""
    listed = [*entity.findall("md:Extensions/shibmd:Scope", PREFIX_OF), *role.findall("md:Extensions/shibmd:Scope", PREFIX_OF)]
    plain = [(each.text or "").strip().lower() for each in listed if each.get("regexp", "false") in {"false", "0"}]
    return frozenset(each for each in plain if DOMAIN.fullmatch(each))


def _names(entity: Element, role: Element) -> dict[str, str]:
    """Return what it is called, by language: its own name, else its organisation's, else its address."""
    for found in (
        role.findall("md:Extensions/mdui:UIInfo/mdui:DisplayName", PREFIX_OF),
        entity.findall("md:Organization/md:OrganizationDisplayName", PREFIX_OF),
    ):
        names = {_language(each): _one_line(each.text) for each in reversed(found)}
        if any(names.values()):
            return {language: name for language, name in names.items() if name}
    entity_id = entity.get("entityID", "")
    return {"en": urlsplit(entity_id).hostname or entity_id}


def _words(role: Element) -> str:
    info = role.findall("md:Extensions/mdui:UIInfo/mdui:Keywords", PREFIX_OF)
    hints = role.findall("md:Extensions/mdui:DiscoHints/mdui:DomainHint", PREFIX_OF)
    texts = [_one_line(each.text).replace("+", " ") for each in info] + [_one_line(each.text) for each in hints]
    return " ".join(dict.fromkeys(text for text in texts if text))


def _is_hidden(entity: Element) -> bool:
    attributes = entity.findall("md:Extensions/mdattr:EntityAttributes/saml:Attribute", PREFIX_OF)
    values = [each for attribute in attributes if attribute.get("Name") == CATEGORY for each in attribute]
    return any((each.text or "").strip() == HIDDEN for each in values)


def _language(element: Element) -> str:
    return element.get(LANGUAGE, "en").split("-")[0].lower()


def _one_line(text: str | None) -> str:
    """Return a text on one line and of a bearable length, without what PostgreSQL or a page can't take."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text or "").split())[:LONGEST_NAME]
