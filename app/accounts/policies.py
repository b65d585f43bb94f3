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


def is_admin(person: Person) -> bool:
    return person.has_role("admin")
