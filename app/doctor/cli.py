"""`lentera doctor`."""

from collections.abc import Iterator

import click

from app.config import ConfigError, from_environment
from app.doctor import database, installation, machine, mail, settings
from app.doctor.findings import Finding, fail

MARKS = {"ok": "ok  ", "warn": "WARN", "fail": "FAIL"}


@click.command(help="Examine this installation and say what to mend; 1 if something fails.")
def doctor() -> None:
    findings = list(examine())
    for found in findings:
        click.echo(f"{MARKS[found.state]}  {found.name}: {found.told}")
        if found.remedy:
            click.echo(f"      → {found.remedy}")
    failed = sum(found.state == "fail" for found in findings)
    warned = sum(found.state == "warn" for found in findings)
    click.echo(f"{len(findings)} checks, {failed} failed, {warned} to look at.")
    click.echo("Back up the database, the instance folder and the settings: docs/operator.md.")
    raise SystemExit(1 if failed else 0)


def examine() -> Iterator[Finding]:
    try:
        config = from_environment()
    except ConfigError as error:
        yield fail("settings", str(error), "See docs/settings.md.")
        return
    for part in (settings, installation, database, machine, mail):
        yield from part.examine(config)
