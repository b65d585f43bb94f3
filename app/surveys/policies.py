"""Who reads the results of surveys, and from how many answers on."""

from app.accounts.models import Person
from app.accounts.policies import is_author, is_officer

LEAST = 5
"""Of fewer answers one could guess who gave which (UU 27/2022; see docs/design.md)."""


def may_read_results(person: Person) -> bool:
    return is_author(person) or is_officer(person)
