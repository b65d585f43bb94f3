"""Why somebody was given a supervisor by hand, their rank and their merit; posts stay, for
counts."""

from sqlalchemy import delete, update

from app.db import change_rows
from app.org.models import ChosenSupervisor, Membership, Merit


def anonymise(person_id: int) -> None:
    posts = update(Membership).where(Membership.person_id == person_id).values(rank=None)
    chosen = update(ChosenSupervisor).where(ChosenSupervisor.person_id == person_id)
    merit = delete(Merit).where(Merit.person_id == person_id)
    for statement in (posts, chosen.values(reason=""), merit):
        change_rows(statement)
