"""Why somebody was given a supervisor by hand, and their rank; posts stay, for counts."""

from sqlalchemy import update

from app.db import change_rows
from app.org.models import ChosenSupervisor, Membership


def anonymise(person_id: int) -> None:
    posts = update(Membership).where(Membership.person_id == person_id).values(rank=None)
    chosen = update(ChosenSupervisor).where(ChosenSupervisor.person_id == person_id)
    for statement in (posts, chosen.values(reason="")):
        change_rows(statement)
