"""What a provider says of somebody, by the names that technicians know; and who they are. What it means: auth.mapping."""

from collections.abc import Mapping
from functools import cache
from xml.etree.ElementTree import Element

from kisalli.auth.saml.documents import only_text
from kisalli.auth.saml.names import PERSISTENT, SAML, qualified
from kisalli.auth.saml.refusals import SamlRefused

ATTRIBUTE = qualified(SAML, "Attribute")
VALUE = qualified(SAML, "AttributeValue")
NAME_ID = qualified(SAML, "NameID")
STATEMENT = qualified(SAML, "AttributeStatement")
LONGEST = 500  # of a value that we keep
SUBJECTS = ("subject-id", "pairwise-id", "eduPersonPrincipalName")  # the most lasting first; each is `somebody@scope`
SCOPED = (*SUBJECTS, "eduPersonScopedAffiliation")
HOME = "schacHomeOrganization"

Attributes = Mapping[str, tuple[str, ...]]


@cache
def _friendly() -> Mapping[str, str]:
    """Map names on the wire (`urn:oid:…`) to the ones that technicians know."""
    from saml2.attributemaps import saml_uri  # half a second, which a process that reads no SAML need not spend

    names: dict[str, str] = saml_uri.MAP["fro"]
    return names


def attributes_of(assertion: Element) -> Attributes:
    """Return the attributes of an assertion by friendly name; one that is told twice has the values of both."""
    found: dict[str, tuple[str, ...]] = {}
    for attribute in assertion.findall(f"{STATEMENT}/{ATTRIBUTE}"):
        on_wire = attribute.get("Name", "")
        name = _friendly().get(on_wire, on_wire)
        values = tuple(text for value in attribute.findall(VALUE) if (text := _text(value)))
        if name:
            found[name] = found.get(name, ()) + values
    return found


def _text(value: Element) -> str:
    """Return a value's text; that of an identifier (eduPersonTargetedID), where one stands in it; else nothing."""
    inner = list(value)
    if not inner:
        return (value.text or "").strip()[:LONGEST]
    return only_text(inner[0])[:LONGEST] if len(inner) == 1 and inner[0].tag == NAME_ID else ""


def subject_in(attributes: Attributes) -> str | None:
    """Return the first identifier of the form `somebody@scope`, in small letters: their kinds all say that case is nothing.

    Raises:
        SamlRefused: it is there and can't be one.
    """
    for name in SUBJECTS:
        values = attributes.get(name, ())
        if values:
            who, _, scope = values[0].lower().partition("@")
            if len(set(values)) > 1 or not who or not scope or "@" in scope or len(values[0].split()) != 1:
                raise SamlRefused("bad_subject")
            return f"{who}@{scope}"
    return None


def persistent_name(name_id: Element | None, issuer: str, own_entity_id: str) -> str | None:
    """Return an identifier of the persistent kind, which the issuer made for us; None for any other."""
    if name_id is None or name_id.get("Format") != PERSISTENT:
        return None
    if name_id.get("NameQualifier", issuer) != issuer or name_id.get("SPNameQualifier", own_entity_id) != own_entity_id:
        return None
    return only_text(name_id)[:LONGEST] or None


def foreign_scopes(attributes: Attributes, scopes: frozenset[str]) -> set[str]:
    """Return the scopes that a provider speaks for without being listed for them."""
    said = {value.lower().rpartition("@")[2] for name in SCOPED for value in attributes.get(name, ())}
    return (said | {value.lower() for value in attributes.get(HOME, ())}) - scopes
