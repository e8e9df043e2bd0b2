"""pysaml2, which verifies signatures and opens what is encrypted; nothing else of ours touches it.

It is given one provider's certificates and one request, and what it opens is looked at by ourselves before it goes on.
"""

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from saml2.response import AuthnResponse
from saml2.sigver import CryptoBackendXmlSec1, SecurityContext, SigverError, XmlsecError
from typing_extensions import override

from kisalli.auth.saml import xmlsec
from kisalli.auth.saml.provider import Provider
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.sp import ServiceProvider

# pysaml2 logs whole responses, with names and addresses; what we refuse we log ourselves, by its code.
logging.getLogger("saml2").setLevel(logging.CRITICAL + 1)

Look = Callable[[bytes], object]


def verified(
    document: bytes,
    sp: ServiceProvider,
    provider: Provider,
    look: Look,
    *,
    request_id: str,
    response_signed: bool,
    skew: timedelta,
) -> bytes:
    """Verify every signature of a response and open what is encrypted; return the document with nothing closed in it.

    `look` is given what was opened before anything of it is believed, and refuses it by raising SamlRefused.

    Raises:
        SamlRefused: a signature is missing or false (`bad_signature`), or pysaml2 finds something else (`not_verified`).
    """
    with _certificates_of(provider) as certificates:
        security = SecurityContext(
            _Xmlsec(look),
            metadata=certificates,
            only_use_keys_in_metadata=True,
            enc_key_files=[str(key) for key in sp.keys],
        )
        response = AuthnResponse(
            security,
            attribute_converters=[],
            entity_id=sp.entity_id,
            return_addrs=[sp.acs],
            outstanding_queries={request_id: "/"},
            timeslack=int(skew.total_seconds()),
            want_assertions_signed=not response_signed,
            want_response_signed=response_signed,
            allow_unknown_attributes=True,
            conv_info={"entity_id": sp.acs},  # without it the Recipient is not looked at; the name means nothing else there
        )
        reason = _complaint(response, document.decode())
    if reason is not None:
        raise SamlRefused(reason)
    return str(response.xmlstr).encode()


def _complaint(response: AuthnResponse, document: str) -> str | None:
    """Let pysaml2 read a response; return why it does not believe it, None when it does."""
    try:
        response.loads(document, False, document)
        return None if response.verify() else "not_verified"
    except Exception as error:  # pysaml2 raises what it likes, `Exception` itself among it
        _let_go(error)
        if isinstance(error, SamlRefused):
            return error.reason
        return "bad_signature" if isinstance(error, SigverError) else "not_verified"


def _let_go(error: BaseException | None) -> None:
    """Let go of all that an error of pysaml2's holds: its frames keep files open, and its words quote the whole response."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


class _Xmlsec(CryptoBackendXmlSec1):  # type: ignore[misc] # pysaml2 has no types
    """pysaml2's way to xmlsec1, with a time limit, and with a look at what was decrypted before anything reads it."""

    def __init__(self, look: Look) -> None:
        super().__init__(xmlsec.program())
        self._look = look

    @property
    @override
    def version(self) -> str:
        """The version of xmlsec1; asked once, where pysaml2 would start it each time."""
        return xmlsec.version()

    @override
    def decrypt(self, enctext: str, key_file: str) -> str:
        """Return a document with its encrypted part opened and looked at."""
        document = super().decrypt(enctext, key_file)
        self._look(document.encode())
        return str(document)

    @override
    def _run_xmlsec(self, com_list: list[str], extra_args: list[str]) -> tuple[str, str, bytes]:
        with NamedTemporaryFile(suffix=".xml") as output:
            done = xmlsec.run([*com_list, "--output", output.name, *xmlsec.lax(), *extra_args], xmlsec.SECONDS)
            if done.returncode != 0:
                raise XmlsecError(done.stderr)
            return done.stdout, done.stderr, output.read()


@dataclass(frozen=True, slots=True)
class _Certificate:
    """A certificate; `name` is what pysaml2 calls its path."""

    name: str


@dataclass(frozen=True, slots=True)
class _Certificates:
    """One provider's certificates, in the form in which pysaml2 asks its metadata for them."""

    entity_id: str
    files: Sequence[_Certificate]

    def certs(self, entity_id: str, _role: str, _use: str) -> Sequence[tuple[None, _Certificate]]:
        """Return the certificates that sign for a provider; nobody else's."""
        if entity_id != self.entity_id:
            raise KeyError(entity_id)
        return [(None, each) for each in self.files]


@contextmanager
def _certificates_of(provider: Provider) -> Iterator[_Certificates]:
    """Write a provider's certificates into a folder of their own, which goes afterwards."""
    with TemporaryDirectory(prefix="kisalli-saml-") as folder:
        files = [Path(folder) / f"{number}.pem" for number, _ in enumerate(provider.certificates)]
        for file, bare in zip(files, provider.certificates, strict=True):
            lines = [bare[start : start + 64] for start in range(0, len(bare), 64)]
            file.write_text("\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""]))
        yield _Certificates(provider.entity_id, [_Certificate(str(file)) for file in files])
