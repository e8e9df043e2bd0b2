"""`make test`: everything that CI runs, one step after the other, each with its time; stops at the first that fails."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
Command = Sequence[str | Path]
PYTEST: Command = [BIN / "python", "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # see LONGEST
STEPS: list[tuple[str, Command]] = [
    ("style of the Python code", [BIN / "ruff", "format", "--check", "backend", "tests", "migrations"]),
    ("lint of the Python code", [BIN / "ruff", "check", "backend", "tests", "migrations"]),
    ("types", [BIN / "mypy"]),
    ("direction of imports", [BIN / "lint-imports"]),
    ("OpenAPI document", [BIN / "kisalli", "openapi", "--check"]),
    ("SPA: types, style, texts, tests", ["npm", "run", "--silent", "check:source", "--prefix", "frontend"]),
    ("SPA: bytes", ["npm", "run", "--silent", "budget", "--prefix", "frontend"]),  # of what `make test` has built
    ("tests", [*PYTEST, "--durations", "8", "--ignore", "tests/browser"]),
    # Apart: Playwright keeps an event loop running in its thread as long as it lives, and other tests need theirs. Not at
    # once either: two cores are busy with two workers, and with more, tests that look for races miss some.
    ("tests in the browser", [*PYTEST, "tests/browser"]),
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
    for name, command in STEPS:
        print(f"== {name}", flush=True)  # noqa: T201
        started = time.monotonic()
        code = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode
        print(f"== {name}: {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201
        if code != 0:
            return code
    return 0


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
    found = installed_browser()
    if found is not None:
        return found
    if subprocess.run([BIN / "playwright", "install", "chromium"], check=False, capture_output=True, timeout=600).returncode == 0:
        return ""  # Playwright knows where its own is
    sys.exit(f"The browser tests need Chromium or Chrome: install one (on Debian: apt-get install {SHELL}).")


def installed_browser() -> str | None:
    """Return the best browser of the machine, None where there is none."""
    return next((path for name in (SHELL, *BROWSERS) if (path := shutil.which(name))), None)


def _apt_install(*packages: str) -> None:
    """Install Debian's packages, or leave it: what is missing then is said by whoever needs it."""
    install = f"apt-get install -y -qq --no-install-recommends {' '.join(packages)} > /dev/null"
    subprocess.run(["bash", "-c", f"apt-get update -qq && DEBIAN_FRONTEND=noninteractive {install}"], check=False)


if __name__ == "__main__":
    sys.exit(main())
