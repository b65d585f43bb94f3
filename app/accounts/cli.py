"""`lentera user`: accounts without a browser."""

import getpass
import sys

import click
from sqlalchemy import select

from app.accounts import actions, queries
from app.accounts.models import ROLES, Person, RoleGrant
from app.accounts.sso import linking
from app.db import db
from app.kit import clock
from app.kit.nip import Nip, NipError, parse_nip
from app.web.transaction import transaction


@click.group("user", help="Add and list people, set passwords.")
def user() -> None:
    pass


@user.command(
    "add",
    help="Add a person who can sign in. The password is asked for, or read from standard input.",
)
@click.argument("email")
@click.option("--name", required=True)
@click.option("--nip", help="18 digits, blanks allowed.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), default=("employee",))
@click.option("--birth-place", help="Printed on certificates; the birth date stands in the NIP.")
@click.option("--language", type=click.Choice(("id", "en")), default="id")
def add(
    email: str,
    name: str,
    nip: str | None,
    roles: tuple[str, ...],
    birth_place: str | None,
    language: str,
) -> None:
    at = clock.now()
    number = _checked(nip) if nip else None
    password = _ask_password()
    with transaction():
        person = actions.create_person(
            name=name, email=email, password=password, language=language, at=at
        )
        person.birth_place = birth_place
        if number:
            person.birth_date = number.birth_date
            actions.give_number(person, number.digits, day=at.date())
        for role in roles:
            actions.grant_role(person, role, day=at.date())
    click.echo(f"{person.email}: {', '.join(roles)}")


@user.command("password", help="Set a new password; signs the person out everywhere.")
@click.argument("email")
def password(email: str) -> None:
    new = _ask_password()
    with transaction():
        person = queries.find_person_by_email(email)
        if person is None:
            raise click.ClickException(f"Nobody has the address {email}.")
        actions.set_password(person, new, at=clock.now())
    click.echo(f"{email}: password set.")


@user.command("sign-out", help="Sign a person out everywhere; the password stays.")
@click.argument("email")
def sign_out(email: str) -> None:
    with transaction():
        person = queries.find_person_by_email(email)
        if person is None:
            raise click.ClickException(f"Nobody has the address {email}.")
        actions.close_other_sessions(person, device_id=None, at=clock.now())
    click.echo(f"{email}: signed out everywhere.")


@user.command("unlink", help="Remove a person's links with single sign-on.")
@click.argument("email")
def unlink(email: str) -> None:
    with transaction():
        person = queries.find_person_by_email(email)
        if person is None:
            raise click.ClickException(f"Nobody has the address {email}.")
        identities = linking.identities_of(person.id)
        for identity in identities:
            linking.unlink(identity, by_id=None)
    click.echo(f"{email}: {len(identities)} removed.")


@user.command("list", help="Everyone: e-mail, name, roles.")
def list_people() -> None:
    rows = db.session.execute(
        select(Person, RoleGrant.role)
        .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
        .order_by(Person.email, RoleGrant.role)
    )
    roles: dict[Person, list[str]] = {}
    for person, role in rows:
        roles.setdefault(person, []).append(role or "-")
    for person, held in roles.items():
        state = "" if person.is_active else "\t(deactivated)"
        click.echo(f"{person.email}\t{person.name}\t{','.join(held)}{state}")


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Once more: "):
        raise click.ClickException("The two passwords differ.")
    return first


def _checked(nip: str) -> Nip:
    try:
        return parse_nip(nip, today=clock.now().date())
    except NipError as error:
        raise click.ClickException(f"{nip} is not a NIP ({error.code}).") from error
