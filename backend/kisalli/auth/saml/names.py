"""The names of SAML, XML signature and XML encryption that we go by, and the algorithms that we believe."""

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
MD = "urn:oasis:names:tc:SAML:2.0:metadata"
MDUI = "urn:oasis:names:tc:SAML:metadata:ui"
MDATTR = "urn:oasis:names:tc:SAML:metadata:attribute"
DISCOVERY = "urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol"
SHIBMD = "urn:mace:shibboleth:metadata:1.0"
DS = "http://www.w3.org/2000/09/xmldsig#"
XENC = "http://www.w3.org/2001/04/xmlenc#"
XENC11 = "http://www.w3.org/2009/xmlenc11#"
XML = "http://www.w3.org/XML/1998/namespace"

POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri"

RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SIGNATURES = frozenset(
    f"http://www.w3.org/2001/04/xmldsig-more#{kind}-sha{bits}" for kind in ("rsa", "ecdsa") for bits in (256, 384, 512)
)
DIGESTS = frozenset({f"{XENC}sha256", "http://www.w3.org/2001/04/xmldsig-more#sha384", f"{XENC}sha512"})
ENVELOPED = f"{DS}enveloped-signature"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
# With comments: some providers say so, and comments are refused before anything is verified.
CANONICAL = frozenset({EXCLUSIVE, f"{EXCLUSIVE}WithComments"})

AUTHENTIC_CIPHERS = frozenset(f"{XENC11}aes{bits}-gcm" for bits in (128, 192, 256))
# Whoever can change an unsigned CBC message learns its content by asking again and again: good inside a signed response only.
MALLEABLE_CIPHERS = frozenset(f"{XENC}aes{bits}-cbc" for bits in (128, 192, 256))
KEY_TRANSPORTS = frozenset({f"{XENC}rsa-oaep-mgf1p", f"{XENC11}rsa-oaep"})


def qualified(namespace: str, name: str) -> str:
    """Return a name as ElementTree writes it."""
    return f"{{{namespace}}}{name}"


RESPONSE = qualified(SAMLP, "Response")
ASSERTION = qualified(SAML, "Assertion")
ENCRYPTED_ASSERTION = qualified(SAML, "EncryptedAssertion")
ISSUER = qualified(SAML, "Issuer")
SIGNATURE = qualified(DS, "Signature")
ENCRYPTED_DATA = qualified(XENC, "EncryptedData")
ENTITIES = qualified(MD, "EntitiesDescriptor")
ENTITY = qualified(MD, "EntityDescriptor")
