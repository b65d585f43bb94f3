"""Who may assign courses: officers whom they look after, supervisors their own team."""

from app.accounts.models import Person
from app.accounts.policies import is_employee, is_officer, is_supervisor
from app.accounts.reach import reaches_all
from app.assignments.models import Assignment

may_decline = is_employee


def may_assign(person: Person) -> bool:
    return is_officer(person) or is_supervisor(person)


def may_withdraw(actor: Person, assignment: Assignment) -> bool:
    """Of those whom they can see it: who gave it, and officers for everywhere."""
    return assignment.given_by_id == actor.id or reaches_all(actor)
