"""Which background work comes round when; hours, where one is named, are UTC."""

from huey import crontab

from app.assignments import tasks as assignments
from app.audit import tasks as audit
from app.ip_asn import tasks as ip_asn
from app.jobs import tasks as jobs
from app.jobs.queue import Schedule
from app.privacy import tasks as privacy
from app.quizzes import tasks as quizzes
from app.records import tasks as records
from app.reminders import tasks as reminders
from app.staffing import tasks as staffing
from app.studio import tasks as studio

SCHEDULE: Schedule = {
    quizzes.close_due_attempts: crontab(minute="*"),
    audit.seal: crontab(minute="*"),
    assignments.tell_assigned: crontab(minute="*"),
    reminders.tell_reminded: crontab(minute="*"),
    assignments.give_to_newcomers: crontab(minute="10"),
    assignments.remind: crontab(minute="15"),
    jobs.show_life: crontab(minute="*"),
    jobs.remove_files: crontab(minute="20"),
    studio.sweep_drafts: crontab(minute="40"),
    records.remove_unclaimed_evidence: crontab(minute="45", hour="18"),
    ip_asn.forget_discipline: crontab(minute="55", hour="18"),
    staffing.remove_old: crontab(minute="50", hour="18"),
    # What one turn leaves the next ones do; when all is done they do nothing.
    privacy.purge: crontab(minute="5,25,45", hour="19-21"),
}
