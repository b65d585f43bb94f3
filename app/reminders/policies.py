"""Who may remind; whom, `choosing` says."""

from app.accounts.models import Person
from app.accounts.policies import is_officer, is_supervisor


def may_remind(person: Person) -> bool:
    return is_officer(person) or is_supervisor(person)
