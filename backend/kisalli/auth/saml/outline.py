"""The outline of a response: what may stand where in it, before it is verified (sealed) and after it was opened.

One assertion, in one place, signed where a signature is found first: that leaves nothing to wrap a signature around.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from kisalli.auth.saml.documents import only_text, parents
from kisalli.auth.saml.names import (
    ASSERTION,
    AUTHENTIC_CIPHERS,
    DIGESTS,
    DS,
    ENCRYPTED_ASSERTION,
    ENCRYPTED_DATA,
    ISSUER,
    KEY_TRANSPORTS,
    MALLEABLE_CIPHERS,
    RESPONSE,
    SAML,
    SAMLP,
    SIGNATURE,
    SUCCESS,
    XENC,
    qualified,
)
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.signatures import require_sound, signature_of

STATUS = qualified(SAMLP, "Status")
STATUS_CODE = qualified(SAMLP, "StatusCode")
SUBJECT = qualified(SAML, "Subject")
NAME_ID = qualified(SAML, "NameID")
TARGETED_ID = "urn:oid:1.3.6.1.4.1.5923.1.1.1.10"
RESPONSE_PARTS = frozenset({ISSUER, SIGNATURE, STATUS, ASSERTION, ENCRYPTED_ASSERTION})
ASSERTION_PARTS = frozenset(
    {ISSUER, SIGNATURE, SUBJECT, *(qualified(SAML, name) for name in ("Conditions", "AuthnStatement", "AttributeStatement"))}
)
ENCRYPTED_KEY = qualified(XENC, "EncryptedKey")
ENCRYPTION_METHOD = qualified(XENC, "EncryptionMethod")
ENCRYPTED_ID = qualified(SAML, "EncryptedID")
ENCRYPTED_ATTRIBUTE = qualified(SAML, "EncryptedAttribute")
SHA1 = f"{DS}sha1"  # inside RSA-OAEP, where it signs nothing and nothing better is common
RETRIEVAL = qualified(DS, "RetrievalMethod")
# They make what is read out of something else: another file, an address, a computation.
INDIRECT = frozenset(
    [qualified(XENC, name) for name in ("CipherReference", "KeyReference", "Transforms")]
    + [qualified(DS, name) for name in ("Object", "Manifest")]
)


def require_sealed(root: Element) -> None:
    """Require the outline of a response as it comes.

    Raises:
        SamlRefused: it has another.
    """
    assertion = _require_outline(root)
    if assertion.tag == ASSERTION:
        _require_nothing_encrypted(root)
    else:
        _require_encryption(root, assertion)
    _require_signatures(root)


def require_open(root: Element) -> None:
    """Require the outline of a response in which nothing is encrypted any more.

    Raises:
        SamlRefused: it has another.
    """
    part = _require_outline(root)
    inside = [each for each in part if each.tag != ENCRYPTED_KEY]
    if part.tag == ENCRYPTED_ASSERTION and [each.tag for each in inside] != [ASSERTION]:
        raise SamlRefused("not_one_assertion")
    if len(list(root.iter(ASSERTION))) != 1:
        raise SamlRefused("not_one_assertion")
    _require_nothing_encrypted(root)
    _require_signatures(root)


def _require_outline(root: Element) -> Element:
    """Require a response with one assertion, open or encrypted, and return that."""
    if root.tag != RESPONSE or root.get("Version") != "2.0" or not root.get("ID"):
        raise SamlRefused("not_a_response")
    if any(child.tag not in RESPONSE_PARTS for child in root):
        raise SamlRefused("unknown_part")
    _require_direct(root)
    direct = [child for child in root if child.tag in {ASSERTION, ENCRYPTED_ASSERTION}]
    everywhere = [*root.iter(ASSERTION), *root.iter(ENCRYPTED_ASSERTION)]
    inside_encrypted = [each for child in direct if child.tag == ENCRYPTED_ASSERTION for each in child if each.tag == ASSERTION]
    if len(direct) != 1 or len(everywhere) != 1 + len(inside_encrypted):
        raise SamlRefused("not_one_assertion")
    for assertion in root.iter(ASSERTION):
        _require_assertion(assertion)
    return direct[0]


def _require_direct(root: Element) -> None:
    """Require that nothing is to be fetched, but for a key that lies beside what it opens, as some providers put it."""
    if any(each.tag in INDIRECT for each in root.iter()):
        raise SamlRefused("indirect")
    keys = {f"#{key.get('Id')}" for key in root.iter(ENCRYPTED_KEY)}
    if any(each.get("URI") not in keys or len(each) for each in root.iter(RETRIEVAL)):
        raise SamlRefused("indirect")


def _require_assertion(assertion: Element) -> None:
    if assertion.get("Version") != "2.0" or not assertion.get("ID"):
        raise SamlRefused("not_an_assertion")
    if any(child.tag not in ASSERTION_PARTS for child in assertion):
        raise SamlRefused("unknown_part")


def _require_nothing_encrypted(root: Element) -> None:
    if any(each.tag in {ENCRYPTED_DATA, ENCRYPTED_ID, ENCRYPTED_ATTRIBUTE} for each in root.iter()):
        raise SamlRefused("stray_encryption")


def _require_encryption(root: Element, encrypted: Element) -> None:
    """Require that one thing is encrypted, the assertion, by ciphers that we know; malleable ones in a signed response only."""
    data = encrypted.findall(ENCRYPTED_DATA)
    if len(data) != 1 or len(list(root.iter(ENCRYPTED_DATA))) != 1 or any(True for _ in encrypted.iter(ASSERTION)):
        raise SamlRefused("stray_encryption")
    if any(each.tag in {ENCRYPTED_ID, ENCRYPTED_ATTRIBUTE} for each in root.iter()):
        raise SamlRefused("stray_encryption")
    cipher = _method(data[0])
    if cipher in MALLEABLE_CIPHERS and not is_signed(root):
        raise SamlRefused("malleable_encryption")
    if cipher not in MALLEABLE_CIPHERS | AUTHENTIC_CIPHERS:
        raise SamlRefused("encryption_algorithm")
    keys = list(encrypted.iter(ENCRYPTED_KEY))
    if not keys or any(_method(key) not in KEY_TRANSPORTS for key in keys):
        raise SamlRefused("encryption_algorithm")
    digests = [each.get("Algorithm") for key in keys for each in key.iter(qualified(DS, "DigestMethod"))]
    if any(each not in DIGESTS | {SHA1} for each in digests):
        raise SamlRefused("encryption_algorithm")


def _method(element: Element) -> str | None:
    methods = element.findall(ENCRYPTION_METHOD)
    return methods[0].get("Algorithm") if len(methods) == 1 else None


def _require_signatures(root: Element) -> None:
    """Require that every signature is the response's or the assertion's own, after its issuer, and of what it stands in."""
    around = parents(root)
    for signature in root.iter(SIGNATURE):
        signed = around[signature]
        if signed.tag not in {RESPONSE, ASSERTION}:
            raise SamlRefused("signature_misplaced")
        issuers = [index for index, child in enumerate(signed) if child.tag == ISSUER]
        if issuers not in ([], [0]) or signature_of(signed, len(issuers)) is None:
            raise SamlRefused("signature_misplaced")
        require_sound(signature, signed)


def is_signed(element: Element) -> bool:
    """Whether an element bears a signature; whether that is good was asked elsewhere."""
    return element.find(SIGNATURE) is not None


def issuer_of(element: Element) -> str | None:
    """Return who says that they issued a response or an assertion, None where it does not say."""
    issuer = only_child(element, "Issuer")
    return None if issuer is None else only_text(issuer)


def require_success(root: Element) -> None:
    """Require that the provider let somebody in.

    Raises:
        SamlRefused: it did not (`not_signed_in`), or does not say.
    """
    statuses = root.findall(STATUS)
    codes = [code.get("Value") for status in statuses for code in status.findall(STATUS_CODE)]
    if len(statuses) != 1 or codes != [SUCCESS]:
        raise SamlRefused("not_signed_in")


def only_child(element: Element, name: str) -> Element | None:
    """Return the one child of a name (of SAML's assertions), None where there is none.

    Raises:
        SamlRefused: there are several.
    """
    found = element.findall(qualified(SAML, name))
    if len(found) > 1:
        raise SamlRefused("part_twice")
    return found[0] if found else None


def confirmations(assertion: Element) -> Sequence[Element]:
    """Return what says who may bear an assertion; at least one.

    Raises:
        SamlRefused: there is none.
    """
    subject = only_child(assertion, "Subject")
    found = [] if subject is None else subject.findall(qualified(SAML, "SubjectConfirmation"))
    if not found:
        raise SamlRefused("not_bearer")
    return found


def name_id(assertion: Element) -> Element | None:
    """Return the identifier that stands in the subject itself."""
    subject = only_child(assertion, "Subject")
    return None if subject is None else only_child(subject, "NameID")


def targeted_ids(assertion: Element) -> list[Element]:
    """Return the identifiers that an eduPersonTargetedID holds."""
    path = f"{qualified(SAML, 'AttributeStatement')}/{qualified(SAML, 'Attribute')}[@Name='{TARGETED_ID}']"
    return [each for attribute in assertion.findall(path) for each in attribute.iter(NAME_ID)]
