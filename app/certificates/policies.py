"""Who may handle certificates."""

from app.accounts.models import Person
from app.accounts.policies import is_officer
from app.certificates.models import Certificate

may_manage = is_officer


def may_download(person: Person, certificate: Certificate) -> bool:
    """The paper carries birth date and NIP: its owner and the officer, nobody else."""
    return certificate.person_id == person.id or may_manage(person)
