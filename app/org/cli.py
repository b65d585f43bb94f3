"""`lentera user place` and `reactivate`: where a person works, and who is back."""

from datetime import datetime

import click

from app.accounts.models import Person
from app.accounts.queries import find_person_by_email
from app.kit import clock
from app.org import actions, leaving
from app.org.messages import MESSAGES
from app.web.errors import register_messages
from app.web.transaction import transaction

register_messages(MESSAGES)


@click.command("place", help="Give a person a post; an earlier main post ends the day before.")
@click.argument("email")
@click.option("--agency", required=True, help="Made when it does not exist yet.")
@click.option("--city", help="Of a new agency; by default its name.")
@click.option("--time-zone", default="Asia/Jakarta", show_default=True, help="Of a new agency.")
@click.option("--unit", required=True)
@click.option("--position", required=True)
@click.option("--rank", help="Such as “Penata Muda (III/a)”.")
@click.option("--employment-type", type=click.Choice(("pns", "pppk")), default="pns")
@click.option("--supervisor", help="E-mail of the direct supervisor.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day; by default today.")
def place(
    email: str,
    agency: str,
    city: str | None,
    time_zone: str,
    unit: str,
    position: str,
    rank: str | None,
    employment_type: str,
    supervisor: str | None,
    since: datetime | None,
) -> None:
    with transaction():
        found = actions.get_or_create_agency(agency, city=city or agency, time_zone=time_zone)
        person = _person(email)
        actions.place(
            person,
            agency=found,
            unit=unit,
            position=position,
            rank=rank,
            employment_type=employment_type,
            supervisor=_person(supervisor) if supervisor else None,
            day=since.date() if since else clock.local_date(clock.now(), found.time_zone),
        )
    click.echo(f"{email}: {position}, {unit}, {agency}")


def _person(email: str) -> Person:
    person = find_person_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person


@click.command("reactivate", help="Open the account of somebody who was deactivated again.")
@click.argument("email")
def reactivate(email: str) -> None:
    with transaction():
        is_new = leaving.reactivate(_person(email))
    click.echo(f"{email}: {'open again' if is_new else 'was open; nothing was changed'}")
