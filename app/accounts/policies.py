"""Who is what, in any scope. A feature's own policies build on these.

Whom a role reaches, its queries ask: `reach` of officers, `library.authors` of authors.
"""

from collections.abc import Collection

from app.accounts.models import Person


def is_employee(person: Person) -> bool:
    return person.has_role("employee")


def is_author(person: Person) -> bool:
    return person.has_role("author", "admin")


def is_supervisor(person: Person) -> bool:
    return person.has_role("supervisor")


def is_officer(person: Person) -> bool:
    return person.has_role("officer", "admin")


def is_officer_everywhere(person: Person) -> bool:
    """For what concerns the whole agency, and not the people of a unit."""
    return person.grants.is_everywhere("officer", "admin")


def may_help_to_sign_in(actor: Person, person_id: int, *, roles: Collection[str]) -> bool:
    """Give a one-time link, or take a lost second factor away; `roles`: of the person.

    Nobody becomes more than they are by helping: administrators are helped by each other, and an
    officer of a unit helps nobody who may see beyond it. For oneself there is the profile, which
    asks for the password.
    """
    if actor.id == person_id or not is_officer(actor):
        return False
    return roles_above(actor).isdisjoint(roles)


def roles_above(actor: Person) -> frozenset[str]:
    """Of an officer: who holds one of these, now or later, is helped by others."""
    if is_admin(actor):
        return frozenset()
    if is_officer_everywhere(actor):
        return frozenset({"admin"})
    return frozenset({"admin", "officer", "author"})


def is_admin(person: Person) -> bool:
    return person.has_role("admin")
