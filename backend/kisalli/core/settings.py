"""Settings: read from the environment once, typed, checked at start; nothing else reads the environment."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import EmailStr, Field, HttpUrl, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from kisalli.core.keypairs import require_certificate, require_rsa_pair

DEMO_SECRET = "demo-secret-that-everybody-can-read-in-the-source"  # noqa: S105 - public on purpose, refused outside demo
MINIMUM_SECRET_BYTES = 32
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing is bound: a link needs one address of them


def _own_address(host: str, port: int) -> HttpUrl:
    """Return where a browser on this machine reaches the API: right for a trial, and a real service names its own."""
    name = EVERY_ADDRESS.get(host, host)
    return HttpUrl(f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}")


class Settings(BaseSettings):
    """Every setting of an installation; the environment variable is `KISALLI_` and the name in capitals."""

    model_config = SettingsConfigDict(env_prefix="KISALLI_", extra="ignore", frozen=True)

    demo: bool = Field(default=False, description="Demo mode: anybody may sign in as a demo person. Never for real data.")
    secret: Annotated[SecretStr, Field(description="Signs access tokens and CSRF tokens; at least 32 bytes.")] = SecretStr(
        DEMO_SECRET
    )
    previous_secret: SecretStr | None = Field(default=None, description="The secret before the last rotation; still accepted.")
    host: str = Field(default="127.0.0.1", description="Address that the API listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that the API listens on.")
    public_url: HttpUrl = Field(
        default_factory=lambda data: _own_address(data["host"], data["port"]),
        description="Where people reach the service; links in mails start with it.",
    )

    trusted_proxies: str | None = Field(
        default=None,
        description="Addresses of the proxies in front, with commas; only their X-Forwarded-For is believed.",
    )

    database_url: str | None = Field(
        default=None, description="postgresql://… (15 or newer). Without it an embedded PostgreSQL runs in data_dir."
    )
    listen_url: str | None = Field(
        default=None, description="A direct address for LISTEN when database_url goes through a transaction pooler."
    )
    pooled: bool = Field(default=False, description="database_url goes through a transaction pooler (no prepared statements).")
    pool_size: int = Field(default=10, ge=1, le=200, description="Database connections of one API process.")
    pool_wait_seconds: float = Field(default=5.0, gt=0, description="How long a call waits for a connection before 503.")
    data_dir: Path = Field(default=Path("var"), description="Where the embedded PostgreSQL keeps its data.")
    erasures_file: Path = Field(
        default_factory=lambda data: data["data_dir"] / "erasures",
        description="Where the worker writes down who was erased, for after a restore; on a disk that no restore touches.",
    )
    commit_delay_us: int = Field(
        default=0, ge=0, le=100_000, description="Embedded only: simulates a slower disk at commit, for measuring."
    )

    worker_metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="Port on which the worker answers Prometheus; without it nowhere."
    )
    processes: int = Field(default=1, ge=1, le=64, description="API processes.")
    spa_dir: Path = Field(default=Path("frontend/dist"), description="The built SPA; served when it exists.")
    docs: bool = Field(default=True, description="Serve /api/v1/openapi.json.")
    body_limit: int = Field(default=1024 * 1024, ge=1024, description="Largest request body in bytes.")
    log_json: bool = Field(default=False, description="Logs as JSON lines instead of readable text.")
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="How much is logged.")

    access_minutes: int = Field(default=10, ge=1, le=60, description="Lifetime of the signed access cookie.")
    session_idle_hours: int = Field(default=12, ge=1, description="A session unused for so long ends.")
    session_days: int = Field(default=14, ge=1, description="A session ends after so long in any case.")

    own_network: bool = Field(
        default=False,
        description="Whether what people name (identity providers, services of registers) may have a private address; "
        "providers also plain http.",
    )

    smtp_host: str | None = Field(default=None, description="SMTP server; without it mails wait and the log says so.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Port of the SMTP server.")
    smtp_username: str | None = Field(default=None, description="User name at the SMTP server.")
    smtp_password: SecretStr | None = Field(default=None, description="Password at the SMTP server.")
    smtp_starttls: bool = Field(default=True, description="Upgrade the SMTP connection with STARTTLS.")
    smtp_tls: bool = Field(default=False, description="Speak TLS to the SMTP server from the first byte (port 465).")
    smtp_from: EmailStr = Field(default="mentoring@kisalli.example", description="Envelope and From address of mails.")
    smtp_from_name: str = Field(default="Kisälli", max_length=80, description="Name shown beside the From address.")
    smtp_timeout_seconds: float = Field(default=20.0, gt=0, le=300, description="How long an SMTP step may take.")

    saml_key: Path | None = Field(
        default=None,
        description="The RSA key (PEM, 2048 bits or more) that signs requests to SAML identity providers; without it no SAML.",
    )
    saml_certificate: Path | None = Field(default=None, description="Its certificate (PEM), which federations register.")
    saml_second_key: Path | None = Field(
        default=None, description="The next key before a change, the last one after it: it opens what is encrypted for it."
    )
    saml_second_certificate: Path | None = Field(default=None, description="Its certificate, in the metadata beside the first.")
    saml_contact: EmailStr | None = Field(
        default=None, description="The technicians' address in the SAML metadata; without it KISALLI_SMTP_FROM."
    )
    federation_metadata_url: HttpUrl | None = Field(
        default=None, description="Signed metadata of a federation's identity providers, read every hour."
    )
    federation_mdq_url: HttpUrl | None = Field(
        default=None, description="A federation's metadata service (MDQ), asked for providers that are not known yet."
    )
    federation_certificate: Path | None = Field(
        default=None,
        description="The certificate (PEM) whose key signs the federation's metadata; get it by a way that you trust.",
    )

    @model_validator(mode="after")
    def refuse_broken_saml(self) -> Self:
        """Refuse half a pair of key and certificate, a weak key, and a federation whose signature nobody could check."""
        pairs = {
            "KISALLI_SAML_KEY and KISALLI_SAML_CERTIFICATE": (self.saml_key, self.saml_certificate),
            "KISALLI_SAML_SECOND_KEY and KISALLI_SAML_SECOND_CERTIFICATE": (self.saml_second_key, self.saml_second_certificate),
        }
        for names, (key, certificate) in pairs.items():
            if (key is None) != (certificate is None):
                raise ValueError(f"{names} go together: set both or none")
            if key is not None and certificate is not None:
                require_rsa_pair(key, certificate)
        federation = self.federation_metadata_url or self.federation_mdq_url
        if self.saml_key is None and (federation or self.saml_second_key):
            raise ValueError("KISALLI_SAML_KEY is missing: `kisalli saml-keys` makes one")
        if federation and self.federation_certificate is None:
            raise ValueError("KISALLI_FEDERATION_CERTIFICATE is missing: unsigned metadata is never believed")
        if self.federation_certificate is not None:
            require_certificate(self.federation_certificate)
        return self

    @model_validator(mode="after")
    def refuse_unsafe(self) -> Self:
        """Refuse what must not start: default or short secrets and plain http outside demo mode (security row 19)."""
        if self.demo:
            return self
        if self.secret.get_secret_value() == DEMO_SECRET:
            raise ValueError("KISALLI_SECRET is missing: set 32 random bytes or more (openssl rand -base64 48)")
        for secret in (self.secret, self.previous_secret):
            if secret is not None and len(secret.get_secret_value().encode()) < MINIMUM_SECRET_BYTES:
                raise ValueError("KISALLI_SECRET and KISALLI_PREVIOUS_SECRET need at least 32 bytes")
        if self.public_url.scheme != "https" and self.public_url.host not in {"127.0.0.1", "localhost", "::1"}:
            raise ValueError("KISALLI_PUBLIC_URL must be https (sign-in cookies are refused by browsers otherwise)")
        return self

    @property
    def origin(self) -> str:
        """Scheme, host and port of `public_url`, as browsers write it in Origin."""
        return str(self.public_url).rstrip("/")

    @property
    def in_federation(self) -> bool:
        """Whether people may come from a federation's home organisations."""
        return self.saml_key is not None and bool(self.federation_metadata_url or self.federation_mdq_url)

    @property
    def passkey_host(self) -> str | None:
        """The host name that passkeys are bound to; None where people come by a bare IP address, which browsers refuse."""
        host = self.public_url.host or ""
        return None if ":" in host or host.replace(".", "").isdigit() else host


@lru_cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings()
