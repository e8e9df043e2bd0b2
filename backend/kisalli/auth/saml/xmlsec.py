"""xmlsec1, started for each signature and each encrypted part: within a time, on files that go at once."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from kisalli.auth.saml.names import DS
from kisalli.auth.saml.refusals import SamlRefused

SECONDS = 5.0  # for one response; a good one takes some 8 ms
DOCUMENT_SECONDS = 120.0  # for the metadata of a federation, in the worker
# A document may name no other keys than the pinned one, and nothing outside itself.
ONLY_OURS = ("--enabled-reference-uris", "empty,same-doc", "--enabled-key-data", "raw-x509-cert")
# Its whole environment. A key is pinned each time, so the certificate authorities of the system would only be read for
# nothing, 25 of its 30 ms; and what the environment keeps secret is none of a program's that reads foreign documents.
ENVIRONMENT = {"SSL_CERT_FILE": os.devnull, "SSL_CERT_DIR": os.devnull}
OWN_SIGNATURE = f"/*/*[local-name()='Signature' and namespace-uri()='{DS}']"


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


def lax() -> list[str]:
    """Return what makes xmlsec1 from 1.3 on use the key that it is given, as it did before, whatever a document calls its own."""
    return ["--lax-key-search"] if tuple(int(part) for part in version().split(".")) >= (1, 3) else []


def verify_document(document: bytes, certificate: Path, root: str) -> bool:
    """Whether the signature that stands directly in the root of a document was made by the key of a certificate.

    `root` is the qualified name of the root (`namespace:Name`), whose ID the signature may refer to.
    """
    with NamedTemporaryFile(suffix=".xml") as file:
        file.write(document)
        file.flush()
        pinned = ["--pubkey-cert-pem", str(certificate), "--id-attr:ID", root, "--node-xpath", OWN_SIGNATURE]
        done = run([program(), "--verify", *ONLY_OURS, *lax(), *pinned, file.name], DOCUMENT_SECONDS)
    return done.returncode == 0


def run(command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[str]:
    """Run a command of xmlsec1 for so many seconds at most.

    Raises:
        SamlRefused: it took longer.
    """
    try:
        return subprocess.run(  # noqa: S603 - our own words
            command, capture_output=True, text=True, errors="replace", check=False, timeout=seconds, env=ENVIRONMENT
        )
    except subprocess.TimeoutExpired as error:
        raise SamlRefused("took_too_long") from error
