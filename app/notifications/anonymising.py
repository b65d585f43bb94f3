"""What somebody was told, and by mail, goes with their name."""

from sqlalchemy import delete, select

from app.db import db
from app.notifications.ageing import remove_notices
from app.notifications.models import MailChoice, MailHours, Notice


def anonymise(person_id: int) -> None:
    told = select(Notice.id).where(Notice.person_id == person_id)
    remove_notices(list(db.session.scalars(told)))
    for model in (MailHours, MailChoice):
        db.session.execute(delete(model).where(model.person_id == person_id))
