"""The command `kisalli`: everything that an operator does."""

import asyncio
import json
import os
import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from pydantic import ValidationError

# Rooms are imported inside the commands: `kisalli --help` and `kisalli migrate` need not load the whole app.
if TYPE_CHECKING:
    from kisalli.core.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Mentoring programmes.")

OPENAPI = Path("openapi/openapi.json")


def _settings() -> "Settings":
    """Return the settings, or say what is wrong with them and stop."""
    from kisalli.core.logs import configure_logs
    from kisalli.core.settings import settings

    try:
        loaded = settings()
    except ValidationError as error:
        for each in error.errors():
            if each["type"] == "default_factory_not_called":
                continue  # follows from another that is named
            name = "_".join(str(part) for part in each["loc"])
            message = each["msg"].removeprefix("Value error, ")
            typer.echo(f"KISALLI_{name.upper()}: {message}" if name else message, err=True)
        raise typer.Exit(2) from error
    configure_logs(loaded)
    return loaded


def _end_in_order_on_sigterm() -> None:
    """Let SIGTERM end this process as its own words do: 0, and what was started is stopped (an embedded database, too).

    uvicorn finishes its calls and then raises the signal again, which would kill the process before it has left its blocks.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)


@app.command()
def serve() -> None:
    """Serve the API and the SPA."""
    import uvicorn

    from kisalli.core.settings import settings as remembered
    from kisalli.database import available

    settings = _settings()
    _end_in_order_on_sigterm()
    with available(settings) as url:
        os.environ["KISALLI_DATABASE_URL"] = url  # for the processes that uvicorn starts, and for this one
        remembered.cache_clear()
        uvicorn.run(
            "kisalli.asgi:create",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.processes,
            access_log=False,
            log_config=None,  # its warnings go the way of ours
            log_level="warning",
            proxy_headers=settings.trusted_proxies is not None,
            forwarded_allow_ips=settings.trusted_proxies,
            server_header=False,
            timeout_graceful_shutdown=20,
        )


@app.command()
def worker() -> None:
    """Deliver mails and do what the clock demands."""
    from kisalli.database import available
    from kisalli.worker import run

    settings = _settings()
    _end_in_order_on_sigterm()
    with available(settings) as url:
        asyncio.run(run(settings, url))


@app.command()
def run() -> None:
    """Everything at once, for trying out: database, migrations, demo programme, API, SPA and worker."""
    from kisalli.together import run_together

    raise typer.Exit(run_together(_settings(), {"serve": serve, "worker": worker}))


@app.command()
def migrate(revision: Annotated[str, typer.Argument(help="Where to; the newest by default.")] = "head") -> None:
    """Bring the database's schema up to date."""
    from kisalli.database import available
    from kisalli.database import migrate as upgrade

    with available(_settings()) as url:
        upgrade(url, revision)
    typer.echo("The schema is up to date.")


@app.command()
def demo(
    mentors: Annotated[int, typer.Option(min=1, max=100_000, help="How many mentors.")] = 36,
    mentees: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many mentees.")] = 60,
    tokens: Annotated[
        Path | None, typer.Option(help="Write a JSON line a person with a bearer token, good for 12 hours.")
    ] = None,
) -> None:
    """Fill a demo: a programme of any size whose request window is open, and three in which people have met for months."""
    from kisalli.core.security import Keys
    from kisalli.database import available
    from kisalli.database import migrate as upgrade
    from kisalli.demo import fill

    settings = _settings()
    if not settings.demo:
        typer.echo("Demo people may exist in demo mode alone: set KISALLI_DEMO=true.", err=True)
        raise typer.Exit(2)
    with available(settings) as url:
        upgrade(url)
        summary = asyncio.run(fill(url, Keys(settings), mentors=mentors, mentees=mentees, tokens=tokens))
    typer.echo(f"Programme {summary.programme_id}: {summary.mentors} mentors, {summary.mentees} mentees.")
    if summary.note:
        typer.echo(summary.note)


@app.command()
def doctor() -> None:
    """Check settings, database, schema, mail server and SPA, and say what to do about what is wrong."""
    from kisalli.doctor import examine

    findings = asyncio.run(examine(_settings()))
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.good else 'FAIL'} {finding.what}: {finding.says}")
    raise typer.Exit(0 if all(finding.good for finding in findings) else 1)


@app.command()
def token(
    email: Annotated[str, typer.Argument(help="Whose.")],
    minutes: Annotated[int | None, typer.Option(min=1, help="How long it is good; a few minutes outside demo mode.")] = None,
) -> None:
    """Print a bearer token for a person."""
    from kisalli.operating import person_id_of

    settings = _settings()
    from kisalli.core.security import Keys
    from kisalli.database import available

    with available(settings) as url:
        person_id = asyncio.run(person_id_of(url, email))
    if person_id is None:
        typer.echo("Nobody has that address.", err=True)
        raise typer.Exit(1)
    longest = 12 * 60 if settings.demo else settings.access_minutes
    typer.echo(Keys(settings).access_token(person_id, None, min(minutes or longest, longest) * 60))


@app.command()
def reapply_erasures(
    file: Annotated[Path | None, typer.Argument(help="The list of erasures; KISALLI_ERASURES_FILE by default.")] = None,
) -> None:
    """Erase again whom a restored backup has brought back."""
    from kisalli.database import available
    from kisalli.operating import erase_again

    settings = _settings()
    listed = file or settings.erasures_file
    if not listed.exists():
        typer.echo(f"There is no {listed}.", err=True)
        raise typer.Exit(1)
    with available(settings) as url:
        erased, known = asyncio.run(erase_again(url, listed))
    typer.echo(f"{known} erasures are listed; {erased} people were there again and have been erased.")


@app.command()
def purposes() -> None:
    """Print the record of processing: what is kept of people, what for, for how long (docs/privacy.md)."""
    from kisalli.privacy.derived import record

    typer.echo(record(), nl=False)


@app.command()
def openapi(
    check: Annotated[bool, typer.Option("--check", help="Only compare; exit 1 when the file differs.")] = False,
    file: Annotated[Path, typer.Argument(help="Where the document is kept.")] = OPENAPI,
) -> None:
    """Write the OpenAPI document."""
    from kisalli.core.settings import Settings
    from kisalli.main import create_app

    document = create_app(Settings(demo=True), "postgresql:///").openapi()
    content = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    if check:
        same = file.exists() and file.read_text() == content
        typer.echo("The OpenAPI document is up to date." if same else "The OpenAPI document differs: run `make openapi`.")
        raise typer.Exit(0 if same else 1)
    file.write_text(content)


@app.command()
def create_admin(
    email: Annotated[str, typer.Option(prompt=True, help="Their address.")],
    name: Annotated[str, typer.Option(prompt=True, help="Their name.")],
    organisation: Annotated[str, typer.Option(prompt=True, help="The organisation's name; created if it is new.")],
) -> None:
    """Make somebody the admin of an organisation."""
    from kisalli.database import available
    from kisalli.operating import make_admin

    with available(_settings()) as url:
        asyncio.run(make_admin(url, email, name, organisation))
    typer.echo(f"{name} is an admin of {organisation}.")


@app.command()
def saml_keys(
    key: Annotated[Path, typer.Argument(help="Where the key goes; readable by its owner alone.")] = Path("saml.key"),
    certificate: Annotated[Path, typer.Argument(help="Where its certificate goes.")] = Path("saml.crt"),
    name: Annotated[str, typer.Option(help="What the certificate calls us; nobody checks it.")] = "kisalli",
) -> None:
    """Make a key and certificate for signing in by SAML; what is there is never written over."""
    from kisalli.core.keypairs import make_rsa_pair

    try:
        make_rsa_pair(key, certificate, name)
    except FileExistsError as error:
        typer.echo(f"{error.filename or error} is there already; nothing was written.", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"Set KISALLI_SAML_KEY={key.absolute()}")
    typer.echo(f"and KISALLI_SAML_CERTIFICATE={certificate.absolute()}, readable by the service's user.")


@app.command()
def person_email(
    old: Annotated[str, typer.Argument(help="The address that the account has.")],
    new: Annotated[str, typer.Argument(help="The address that it gets, its only way in from then on.")],
    person: Annotated[UUID | None, typer.Option(help="Which account, where several have the address.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Give somebody who can't get in another address; make sure first who they are (docs/sign-in.md)."""
    from pydantic import EmailStr, TypeAdapter

    from kisalli.auth.errors import IdentityTaken
    from kisalli.database import available
    from kisalli.operating import accounts_at, replace_email

    try:
        address = TypeAdapter(EmailStr).validate_python(new)
    except ValidationError as error:
        typer.echo(f"{new} is no address.", err=True)
        raise typer.Exit(2) from error
    with available(_settings()) as url:
        found = [each for each in asyncio.run(accounts_at(url, old)) if person in {None, each.person_id}]
        if len(found) != 1:
            typer.echo(
                "Nobody has that address." if not found else "Several have that address; name one with --person:", err=True
            )
            for each in found:
                typer.echo(f"  {each.person_id}  {each.name}", err=True)
            raise typer.Exit(1)
        (account,) = found
        typer.echo(f"{account.name} ({account.person_id}): every way in and every session ends; {address} is the way in.")
        if not yes:
            typer.confirm("Go on?", abort=True)
        try:
            asyncio.run(replace_email(url, account.person_id, address))
        except IdentityTaken as error:
            typer.echo("Another account signs in with the new address.", err=True)
            raise typer.Exit(1) from error
    typer.echo("Done. Both addresses are told by mail.")


if __name__ == "__main__":
    app()
