"""What a learner is told about a course."""

from datetime import datetime

from app.library.models import CourseVersion
from app.notifications.actions import notify

COMPLETED = "learning.completed"


def tell_completed(
    person_id: int, version: CourseVersion, *, completion_id: int, at: datetime
) -> None:
    params = {"course": {"title": version.title, "lang": version.lang}}
    notify(person_id, kind=COMPLETED, key=str(completion_id), params=params, at=at)
