"""Which background work comes round when; hours, where one is named, are UTC."""

from huey import crontab

from app.audit import tasks as audit
from app.jobs import tasks as jobs
from app.jobs.queue import Schedule
from app.quizzes import tasks as quizzes
from app.staffing import tasks as staffing
from app.studio import tasks as studio

SCHEDULE: Schedule = {
    quizzes.close_due_attempts: crontab(minute="*"),
    audit.seal: crontab(minute="*"),
    jobs.show_life: crontab(minute="*"),
    jobs.remove_old: crontab(minute="20"),
    studio.sweep_drafts: crontab(minute="40"),
    staffing.remove_old: crontab(minute="50", hour="18"),
}
