"""Signatures that are good, wrapped so that what is read is not what was signed.

XSW1 to XSW8 are the eight ways of Somorovsky and others ("On Breaking SAML", 2012). In all but three, xmlsec1 by
itself finds a good signature, which is the control: it is the outline for which the response is refused.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kisalli.auth.saml.names import DS, SAML, SAMLP
from tests.auth.saml.conftest import Reads
from tests.auth.saml.forging import Draft, Forger, Signing, posted, unposted

ASSERTION_END = "</saml:Assertion>"
SIGNATURE_END = "</ds:Signature>"
Refusal = Callable[[str], str]


def cut(xml: str, start: str, end: str) -> tuple[str, str, str]:
    """What stands before, in and after an element."""
    first = xml.index(start)
    last = xml.index(end, first) + len(end)
    return xml[:first], xml[first:last], xml[last:]


def signature_in(xml: str) -> tuple[str, str]:
    """A document without its first signature, and that."""
    before, signature, after = cut(xml, "<ds:Signature ", SIGNATURE_END)
    return before + after, signature


def assertion_in(xml: str) -> tuple[str, str, str]:
    return cut(xml, "<saml:Assertion ", ASSERTION_END)


def evil(assertion: str, identifier: str = "_evil") -> str:
    """The rector's, under another identifier and without a signature."""
    bare = signature_in(assertion)[0] if "<ds:Signature " in assertion else assertion
    start = bare.index(' ID="') + 5
    return (bare[:start] + identifier + bare[bare.index('"', start) :]).replace("linh@", "rector@").replace("Linh", "Rector")


def after_issuer(xml: str, more: str) -> str:
    """An element with something after its issuer."""
    place = xml.index("</saml:Issuer>") + len("</saml:Issuer>")
    return xml[:place] + more + xml[place:]


def xsw1(response: str) -> str:
    """The signed response inside its own signature, in an evil one."""
    bare, signature = signature_in(response)
    return after_issuer(evil_response(bare), signature.replace(SIGNATURE_END, bare + SIGNATURE_END))


def xsw2(response: str) -> str:
    """The signed response before its signature, in an evil one."""
    bare, signature = signature_in(response)
    return after_issuer(evil_response(bare), bare + signature)


def evil_response(bare: str) -> str:
    before, assertion, after = assertion_in(bare)
    start = before.index(' ID="') + 5
    return before[:start] + "_evilresponse" + before[before.index('"', start) :] + evil(assertion) + after


def xsw3(response: str) -> str:
    """An evil assertion before the signed one."""
    before, assertion, after = assertion_in(response)
    return before + evil(assertion) + assertion + after


def xsw4(response: str) -> str:
    """The signed assertion inside an evil one."""
    before, assertion, after = assertion_in(response)
    return before + evil(assertion).replace(ASSERTION_END, assertion + ASSERTION_END) + after


def xsw5(response: str) -> str:
    """An evil assertion with the signature of one that follows it."""
    before, assertion, after = assertion_in(response)
    bare, signature = signature_in(assertion)
    return before + after_issuer(evil(bare), signature) + bare + after


def xsw6(response: str) -> str:
    """An evil assertion with a signature in which the signed one lies."""
    before, assertion, after = assertion_in(response)
    bare, signature = signature_in(assertion)
    return before + after_issuer(evil(bare), signature.replace(SIGNATURE_END, bare + SIGNATURE_END)) + after


def xsw7(response: str) -> str:
    """An evil assertion in extensions, before the signed one."""
    before, assertion, after = assertion_in(response)
    extensions = f"<samlp:Extensions>{evil(assertion)}</samlp:Extensions>"
    return before.replace("<samlp:Status>", extensions + "<samlp:Status>") + assertion + after


def xsw8(response: str) -> str:
    """An evil assertion with a signature in whose object the signed one lies."""
    before, assertion, after = assertion_in(response)
    bare, signature = signature_in(assertion)
    held = f"<ds:Object>{bare}</ds:Object>"
    return before + after_issuer(evil(bare), signature.replace(SIGNATURE_END, held + SIGNATURE_END)) + after


def same_identifier(response: str) -> str:
    """An evil assertion under the identifier of the signed one."""
    before, assertion, after = assertion_in(response)
    identifier = assertion.split(' ID="')[1].split('"')[0]
    return before + assertion + evil(assertion, identifier) + after


def in_advice(response: str) -> str:
    """The signed assertion as advice to an evil one."""
    before, assertion, after = assertion_in(response)
    return (
        before
        + evil(assertion).replace("<saml:AuthnStatement", f"<saml:Advice>{assertion}</saml:Advice><saml:AuthnStatement")
        + after
    )


def in_a_value(response: str) -> str:
    """The signed assertion as a value of an attribute of an evil one."""
    before, assertion, after = assertion_in(response)
    return (
        before
        + evil(assertion).replace(">Rector Đặng<", f">{assertion}<").replace(">Rector &#x110;&#x1EB7;ng<", f">{assertion}<")
        + after
    )


def signature_in_status(response: str) -> str:
    """An evil assertion with the signature at the end of a status, where xmlsec1 would find it first."""
    before, assertion, after = assertion_in(response)
    return (
        before.replace("</samlp:Status>", f"<samlp:StatusDetail>{assertion}</samlp:StatusDetail></samlp:Status>")
        + evil(assertion)
        + after
    )


def verifies(xml: str, idp: Forger, folder: Path) -> bool:
    """Whether xmlsec1 finds a good signature."""
    file = folder / "wrapped.xml"
    file.write_text(xml)
    ids = ["--id-attr:ID", f"{SAML}:Assertion", "--id-attr:ID", f"{SAMLP}:Response"]
    path = f"(//*[local-name()='Signature' and namespace-uri()='{DS}'])[1]"
    command = ["xmlsec1", "--verify", "--pubkey-cert-pem", str(idp.certificate), *ids, "--node-xpath", path, str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("wrap", "reasons"),
    [
        (xsw1, {"signature_parts", "unknown_part", "not_one_assertion"}),
        (xsw2, {"unknown_part"}),
        (xsw3, {"not_one_assertion"}),
        (xsw4, {"not_one_assertion", "unknown_part"}),
        (xsw5, {"not_one_assertion"}),
        (xsw6, {"not_one_assertion"}),
        (xsw7, {"unknown_part"}),
        (xsw8, {"not_one_assertion", "indirect"}),
        (in_advice, {"not_one_assertion"}),
        (in_a_value, {"not_one_assertion"}),
        (signature_in_status, {"not_one_assertion"}),
    ],
    ids=["xsw1", "xsw2", "xsw3", "xsw4", "xsw5", "xsw6", "xsw7", "xsw8", "advice", "value", "status"],
)
def test_a_wrapped_signature_is_not_believed(
    wrap: Callable[[str], str], reasons: set[str], idp: Forger, draft: Draft, refusal: Refusal, reads: Reads, tmp_path: Path
) -> None:
    of_response = {"sign_response": Signing(), "sign_assertion": None} if wrap in {xsw1, xsw2} else {}
    answer = idp.answer(draft.but(**of_response))
    assert reads(answer).attributes["displayName"] == ("Linh Đặng",)
    wrapped = wrap(unposted(answer))
    assert "rector@" in wrapped
    # What lies in an enveloped signature xmlsec1 leaves out of what it signs, so it finds these three bad by itself.
    assert verifies(wrapped, idp, tmp_path) is (wrap not in {xsw1, xsw6, xsw8}), "the control: the signature is good"
    assert refusal(posted(wrapped)) in reasons


def test_two_assertions_of_one_identifier_are_not_believed(idp: Forger, draft: Draft, refusal: Refusal) -> None:
    assert refusal(posted(same_identifier(unposted(idp.answer(draft))))) == "identifier_twice"


def test_two_signed_assertions_are_not_believed(idp: Forger, draft: Draft, refusal: Refusal) -> None:
    second = idp.sign(draft.but(assertion_id="_second").assertion(), "_second")
    assert refusal(idp.answer(draft.but(more_response=second))) == "not_one_assertion"


def test_an_open_assertion_beside_an_encrypted_one_is_not_believed(
    idp: Forger, draft: Draft, refusal: Refusal, own_pair: tuple[Path, Path]
) -> None:
    assert refusal(idp.sealed(draft.but(more_response=evil(draft.assertion())), own_pair[1])) == "not_one_assertion"


def test_two_assertions_in_one_encryption_are_not_believed(
    idp: Forger, draft: Draft, refusal: Refusal, own_pair: tuple[Path, Path]
) -> None:
    nested = evil(draft.assertion(), "_second")
    assert refusal(idp.sealed(draft.but(more_assertion=nested), own_pair[1])) == "not_one_assertion"


def test_a_signature_that_does_not_stand_after_the_issuer_is_none(
    idp: Forger, draft: Draft, refusal: Refusal, tmp_path: Path
) -> None:
    """A response's signature at its end: xmlsec1, asked for the response's, would find the assertion's."""
    xml = unposted(idp.answer(draft.but(sign_response=Signing())))
    bare, signature = signature_in(xml)
    moved = bare.replace("</samlp:Response>", f"{signature}</samlp:Response>")
    assert verifies(moved, idp, tmp_path)
    assert refusal(posted(moved)) == "signature_misplaced"


def test_a_signature_of_something_else_than_it_stands_in_is_none(idp: Forger, draft: Draft, refusal: Refusal) -> None:
    """The assertion's good signature, moved to the response around it."""
    bare, signature = signature_in(unposted(idp.answer(draft)))
    assert refusal(posted(after_issuer(bare, signature))) == "signature_of_other"
