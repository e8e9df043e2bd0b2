"""A real Chromium against the real thing: `kisalli run` as a process, its database, and an SMTP server that keeps mails."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from playwright.sync_api import APIRequestContext, Browser, Page, Playwright

from kisalli.core.embedded import locate
from kisalli.database import EMBEDDED_DATABASE
from tests.auth.openid import free_port
from tests.core.served import wait_until_ready
from tests.races.machines import KISALLI
from tests.run import installed_browser

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60
# Counts what a page has asked of the service and not got yet.
COUNTING = """(() => {
  const ask = window.fetch;
  window.underWay = 0;
  window.fetch = (...what) => {
    window.underWay += 1;
    return ask(...what).finally(() => { window.underWay -= 1; });
  };
})()"""
# Asked at every frame: the page has its heading, no part of it says that it is busy, and for a while nothing is under way.
# A while alone is not enough: on a busy machine code that has come waits longer for its turn.
STANDS = """() => {
  const quiet = document.querySelector("main h1") && !document.querySelector("[aria-busy=true]") && !window.underWay;
  const since = quiet ? (window.quietSince ?? performance.now()) : undefined;
  const stands = quiet && performance.now() - since > 120;
  window.quietSince = stands ? undefined : since;
  return stands;
}"""


@dataclass
class Post:
    """The mails that arrived."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a mail."""
        self.mails.append(message_from_bytes(envelope.content or b"", policy=policy.default))  # type: ignore[arg-type]
        return "250 kept"

    def wait_for(self, recipient: str, words: str, since: int = 0, seconds: float = 20) -> tuple[EmailMessage, str]:
        """Return the mail to somebody in whose text the words are found (a pattern), and what it found; waits for it.

        `since` leaves out as many mails as had arrived at some moment.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for mail in [mail for mail in self.mails[since:] if recipient in mail["to"]]:
                part = mail.get_body(("plain",))
                found = re.search(words, str(part.get_content())) if part else None
                if found:
                    return mail, found.group()
            time.sleep(0.1)
        arrived = [(mail["to"], mail["subject"]) for mail in self.mails]
        pytest.fail(f"no mail to {recipient} with {words!r}; arrived: {arrived}")

    def code_for(self, recipient: str, since: int = 0) -> str:
        """Return the code that was mailed to somebody; waits for it. `since` as for `wait_for`."""
        return self.wait_for(recipient, r"\b\d{3} ?\d{3}\b", since)[1]


@dataclass(frozen=True)
class Service:
    """A running installation."""

    url: str
    post: Post
    database: str


Ended = list[tuple[subprocess.Popen[bytes], Path]]


@pytest.fixture(scope="session")
def ended() -> Iterator[Ended]:
    """Services told to stop, with their folders: waited for at the end, so that the next module begins at once."""
    services: Ended = []
    yield services
    for process, folder in services:
        process.wait(40)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def demo_data() -> Iterator[Path]:
    """The folder of an installation that has started once and stopped: copying it is faster than beginning each anew."""
    folder = _folder()
    url, process = _start(folder, {})
    wait_until_ready(url, process, START_SECONDS)
    process.send_signal(signal.SIGTERM)
    process.wait(40)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def service(ended: Ended, demo_data: Path) -> Iterator[Service]:
    """Start everything on a fresh demo, mails going to a server of ours."""
    post = Post()
    smtp = Controller(post, hostname="127.0.0.1", port=free_port())
    smtp.start()
    folder = _folder()
    # cp keeps the owner: the database runs as a user of its own.
    subprocess.run(["cp", "-a", f"{demo_data}/.", folder], check=True)
    url, process = _start(folder, {"KISALLI_SMTP_HOST": "127.0.0.1", "KISALLI_SMTP_PORT": str(smtp.port)})
    try:
        wait_until_ready(url, process, START_SECONDS)
        yield Service(url, post, locate(folder).url(EMBEDDED_DATABASE))
    finally:
        process.send_signal(signal.SIGTERM)
        ended.append((process, folder))
        smtp.stop()


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kisalli-browser-"))
    folder.chmod(0o755)
    return folder


def _start(folder: Path, mail: dict[str, str]) -> tuple[str, subprocess.Popen[bytes]]:
    port = free_port()
    url = f"http://localhost:{port}"  # by a name, for no passkey can be bound to a bare address
    environment = os.environ | {
        "KISALLI_DEMO": "true",
        "KISALLI_PORT": str(port),
        "KISALLI_PUBLIC_URL": url,
        "KISALLI_DATA_DIR": str(folder),
        "KISALLI_OWN_NETWORK": "true",  # identity providers of tests are neighbours
        "KISALLI_SMTP_STARTTLS": "false",
        "KISALLI_LOG_LEVEL": "WARNING",
    }
    return url, subprocess.Popen([KISALLI, "run"], cwd=ROOT, env=environment | mail)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """An installed Chromium or Chrome, else Playwright's own (see tests/run.py)."""
    path = os.environ.get("KISALLI_BROWSER") or installed_browser()
    started = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield started
    started.close()


def visit(browser: Browser, service: Service, language: str = "en", **context: Any) -> Page:
    """Open a browser of somebody's own, in which nobody is signed in."""
    own = browser.new_context(locale=language, base_url=service.url, **context)
    own.set_default_timeout(15_000)
    own.add_init_script(COUNTING)
    return own.new_page()


def sign_in(browser: Browser, service: Service, name: str, language: str = "en", **context: Any) -> Page:
    """Open a browser of somebody's own and sign them in as a demo person."""
    page = visit(browser, service, language, **context)
    page.goto("/sign-in")
    page.get_by_role("button", name=re.compile(name)).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


def sign_in_as(browser: Browser, service: Service, person_id: str, language: str, **context: Any) -> Page:
    """The same for somebody who is not among those whom the sign-in page offers; sees their front page."""
    page = visit(browser, service, language, **context)
    take_seat(page, service, person_id)
    at(page, "/")
    return page


def take_seat(page: Page, service: Service, person_id: str) -> None:
    """Sign somebody in where the page is."""
    answer = page.context.request.post("/api/v1/session/demo", data={"person_id": person_id}, headers={"Origin": service.url})
    assert answer.ok, answer.text()


def settled(page: Page) -> None:
    """Wait until the page stands."""
    page.wait_for_function(STANDS)


def at(page: Page, path: str) -> None:
    """Load a page and wait until it stands."""
    page.goto(path)
    settled(page)


def picture(page: Page, name: str) -> None:
    """Keep a picture for whoever wants to look at the pages (KISALLI_PICTURES names a folder)."""
    folder = os.environ.get("KISALLI_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def change(api: APIRequestContext, method: str, path: str, body: Any) -> Any:
    """Change something through the API, in the name of whoever is signed in; return its answer."""
    token = api.get("/api/v1/session").json()["csrf_token"]
    headers = {"X-CSRF-Token": token, "If-Match": "*"}
    answer = api.fetch(f"/api/v1{path}", method=method, data=body, headers=headers)
    assert answer.ok, answer.text()
    return answer.json() if answer.body() else None


def programme_of(api: APIRequestContext) -> dict[str, Any]:
    """Return the programme of whoever is signed in."""
    found: dict[str, Any] = api.get("/api/v1/programmes").json()["items"][0]
    return found
