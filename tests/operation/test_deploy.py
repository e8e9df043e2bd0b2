"""What deploy/ and docs/operations.md say fits the program: paths, ports, settings, patience, metrics."""

import re
import subprocess
from pathlib import Path

import prometheus_client
import pytest
from typer.core import TyperGroup
from typer.main import get_command

from kisalli import cli, worker
from kisalli.calendar.service import PATH
from kisalli.core.settings import Settings
from tests.security.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
ENVIRONMENT = "/etc/kisalli/environment"


def values(unit: Path) -> dict[str, str]:
    pairs = [line.partition("=") for line in unit.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return {name: value for name, _, value in pairs}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_exists_where_the_readme_puts_it(unit: Path) -> None:
    said = values(unit)
    program, command = said["ExecStart"].split()[-2:]
    assert program == "/opt/kisalli/.venv/bin/kisalli"
    group = get_command(cli.app)
    assert isinstance(group, TyperGroup)
    assert command in group.commands
    assert said["WorkingDirectory"] == "/opt/kisalli", "KISALLI_SPA_DIR is relative to it"
    assert said["EnvironmentFile"] == ENVIRONMENT
    assert float(said["TimeoutStopSec"]) > worker.FINISH_SECONDS


def test_both_units_are_as_closed() -> None:
    first, second = ({name: value for name, value in values(unit).items() if name not in OWN} for unit in UNITS)
    assert first == second


OWN = {"Description", "ExecStart", "StateDirectory"}


def test_the_worker_may_write_where_erasures_are_kept() -> None:
    (unit,) = [unit for unit in UNITS if "StateDirectory" in values(unit)]
    assert unit.name == "kisalli-worker.service"
    file = f"KISALLI_ERASURES_FILE='/var/lib/{values(unit)['StateDirectory']}/erasures'"
    assert file in (DEPLOY / "environment").read_text().splitlines()


def test_the_environment_file_names_settings_that_exist() -> None:
    lines = [line for line in (DEPLOY / "environment").read_text().splitlines() if not line.startswith("#")]
    matches = [re.fullmatch(r"KISALLI_([A-Z_]+)='([^']*)'", line) for line in lines]
    assert all(matches), "the one form that systemd and a shell read alike"
    given = {match[1].lower(): match[2] for match in matches if match}
    assert set(given) <= set(Settings.model_fields)
    assert "port" not in given, "it would be every process's"
    assert given["secret"] == "", "a secret that is published is none"
    assert Settings.model_validate(given | {"secret": "x" * 40}).demo is False


def test_the_way_in_reads_the_same_environment() -> None:
    assert f". {ENVIRONMENT}" in (DEPLOY / "kisalli").read_text()
    for script in ("kisalli", "restart"):
        subprocess.run(["sh", "-n", DEPLOY / script], check=True)


def test_nginx_passes_on_to_the_ports_that_the_readme_enables() -> None:
    nginx, readme = (DEPLOY / "nginx.conf").read_text(), (ROOT / "README.md").read_text()
    ports = re.findall(r"^ *server 127\.0\.0\.1:(\d+) max_fails=0;$", nginx, re.MULTILINE)
    assert ports == re.findall(r"kisalli-serve@(\d+)", readme)
    assert "location = /metrics { return 404; }" in nginx
    assert f"client_max_body_size {Settings(demo=True).body_limit // 1024**2}m;" in nginx


NAMED = re.compile(r"[{$](token|key|code)\b")  # whoever knows one of these can do what its owner can


def addresses() -> set[str]:
    """Return the address of every operation and of every page, and that of the feed of calendars, which is neither."""
    router = (ROOT / "frontend" / "src" / "app" / "router.tsx").read_text()
    return {each.path for each in OPERATIONS.values()} | set(re.findall(r'"(/[\w/$-]+)"', router)) | {PATH}


def test_nginx_logs_no_address_that_is_a_secret() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text()
    places = re.findall(r"location ~ (\S+) \{(.*?)\}", nginx, re.DOTALL)
    quiet = [re.compile(place) for place, said in places if set(lines(said)) >= SILENT]
    secrets = {path for path in addresses() if NAMED.search(path)}
    known = {PATH, "/api/v1/unsubscribe/{key}", "/unsubscribe/$key", "/api/v1/certificates/{code}", "/certificates/$code"}
    assert secrets >= known
    assert {path for path in addresses() if any(place.match(path) for place in quiet)} == secrets


SILENT = {"access_log off;", "error_log /dev/null crit;"}


def lines(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines()]


def test_nginx_logs_no_query_and_no_page_that_somebody_came_from() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text()
    (form,) = re.findall(r"^log_format kisalli (.*?);$", nginx, re.MULTILINE | re.DOTALL)
    written = set(re.findall(r"\$(\w+)", form))
    assert {"uri", "status", "request_id"} <= written
    assert written & {"request", "request_uri", "args", "query_string", "http_referer", "http_cookie"} == set()
    servers = re.split(r"^server \{$", nginx, flags=re.MULTILINE)[1:]
    assert [re.findall(r"^    access_log (.*);$", each, re.MULTILINE) for each in servers] == [
        ["off"],
        ["/var/log/nginx/kisalli.log kisalli"],
    ]


def test_every_metric_of_ours_is_explained() -> None:
    explained = (ROOT / "docs" / "operations.md").read_text()
    for family in prometheus_client.REGISTRY.collect():
        if family.name.startswith("kisalli_"):
            name = f"{family.name}_total" if family.type == "counter" else family.name
            assert f"| `{name}`" in explained
