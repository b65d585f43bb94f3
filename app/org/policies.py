"""Who may look after people and units within reach, the registers of an agency, and agencies."""

from collections.abc import Collection

from app.accounts.models import Person
from app.accounts.policies import (
    is_admin,
    is_officer,
    is_officer_everywhere,
    may_help_to_sign_in,
)

may_manage = is_officer
may_edit_positions = is_officer_everywhere
may_edit_agencies = is_admin
# And open the account again: nobody shuts out who may do more than they may, nor themselves.
may_deactivate = may_help_to_sign_in


def may_correct(actor: Person, person_id: int, *, roles: Collection[str]) -> bool:
    """Whose address one may change, one may sign in as. Administrators correct their own name too:
    a sole one has nobody to ask."""
    return is_oneself(actor, person_id) or may_help_to_sign_in(actor, person_id, roles=roles)


def is_oneself(actor: Person, person_id: int) -> bool:
    """An administrator before the own data, of which the address stays."""
    return actor.id == person_id and is_admin(actor)
