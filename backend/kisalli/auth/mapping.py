"""What the words of an identity provider mean here: which of them is the name, the address, and what somebody is where.

Every provider calls things by names of its own, and an organisation's admin says by which. What is said of somebody counts
only for the home organisations that the provider may speak for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import EmailStr, Field, StringConstraints, TypeAdapter, ValidationError

from kisalli.core.i18n import LANGUAGES
from kisalli.core.schemas import Domain, In, shown_by
from kisalli.people.models import AffiliationKind

NAME_LIMIT = 200
ADDRESS = TypeAdapter(EmailStr)
Attribute = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Attributes = Mapping[str, Sequence[str]]


class AttributeMapping(In):
    """Which attributes (claims) of a provider say what; one that is left out is looked for under its usual names."""

    model_config = shown_by({"affiliation": "roles", "kinds": {"Students": "student"}, "home_organisation": "example.org"})

    name: Attribute | None = None
    email: Attribute | None = None
    affiliation: Attribute | None = Field(
        default=None, description="What somebody is: `student`, or with the home organisation, `student@example.org`."
    )
    kinds: Annotated[dict[Attribute, AffiliationKind], Field(max_length=100)] = Field(
        default_factory=dict, description="What its values mean that are none of eduPerson's: groups, roles."
    )
    home_organisation: Domain | None = Field(
        default=None, description="Of which home organisation people are where the provider names none."
    )


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual names of attributes, the best first."""

    names: Sequence[str]
    given: str
    family: str
    email: Sequence[str]
    affiliation: Sequence[str]
    language: Sequence[str]


OIDC = Usual(
    names=("name", "displayName"),
    given="given_name",
    family="family_name",
    email=("email",),
    affiliation=("eduperson_scoped_affiliation", "eduperson_affiliation"),
    language=("locale",),
)

SAML = Usual(
    names=("displayName",),
    given="givenName",
    family="sn",
    email=("mail",),
    affiliation=("eduPersonScopedAffiliation", "eduPersonAffiliation"),
    language=("preferredLanguage",),
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a provider has said of somebody, in our words. The name may be empty, and nobody has to have an address."""

    name: str
    email: str | None
    language: str | None
    affiliations: frozenset[tuple[AffiliationKind, str]]


def facts(
    said: Attributes, usual: Usual, mapping: AttributeMapping, speaks_for: Collection[str], *, verified: bool = False
) -> Facts:
    """Return what the attributes mean; what is said of home organisations it may not speak for is left out.

    So is an address that mail may not go to. It has to be one of a mailbox, and either `verified`, as the provider says, or of
    a home organisation it speaks for or of a part of one (student.example.org), where the provider is who gives addresses out.
    """
    address = _address(_first(said, (mapping.email,) if mapping.email else usual.email))
    return Facts(
        name=_name(said, usual, mapping),
        email=address if verified or _is_of(address, speaks_for) else None,
        language=_language(_first(said, usual.language)),
        affiliations=frozenset(_affiliations(said, usual, mapping, speaks_for)),
    )


def _address(text: str | None) -> str | None:
    """Return the address alone of what may be "Linh <linh@example.org>"; None if there is none, or more than one."""
    try:
        return ADDRESS.validate_python(text)
    except ValidationError:
        return None


def _is_of(address: str | None, domains: Collection[str]) -> bool:
    host = (address or "").rpartition("@")[2].lower()
    return any(host == each or host.endswith(f".{each}") for each in domains)


def attributes_of(claims: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return claims of a token as attributes: lists of texts. What is neither a text nor a list of such is left out."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in claims.items()}
    return {name: tuple(each for each in values if isinstance(each, str)) for name, values in listed.items()}


def _name(said: Attributes, usual: Usual, mapping: AttributeMapping) -> str:
    whole = _first(said, (mapping.name,) if mapping.name else usual.names)
    parts = (_first(said, (usual.given,)), _first(said, (usual.family,)))
    name = whole or " ".join(part for part in parts if part)
    return " ".join("".join(letter for letter in name if letter.isprintable()).split())[:NAME_LIMIT]


def _language(tag: str | None) -> str | None:
    """Return the language of a tag such as "sv-FI" if the service speaks it."""
    code = (tag or "").replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else None


def _affiliations(
    said: Attributes, usual: Usual, mapping: AttributeMapping, speaks_for: Collection[str]
) -> list[tuple[AffiliationKind, str]]:
    names = (mapping.affiliation,) if mapping.affiliation else usual.affiliation
    told = [_told(value, mapping) for name in names for value in said.get(name, ())]
    return [(kind, home) for kind, home in told if kind is not None and home in speaks_for]


def _told(value: str, mapping: AttributeMapping) -> tuple[AffiliationKind | None, str]:
    """Return what a value says that somebody is, and at which home organisation ("" where neither says)."""
    own = mapping.home_organisation or ""
    if value in mapping.kinds:
        return mapping.kinds[value], own
    word, _, scope = value.partition("@")
    return _kind(word), scope.lower() or own


def _kind(word: str) -> AffiliationKind | None:
    return AffiliationKind(word.lower()) if word.lower() in set(AffiliationKind) else None


def _first(said: Attributes, names: Sequence[str]) -> str | None:
    return next((value.strip() for name in names for value in said.get(name, ()) if value.strip()), None)
