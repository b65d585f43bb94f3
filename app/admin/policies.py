"""What administrators alone may do."""

from app.accounts.models import Person


def may_see_audit(person: Person) -> bool:
    return person.has_role("admin")
