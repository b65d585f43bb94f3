"""`lentera privacy`: what the clock does every night, at once or only counted."""

from datetime import datetime

import click
from flask import current_app
from flask_babel import force_locale, gettext, ngettext

from app.kit import clock
from app.privacy import registry, retention
from app.privacy.words import days


@click.group("privacy", help="How long data is kept.")
def privacy() -> None:
    pass


@privacy.command("purge", help="Remove what is older than its rule allows, as every night.")
@click.option("--dry-run", is_flag=True, help="Only count.")
def purge(dry_run: bool) -> None:
    with force_locale(current_app.config["LENTERA"].language):
        tell = _tell_due if dry_run else _purge
        tell(clock.now())


def _tell_due(at: datetime) -> None:
    for one in retention.due(at=at):
        told = ngettext(
            "%(num)d row older than %(days)s",
            "%(num)d rows older than %(days)s",
            one.count,
            days=days(one.days),
        )
        click.echo(f"{one.rule.title}: {told}")
    click.echo(gettext("Nothing was removed."))


def _purge(at: datetime) -> None:
    titles = {rule.code: rule.title for rule in registry.rules()}
    for code, count in retention.purge(at=at).items():
        told = ngettext("%(num)d row removed", "%(num)d rows removed", count)
        click.echo(f"{titles[code]}: {told}")
