"""`make test`: everything that CI runs, each step with its time.

First the checks, one after the other, up to the first that fails; then the tests, those in the browser beside the others.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
Command = Sequence[str | Path]
PYTEST: Command = [BIN / "python", "-m", "pytest", "-q", "--dist", "loadfile", "--no-loadscope-reorder"]  # see LONGEST
CHECKS: list[tuple[str, Command]] = [
    ("style of the Python code", [BIN / "ruff", "format", "--check", "backend", "tests", "migrations"]),
    ("lint of the Python code", [BIN / "ruff", "check", "backend", "tests", "migrations"]),
    ("types", [BIN / "mypy"]),
    ("direction of imports", [BIN / "lint-imports"]),
    ("OpenAPI document", [BIN / "kisalli", "openapi", "--check"]),
    ("SPA: types, style, texts, tests", ["npm", "run", "--silent", "check:source", "--prefix", "frontend"]),
    ("SPA: bytes", ["npm", "run", "--silent", "budget", "--prefix", "frontend"]),  # of what `make test` has built
]
# Apart: Playwright keeps an event loop running in its thread as long as it lives, and other tests need theirs. At once: either
# waits often enough that three workers keep two cores busy; with four, tests that look for races missed some.
TESTS: list[tuple[str, Command]] = [
    ("tests in the browser", [*PYTEST, "-n", "2", "tests/browser"]),
    ("tests", [*PYTEST, "-n", "1", "--durations", "8", "--ignore", "tests/browser"]),
]
# What the tests of SAML start: xmlsec1, and SimpleSAMLphp as a real identity provider.
SIMPLESAMLPHP = Path("/usr/share/simplesamlphp/www")
SAML_PACKAGES = ("xmlsec1", "simplesamlphp", "php-cli", "php-xml", "php-sqlite3")
# The shell is Chromium without the browser's own windows, menus and services: the tests take a third less of the processor.
SHELL = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Run all steps; return the exit code of the first that failed."""
    environment = os.environ | {"PATH": f"{node_folder()}{os.environ['PATH']}", "KISALLI_BROWSER": browser()}
    require_saml()
    for name, command in CHECKS:
        print(f"== {name}", flush=True)  # noqa: T201
        started = time.monotonic()
        code = _start(command, environment).wait()
        _ended(name, started, code)
        if code != 0:
            return code
    return _at_once(environment)


def _at_once(environment: dict[str, str]) -> int:
    """Run the tests; what the second prints is shown when the first has ended."""
    (first, command), (second, other) = TESTS
    with tempfile.TemporaryFile("w+") as printed:
        started = time.monotonic()
        beside = _start(other, environment, printed)
        print(f"== {first}, and beside them: {second}", flush=True)  # noqa: T201
        code = _start(command, environment).wait()
        _ended(first, started, code)
        code_beside = beside.wait()
        printed.seek(0)
        print(printed.read())  # noqa: T201
        _ended(second, started, code_beside)
    return code or code_beside


def _start(command: Command, environment: dict[str, str], printed: IO[str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen([str(part) for part in command], cwd=ROOT, env=environment, stdout=printed, stderr=printed)


def _ended(name: str, started: float, code: int) -> None:
    print(f"== {name}: {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201


def node_folder() -> str:
    """Return what goes before PATH so that a Node new enough is found."""
    command = [str(ROOT / "deploy" / "node-path"), "20", str(BIN.parent)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def require_saml() -> None:
    """Require what the tests of SAML start: installed, or from Debian's packages as root."""
    if not _missing_for_saml():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        # Debian's SimpleSAMLphp brings a web server along, which starts where there is systemd; the tests don't need it.
        _apt_install(*SAML_PACKAGES)
    missing = _missing_for_saml()
    if missing:
        needed = " ".join(SAML_PACKAGES)
        sys.exit(f"The tests of SAML need {', '.join(missing)}: install them (on Debian: apt-get install {needed}).")


def _missing_for_saml() -> list[str]:
    there = {"xmlsec1": shutil.which("xmlsec1"), "php": shutil.which("php"), "SimpleSAMLphp": SIMPLESAMLPHP.exists()}
    return [name for name, found in there.items() if not found]


def browser() -> str:
    """Return a Chromium or Chrome: an installed one, the shell from Debian's package as root, or Playwright's own."""
    if shutil.which(SHELL) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt_install(SHELL)
    found = next((path for name in (SHELL, *BROWSERS) if (path := shutil.which(name))), None)
    if found is not None:
        return found
    if subprocess.run([BIN / "playwright", "install", "chromium"], check=False, capture_output=True, timeout=600).returncode == 0:
        return ""  # Playwright knows where its own is
    sys.exit(f"The browser tests need Chromium or Chrome: install one (on Debian: apt-get install {SHELL}).")


def _apt_install(*packages: str) -> None:
    """Install Debian's packages, or leave it: what is missing then is said by whoever needs it."""
    install = f"apt-get install -y -qq --no-install-recommends {' '.join(packages)} > /dev/null"
    subprocess.run(["bash", "-c", f"apt-get update -qq && DEBIAN_FRONTEND=noninteractive {install}"], check=False)


if __name__ == "__main__":
    sys.exit(main())
