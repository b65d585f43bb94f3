"""Who may handle certificates."""

from app.accounts.models import Person
from app.accounts.policies import is_officer, is_officer_everywhere
from app.accounts.reach import find_reached
from app.certificates.models import Certificate

may_manage = is_officer
may_edit_series = is_officer_everywhere


def may_download(person: Person, certificate: Certificate) -> bool:
    """The paper carries birth date and NIP: its owner and the officer within whose reach they are,
    nobody else."""
    if certificate.person_id == person.id:
        return True
    return may_manage(person) and find_reached(person, certificate.person_id) is not None
