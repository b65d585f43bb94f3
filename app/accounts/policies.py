"""Who is what. A feature's own policies build on these."""

from app.accounts.models import Person


def is_employee(person: Person) -> bool:
    return person.has_role("employee")


def is_author(person: Person) -> bool:
    return person.has_role("author", "admin")


def is_supervisor(person: Person) -> bool:
    return person.has_role("supervisor")


def is_officer(person: Person) -> bool:
    return person.has_role("officer", "admin")


def may_help_to_sign_in(actor: Person, person: Person, *, is_admin: bool) -> bool:
    """Give a one-time link, or take a lost second factor away; `is_admin`: whether `person` is.

    Nobody becomes more than they are by helping: administrators are helped by each other. For
    oneself there is the profile, which asks for the password.
    """
    return actor.id != person.id and is_officer(actor) and (not is_admin or actor.has_role("admin"))


def is_admin(person: Person) -> bool:
    return person.has_role("admin")
