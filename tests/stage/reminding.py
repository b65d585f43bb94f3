"""Reminders by a supervisor and by the officer, told and waiting."""

from datetime import datetime, timedelta

from app.accounts.models import Person
from app.accounts.queries import get_actor
from app.reminders import actions, telling
from app.reminders.choosing import Wanted


def remind(budi: Person, citra: Person, *, at: datetime) -> dict[str, str]:
    moment = at - timedelta(days=2)
    by = get_actor(budi.id, moment)
    note = "Mari kita kejar bersama; tanyakan bila ada yang menghambat."
    wanted = Wanted("team", None, "below")
    told, _ = actions.send(wanted, note=note, form_key="panggung-1", by=by, at=moment)
    telling.tell_some(at=moment + timedelta(minutes=1))
    officer = get_actor(citra.id, at)
    wanted = Wanted("units", None, "nothing")
    waiting, _ = actions.send(wanted, note="", form_key="panggung-2", by=officer, at=at)
    return {"reminder_told": str(told.id), "reminder_waiting": str(waiting.id)}
