"""An identity provider that signs and encrypts whatever it is told, for what a hostile one might send.

A `Draft` that nothing was changed in is believed; each test changes one thing.
"""

import base64
import subprocess
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from kisalli.auth.saml.names import (
    BEARER,
    DS,
    ENVELOPED,
    EXCLUSIVE,
    MD,
    MDUI,
    REDIRECT,
    RSA_SHA256,
    SAML,
    SAMLP,
    SHIBMD,
    SUCCESS,
    URI,
    XENC,
    XENC11,
)
from kisalli.auth.saml.provider import Provider, provider_in
from kisalli.core.keypairs import make_rsa_pair

ENTITY_ID = "https://idp.campus.example/idp"
SCOPE = "campus.example"
SHA256 = f"{XENC}sha256"
GCM = f"{XENC11}aes128-gcm"
OAEP = f"{XENC}rsa-oaep-mgf1p"
NAMESPACES = f'xmlns:samlp="{SAMLP}" xmlns:saml="{SAML}"'
OIDS = {
    "subject-id": "urn:oasis:names:tc:SAML:attribute:subject-id",
    "pairwise-id": "urn:oasis:names:tc:SAML:attribute:pairwise-id",
    "eduPersonPrincipalName": "urn:oid:1.3.6.1.4.1.5923.1.1.1.6",
    "eduPersonTargetedID": "urn:oid:1.3.6.1.4.1.5923.1.1.1.10",
    "eduPersonScopedAffiliation": "urn:oid:1.3.6.1.4.1.5923.1.1.1.9",
    "eduPersonAffiliation": "urn:oid:1.3.6.1.4.1.5923.1.1.1.1",
    "schacHomeOrganization": "urn:oid:1.3.6.1.4.1.25178.1.2.9",
    "displayName": "urn:oid:2.16.840.1.113730.3.1.241",
    "givenName": "urn:oid:2.5.4.42",
    "sn": "urn:oid:2.5.4.4",
    "mail": "urn:oid:0.9.2342.19200300.100.1.3",
    "preferredLanguage": "urn:oid:2.16.840.1.113730.3.1.39",
}
LINH = {
    "subject-id": ["linh@campus.example"],
    "displayName": ["Linh Đặng"],
    "mail": ["linh@campus.example"],
    "eduPersonScopedAffiliation": ["student@campus.example", "member@campus.example", "library-walk-in@campus.example"],
    "schacHomeOrganization": ["campus.example"],
    "preferredLanguage": ["sv"],
}


def at(seconds: float = 0) -> str:
    """A time so many seconds from now, as SAML writes it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Signing:
    """How something is signed."""

    method: str = RSA_SHA256
    digest: str = SHA256
    canonical: str = EXCLUSIVE
    transforms: str = f'<ds:Transform Algorithm="{ENVELOPED}"/><ds:Transform Algorithm="{EXCLUSIVE}"/>'
    uri: str | None = None
    more: str = ""  # at the end of the signature

    def template(self, identifier: str) -> str:
        """The signature before it is made."""
        uri = f"#{identifier}" if self.uri is None else self.uri
        return (
            f'<ds:Signature xmlns:ds="{DS}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{self.canonical}"/>'
            f'<ds:SignatureMethod Algorithm="{self.method}"/><ds:Reference URI="{uri}"><ds:Transforms>{self.transforms}'
            f'</ds:Transforms><ds:DigestMethod Algorithm="{self.digest}"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>'
            f"<ds:SignatureValue/>{self.more}</ds:Signature>"
        )


@dataclass(frozen=True)
class Draft:
    """A response before it is signed; every part may be another."""

    acs: str
    audience: str
    request_id: str
    issuer: str = ENTITY_ID
    assertion_issuer: str | None = None
    response_id: str = field(default_factory=lambda: f"_r{uuid4().hex}")
    assertion_id: str = field(default_factory=lambda: f"_a{uuid4().hex}")
    in_response_to: str | None = None
    destination: str | None = None
    recipient: str | None = None
    status: str = SUCCESS
    method: str = BEARER
    confirmation: str | None = None
    conditions: str | None = None
    before: float = -10
    after: float = 300
    confirmed_until: float = 300
    name_id: str = ""
    attributes: dict[str, list[str]] = field(default_factory=lambda: dict(LINH))
    more_response: str = ""
    more_assertion: str = ""
    sign_response: Signing | None = None
    sign_assertion: Signing | None = field(default_factory=Signing)

    def but(self, **changes: Any) -> "Draft":
        """The same with something else in it."""
        return replace(self, **changes)

    def telling(self, **attributes: list[str] | None) -> "Draft":
        """The same with other attributes; those of None are left out. A `_` stands for a hyphen."""
        named = {name.replace("_", "-"): values for name, values in attributes.items()}
        return self.but(attributes={name: values for name, values in (self.attributes | named).items() if values is not None})

    def assertion(self) -> str:
        """The assertion."""
        answered = self.request_id if self.in_response_to is None else self.in_response_to
        confirmation = (
            self.confirmation
            if self.confirmation is not None
            else (
                f'<saml:SubjectConfirmation Method="{self.method}"><saml:SubjectConfirmationData InResponseTo="{answered}" '
                f'Recipient="{self.recipient or self.acs}" NotOnOrAfter="{at(self.confirmed_until)}"/></saml:SubjectConfirmation>'
            )
        )
        conditions = (
            self.conditions
            if self.conditions is not None
            else (
                f'<saml:Conditions NotBefore="{at(self.before)}" NotOnOrAfter="{at(self.after)}"><saml:AudienceRestriction>'
                f"<saml:Audience>{self.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
            )
        )
        signature = self.sign_assertion.template(self.assertion_id) if self.sign_assertion else ""
        return (
            f'<saml:Assertion {NAMESPACES} ID="{self.assertion_id}" Version="2.0" IssueInstant="{at()}">'
            f"<saml:Issuer>{self.assertion_issuer or self.issuer}</saml:Issuer>{signature}"
            f"<saml:Subject>{self.name_id}{confirmation}</saml:Subject>{conditions}"
            f'<saml:AuthnStatement AuthnInstant="{at()}"><saml:AuthnContext><saml:AuthnContextClassRef>'
            "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext>"
            f"</saml:AuthnStatement>{self._statement()}{self.more_assertion}</saml:Assertion>"
        )

    def _statement(self) -> str:
        told = "".join(
            f'<saml:Attribute Name="{OIDS.get(name, name)}" NameFormat="{URI}">'
            + "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in values)
            + "</saml:Attribute>"
            for name, values in self.attributes.items()
        )
        return f"<saml:AttributeStatement>{told}</saml:AttributeStatement>" if told else ""

    def response(self, inside: str | None = None) -> str:
        """The response around an assertion, this draft's own unless told another."""
        answered = self.request_id if self.in_response_to is None else self.in_response_to
        naming = f'InResponseTo="{answered}"' if answered else ""
        signature = self.sign_response.template(self.response_id) if self.sign_response else ""
        return (
            f'<samlp:Response {NAMESPACES} ID="{self.response_id}" Version="2.0" IssueInstant="{at()}" '
            f'Destination="{self.acs if self.destination is None else self.destination}" {naming}>'
            f"<saml:Issuer>{self.issuer}</saml:Issuer>{signature}"
            f'<samlp:Status><samlp:StatusCode Value="{self.status}"/></samlp:Status>'
            f"{self.assertion() if inside is None else inside}{self.more_response}</samlp:Response>"
        )


@dataclass(frozen=True)
class Forger:
    """An identity provider with a key of its own."""

    key: Path
    certificate: Path

    @classmethod
    def make(cls, folder: Path, name: str = "idp") -> "Forger":
        """Make one whose files lie in a folder."""
        made = cls(folder / f"{name}.key", folder / f"{name}.crt")
        make_rsa_pair(made.key, made.certificate, name)
        return made

    @property
    def bare_certificate(self) -> str:
        """Its certificate without armour."""
        return "".join(self.certificate.read_text().splitlines()[1:-1])

    def entity(self, entity_id: str = ENTITY_ID, more: str = "", scope: str = SCOPE, name: str = "Campus") -> str:
        """Its metadata."""
        return (
            f'<md:EntityDescriptor xmlns:md="{MD}" entityID="{entity_id}"{more}>'
            f'<md:IDPSSODescriptor protocolSupportEnumeration="{SAMLP}"><md:Extensions>'
            f'<shibmd:Scope xmlns:shibmd="{SHIBMD}" regexp="false">{scope}</shibmd:Scope>'
            f'<mdui:UIInfo xmlns:mdui="{MDUI}"><mdui:DisplayName xml:lang="en">{name}</mdui:DisplayName></mdui:UIInfo>'
            f'</md:Extensions><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="{DS}"><ds:X509Data><ds:X509Certificate>'
            f"{self.bare_certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
            f'<md:SingleSignOnService Binding="{REDIRECT}" Location="https://idp.campus.example/sso"/>'
            "</md:IDPSSODescriptor></md:EntityDescriptor>"
        )

    def provider(self, **of: Any) -> Provider:
        """It, as we know it."""
        return provider_in(self.entity(**of))

    def answer(self, draft: Draft) -> str:
        """The response of a draft, signed as it says, as it is posted."""
        xml = draft.response()
        if draft.sign_assertion:
            xml = self.sign(xml, draft.assertion_id)
        if draft.sign_response:
            xml = self.sign(xml, draft.response_id)
        return posted(xml)

    def sealed(self, draft: Draft, certificate: Path, cipher: str = GCM, transport: str = OAEP) -> str:
        """The response of a draft with its assertion encrypted for somebody, as it is posted."""
        assertion = draft.assertion()
        if draft.sign_assertion:
            assertion = self.sign(assertion, draft.assertion_id)
        xml = draft.response(
            f"<saml:EncryptedAssertion>{encrypted(assertion, certificate, cipher, transport)}</saml:EncryptedAssertion>"
        )
        return posted(self.sign(xml, draft.response_id) if draft.sign_response else xml)

    def sign(self, xml: str, identifier: str) -> str:
        """A document with the signature of one of its elements made."""
        return self.signed(xml, f"//*[@ID='{identifier}']/*[local-name()='Signature']")

    def signed(self, xml: str, xpath: str) -> str:
        """A document with the signature at a path made."""
        names = (f"{SAML}:Assertion", f"{SAMLP}:Response", f"{MD}:EntitiesDescriptor", f"{MD}:EntityDescriptor")
        ids = [part for name in names for part in ("--id-attr:ID", name)]
        keys = f"{self.key},{self.certificate}"
        return xmlsec("--sign", "--privkey-pem", keys, *ids, "--node-xpath", xpath, document=xml)

    def federation(self, entities: str, *, until: float | None = 86400, signing: Signing | None = None, name: str = "_f") -> str:
        """A signed document of many providers."""
        valid = f' validUntil="{at(until)}"' if until is not None else ""
        template = (signing or Signing()).template(name)
        xml = f'<md:EntitiesDescriptor xmlns:md="{MD}" ID="{name}"{valid}>{template}{entities}</md:EntitiesDescriptor>'
        return self.signed(xml, "/*/*[local-name()='Signature']")


def encrypted(xml: str, certificate: Path, cipher: str = GCM, transport: str = OAEP) -> str:
    """An element encrypted for whoever has the key of a certificate."""
    template = (
        f'<xenc:EncryptedData xmlns:xenc="{XENC}" Type="{XENC}Element"><xenc:EncryptionMethod Algorithm="{cipher}"/>'
        f'<ds:KeyInfo xmlns:ds="{DS}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="{transport}"/>'
        "<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>"
        "<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>"
    )
    kind = "des-192" if "tripledes" in cipher else f"aes-{cipher.partition('aes')[2][:3]}"
    with TemporaryDirectory() as folder:
        plain, form = Path(folder) / "plain.xml", Path(folder) / "template.xml"
        plain.write_text(xml)
        form.write_text(template)
        # The whole plain document is the node that is encrypted and replaced.
        options = ("--encrypt", "--pubkey-cert-pem", str(certificate), "--session-key", kind, "--xml-data", str(plain))
        return _without_declaration(_xmlsec(*options, str(form)))


def xmlsec(*options: str, document: str) -> str:
    """What xmlsec1 makes of a document."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "document.xml"
        file.write_text(document)
        return _without_declaration(_xmlsec(*options, str(file)))


def _xmlsec(*arguments: str) -> str:
    done = subprocess.run(["xmlsec1", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _without_declaration(xml: str) -> str:
    return xml.partition("?>")[2].strip() if xml.startswith("<?xml") else xml.strip()


def posted(xml: str) -> str:
    """A document as a form carries it."""
    return base64.b64encode(xml.encode()).decode()


def unposted(text: str) -> str:
    """The document in a form."""
    return base64.b64decode(text).decode()
