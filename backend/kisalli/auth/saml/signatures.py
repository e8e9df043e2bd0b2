"""What an XML signature must look like before xmlsec1 is asked whether it is true.

xmlsec1 answers whether *a* signature below an element is good, by whatever transforms it names. So that this is the
answer to our question, the signature has to stand where it is found first, speak of the element it stands in and of
nothing else, and name only algorithms and transforms that we know.
"""

from xml.etree.ElementTree import Element

from kisalli.auth.saml.names import CANONICAL, DIGESTS, DS, ENVELOPED, SIGNATURE, SIGNATURES, qualified
from kisalli.auth.saml.refusals import SamlRefused

PARTS = [qualified(DS, name) for name in ("SignedInfo", "SignatureValue")]
KEY_INFO = qualified(DS, "KeyInfo")
# What else a KeyInfo may hold can fetch things or be computed; ours is ignored, for the key is known beforehand.
KEY_INFO_PARTS = frozenset(qualified(DS, name) for name in ("X509Data", "KeyName", "KeyValue"))
SIGNED_INFO_PARTS = [qualified(DS, name) for name in ("CanonicalizationMethod", "SignatureMethod", "Reference")]
REFERENCE_PARTS = [qualified(DS, name) for name in ("Transforms", "DigestMethod", "DigestValue")]
TRANSFORM = qualified(DS, "Transform")
PREFIXES = "{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces"
TWO = 2  # transforms: out with the signature, then into one form


def signature_of(element: Element, place: int) -> Element | None:
    """Return the signature that stands in an element as its child number `place`; None where none stands in it.

    Raises:
        SamlRefused: there are several, or it stands elsewhere, where another would be found before it.
    """
    found = element.findall(SIGNATURE)
    if not found:
        return None
    if len(found) > 1 or list(element).index(found[0]) != place:
        raise SamlRefused("signature_misplaced")
    return found[0]


def require_sound(signature: Element, signed: Element, *, whole_document: bool = False) -> None:
    """Require that a signature is of the element it stands in and uses what we know; says nothing of its truth.

    `whole_document`: an empty reference, to all of the document, will do as well.

    Raises:
        SamlRefused: it does not.
    """
    parts = list(signature)
    if [part.tag for part in parts[:TWO]] != PARTS or any(part.tag != KEY_INFO for part in parts[TWO:]) or len(parts) > TWO + 1:
        raise SamlRefused("signature_parts")
    if any(child.tag not in KEY_INFO_PARTS for part in parts[TWO:] for child in part):
        raise SamlRefused("signature_key_info")
    signed_info = list(parts[0])
    if [part.tag for part in signed_info] != SIGNED_INFO_PARTS:
        raise SamlRefused("signature_parts")
    canonical, method, reference = signed_info
    _require_known(canonical, CANONICAL, "signature_transform", {PREFIXES})
    _require_known(method, SIGNATURES, "signature_algorithm")
    identifier = signed.get("ID")
    uri = reference.get("URI")
    if not (identifier and uri == f"#{identifier}") and not (whole_document and uri == ""):
        raise SamlRefused("signature_of_other")
    _require_reference(reference)


def _require_reference(reference: Element) -> None:
    if [part.tag for part in reference] != REFERENCE_PARTS:
        raise SamlRefused("signature_parts")
    transforms, digest, _ = reference
    _require_known(digest, DIGESTS, "signature_algorithm")
    steps = list(transforms)
    if not 1 <= len(steps) <= TWO or any(step.tag != TRANSFORM for step in steps):
        raise SamlRefused("signature_transform")
    _require_known(steps[0], frozenset({ENVELOPED}), "signature_transform")
    for step in steps[1:]:
        _require_known(step, CANONICAL, "signature_transform", {PREFIXES})


def _require_known(element: Element, known: frozenset[str], reason: str, inside: frozenset[str] | set[str] = frozenset()) -> None:
    if element.get("Algorithm") not in known or any(child.tag not in inside for child in element):
        raise SamlRefused(reason)
