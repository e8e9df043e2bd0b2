"""A federation's metadata: believed when the federation's key signed all of it and it is good now; else nothing of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from kisalli.auth.saml import metadata
from kisalli.auth.saml.metadata import Federation, single, verified
from kisalli.auth.saml.names import DS, ENVELOPED, EXCLUSIVE, MD, MDUI, XENC
from kisalli.auth.saml.provider import HIDDEN
from kisalli.auth.saml.refusals import SamlRefused
from tests.auth.saml.forging import ENTITY_ID, Forger, Signing, at

Reads = Callable[[str], Federation]


@pytest.fixture(scope="session")
def federation(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    """Who signs the metadata."""
    return Forger.make(tmp_path_factory.mktemp("federation"))


@pytest.fixture
def reads(federation: Forger) -> Reads:
    """Read a document."""
    return lambda xml: verified(xml.encode(), federation.certificate, datetime.now(UTC))


@pytest.fixture
def refusal(reads: Reads) -> Callable[[str], str]:
    """The reason why a document is refused; it has to be."""

    def reason(xml: str) -> str:
        with pytest.raises(SamlRefused) as refused:
            reads(xml)
        return refused.value.reason

    return reason


Refusal = Callable[[str], str]


def test_a_signed_document_tells_of_its_providers(federation: Forger, idp: Forger, other_idp: Forger, reads: Reads) -> None:
    entities = idp.entity() + other_idp.entity("https://other.example/idp", scope="other.example")
    found = reads(federation.federation(f"<!-- a remark -->{entities}"))
    assert [each.entity_id for each in found.providers] == [ENTITY_ID, "https://other.example/idp"]
    assert found.providers[0].certificates == (idp.bare_certificate,)
    assert found.providers[1].scopes == {"other.example"}
    assert found.providers[0].valid_until == found.valid_until
    assert timedelta(hours=23) < found.valid_until - datetime.now(UTC) <= timedelta(days=1)


def test_the_signature_may_be_of_the_whole_document(federation: Forger, idp: Forger, reads: Reads) -> None:
    assert len(reads(federation.federation(idp.entity(), signing=Signing(uri=""))).providers) == 1


def test_a_document_of_one_provider_is_believed(federation: Forger, idp: Forger, reads: Reads) -> None:
    """What a metadata service (MDQ) answers."""
    entity = idp.entity(more=f' ID="_e" validUntil="{at(3600)}"')
    start = entity.index(">") + 1
    xml = federation.signed(entity[:start] + Signing().template("_e") + entity[start:], "/*/*[local-name()='Signature']")
    assert [each.entity_id for each in reads(xml).providers] == [ENTITY_ID]


def test_a_provider_is_good_as_long_as_all_around_it(federation: Forger, idp: Forger, other_idp: Forger, reads: Reads) -> None:
    short = other_idp.entity("https://short.example/idp", f' validUntil="{at(60)}"')
    over = other_idp.entity("https://over.example/idp", f' validUntil="{at(-60)}"')
    group = f'<md:EntitiesDescriptor validUntil="{at(120)}">{idp.entity()}</md:EntitiesDescriptor>'
    found = reads(federation.federation(short + over + group))
    seconds = [each.valid_until - datetime.now(UTC) for each in found.providers if each.valid_until]
    assert [each.entity_id for each in found.providers] == ["https://short.example/idp", ENTITY_ID]
    assert [round(each.total_seconds(), -1) for each in seconds] == [60, 120]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda xml: xml.replace("https://idp.campus.example/sso", "https://evil.example/sso"), "bad_signature"),
        (lambda xml: xml.replace("Campus", "Rector"), "bad_signature"),
        (lambda xml: f"<!DOCTYPE a>{xml}", "dtd"),
        (lambda xml: f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>{xml}', "dtd"),
        (lambda xml: xml.replace("<ds:Signature ", "<ds:Other ").replace("</ds:Signature>", "</ds:Other>"), "unsigned"),
        (lambda xml: xml.replace(Signing().method, f"{DS}rsa-sha1"), "signature_algorithm"),
        (lambda xml: xml.replace(f"{XENC}sha256", f"{DS}sha1"), "signature_algorithm"),
        (lambda xml: xml.replace('URI="#_f"', 'URI="#_g"'), "signature_of_other"),
        (lambda xml: xml[:-10], "not_xml"),
        (lambda xml: f'<?xml version="1.0" encoding="utf-16"?>{xml}', "not_utf8"),
        (lambda _: "<html/>", "not_metadata"),
        (lambda xml: xml.replace("<md:IDPSSODescriptor", '<md:IDPSSODescriptor ID="_f"'), "identifier_twice"),
        (lambda xml: xml.replace("<md:Extensions>", '<md:Extensions xml:id="_f">', 1), "identifier_twice"),
        (lambda xml: xml.replace("<md:Extensions>", "<md:Extensions>" + "<a>" * 90 + "</a>" * 90), "too_deep"),
    ],
    ids=[
        *(
            "address",
            "name",
            "doctype",
            "entity",
            "no-signature",
            "sha1",
            "sha1-digest",
            "of-other",
            "cut",
            "utf16",
            "other-root",
        ),
        *("id-twice", "xml-id", "deep"),
    ],
)
def test_a_document_that_was_tampered_with_is_not_believed(
    change: Callable[[str], str], reason: str, federation: Forger, idp: Forger, reads: Reads, refusal: Refusal
) -> None:
    xml = federation.federation(idp.entity())
    assert reads(xml).providers
    assert refusal(change(xml)) == reason


def test_an_unsigned_document_is_not_believed(idp: Forger, refusal: Refusal) -> None:
    assert (
        refusal(f'<md:EntitiesDescriptor xmlns:md="{MD}" validUntil="{at(3600)}">{idp.entity()}</md:EntitiesDescriptor>')
        == "unsigned"
    )


def test_another_key_does_not_sign_for_the_federation(other_idp: Forger, idp: Forger, refusal: Refusal) -> None:
    inside = Signing(more="<ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo>")
    assert refusal(other_idp.federation(idp.entity())) == "bad_signature"
    assert refusal(other_idp.federation(idp.entity(), signing=inside)) == "bad_signature"


@pytest.mark.parametrize(
    ("seconds", "reason"),
    [(None, "no_valid_until"), (-1, "expired"), (61 * 86400, "valid_too_long")],
    ids=["none", "over", "for-ever"],
)
def test_a_document_is_good_for_a_bearable_time(
    seconds: float | None, reason: str, federation: Forger, idp: Forger, refusal: Refusal
) -> None:
    assert refusal(federation.federation(idp.entity(), until=seconds)) == reason


XPATH = (
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>'
    "not(ancestor-or-self::*[local-name()='IDPSSODescriptor'])</ds:XPath></ds:Transform>"
)


def test_a_signature_of_a_part_is_none(federation: Forger, idp: Forger, refusal: Refusal) -> None:
    """Signed by the right key, but by an XPath that leaves the providers out."""
    transforms = f'<ds:Transform Algorithm="{ENVELOPED}"/>{XPATH}<ds:Transform Algorithm="{EXCLUSIVE}"/>'
    assert refusal(federation.federation(idp.entity(), signing=Signing(transforms=transforms))) == "signature_transform"


def test_a_good_signature_deeper_down_is_none_of_the_document(federation: Forger, idp: Forger, refusal: Refusal) -> None:
    signed = federation.federation(idp.entity())
    around = f'<md:EntitiesDescriptor xmlns:md="{MD}" validUntil="{at(3600)}">{{}}</md:EntitiesDescriptor>'
    assert refusal(around.format(signed)) == "unsigned"
    start, end = signed.index("<ds:Signature "), signed.index("</ds:Signature>") + len("</ds:Signature>")
    moved = signed[start:end] + signed[:start] + signed[end:]
    assert refusal(around.format(moved)) == "signature_of_other"
    assert refusal(signed[:end] + signed[start:]) == "signature_misplaced"


def test_a_document_over_the_limit_is_not_read(refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "LARGEST", 100)
    assert refusal("<a>" + "b" * 100 + "</a>") == "too_large"


# What is read of a provider.


def described(idp: Forger, change: Callable[[str], str] = lambda xml: xml) -> Federation:
    return Federation(datetime.now(UTC), [single(change(idp.entity()).encode(), datetime.now(UTC))])


def test_names_keywords_and_hints_are_read(idp: Forger) -> None:
    more = (
        '<mdui:DisplayName xml:lang="fi">Kampus</mdui:DisplayName>'
        '<mdui:DisplayName xml:lang="sv-FI">  Campus\n i\u200b Åbo </mdui:DisplayName>'
        '<mdui:Keywords xml:lang="en">mentoring open+university</mdui:Keywords></mdui:UIInfo>'
        f'<mdui:DiscoHints xmlns:mdui="{MDUI}"><mdui:DomainHint>campus.example</mdui:DomainHint></mdui:DiscoHints>'
    )
    provider = described(idp, lambda xml: xml.replace("</mdui:UIInfo>", more)).providers[0]
    assert provider.names == {"en": "Campus", "fi": "Kampus", "sv": "Campus i Åbo"}
    assert provider.words == "mentoring open university campus.example"
    assert provider.hidden is False


def test_a_provider_without_a_name_is_called_by_its_organisation_or_address(idp: Forger) -> None:
    organisation = (
        '<md:Organization><md:OrganizationName xml:lang="en">c</md:OrganizationName><md:OrganizationDisplayName xml:lang="en">'
        'The Campus</md:OrganizationDisplayName><md:OrganizationURL xml:lang="en">https://c</md:OrganizationURL></md:Organization>'
    )

    def nameless(xml: str) -> str:
        return xml.replace("mdui:DisplayName", "mdui:Description")

    assert described(idp, nameless).providers[0].names == {"en": "idp.campus.example"}
    end = "</md:EntityDescriptor>"
    assert described(idp, lambda xml: nameless(xml).replace(end, organisation + end)).providers[0].names == {"en": "The Campus"}


def test_a_provider_may_want_to_be_hidden(idp: Forger) -> None:
    category = (
        '<md:Extensions><mdattr:EntityAttributes xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute">'
        '<saml:Attribute xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Name="http://macedir.org/entity-category">'
        f"<saml:AttributeValue>{HIDDEN}</saml:AttributeValue></saml:Attribute></mdattr:EntityAttributes></md:Extensions>"
        "<md:IDPSSODescriptor"
    )
    assert described(idp, lambda xml: xml.replace("<md:IDPSSODescriptor", category)).providers[0].hidden is True


def test_a_pattern_is_no_scope(idp: Forger) -> None:
    assert described(idp, lambda xml: xml.replace('regexp="false"', 'regexp="true"')).providers[0].scopes == frozenset()
    assert described(idp, lambda xml: xml.replace(">campus.example<", ">.*<")).providers[0].scopes == frozenset()
    assert described(idp, lambda xml: xml.replace(">campus.example<", "> Campus.Example <")).providers[0].scopes == {
        "campus.example"
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace("https://idp.campus.example/sso", "http://idp.campus.example/sso"),
        lambda xml: xml.replace("https://idp.campus.example/sso", "javascript:alert(1)"),
        lambda xml: xml.replace("HTTP-Redirect", "HTTP-POST"),
        lambda xml: xml.replace("SAML:2.0:protocol", "SAML:1.1:protocol"),
        lambda xml: xml.replace("IDPSSODescriptor", "SPSSODescriptor"),
        lambda xml: xml.replace('use="signing"', 'use="encryption"'),
        lambda xml: xml.replace(f'entityID="{ENTITY_ID}"', 'entityID=""'),
        lambda xml: xml.replace(f'entityID="{ENTITY_ID}"', f'entityID="https://{"x" * 1025}"'),
        lambda xml: xml.replace(f'entityID="{ENTITY_ID}"', 'entityID="email"'),
        lambda xml: xml.replace(f'entityID="{ENTITY_ID}"', 'entityID="saml:01990000-0000-7000-8000-000000000003"'),
    ],
    ids=["http", "script", "post", "saml1", "sp", "no-key", "nameless", "long", "like-mail", "like-a-row"],
)
def test_where_nobody_can_sign_in_there_is_no_provider(change: Callable[[str], str], idp: Forger) -> None:
    with pytest.raises(SamlRefused, match="no_provider"):
        described(idp, change)


def test_one_provider_may_be_entered_unsigned(idp: Forger, other_idp: Forger) -> None:
    now = datetime.now(UTC)
    assert single(f"<?xml version='1.0'?><!-- a -->{idp.entity()}".encode(), now).entity_id == ENTITY_ID
    group = f'<md:EntitiesDescriptor xmlns:md="{MD}">{{}}</md:EntitiesDescriptor>'
    assert single(group.format(idp.entity()).encode(), now).entity_id == ENTITY_ID
    both = group.format(idp.entity() + other_idp.entity("https://other.example/idp"))
    over = idp.entity(more=f' validUntil="{at(-60)}"')
    large = idp.entity().replace("Campus", "x" * metadata.LARGEST_SINGLE)
    wrong = {both: "several_providers", over: "no_provider", large: "too_large", f"<!DOCTYPE a>{both}": "dtd"}
    for xml, reason in wrong.items():
        with pytest.raises(SamlRefused, match=reason):
            single(xml.encode(), now)


def test_namespaces_declared_around_a_provider_go_with_it(federation: Forger, idp: Forger, reads: Reads) -> None:
    bare = (
        idp.entity()
        .replace(f' xmlns:md="{MD}"', "", 1)
        .replace(f' xmlns:mdui="{MDUI}"', "")
        .replace("<md:EntityDescriptor", '<md:EntityDescriptor note="a > b &amp; c"')
    )
    group = f'<md:EntitiesDescriptor xmlns:mdui="{MDUI}" xmlns:a="urn:x?a&amp;b">{bare}</md:EntitiesDescriptor>'
    assert reads(federation.federation(group)).providers[0].names == {"en": "Campus"}
