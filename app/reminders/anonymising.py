"""What somebody wrote to those whom they reminded; who was reminded stays, as numbers do."""

from sqlalchemy import update

from app.db import change_rows
from app.reminders.models import ReminderRound


def anonymise(person_id: int) -> None:
    given = update(ReminderRound).where(ReminderRound.given_by_id == person_id)
    change_rows(given.values(note=""))
