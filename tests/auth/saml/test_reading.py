"""What is believed of a response, and every single thing for which it is not."""

import asyncio
import subprocess
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from kisalli.auth.saml import library, reading, xmlsec
from kisalli.auth.saml.names import DS, ENVELOPED, EXCLUSIVE, PERSISTENT, SAML, TRANSIENT, XENC, XENC11
from kisalli.auth.saml.reading import Expected, read, read_posted
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.sp import ServiceProvider
from tests.auth.saml.conftest import Reads
from tests.auth.saml.forging import (
    ENTITY_ID,
    GCM,
    OAEP,
    Draft,
    Forger,
    Signing,
    at,
    encrypted,
    posted,
    unposted,
)

Refusal = Callable[[str], str]
MORE = "http://www.w3.org/2001/04/xmldsig-more#"


@pytest.fixture
def own_certificate(own_pair: tuple[Path, Path]) -> Path:
    """Ours, for which providers encrypt."""
    return own_pair[1]


# What is believed: the controls of all that follows.


def test_a_response_tells_who_somebody_is(idp: Forger, draft: Draft, reads: Reads, expected: Expected) -> None:
    vouched = reads(idp.answer(draft))
    assert (vouched.issuer, vouched.subject) == (ENTITY_ID, "linh@campus.example")
    assert vouched.attributes["mail"] == ("linh@campus.example",)
    assert vouched.attributes["eduPersonScopedAffiliation"][:2] == ("student@campus.example", "member@campus.example")
    assert vouched.attributes["schacHomeOrganization"] == ("campus.example",)
    assert (vouched.in_response_to, vouched.assertion_id) == (expected.request_id, draft.assertion_id)
    assert 300 < (vouched.forget_at - datetime.now(UTC)).total_seconds() <= 331


@pytest.mark.parametrize("cipher", [GCM, f"{XENC11}aes256-gcm"], ids=["aes128", "aes256"])
def test_an_encrypted_assertion_is_read(cipher: str, idp: Forger, draft: Draft, reads: Reads, own_certificate: Path) -> None:
    assert reads(idp.sealed(draft, own_certificate, cipher)).attributes["displayName"] == ("Linh Đặng",)


def test_an_encrypted_assertion_in_a_signed_response_is_read(
    idp: Forger, draft: Draft, reads: Reads, own_certificate: Path
) -> None:
    assert reads(idp.sealed(draft.but(sign_response=Signing()), own_certificate)).attributes["displayName"] == ("Linh Đặng",)
    assert reads(idp.sealed(draft.but(sign_response=Signing(), sign_assertion=None), own_certificate)).attributes[
        "displayName"
    ] == ("Linh Đặng",)


def test_cbc_is_read_in_a_signed_response(idp: Forger, draft: Draft, reads: Reads, own_certificate: Path) -> None:
    answer = idp.sealed(draft.but(sign_response=Signing()), own_certificate, f"{XENC}aes128-cbc")
    assert reads(answer).attributes["displayName"] == ("Linh Đặng",)


@pytest.mark.parametrize(
    "signing",
    [
        {"sign_response": Signing(), "sign_assertion": None},
        {"sign_response": Signing()},
        {"sign_assertion": Signing(method=f"{MORE}rsa-sha512", digest=f"{XENC}sha512")},
        {"sign_assertion": Signing(canonical=f"{EXCLUSIVE}WithComments")},
        {"sign_assertion": Signing(more=f"<ds:KeyInfo><ds:KeyName>{'k' * 5}</ds:KeyName></ds:KeyInfo>")},
    ],
    ids=["response", "both", "sha512", "with-comments", "key-info"],
)
def test_other_good_signatures_are_believed(signing: dict[str, Signing | None], idp: Forger, draft: Draft, reads: Reads) -> None:
    assert reads(idp.answer(draft.but(**signing))).attributes["displayName"] == ("Linh Đặng",)


def test_clocks_may_differ_by_half_a_minute(idp: Forger, draft: Draft, reads: Reads) -> None:
    assert reads(idp.answer(draft.but(before=20)))
    assert reads(idp.answer(draft.but(after=-20, before=-60)))
    assert reads(idp.answer(draft.but(confirmed_until=-20)))


def test_the_second_key_opens_what_was_encrypted_for_it(
    idp: Forger, draft: Draft, expected: Expected, sp: ServiceProvider, other_idp: Forger
) -> None:
    changed = replace(sp, keys=[*sp.keys, other_idp.key])
    sealed = idp.sealed(draft, other_idp.certificate)
    assert read(changed, sealed, expected).attributes["displayName"] == ("Linh Đặng",)
    with pytest.raises(SamlRefused):
        read(sp, sealed, expected)


def test_a_key_that_lies_beside_what_it_opens_is_used(idp: Forger, draft: Draft, reads: Reads, own_certificate: Path) -> None:
    signed = idp.sign(draft.assertion(), draft.assertion_id)
    assert reads(posted(draft.response(beside(encrypted(signed, own_certificate)))))


def beside(data: str, uri: str = "#_key") -> str:
    """Encrypted data whose key lies beside it, as Shibboleth may put it."""
    start, end = data.index("<xenc:EncryptedKey>"), data.index("</xenc:EncryptedKey>") + len("</xenc:EncryptedKey>")
    declared = f'<xenc:EncryptedKey xmlns:xenc="{XENC}" Id="_key">'
    key = data[start:end].replace("<xenc:EncryptedKey>", declared)
    kind = f"{XENC}EncryptedKey"
    pointer = f'<ds:RetrievalMethod xmlns:ds="{DS}" Type="{kind}" URI="{uri}"/>'
    return f"<saml:EncryptedAssertion>{data[:start]}{pointer}{data[end:]}{key}</saml:EncryptedAssertion>"


# Who somebody is.


@pytest.mark.parametrize(
    ("told", "subject"),
    [
        ({"eduPersonPrincipalName": ["ln1@campus.example"]}, "linh@campus.example"),
        (
            {"subject_id": None, "pairwise_id": ["XYZ@Campus.example"], "eduPersonPrincipalName": ["a@campus.example"]},
            "xyz@campus.example",
        ),
        ({"subject_id": None, "eduPersonPrincipalName": ["ln1@campus.example"]}, "ln1@campus.example"),
    ],
    ids=["subject-id", "pairwise-id", "eppn"],
)
def test_the_most_lasting_identifier_is_the_subject(
    told: dict[str, list[str] | None], subject: str, idp: Forger, draft: Draft, reads: Reads
) -> None:
    assert reads(idp.answer(draft.telling(**told))).subject == subject


def name_id(value: str = "Opaque", form: str = PERSISTENT, more: str = "") -> str:
    return f'<saml:NameID Format="{form}"{more}>{value}</saml:NameID>'


@pytest.mark.parametrize(
    "where",
    [
        lambda draft: draft.but(name_id=name_id()),
        lambda draft: draft.telling(eduPersonTargetedID=[name_id()]),
        lambda draft: draft.but(name_id=name_id(more=f' NameQualifier="{ENTITY_ID}" SPNameQualifier="{draft.audience}"')),
    ],
    ids=["name-id", "targeted-id", "qualified"],
)
def test_a_persistent_identifier_is_the_subject_where_no_other_is(
    where: Callable[[Draft], Draft], idp: Forger, draft: Draft, reads: Reads
) -> None:
    assert reads(idp.answer(where(draft.telling(subject_id=None)))).subject == "Opaque"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda draft: draft, "no_subject"),
        (lambda draft: draft.but(name_id=name_id(form=TRANSIENT)), "no_subject"),
        (lambda draft: draft.but(name_id=name_id(more=' NameQualifier="https://other.example"')), "no_subject"),
        (lambda draft: draft.but(name_id=name_id(more=' SPNameQualifier="https://other.example"')), "no_subject"),
        (lambda draft: draft.telling(eduPersonPrincipalName=["linh"]), "foreign_scope"),
        (lambda draft: draft.telling(eduPersonPrincipalName=["a@b@campus.example"]), "bad_subject"),
        (lambda draft: draft.telling(eduPersonPrincipalName=["@campus.example"]), "bad_subject"),
        (lambda draft: draft.telling(eduPersonPrincipalName=["a@campus.example", "b@campus.example"]), "bad_subject"),
    ],
    ids=["mail-alone", "transient", "of-other-issuer", "for-other-service", "without-scope", "two-at", "nobody", "two"],
)
def test_without_a_lasting_identifier_nobody_is_let_in(
    change: Callable[[Draft], Draft], reason: str, idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    assert refusal(idp.answer(change(draft.telling(subject_id=None)))) == reason


def test_an_attribute_told_twice_has_the_values_of_both_and_an_odd_one_none(idp: Forger, draft: Draft, reads: Reads) -> None:
    told = draft.telling(sn=["Đặng"], **{"urn:oid:2.5.4.4": ["Tran"], "colour": ["<a>red</a>", "blue"]})
    attributes = reads(idp.answer(told)).attributes
    assert attributes["sn"] == ("Đặng", "Tran")
    assert attributes["colour"] == ("blue",)


@pytest.mark.parametrize(
    "told",
    [
        {"subject_id": ["linh@elsewhere.example"]},
        {"eduPersonPrincipalName": ["linh@elsewhere.example"]},
        {"eduPersonScopedAffiliation": ["student@campus.example", "faculty@elsewhere.example"]},
        {"eduPersonScopedAffiliation": ["faculty@sub.campus.example"]},
        {"schacHomeOrganization": ["elsewhere.example"]},
    ],
    ids=["subject", "eppn", "affiliation", "below", "home"],
)
def test_a_member_of_a_federation_speaks_for_its_own_scopes_alone(
    told: dict[str, list[str]], idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    assert refusal(idp.answer(draft.telling(**told))) == "foreign_scope"


def test_what_a_single_provider_says_of_others_is_left_for_its_mapping(
    idp: Forger, draft: Draft, expected: Expected, sp: ServiceProvider
) -> None:
    told = draft.telling(
        subject_id=["linh@idp.example"], eduPersonScopedAffiliation=["staff@own.example", "staff@campus.example"]
    )
    vouched = read(sp, idp.answer(told), replace(expected, scopes=frozenset({"own.example"}), strict=False))
    assert vouched.subject == "linh@idp.example"


# To whom, from whom, when.


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"recipient": "https://kisalli.test/elsewhere"}, "wrong_recipient"),
        ({"recipient": "https://kisalli.test/api/v1/session/saml/metadata"}, "wrong_recipient"),
        ({"destination": "https://other.example/acs"}, "wrong_destination"),
        ({"destination": ""}, "wrong_destination"),
        ({"in_response_to": "_another"}, "other_request"),
        ({"in_response_to": ""}, "unsolicited"),
        ({"issuer": "https://other.example/idp"}, "other_issuer"),
        ({"assertion_issuer": "https://other.example/idp"}, "other_issuer"),
        ({"audience": "https://other.example/sp"}, "other_audience"),
        ({"conditions": ""}, "no_conditions"),
        ({"conditions": "<saml:Conditions/>"}, "no_audience"),
        ({"after": -40, "before": -60}, "expired"),
        ({"confirmed_until": -40}, "expired"),
        ({"before": 40}, "not_yet"),
        ({"after": 90000, "confirmed_until": 90000}, "good_too_long"),
        ({"method": "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"}, "not_bearer"),
        ({"confirmation": ""}, "not_bearer"),
        ({"status": "urn:oasis:names:tc:SAML:2.0:status:Responder"}, "not_signed_in"),
    ],
    ids=[
        *("recipient", "recipient-is-entity-id", "destination", "no-destination", "other-request", "unsolicited", "issuer"),
        *(
            "assertion-issuer",
            "audience",
            "no-conditions",
            "no-audience-restriction",
            "expired",
            "confirmation-expired",
            "not-yet",
        ),
        *("good-too-long", "sender-vouches", "no-confirmation", "refused-there"),
    ],
)
@pytest.mark.parametrize("signing", [{}, {"sign_response": Signing(), "sign_assertion": None}], ids=["assertion", "response"])
def test_a_response_is_for_us_from_whom_we_asked_and_for_now(
    change: dict[str, object], reason: str, signing: dict[str, object], idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    assert refusal(idp.answer(draft.but(**signing).but(**change))) == reason


def confirmed(draft: Draft, **changes: str | None) -> str:
    values = {"InResponseTo": draft.request_id, "Recipient": draft.acs, "NotOnOrAfter": at(300)} | changes
    data = " ".join(f'{name}="{value}"' for name, value in values.items() if value is not None)
    return f'<saml:SubjectConfirmation Method="{draft.method}"><saml:SubjectConfirmationData {data}/></saml:SubjectConfirmation>'


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Recipient": None}, "wrong_recipient"),
        ({"InResponseTo": None}, "other_request"),
        ({"InResponseTo": "_another"}, "other_request"),
        ({"NotOnOrAfter": None}, "bad_confirmation"),
        ({"NotBefore": at(-10)}, "bad_confirmation"),
        ({"NotOnOrAfter": "2999-01-01"}, "bad_time"),
    ],
    ids=["no-recipient", "no-request", "other-request", "no-end", "beginning", "no-time"],
)
def test_a_confirmation_says_where_to_what_and_until_when(
    change: dict[str, str | None], reason: str, idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    assert refusal(idp.answer(draft.but(confirmation=confirmed(draft, **change)))) == reason


def test_one_good_confirmation_does_not_excuse_a_bad_one(idp: Forger, draft: Draft, refusal: Refusal) -> None:
    both = confirmed(draft) + confirmed(draft, Recipient="https://other.example/acs")
    assert refusal(idp.answer(draft.but(confirmation=both))) == "wrong_recipient"


def test_every_audience_restriction_has_to_name_us(idp: Forger, draft: Draft, refusal: Refusal) -> None:
    restriction = "<saml:AudienceRestriction><saml:Audience>{}</saml:Audience></saml:AudienceRestriction>"
    both = restriction.format(draft.audience) + restriction.format("https://other.example/sp")
    inside = f'<saml:Conditions NotOnOrAfter="{at(300)}">{both}</saml:Conditions>'
    assert refusal(idp.answer(draft.but(conditions=inside))) == "other_audience"


# Signatures.


def test_what_nobody_signed_is_not_believed(idp: Forger, draft: Draft, refusal: Refusal, own_certificate: Path) -> None:
    bare = draft.but(sign_assertion=None)
    assert refusal(idp.answer(bare)) == "unsigned"
    assert refusal(idp.sealed(bare, own_certificate)) == "unsigned"


@pytest.mark.parametrize("signing", [{}, {"sign_response": Signing(), "sign_assertion": None}], ids=["assertion", "response"])
def test_another_member_of_the_federation_does_not_sign_for_this_one(
    signing: dict[str, object], other_idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    key_inside = Signing(more="<ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo>")
    assert refusal(other_idp.answer(draft.but(**signing))) == "bad_signature"
    assert refusal(other_idp.answer(draft.but(sign_assertion=key_inside))) == "bad_signature"


@pytest.mark.parametrize("signing", [{}, {"sign_response": Signing(), "sign_assertion": None}], ids=["assertion", "response"])
def test_what_was_changed_after_it_was_signed_is_not_believed(
    signing: dict[str, object], idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    changed = unposted(idp.answer(draft.but(**signing))).replace("linh@campus", "rector@campus")
    assert refusal(posted(changed)) == "bad_signature"


ENVELOPE = f'<ds:Transform Algorithm="{ENVELOPED}"/>'
XPATH_TRANSFORM = '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(ancestor-or-self::*[local-name()="AttributeStatement"])</ds:XPath></ds:Transform>'
XSLT = (
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet version="1.0" '
    'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><a/></xsl:template></xsl:stylesheet></ds:Transform>'
)


@pytest.mark.parametrize(
    ("signing", "reason"),
    [
        (Signing(method=f"{DS}rsa-sha1"), "signature_algorithm"),
        (Signing(digest=f"{DS}sha1"), "signature_algorithm"),
        (Signing(transforms=ENVELOPE + XSLT), "signature_transform"),
        (Signing(transforms=ENVELOPE + XPATH_TRANSFORM), "signature_transform"),
        (Signing(transforms=ENVELOPE * 2), "signature_transform"),
        (Signing(transforms=f'<ds:Transform Algorithm="{EXCLUSIVE}"/>{ENVELOPE}'), "signature_transform"),
        (
            Signing(transforms=f'{ENVELOPE}<ds:Transform Algorithm="{EXCLUSIVE}"/><ds:Transform Algorithm="{EXCLUSIVE}"/>'),
            "signature_transform",
        ),
        (Signing(canonical="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"), "signature_transform"),
        (Signing(uri=""), "signature_of_other"),
        (Signing(more="<ds:Object>anything</ds:Object>"), "indirect"),
        (Signing(more='<ds:KeyInfo><ds:RetrievalMethod URI="http://127.0.0.1/key"/></ds:KeyInfo>'), "indirect"),
    ],
    ids=[
        *(
            "sha1",
            "sha1-digest",
            "xslt",
            "xpath",
            "enveloped-twice",
            "wrong-order",
            "three-transforms",
            "inclusive",
            "whole-document",
        ),
        *("object", "retrieval"),
    ],
)
def test_signatures_by_other_means_are_not_believed(
    signing: Signing, reason: str, idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    try:
        answer = idp.answer(draft.but(sign_assertion=signing))
    except AssertionError:  # xmlsec1 would not make it; what counts is that nobody asks whether it is good
        answer = posted(draft.but(sign_assertion=signing).response())
    assert refusal(answer) == reason


@pytest.mark.parametrize("method", ["none", "", f"{DS}hmac-sha1", f"{MORE}hmac-sha256", f"{MORE}rsa-md5"])
def test_a_signature_of_no_algorithm_or_one_without_a_private_key_is_none(
    method: str, idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    changed = unposted(idp.answer(draft)).replace(Signing().method, method)
    assert refusal(posted(changed)) == "signature_algorithm"


def test_a_signature_of_two_things_is_none(idp: Forger, draft: Draft, refusal: Refusal) -> None:
    xml = unposted(idp.answer(draft))
    start, end = xml.index("<ds:Reference"), xml.index("</ds:Reference>") + len("</ds:Reference>")
    assert refusal(posted(xml[:end] + xml[start:end] + xml[end:])) == "signature_parts"


# Encryption.


@pytest.mark.parametrize("cipher", [f"{XENC}aes128-cbc", f"{XENC}aes256-cbc"], ids=["aes128", "aes256"])
def test_cbc_is_not_opened_in_an_unsigned_response(
    cipher: str, idp: Forger, draft: Draft, refusal: Refusal, own_certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = idp.sealed(draft, own_certificate, cipher)
    monkeypatch.setattr(xmlsec, "run", lambda *_: pytest.fail("nothing may be opened, or the time it takes tells"))
    assert refusal(answer) == "malleable_encryption"


def test_cbc_is_not_opened_before_the_responses_signature_was_found_good(
    other_idp: Forger, draft: Draft, refusal: Refusal, own_certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = other_idp.sealed(draft.but(sign_response=Signing()), own_certificate, f"{XENC}aes128-cbc")
    monkeypatch.setattr(library._Xmlsec, "decrypt", lambda *_: pytest.fail("opened"))
    assert refusal(answer) == "bad_signature"


@pytest.mark.parametrize("signing", [{}, {"sign_response": Signing()}], ids=["assertion", "response"])
def test_3des_and_old_key_transports_are_not_opened(
    signing: dict[str, object], idp: Forger, draft: Draft, refusal: Refusal, own_certificate: Path
) -> None:
    signed = draft.but(**signing)
    assert refusal(idp.sealed(signed, own_certificate, f"{XENC}tripledes-cbc")) == "encryption_algorithm"
    assert refusal(idp.sealed(signed, own_certificate, GCM, f"{XENC}rsa-1_5")) == "encryption_algorithm"
    assert OAEP


def test_encrypted_data_stands_nowhere_else(idp: Forger, draft: Draft, refusal: Refusal, own_certificate: Path) -> None:
    data = encrypted("<a/>", own_certificate)
    attribute = f"<saml:AttributeStatement><saml:EncryptedAttribute>{data}</saml:EncryptedAttribute></saml:AttributeStatement>"
    hidden_name = f"<saml:EncryptedID>{data}</saml:EncryptedID>"
    assert refusal(idp.answer(draft.but(more_assertion=attribute))) == "stray_encryption"
    assert refusal(idp.answer(draft.but(name_id=hidden_name))) == "stray_encryption"
    assert refusal(idp.answer(draft.telling(displayName=[data]))) == "stray_encryption"
    assert (
        refusal(posted(draft.response(f"<saml:EncryptedAssertion>{data}{data}</saml:EncryptedAssertion>"))) == "stray_encryption"
    )
    assert refusal(idp.sealed(draft.telling(displayName=[data]), own_certificate)) == "stray_encryption", "inside, too"


def test_a_key_is_fetched_from_nowhere(idp: Forger, draft: Draft, refusal: Refusal, own_certificate: Path) -> None:
    signed = idp.sign(draft.assertion(), draft.assertion_id)
    for uri in ("http://127.0.0.1/key", "", "#_other", "file:///etc/hostname"):
        assert refusal(posted(draft.response(beside(encrypted(signed, own_certificate), uri)))) == "indirect"
    pointing = encrypted(signed, own_certificate).replace(
        "<xenc:CipherValue>", '<xenc:CipherReference URI="http://127.0.0.1/"/><xenc:CipherValue>', 1
    )
    assert refusal(posted(draft.response(f"<saml:EncryptedAssertion>{pointing}</saml:EncryptedAssertion>"))) == "indirect"


def test_what_was_encrypted_for_others_stays_closed(idp: Forger, other_idp: Forger, draft: Draft, refusal: Refusal) -> None:
    assert refusal(idp.sealed(draft, other_idp.certificate))


# The document.


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda xml: f"<!DOCTYPE a>{xml}", "dtd"),
        (lambda xml: f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>{xml}', "dtd"),
        (lambda xml: f'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">{xml}', "dtd"),
        (lambda xml: xml.replace("linh@", "rector@campus.example<!-- -->.linh@"), "comment"),
        (lambda xml: xml.replace("</saml:Issuer>", "<!-- a --></saml:Issuer>", 1), "comment"),
        (lambda xml: xml.replace("Linh", "<![CDATA[Linh]]>"), "comment"),
        (lambda xml: xml.replace("Linh", "<?a b?>Linh"), "processing_instruction"),
        (lambda xml: f'<?xml version="1.0" encoding="ISO-8859-1"?>{xml}', "not_utf8"),
        (lambda xml: f'<?xml version="1.1"?>{xml}', "not_utf8"),
        (lambda xml: xml[:-5], "not_xml"),
        (lambda _: "nothing", "not_xml"),
        (
            lambda xml: xml.replace("<samlp:Status>", '<samlp:Status ID="_r">').replace(
                "<saml:Subject>", '<saml:Subject ID="_r">'
            ),
            "identifier_twice",
        ),
        (lambda xml: xml.replace("<saml:Subject>", '<saml:Subject xml:id="_b">'), "identifier_twice"),
        (lambda xml: xml.replace("Linh", "<a>" * 80 + "</a>" * 80), "too_deep"),
        (lambda xml: xml.replace("samlp:Response", "samlp:ArtifactResponse"), "not_a_response"),
        (lambda xml: xml.replace('Version="2.0"', 'Version="1.1"', 1), "not_a_response"),
        (lambda xml: xml.replace("<samlp:Status>", "<samlp:Extensions><a/></samlp:Extensions><samlp:Status>"), "unknown_part"),
    ],
    ids=[
        *(
            "doctype",
            "entity",
            "external",
            "comment-in-identifier",
            "comment-in-issuer",
            "cdata",
            "instruction",
            "latin1",
            "xml11",
            "cut",
        ),
        *("no-xml", "id-twice", "xml-id", "deep", "artifact", "saml11", "extensions"),
    ],
)
def test_a_document_that_could_be_read_in_two_ways_is_not_read(
    change: Callable[[str], str], reason: str, idp: Forger, draft: Draft, refusal: Refusal
) -> None:
    assert refusal(posted(change(unposted(idp.answer(draft))))) == reason


def test_a_comment_inside_what_was_encrypted_is_seen(idp: Forger, draft: Draft, refusal: Refusal, own_certificate: Path) -> None:
    assert refusal(idp.sealed(draft.telling(displayName=["Linh<!-- -->"]), own_certificate)) == "comment"


def test_other_encodings_are_not_read(idp: Forger, draft: Draft, refusal: Refusal) -> None:
    xml = unposted(idp.answer(draft))
    assert refusal(b64encode(xml.encode("utf-16")).decode()) == "not_xml"
    assert refusal(b64encode(xml.encode().replace(b"Linh", b"Linh\xff")).decode()) == "not_utf8"


def test_what_is_no_base64_or_too_long_is_not_read(refusal: Refusal) -> None:
    assert refusal("*") == "not_base64"
    assert refusal("ä") == "not_base64"
    assert refusal("A" * (reading.LARGEST + 1)) == "too_large"


# How it is read.


async def test_reading_keeps_the_loop_free_and_ends_in_time(
    idp: Forger, draft: Draft, sp: ServiceProvider, expected: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = idp.answer(draft)
    assert (await read_posted(sp, answer, expected)).attributes["displayName"] == ("Linh Đặng",)

    free = threading.Event()

    def slow(*_: object, **__: object) -> object:
        assert free.wait(30), "the loop stood still meanwhile"
        raise subprocess.TimeoutExpired("xmlsec1", 1)

    monkeypatch.setattr(subprocess, "run", slow)
    waiting = asyncio.create_task(read_posted(sp, answer, expected))
    await asyncio.sleep(0)  # it has begun: whatever comes now comes beside it
    free.set()
    with pytest.raises(SamlRefused, match="took_too_long"):
        await waiting


def test_what_reads_foreign_documents_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KISALLI_SECRET", "planted")
    told = xmlsec.run(["/usr/bin/env"], xmlsec.SECONDS).stdout
    assert "planted" not in told and "SSL_CERT_FILE=/dev/null" in told


async def test_whoever_waits_too_long_for_a_thread_is_refused(
    idp: Forger, draft: Draft, sp: ServiceProvider, expected: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(reading, "read", lambda *_: time.sleep(0.3))
    with pytest.raises(SamlRefused, match="took_too_long"):
        await read_posted(sp, idp.answer(draft), expected)


def test_a_refusal_leaves_nothing_of_a_person_in_the_log(
    other_idp: Forger, draft: Draft, refusal: Refusal, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as lines:
        assert refusal(other_idp.answer(draft)) == "bad_signature"
    out, err = capsys.readouterr()
    assert "linh" not in f"{out}{err}{lines}{caplog.text}".lower()
    assert SAML not in f"{out}{err}"


# What the library believes, taken bare: what the looks of our own are for.


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any look of our own."""
    monkeypatch.setattr(reading.outline, "require_sealed", lambda _: None)
    monkeypatch.setattr(reading, "_believable", lambda opened, *_: (next(opened.iter(f"{{{SAML}}}Assertion")), datetime.now(UTC)))


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    "change",
    [
        {"conditions": ""},
        {"conditions": "<saml:Conditions/>"},
        {"destination": ""},
        {"sign_assertion": Signing(method=f"{DS}rsa-sha1", digest=f"{DS}sha1")},
    ],
    ids=["no-conditions", "no-audience-restriction", "no-destination", "sha1"],
)
def test_without_our_own_look_it_is_believed(
    change: dict[str, object], idp: Forger, draft: Draft, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_require_answer", lambda *_: None)
    assert reads(idp.answer(draft.but(**change))).attributes["displayName"] == ("Linh Đặng",)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("cipher", [f"{XENC}aes128-cbc", f"{XENC}tripledes-cbc"], ids=["cbc", "3des"])
def test_without_our_own_look_it_is_opened(cipher: str, idp: Forger, draft: Draft, reads: Reads, own_certificate: Path) -> None:
    assert reads(idp.sealed(draft, own_certificate, cipher)).attributes["displayName"] == ("Linh Đặng",)
