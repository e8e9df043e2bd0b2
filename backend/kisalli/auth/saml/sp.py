"""Ourselves, as identity providers see us: a service provider with its name, key, metadata and signed requests."""

import base64
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from anyio import CapacityLimiter
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kisalli.auth.saml.names import (
    AUTHENTIC_CIPHERS,
    DISCOVERY,
    DS,
    ISSUER,
    KEY_TRANSPORTS,
    MD,
    MDUI,
    PERSISTENT,
    POST,
    RSA_SHA256,
    SAML,
    SAMLP,
    TRANSIENT,
    URI,
    XML,
    qualified,
)
from kisalli.auth.saml.provider import Provider
from kisalli.core.i18n import LANGUAGES, gettext
from kisalli.core.settings import Settings

THREADS = 4  # responses read at once; each starts xmlsec1 two to four times
METADATA_PATH = "/api/v1/session/saml/metadata"
ACS_PATH = "/api/v1/session/saml/acs"
DISCOVERY_PATH = "/api/v1/session/saml/discovered"
DESCRIPTION = "Mentoring programmes where mentors and students find each other"
# What is asked for, by its name on the wire, the name that technicians know, and whether nobody gets in without it.
REQUESTED = (
    ("urn:oasis:names:tc:SAML:attribute:subject-id", "subject-id", False),
    ("urn:oasis:names:tc:SAML:attribute:pairwise-id", "pairwise-id", False),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "eduPersonPrincipalName", True),
    ("urn:oid:2.16.840.1.113730.3.1.241", "displayName", True),
    ("urn:oid:0.9.2342.19200300.100.1.3", "mail", True),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "eduPersonScopedAffiliation", True),
    ("urn:oid:1.3.6.1.4.1.25178.1.2.9", "schacHomeOrganization", False),
    ("urn:oid:2.16.840.1.113730.3.1.39", "preferredLanguage", False),
)

for _prefix, _namespace in {"md": MD, "mdui": MDUI, "ds": DS, "saml": SAML, "samlp": SAMLP, "idpdisc": DISCOVERY}.items():
    register_namespace(_prefix, _namespace)


@dataclass(frozen=True)
class ServiceProvider:
    """What we are and sign with. `keys` decrypt, the first signs; `certificates` belong to them (base64 without armour).

    `contact` is the address of its technicians, `name` what people read.
    """

    origin: str
    keys: Sequence[Path]
    certificates: Sequence[str]
    contact: str
    name: str
    threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(THREADS), compare=False)

    @property
    def entity_id(self) -> str:
        """By which name identity providers know us; also where our metadata is."""
        return f"{self.origin}{METADATA_PATH}"

    @property
    def acs(self) -> str:
        """Where responses are to be posted."""
        return f"{self.origin}{ACS_PATH}"


def service_provider(settings: Settings) -> ServiceProvider | None:
    """Return what this installation is to identity providers; None where it has no key and so no SAML."""
    pairs = [(settings.saml_key, settings.saml_certificate), (settings.saml_second_key, settings.saml_second_certificate)]
    there = [(key, certificate) for key, certificate in pairs if key and certificate]
    if not there:
        return None
    return ServiceProvider(
        origin=settings.origin,
        keys=[key for key, _ in there],
        certificates=[_bare(certificate.read_text()) for _, certificate in there],
        contact=settings.saml_contact or settings.smtp_from,
        name=settings.smtp_from_name,
    )


def sign_in_address(sp: ServiceProvider, provider: Provider, request_id: str, relay_state: str) -> str:
    """Return the address to send a browser to: a provider's, with a signed request (HTTP-Redirect).

    The response has to name `request_id`, a random text that nobody can guess, and brings `relay_state`, an opaque key, back.
    """
    request = Element(
        qualified(SAMLP, "AuthnRequest"),
        ID=request_id,
        Version="2.0",
        IssueInstant=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        Destination=provider.sign_in_url,
        AssertionConsumerServiceURL=sp.acs,
        ProtocolBinding=POST,
    )
    SubElement(request, ISSUER).text = sp.entity_id
    SubElement(request, qualified(SAMLP, "NameIDPolicy"), AllowCreate="true")
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = deflate.compress(tostring(request)) + deflate.flush()
    query = {"SAMLRequest": base64.b64encode(packed).decode(), "RelayState": relay_state, "SigAlg": RSA_SHA256}
    signed = urlencode(query)
    signature = urlencode({"Signature": base64.b64encode(_sign(sp.keys[0], signed.encode())).decode()})
    glue = "&" if "?" in provider.sign_in_url else "?"
    return f"{provider.sign_in_url}{glue}{signed}&{signature}"


def _sign(key: Path, content: bytes) -> bytes:
    signature: bytes = _private_key(key).sign(content, padding.PKCS1v15(), hashes.SHA256())
    return signature


@lru_cache(maxsize=4)
def _private_key(file: Path) -> rsa.RSAPrivateKey:
    """Return a key, read once: looking at it takes a tenth of a second, and everybody else would wait."""
    private = load_pem_private_key(file.read_bytes(), password=None)
    assert isinstance(private, rsa.RSAPrivateKey)  # looked at when the settings were read
    return private


def metadata(sp: ServiceProvider) -> bytes:
    """Return what a federation registers of us; it is no secret."""
    entity = Element(qualified(MD, "EntityDescriptor"), entityID=sp.entity_id)
    flags = {"AuthnRequestsSigned": "true", "WantAssertionsSigned": "true"}
    role = SubElement(entity, qualified(MD, "SPSSODescriptor"), flags, protocolSupportEnumeration=SAMLP)
    extensions = SubElement(role, qualified(MD, "Extensions"))
    _describe(extensions, sp)
    back = {"Binding": DISCOVERY, "Location": f"{sp.origin}{DISCOVERY_PATH}", "index": "1"}
    SubElement(extensions, qualified(DISCOVERY, "DiscoveryResponse"), back)
    for number, certificate in enumerate(sp.certificates):
        _add_key(role, "signing", certificate)
        if number == 0:
            _add_key(role, "encryption", certificate)
    for form in (PERSISTENT, TRANSIENT):
        SubElement(role, qualified(MD, "NameIDFormat")).text = form
    acs = {"Binding": POST, "Location": sp.acs, "index": "1", "isDefault": "true"}
    SubElement(role, qualified(MD, "AssertionConsumerService"), acs)
    _ask(role)
    _name_ourselves(entity, sp)
    document: bytes = tostring(entity, encoding="utf-8", xml_declaration=True)
    return document


def _describe(extensions: Element, sp: ServiceProvider) -> None:
    info = SubElement(extensions, qualified(MDUI, "UIInfo"))
    texts = {
        "DisplayName": dict.fromkeys(LANGUAGES, sp.name),
        "Description": {language: gettext(DESCRIPTION, language) for language in LANGUAGES},
        "InformationURL": dict.fromkeys(LANGUAGES, f"{sp.origin}/"),
        "PrivacyStatementURL": dict.fromkeys(LANGUAGES, f"{sp.origin}/privacy"),
    }
    for name, by_language in texts.items():
        _in_languages(info, qualified(MDUI, name), by_language)


def _add_key(role: Element, use: str, certificate: str) -> None:
    key = SubElement(role, qualified(MD, "KeyDescriptor"), use=use)
    info = SubElement(key, qualified(DS, "KeyInfo"))
    SubElement(SubElement(info, qualified(DS, "X509Data")), qualified(DS, "X509Certificate")).text = certificate
    if use == "encryption":
        for algorithm in (*sorted(AUTHENTIC_CIPHERS), *sorted(KEY_TRANSPORTS)):
            SubElement(key, qualified(MD, "EncryptionMethod"), Algorithm=algorithm)


def _ask(role: Element) -> None:
    service = SubElement(role, qualified(MD, "AttributeConsumingService"), index="1")
    _in_languages(service, qualified(MD, "ServiceName"), {each: gettext(DESCRIPTION, each) for each in LANGUAGES})
    for name, friendly, needed in REQUESTED:
        wanted = {"Name": name, "FriendlyName": friendly, "NameFormat": URI, "isRequired": str(needed).lower()}
        SubElement(service, qualified(MD, "RequestedAttribute"), wanted)


def _name_ourselves(entity: Element, sp: ServiceProvider) -> None:
    organisation = SubElement(entity, qualified(MD, "Organization"))
    for tag, text in (("Name", sp.name), ("DisplayName", sp.name), ("URL", f"{sp.origin}/")):
        _in_languages(organisation, qualified(MD, f"Organization{tag}"), dict.fromkeys(LANGUAGES, text))
    for kind in ("technical", "support"):
        person = SubElement(entity, qualified(MD, "ContactPerson"), contactType=kind)
        SubElement(person, qualified(MD, "GivenName")).text = sp.name
        SubElement(person, qualified(MD, "EmailAddress")).text = f"mailto:{sp.contact}"


def _in_languages(parent: Element, tag: str, texts: dict[str, str]) -> None:
    for language, text in texts.items():
        SubElement(parent, tag, {qualified(XML, "lang"): language}).text = text


def _bare(pem: str) -> str:
    """Return the base64 of a certificate without its armour."""
    lines = pem.partition("-----BEGIN CERTIFICATE-----")[2].partition("-----END CERTIFICATE-----")[0]
    return "".join(lines.split())
