"""xmlsec1, started for each signature and each encrypted part: within a time, on files that go at once.

It stands behind pysaml2 (`Xmlsec`), and verifies whole metadata documents by itself (`verify_document`).
"""

import logging
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from saml2.sigver import CryptoBackendXmlSec1, XmlsecError
from typing_extensions import override

from kisalli.auth.saml.names import DS
from kisalli.auth.saml.refusals import SamlRefused

SECONDS = 5.0  # for one response; a good one takes some 20 ms
DOCUMENT_SECONDS = 120.0  # for the metadata of a federation, in the worker
# A document may name no other keys than the pinned one, and nothing outside itself.
ONLY_OURS = ("--enabled-reference-uris", "empty,same-doc", "--enabled-key-data", "raw-x509-cert")
OWN_SIGNATURE = f"/*/*[local-name()='Signature' and namespace-uri()='{DS}']"

# pysaml2 logs whole responses, with names and addresses; what we refuse we log ourselves, by its code.
logging.getLogger("saml2").setLevel(logging.CRITICAL + 1)


class XmlsecMissing(Exception):
    """The program xmlsec1 is not installed."""


@cache
def program() -> str:
    """Return where xmlsec1 is.

    Raises:
        XmlsecMissing: it is not installed.
    """
    found = shutil.which("xmlsec1")
    if found is None:
        raise XmlsecMissing("xmlsec1 is missing: on Debian, apt-get install xmlsec1")
    return found


@cache
def version() -> str:
    """Return the version of xmlsec1, such as 1.2.37."""
    return subprocess.run([program(), "--version"], capture_output=True, text=True, check=True, timeout=SECONDS).stdout.split()[1]  # noqa: S603


class Xmlsec(CryptoBackendXmlSec1):  # type: ignore[misc] # pysaml2 has no types
    """pysaml2's way to xmlsec1, with a time limit, and with a look at what was decrypted before anything reads it."""

    def __init__(self, opened: Callable[[bytes], object]) -> None:
        super().__init__(program())
        self._opened = opened

    @property
    @override
    def version(self) -> str:
        """The version of xmlsec1; asked once, where pysaml2 would start it each time."""
        return version()

    @override
    def decrypt(self, enctext: str, key_file: str) -> str:
        """Return a document with its encrypted part opened and looked at."""
        document = super().decrypt(enctext, key_file)
        self._opened(document.encode())
        return str(document)

    @override
    def _run_xmlsec(self, com_list: list[str], extra_args: list[str]) -> tuple[str, str, bytes]:
        lax = ["--lax-key-search"] if self.version_nums >= (1, 3) else []
        with NamedTemporaryFile(suffix=".xml") as output:
            done = _run([*com_list, "--output", output.name, *lax, *extra_args], SECONDS)
            if done.returncode != 0:
                raise XmlsecError(done.stderr)
            return done.stdout, done.stderr, output.read()


def verify_document(document: bytes, certificate: Path, root: str) -> bool:
    """Whether the signature that stands directly in the root of a document was made by the key of a certificate.

    `root` is the qualified name of the root (`namespace:Name`), whose ID the signature may refer to.
    """
    with NamedTemporaryFile(suffix=".xml") as file:
        file.write(document)
        file.flush()
        lax = ["--lax-key-search"] if tuple(int(part) for part in version().split(".")) >= (1, 3) else []
        pinned = ["--pubkey-cert-pem", str(certificate), "--id-attr:ID", root, "--node-xpath", OWN_SIGNATURE]
        done = _run([program(), "--verify", *ONLY_OURS, *lax, *pinned, file.name], DOCUMENT_SECONDS)
    return done.returncode == 0


def _run(command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise SamlRefused("took_too_long") from error
