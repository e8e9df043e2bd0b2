"""What a provider says of somebody: attributes by the names that technicians know, and what of them we go by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from pydantic.networks import validate_email
from pydantic_core import PydanticCustomError

from kisalli.auth.saml.documents import only_text
from kisalli.auth.saml.names import PERSISTENT, SAML, qualified
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.core.i18n import LANGUAGES
from kisalli.people.models import AffiliationKind

ATTRIBUTE = qualified(SAML, "Attribute")
VALUE = qualified(SAML, "AttributeValue")
NAME_ID = qualified(SAML, "NameID")
STATEMENT = qualified(SAML, "AttributeStatement")
LONGEST = 500  # of a value that we keep
LONGEST_NAME = 200
SUBJECTS = ("subject-id", "pairwise-id", "eduPersonPrincipalName")

Attributes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AttributeNames:
    """In which attributes a provider tells what; these are Haka's and eduGAIN's, and a single provider may name its own.

    `subjects` are tried in order, and each has the form `somebody@scope`.
    """

    subjects: tuple[str, ...] = SUBJECTS
    name: str = "displayName"
    given_name: str = "givenName"
    family_name: str = "sn"
    mail: str = "mail"
    language: str = "preferredLanguage"
    scoped_affiliation: str = "eduPersonScopedAffiliation"
    affiliation: str = "eduPersonAffiliation"
    home_organisation: str = "schacHomeOrganization"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Something that somebody is at a home organisation, which its provider may speak for."""

    kind: AffiliationKind
    home_organisation: str


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


def subject_in(attributes: Attributes, names: AttributeNames) -> str | None:
    """Return the first identifier of the form `somebody@scope`, in small letters: their kinds all say that case is nothing.

    Raises:
        SamlRefused: it is there and can't be one.
    """
    for name in names.subjects:
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


def name_in(attributes: Attributes, names: AttributeNames) -> str:
    """Return what somebody is called; empty where it is not told."""
    whole = [attributes[names.name][0]] if attributes.get(names.name) else []
    parts = [attributes[each][0] for each in (names.given_name, names.family_name) if attributes.get(each)]
    text = " ".join(whole or parts)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST_NAME]


def mail_in(attributes: Attributes, names: AttributeNames) -> str | None:
    """Return the address that a provider tells, None for none; it is where we write to and never who somebody is."""
    for value in attributes.get(names.mail, ()):
        try:
            return validate_email(value)[1]
        except PydanticCustomError:
            continue
    return None


def language_in(attributes: Attributes, names: AttributeNames) -> str | None:
    """Return the language of ours that somebody prefers, None for any other."""
    preferred = [value[:2].lower() for value in attributes.get(names.language, ()) if value[2:3] in {"", "-", ",", ";"}]
    return next((each for each in preferred if each in LANGUAGES), None)


def affiliations_in(attributes: Attributes, names: AttributeNames, scopes: frozenset[str]) -> tuple[Claimed, ...]:
    """Return what somebody is at the home organisations that their provider may speak for; kinds we do not know are left out."""
    homes = [value.lower() for value in attributes.get(names.home_organisation, ())]
    told = [value.lower().rpartition("@")[::2] for value in attributes.get(names.scoped_affiliation, ())]
    told += [(value.lower(), home) for value in attributes.get(names.affiliation, ()) for home in homes]
    known = {each.value for each in AffiliationKind}
    good = [Claimed(AffiliationKind(kind), home) for kind, home in told if kind in known and home in scopes]
    return tuple(dict.fromkeys(good))


def foreign_scopes(attributes: Attributes, names: AttributeNames, scopes: frozenset[str]) -> set[str]:
    """Return the scopes that a provider speaks for without being listed for them."""
    told = [*names.subjects, names.scoped_affiliation]
    said = {value.lower().rpartition("@")[2] for name in told for value in attributes.get(name, ())}
    return (said | {value.lower() for value in attributes.get(names.home_organisation, ())}) - scopes
