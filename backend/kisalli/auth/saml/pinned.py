"""A provider's certificates as files, for as long as one of its responses is read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kisalli.auth.saml.provider import Provider


@dataclass(frozen=True, slots=True)
class Pinned:
    """A certificate; `name` is what pysaml2 calls its path."""

    name: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """One provider's certificates, in the form in which pysaml2 asks its metadata for them."""

    entity_id: str
    files: Sequence[Pinned]

    def certs(self, entity_id: str, _role: str, _use: str) -> Sequence[tuple[None, Pinned]]:
        """Return the certificates that sign for a provider; nobody else's."""
        if entity_id != self.entity_id:
            raise KeyError(entity_id)
        return [(None, each) for each in self.files]


@contextmanager
def certificates_of(provider: Provider) -> Iterator[Certificates]:
    """Write a provider's certificates into a folder of their own, which goes afterwards."""
    with TemporaryDirectory(prefix="kisalli-saml-") as folder:
        files = [Path(folder) / f"{number}.pem" for number, _ in enumerate(provider.certificates)]
        for file, bare in zip(files, provider.certificates, strict=True):
            lines = [bare[start : start + 64] for start in range(0, len(bare), 64)]
            file.write_text("\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""]))
        yield Certificates(provider.entity_id, [Pinned(str(file)) for file in files])
