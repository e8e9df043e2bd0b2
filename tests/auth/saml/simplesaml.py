"""A real identity provider: Debian's SimpleSAMLphp under PHP's own server, with one person in it."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import httpx

from kisalli.auth.saml.names import RSA_SHA256
from kisalli.auth.saml.sp import ServiceProvider
from tests.auth.saml.forging import GCM, Forger
from tests.races.machines import free_port

HOME = Path("/usr/share/simplesamlphp")
MISSING = "The SAML tests need SimpleSAMLphp: on Debian, apt-get install xmlsec1 simplesamlphp php-cli php-xml php-sqlite3"
USER, PASSWORD = "linh", "secret-of-linh"
PEOPLE = {
    "urn:oasis:names:tc:SAML:attribute:subject-id": ["linh@campus.example"],
    "urn:oid:2.16.840.1.113730.3.1.241": ["Linh Đặng"],
    "urn:oid:0.9.2342.19200300.100.1.3": ["linh@campus.example"],
    "urn:oid:1.3.6.1.4.1.5923.1.1.1.9": ["student@campus.example", "member@campus.example"],
    "urn:oid:1.3.6.1.4.1.25178.1.2.9": ["campus.example"],
    "urn:oid:2.16.840.1.113730.3.1.39": ["fi"],
}
ENTITY_ID = "https://idp.campus.example/simplesaml"


@dataclass(frozen=True)
class SimpleSaml:
    """A running one."""

    url: str

    def metadata(self) -> bytes:
        """Its metadata, as an admin would copy it."""
        answer = httpx.get(f"{self.url}/saml2/idp/metadata.php", timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.content

    async def sign_in(self, address: str, password: str = PASSWORD) -> dict[str, str]:
        """Go where we send a browser, sign in there, and return the form that it is sent back with (`action` is to where)."""
        async with httpx.AsyncClient(follow_redirects=True, timeout=30) as browser:
            page = await browser.get(address)
            form = form_in(page.text)
            assert {"username", "password"} <= set(form), page.text
            there = str(page.url.join(form.pop("action") or str(page.url)))
            page = await browser.post(there, data=form | {"username": USER, "password": password})
            return form_in(page.text)


def form_in(page: str) -> dict[str, str]:
    """The fields of a page's form, and its address as `action`."""
    start = page.index("<form")
    form = page[start : page.index("</form>", start)]
    fields = {"action": _attribute(form[: form.index(">")], "action")}
    for tag in re.findall(r"<input[^>]*>", form):
        if name := _attribute(tag, "name"):
            fields[name] = _attribute(tag, "value")
    return fields


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""


@contextmanager
def running(folder: Path, sp: ServiceProvider, **hosted: object) -> Iterator[SimpleSaml]:
    """Start one that knows us; `hosted` are more settings of its metadata."""
    assert HOME.exists() and shutil.which("php"), MISSING
    port = free_port()
    _configure(folder, port, sp, hosted)
    settings = {"SIMPLESAMLPHP_CONFIG_DIR": str(folder / "config"), "PHP_CLI_SERVER_WORKERS": "4"}
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(HOME / "www")]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log, start_new_session=True)
        try:
            _wait_for(port, folder / "log")
            yield SimpleSaml(f"http://127.0.0.1:{port}")
        finally:
            os.killpg(process.pid, 15)  # with its workers
            process.wait(10)


def _wait_for(port: int, log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            httpx.get(f"http://127.0.0.1:{port}/saml2/idp/metadata.php", timeout=10)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text())


def _configure(folder: Path, port: int, sp: ServiceProvider, hosted: dict[str, object]) -> None:
    for name in ("config", "metadata", "sessions", "logs", "temporary", "data"):
        (folder / name).mkdir()
    idp = Forger.make(folder)
    base = {
        "baseurlpath": f"http://127.0.0.1:{port}/",
        "certdir": f"{folder}/",
        "loggingdir": f"{folder}/logs/",
        "datadir": f"{folder}/data/",
        "tempdir": f"{folder}/temporary",
        "metadatadir": f"{folder}/metadata/",
        "metadata.sources": [{"type": "flatfile", "directory": f"{folder}/metadata/"}],
        "secretsalt": "a-salt-of-these-tests-alone",
        "auth.adminpassword": "not-used-by-anybody",
        "timezone": "UTC",
        "logging.handler": "file",
        "session.cookie.secure": False,
        "session.phpsession.savepath": f"{folder}/sessions",
        "store.type": "phpsession",
        "enable.saml20-idp": True,
        "module.enable": {"exampleauth": True, "core": True, "saml": True},
        "language.cookie.secure": False,
    }
    (folder / "config" / "config.php").write_text(f"<?php $config = {php(base)};")
    people = f"{php('exampleauth:UserPass')}, {php(f'{USER}:{PASSWORD}')} => {php(PEOPLE)}"
    (folder / "config" / "authsources.php").write_text(f"<?php $config = ['people' => [{people}]];")
    own = {
        "host": "__DEFAULT__",
        "privatekey": idp.key.name,
        "certificate": idp.certificate.name,
        "auth": "people",
        "scope": ["campus.example"],
        "attributes.NameFormat": "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
        "signature.algorithm": RSA_SHA256,
        "sharedkey_algorithm": GCM,
        "assertion.encryption": True,
        "validate.authnrequest": True,
        "redirect.validate": True,
        "authproc": {},
    } | hosted
    us = {
        "AssertionConsumerService": sp.acs,
        "keys": [{"encryption": True, "signing": True, "type": "X509Certificate", "X509Certificate": sp.certificates[0]}],
    }
    for name, entity_id, values in (("idp-hosted", ENTITY_ID, own), ("sp-remote", sp.entity_id, us)):
        (folder / "metadata" / f"saml20-{name}.php").write_text(f"<?php $metadata[{php(entity_id)}] = {php(values)};")


def php(value: object) -> str:
    """A value as PHP writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"[{', '.join(f'{php(key)} => {php(each)}' for key, each in value.items())}]"
    if isinstance(value, list):
        return f"[{', '.join(php(each) for each in value)}]"
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
