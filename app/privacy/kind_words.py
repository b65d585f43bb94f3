"""The kinds of data in the words of who looks after them, where a title speaks to the person."""

from flask_babel import lazy_gettext

from app.kit.personal import Kind

OF_THEM = {
    "accounts.person": lazy_gettext("Account"),
    "accounts.numbers": lazy_gettext("NIP"),
    "accounts.roles": lazy_gettext("Roles"),
    "accounts.sessions": lazy_gettext("Sign-ins"),
    "audit.views": lazy_gettext("Who looked at the record"),
    "audit.looked_at": lazy_gettext("Whose records the person looked at"),
    "audit.about": lazy_gettext("What was done to the data"),
    "audit.by": lazy_gettext("What the person did"),
    "assignments.assigned": lazy_gettext("Assigned or recommended courses"),
    "certificates.certificates": lazy_gettext("Certificates"),
    "handbook.hints": lazy_gettext("Hints put away"),
    "jobs.jobs": lazy_gettext("Long work that was started"),
    "learning.enrolments": lazy_gettext("Courses begun"),
    "learning.modules": lazy_gettext("Modules finished"),
    "learning.completions": lazy_gettext("Courses completed"),
    "learning.overrides": lazy_gettext("Other terms for quizzes"),
    "surveys.participations": lazy_gettext("Surveys answered"),
    "library.authorships": lazy_gettext("Courses that the person writes"),
    "library.versions": lazy_gettext("Versions published"),
    "notifications.deliveries": lazy_gettext("Mails to the person"),
    "notifications.hours": lazy_gettext("Hours for mail"),
    "notifications.choices": lazy_gettext("About what mail is wanted"),
    "org.posts": lazy_gettext("Posts"),
    "org.heads": lazy_gettext("Units led"),
    "org.merit": lazy_gettext("Education, performance and discipline"),
    "org.supervisors": lazy_gettext("Supervisors set by hand"),
    "privacy.corrections": lazy_gettext("Correction requests"),
    "quizzes.attempts": lazy_gettext("Attempts"),
    "quizzes.answers": lazy_gettext("Answers"),
    "quizzes.tries": lazy_gettext("Answers checked while learning"),
    "quizzes.marks": lazy_gettext("Points given by hand"),
    "quizzes.events": lazy_gettext("What happened to the attempts"),
    "records.activities": lazy_gettext("Training record"),
    "records.files": lazy_gettext("Files that prove trainings"),
    "records.decisions": lazy_gettext("Decisions on trainings"),
    "records.statements": lazy_gettext("Statements of the record"),
    "records.shares": lazy_gettext("Links to the record"),
    "coaching.received": lazy_gettext("Sessions as the one coached"),
    "coaching.given": lazy_gettext("Sessions as the coach"),
    "reminders.received": lazy_gettext("Reminders of JP"),
    "reminders.given": lazy_gettext("Reminders that the person sent"),
    "staffing.rows": lazy_gettext("What staff lists said"),
}


def title_of(kind: Kind) -> str:
    return str(OF_THEM.get(kind.code, kind.title))
