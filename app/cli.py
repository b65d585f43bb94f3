"""The command `lentera`."""

import ipaddress
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

import click
from flask import Flask, current_app
from flask_babel import force_locale

from app import demo, server
from app.accounts.cli import user
from app.audit import origin
from app.audit.cli import audit
from app.config import Config, ConfigError, from_environment
from app.doctor.cli import doctor
from app.kit import clock
from app.kit.errors import DomainError
from app.org.cli import place, reactivate
from app.privacy.cli import privacy
from app.quizzes.cli import quiz
from app.studio.cli import check, configured, publish, publish_all, render, report, watch
from app.studio.exchange_cli import export, import_
from app.studio.summary_cli import summary
from app.web.errors import message_of
from app.web.transaction import transaction

DEMO_FILE = "demo-accounts.txt"
NEED_APPLICATION = (
    "publish",
    "watch",
    "user",
    "quiz",
    "demo",
    "serve",
    "jobs",
    "db",
    "audit",
    "privacy",
)


class _Commands(click.Group):
    """Tells what went wrong in one sentence; a traceback would help nobody at a terminal."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (ConfigError, server.CannotStart) as error:
            raise click.ClickException(str(error)) from error
        except DomainError as error:
            with force_locale(_config().language):
                raise click.ClickException(message_of(error)) from error


@click.group(cls=_Commands, help="Lentera: self-paced learning for civil servants.")
@click.pass_context
def main(ctx: click.Context) -> None:
    token = origin.current.set(origin.COMMAND_LINE)
    ctx.call_on_close(lambda: origin.current.reset(token))
    if ctx.invoked_subcommand in NEED_APPLICATION and not {"--help"} & set(sys.argv):
        ctx.with_resource(server.prepare(from_environment()).app_context())


@main.group("db", help="The database.")
def database() -> None:
    pass


@database.command("upgrade", help="Bring the schema to this release; other commands do so, too.")
def upgrade() -> None:
    server.upgrade()
    click.echo("The schema is up to date.")


@main.command("demo", help="Make the invented demo accounts; only in an empty database.")
def create_demo() -> None:
    if not _create_demo(_config()):
        raise click.ClickException("There are people in this database already.")


@main.command(help="Publish the courses and serve the site.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--demo/--no-demo",
    "with_demo",
    default=None,
    help="Demo accounts in an empty database; by default only when served to this machine alone.",
)
def serve(host: str, port: int, with_demo: bool | None) -> None:
    config = _config()
    server.check_port(host, port)
    for outcome in publish_all(configured(config), config):
        if outcome.is_refused or outcome.publication:
            report(outcome, config.language)
    if with_demo or (with_demo is None and _is_loopback(host)):
        _create_demo(config)
    address = f"http://{host}:{port}"
    if _is_loopback(host) and "LENTERA_BASE_URL" not in os.environ:
        # Tried on another port, the QR codes must lead there, too.
        config = replace(config, base_url=address)
    if _is_demo(config) and "LENTERA_SECOND_FACTOR" not in config.settled:
        # Whoever tries it out goes from one invented account to the next.
        config = replace(
            config,
            settled={**config.settled, "LENTERA_SECOND_FACTOR": ""},
            settled_by_demo=frozenset({"LENTERA_SECOND_FACTOR"}),
        )
    server.serve(config, host=host, port=port, on_ready=lambda: click.echo(f"Lentera: {address}"))


@main.command(help="Do the background work alone, where LENTERA_JOBS=off keeps it off the server.")
@click.option("--parent", type=int, hidden=True)
def jobs(parent: int | None) -> None:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    server.run_jobs(app, parent=parent)


def _create_demo(config: Config) -> bool:
    with transaction():
        if not demo.is_empty():
            return False
        cast = demo.create_cast(at=clock.now())
        demo.keep(config.instance / DEMO_FILE, cast)
    _show(cast)
    return True


def _is_demo(config: Config) -> bool:
    return (config.instance / DEMO_FILE).exists()


def _show(cast: Sequence[tuple[str, str, str]]) -> None:
    click.echo(f"Demo accounts (also in {_config().instance / DEMO_FILE}):")
    for email, password, role in cast:
        click.echo(f"  {email:24} {password:20} {role}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _config() -> Config:
    config: Config = current_app.config["LENTERA"]
    return config


user.add_command(place)
user.add_command(reactivate)
COMMANDS = (
    check,
    summary,
    render,
    publish,
    watch,
    import_,
    export,
    user,
    quiz,
    doctor,
    audit,
    privacy,
)
for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
