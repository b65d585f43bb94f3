"""Who reads the results of surveys, and from how many answers on."""

from app.accounts.models import Person
from app.accounts.policies import is_author, is_officer_everywhere

LEAST = 5
"""Of fewer answers one could guess who gave which (UU 27/2022; see docs/design.md)."""


def may_read_results(person: Person) -> bool:
    """What all people of a course said, whose names nobody knows: no unit can be cut out of it."""
    return is_author(person) or is_officer_everywhere(person)
