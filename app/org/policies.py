"""Who may look after people, units and the register of positions, and who after agencies."""

from app.accounts.models import Person
from app.accounts.policies import is_officer

may_manage = is_officer


def may_edit_agencies(person: Person) -> bool:
    return person.has_role("admin")
