"""Pairs of a key and a certificate in files: made for a service, and looked at before one starts with them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

SHORTEST_BITS = 2048
NEW_BITS = 3072
NEW_YEARS = 10  # federations pin the key itself: an end is only there because certificates have one


def require_rsa_pair(key: Path, certificate: Path) -> None:
    """Require an RSA key of 2048 bits or more with its certificate, both in PEM.

    Raises:
        ValueError: what is wrong with them, in words for whoever set them.
    """
    try:
        private = load_pem_private_key(key.read_bytes(), password=None)
    except OSError as error:
        raise ValueError(f"{key} can't be read: {error.strerror}") from error
    except (ValueError, TypeError) as error:
        raise ValueError(f"{key} holds no private key in PEM without a password") from error
    try:
        public = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    except OSError as error:
        raise ValueError(f"{certificate} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise ValueError(f"{certificate} holds no certificate in PEM") from error
    if not isinstance(private, rsa.RSAPrivateKey) or private.key_size < SHORTEST_BITS:
        raise ValueError(f"{key} must be an RSA key of {SHORTEST_BITS} bits or more (`kisalli saml-keys` makes one)")
    if private.public_key() != public:
        raise ValueError(f"{certificate} is not the certificate of {key}")


def require_certificate(file: Path) -> None:
    """Require a certificate in PEM.

    Raises:
        ValueError: what is wrong with it, in words for whoever set it.
    """
    try:
        x509.load_pem_x509_certificate(file.read_bytes())
    except OSError as error:
        raise ValueError(f"{file} can't be read: {error.strerror}") from error
    except ValueError as error:
        raise ValueError(f"{file} holds no certificate in PEM") from error


def make_rsa_pair(key: Path, certificate: Path, name: str) -> None:
    """Write a new RSA key, readable by its owner alone, and a certificate for it that it signs itself.

    Raises:
        FileExistsError: one of the files is there; nothing is ever written over.
    """
    for file in (key, certificate):
        if file.exists():
            raise FileExistsError(f"{file}")
    private = rsa.generate_private_key(public_exponent=65537, key_size=NEW_BITS)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(subject, subject, private.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now).not_valid_after(now + timedelta(days=365 * NEW_YEARS))
    signed = made.sign(private, hashes.SHA256())
    _write_new(key, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    _write_new(certificate, signed.public_bytes(Encoding.PEM), 0o644)


def _write_new(file: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as opened:
        opened.write(content)
