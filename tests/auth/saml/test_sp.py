"""Us, as a provider sees us: the metadata that a federation registers, and requests that are ours."""

import base64
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from kisalli.auth.saml.names import DISCOVERY, DS, MD, MDUI, POST, SAML, SAMLP
from kisalli.auth.saml.sp import ServiceProvider, metadata, service_provider, sign_in_address
from kisalli.core.settings import Settings
from tests.auth.saml.conftest import ORIGIN
from tests.auth.saml.forging import Forger

NAMES = {"md": MD, "mdui": MDUI, "ds": DS, "idpdisc": DISCOVERY, "saml": SAML, "samlp": SAMLP}


@pytest.fixture
def entity(sp: ServiceProvider) -> Element:
    """Our metadata."""
    return fromstring(metadata(sp))


def texts(entity: Element, path: str) -> dict[str, str | None]:
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    return {each.get(language, ""): each.text for each in entity.findall(path, NAMES)}


def test_without_a_key_there_is_no_saml() -> None:
    assert service_provider(Settings(demo=True)) is None


def test_the_metadata_says_who_we_are_and_where_to_answer(entity: Element) -> None:
    assert entity.get("entityID") == f"{ORIGIN}/api/v1/session/saml/metadata"
    role = entity.find("md:SPSSODescriptor", NAMES)
    assert role is not None
    assert (role.get("AuthnRequestsSigned"), role.get("WantAssertionsSigned")) == ("true", "true")
    acs = role.findall("md:AssertionConsumerService", NAMES)
    assert [(each.get("Binding"), each.get("Location")) for each in acs] == [(POST, f"{ORIGIN}/api/v1/session/saml/acs")]
    back = role.findall("md:Extensions/idpdisc:DiscoveryResponse", NAMES)
    assert [each.get("Location") for each in back] == [f"{ORIGIN}/api/v1/session/saml/discovered"]


def test_the_metadata_speaks_to_people_in_three_languages(entity: Element) -> None:
    info = "md:SPSSODescriptor/md:Extensions/mdui:UIInfo/mdui:"
    assert texts(entity, f"{info}DisplayName") == dict.fromkeys(("en", "fi", "sv"), "Kisälli")
    assert texts(entity, f"{info}PrivacyStatementURL") == dict.fromkeys(("en", "fi", "sv"), f"{ORIGIN}/privacy")
    described = texts(entity, f"{info}Description")
    assert set(described) == {"en", "fi", "sv"}
    assert len(set(described.values())) == 3, "each in its own words"


def test_the_metadata_names_contacts_and_what_is_asked_for(entity: Element) -> None:
    mails = {
        each.get("contactType"): each.findtext("md:EmailAddress", "", NAMES) for each in entity.findall("md:ContactPerson", NAMES)
    }
    assert mails == dict.fromkeys(("technical", "support"), "mailto:mentoring@kisalli.example")
    asked = entity.findall(".//md:RequestedAttribute", NAMES)
    assert {each.get("FriendlyName") for each in asked} >= {"subject-id", "displayName", "mail", "eduPersonScopedAffiliation"}
    assert all(each.get("Name", "").startswith("urn:") for each in asked)


def test_the_metadata_offers_nothing_weak(entity: Element) -> None:
    ciphers = {each.get("Algorithm", "") for each in entity.findall(".//md:EncryptionMethod", NAMES)}
    assert ciphers
    assert {each.rsplit("#")[1] for each in ciphers} == {"aes128-gcm", "aes192-gcm", "aes256-gcm", "rsa-oaep", "rsa-oaep-mgf1p"}
    named = [value.lower() for each in entity.iter() for value in each.attrib.values()]  # a key's own letters may be any
    assert not [each for each in named if "md5" in each or "sha1" in each]


def test_the_metadata_has_the_order_that_its_schema_wants(sp: ServiceProvider) -> None:
    from saml2.xml.schema import validate

    validate(metadata(sp).decode(), _schema())


def _schema() -> object:
    from importlib.resources import files

    import saml2.data.schemas
    from saml2.xml.schema import _create_xml_schema_validator

    return _create_xml_schema_validator(str(files(saml2.data.schemas) / "saml-schema-metadata-2.0.xsd"))


def test_a_second_key_is_in_the_metadata_but_nothing_is_encrypted_for_it_yet(
    own_pair: tuple[Path, Path], other_idp: Forger
) -> None:
    second = {
        "saml_second_key": other_idp.key,
        "saml_second_certificate": other_idp.certificate,
        "saml_contact": "it@example.org",
    }
    made = service_provider(Settings(demo=True, saml_key=own_pair[0], saml_certificate=own_pair[1], **second))
    assert made is not None
    entity = fromstring(metadata(made))
    keys = [(key.get("use"), key.findtext(".//ds:X509Certificate", "", NAMES)) for key in entity.iter(f"{{{MD}}}KeyDescriptor")]
    own, other = made.certificates
    assert keys == [("signing", own), ("encryption", own), ("signing", other)]
    assert other == other_idp.bare_certificate
    assert made.keys == [own_pair[0], other_idp.key]
    assert "mailto:it@example.org" in metadata(made).decode()


def verifies(url: str, certificate: Path) -> bool:
    """Whether a redirect bears a good signature of a key, as SAML's bindings say (3.4.4.1)."""
    signed, _, _ = urlsplit(url).query.rpartition("&Signature=")
    start = signed.index("SAMLRequest=")
    public = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    try:
        signature = base64.b64decode(parse_qs(urlsplit(url).query)["Signature"][0])
        public.verify(signature, signed[start:].encode(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def test_a_request_is_ours_for_one_provider_and_signed(sp: ServiceProvider, idp: Forger, own_pair: tuple[Path, Path]) -> None:
    asked = sign_in_address(sp, idp.provider(), "_request", "opaque+key/=")
    query = parse_qs(urlsplit(asked).query)
    assert asked.startswith("https://idp.campus.example/sso?SAMLRequest=")
    assert query["RelayState"] == ["opaque+key/="]
    assert query["SigAlg"] == ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]
    assert verifies(asked, own_pair[1])
    assert not verifies(asked.replace("opaque", "other"), own_pair[1])
    assert not verifies(asked, idp.certificate)
    request = fromstring(zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15))
    assert request.tag == f"{{{SAMLP}}}AuthnRequest"
    assert (request.get("ID"), request.get("Destination")) == ("_request", "https://idp.campus.example/sso")
    assert request.get("AssertionConsumerServiceURL") == sp.acs
    assert request.findtext("saml:Issuer", "", NAMES) == sp.entity_id
    issued = datetime.fromisoformat(request.get("IssueInstant", ""))
    assert abs((datetime.now(UTC) - issued).total_seconds()) < 5


def test_an_address_with_a_question_keeps_it(sp: ServiceProvider, idp: Forger, own_pair: tuple[Path, Path]) -> None:
    asked = sign_in_address(sp, replace(idp.provider(), sign_in_url="https://idp.campus.example/sso?a=b"), "_r", "key")
    assert asked.startswith("https://idp.campus.example/sso?a=b&SAMLRequest=")
    assert verifies(asked, own_pair[1])
