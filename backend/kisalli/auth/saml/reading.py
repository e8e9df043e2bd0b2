"""A posted response: believed only if every sentence in docs/sign-in.md about it is true, else refused with its reason.

Taken bare, pysaml2 accepts what must not be: it looks for no Recipient, needs no Conditions, takes SHA-1, and lets xmlsec1
find a signature where it may. So its answer is one of two: everything is looked at by ourselves before it verifies and
opens the response, and again after, on what it opened. Nothing is read but from the one assertion that was verified.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element

import anyio
from anyio import to_thread

from kisalli.auth.saml import documents, outline
from kisalli.auth.saml.attributes import Attributes, attributes_of, foreign_scopes, persistent_name, subject_in
from kisalli.auth.saml.names import ASSERTION, BEARER, SAML, qualified
from kisalli.auth.saml.provider import Provider
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.sp import ServiceProvider

LARGEST = 256 * 1024  # bytes as posted; a usual one has 10 to 20 KB
SKEW = timedelta(seconds=30)
LONGEST_GOOD = timedelta(days=1)  # providers say five minutes to an hour; for so long its id is remembered
PATIENCE_SECONDS = 15.0  # with the wait for a thread
CONDITIONS = frozenset(qualified(SAML, name) for name in ("AudienceRestriction", "OneTimeUse", "ProxyRestriction"))


@dataclass(frozen=True, slots=True)
class Expected:
    """What a response has to be an answer to, and what its provider may say.

    `scopes` are the home organisations that it may speak for. A federation lists them, and a response that names another
    is refused (`strict`). What a single provider says of others than its organisation's own is left out (auth.mapping).
    """

    provider: Provider
    request_id: str
    scopes: frozenset[str]
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody whom a provider vouches for; an address among the attributes says nothing of who they are.

    `assertion_id` must not be taken twice from this issuer; it is of no use to anybody after `forget_at`.
    """

    issuer: str
    subject: str
    attributes: Attributes
    in_response_to: str
    assertion_id: str
    forget_at: datetime


async def read_posted(sp: ServiceProvider, posted: str, expected: Expected) -> Vouched:
    """Read the `SAMLResponse` of a form, in a thread: xmlsec1 is started for it.

    Raises:
        SamlRefused: it is not believed, or took too long.
    """
    try:
        with anyio.fail_after(PATIENCE_SECONDS):
            return await to_thread.run_sync(read, sp, posted, expected, limiter=sp.threads, abandon_on_cancel=True)
    except TimeoutError as error:
        raise SamlRefused("took_too_long") from error


def read(sp: ServiceProvider, posted: str, expected: Expected) -> Vouched:
    """Do what `read_posted` does, in the thread that one is in."""
    document = _decoded(posted)
    root = documents.read(document)
    outline.require_sealed(root)
    _require_answer(root, sp, expected)
    if root.find(ASSERTION) is not None:
        _believable(root, sp, expected)  # before xmlsec1 is troubled with it
    from kisalli.auth.saml.library import verified  # half a second, which a process that reads no SAML need not spend

    opened = verified(
        document,
        sp,
        expected.provider,
        lambda each: _believable(documents.read(each), sp, expected),
        request_id=expected.request_id,
        response_signed=outline.is_signed(root),
        skew=SKEW,
    )
    assertion, forget_at = _believable(documents.read(opened), sp, expected)
    return _vouched(assertion, sp, expected, forget_at)


def _believable(opened: Element, sp: ServiceProvider, expected: Expected) -> tuple[Element, datetime]:
    """Return the assertion of an open response that says all that it has to, and when it is good no longer.

    Whether its signature is true is another question.
    """
    outline.require_open(opened)
    _require_answer(opened, sp, expected)
    assertion = next(opened.iter(ASSERTION))
    if not (outline.is_signed(opened) or outline.is_signed(assertion)):
        raise SamlRefused("unsigned")
    return assertion, _require_valid(assertion, sp, expected)


def _decoded(posted: str) -> bytes:
    if len(posted) > LARGEST:
        raise SamlRefused("too_large")
    try:
        return base64.b64decode("".join(posted.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SamlRefused("not_base64") from error


def _require_answer(root: Element, sp: ServiceProvider, expected: Expected) -> None:
    """Require that a response is from the provider that was asked, to us, and to the request that was made."""
    if root.get("InResponseTo") != expected.request_id:
        raise SamlRefused("unsolicited" if root.get("InResponseTo") is None else "other_request")
    if root.get("Destination") != sp.acs:
        raise SamlRefused("wrong_destination")
    for element in (root, *root.iter(ASSERTION)):
        issuer = outline.issuer_of(element)
        if issuer != expected.provider.entity_id and not (issuer is None and element is root):
            raise SamlRefused("other_issuer")
    outline.require_success(root)


def _require_valid(assertion: Element, sp: ServiceProvider, expected: Expected) -> datetime:
    """Require that an assertion is for us and for now; return when it is so no longer."""
    ends = [_require_confirmed(each, sp, expected) for each in outline.confirmations(assertion)]
    ends += _require_conditions(assertion, sp)
    last = min(ends) + SKEW
    if last <= datetime.now(UTC):
        raise SamlRefused("expired")
    if last > datetime.now(UTC) + LONGEST_GOOD:
        raise SamlRefused("good_too_long")
    return last


def _require_confirmed(confirmation: Element, sp: ServiceProvider, expected: Expected) -> datetime:
    """Require that whoever bears the assertion may do so here and in answer to this request; return until when."""
    data = outline.only_child(confirmation, "SubjectConfirmationData")
    if confirmation.get("Method") != BEARER or data is None:
        raise SamlRefused("not_bearer")
    if data.get("Recipient") != sp.acs:
        raise SamlRefused("wrong_recipient")
    if data.get("InResponseTo") != expected.request_id:
        raise SamlRefused("other_request")
    until = documents.instant(data.get("NotOnOrAfter"))
    if until is None or data.get("NotBefore") is not None:
        raise SamlRefused("bad_confirmation")
    return until


def _require_conditions(assertion: Element, sp: ServiceProvider) -> list[datetime]:
    """Require that an assertion is made for us and has begun; return its end, if it has one of its own."""
    conditions = outline.only_child(assertion, "Conditions")
    if conditions is None:
        raise SamlRefused("no_conditions")
    if any(each.tag not in CONDITIONS for each in conditions):
        raise SamlRefused("unknown_condition")
    begins = documents.instant(conditions.get("NotBefore"))
    if begins is not None and begins > datetime.now(UTC) + SKEW:
        raise SamlRefused("not_yet")
    restrictions = conditions.findall(qualified(SAML, "AudienceRestriction"))
    if not restrictions:
        raise SamlRefused("no_audience")
    for restriction in restrictions:
        if sp.entity_id not in {documents.only_text(each) for each in restriction.findall(qualified(SAML, "Audience"))}:
            raise SamlRefused("other_audience")
    ends = documents.instant(conditions.get("NotOnOrAfter"))
    return [] if ends is None else [ends]


def _vouched(assertion: Element, sp: ServiceProvider, expected: Expected, forget_at: datetime) -> Vouched:
    attributes, issuer = attributes_of(assertion), expected.provider.entity_id
    if expected.strict and foreign_scopes(attributes, expected.scopes):
        raise SamlRefused("foreign_scope")
    subject = subject_in(attributes)
    if subject is None:
        given = [outline.name_id(assertion), *outline.targeted_ids(assertion)]
        subject = next((name for each in given if (name := persistent_name(each, issuer, sp.entity_id))), None)
    if subject is None:
        raise SamlRefused("no_subject")
    return Vouched(
        issuer=issuer,
        subject=subject,
        attributes=attributes,
        in_response_to=expected.request_id,
        assertion_id=assertion.get("ID", ""),
        forget_at=forget_at,
    )
