"""Who may verify entries, and who may change how hours count: that concerns every unit."""

from app.accounts.models import Person
from app.accounts.policies import is_employee, is_officer, is_officer_everywhere, is_supervisor

may_edit_rules = is_officer_everywhere
may_edit_targets = is_officer_everywhere
may_close_years = is_officer_everywhere
may_reopen = is_officer


def may_verify(person: Person) -> bool:
    """On whom, and when, `queue.Reader` says."""
    return is_officer(person) or is_supervisor(person)


# Whose records, `others.find_person` says.
may_see_people = may_verify


def may_see_files(person: Person) -> bool:
    """Which ones, `evidence.find_seen` says."""
    return is_employee(person) or may_verify(person)
