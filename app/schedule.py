"""Which background work comes round when; hours, where one is named, are UTC."""

from huey import crontab

from app.jobs.queue import Schedule
from app.quizzes import tasks as quizzes

SCHEDULE: Schedule = {
    quizzes.close_due_attempts: crontab(minute="*"),
}
