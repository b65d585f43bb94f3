"""Jobs go with the name of who started them; their files follow within the hour."""

from sqlalchemy import delete

from app.db import db
from app.jobs.models import Job


def anonymise(person_id: int) -> None:
    db.session.execute(delete(Job).where(Job.person_id == person_id))
