"""The only traffic upwards: who listens to what, in which order (same transaction, no answers), and
who does which kind of job."""

from collections.abc import Mapping

from app.accounts.events import (
    DeviceTokenReused,
    EmailChanged,
    IdentityLinked,
    LinkAskedFor,
    PasswordChanged,
    SecondFactorRemoved,
    SecondFactorSetUp,
)
from app.accounts.queries import find_actor
from app.admin import tasks as audit
from app.certificates import actions as certificates
from app.certificates import tasks as papers
from app.certificates.events import CertificateIssued
from app.jobs.kinds import FindActor, Kind
from app.kit.events import Listeners
from app.learning import actions as learning
from app.learning.events import CourseCompleted
from app.notifications import password_links
from app.notifications import sign_in as sign_in_notices
from app.org import tasks as letters
from app.quizzes import tasks as quizzes
from app.quizzes.events import AttemptGraded
from app.records import actions as records
from app.staffing import tasks as staffing
from app.studio import tasks as studio

JOBS: Mapping[str, Kind] = {
    "audit.export": audit.EXPORT,
    "certificates.approval": papers.APPROVAL,
    "certificates.papers": papers.PAPERS,
    "org.letters": letters.LETTERS,
    "quizzes.export": quizzes.EXPORT,
    "quizzes.export-with-numbers": quizzes.EXPORT_WITH_NUMBERS,
    "staffing.application": staffing.APPLICATION,
    "staffing.check": staffing.CHECK,
    "staffing.export": staffing.EXPORT,
    "staffing.report": staffing.REPORT,
    "studio.check": studio.CHECK,
    "studio.publication": studio.PUBLICATION,
}

FIND_ACTOR: FindActor = find_actor

LISTENERS: Listeners = {
    AttemptGraded: (learning.on_attempt_graded,),
    # The entry first, so that a certificate that is issued at once finds it.
    CourseCompleted: (records.on_course_completed, certificates.on_course_completed),
    CertificateIssued: (records.on_certificate_issued,),
    DeviceTokenReused: (sign_in_notices.on_device_token_reused,),
    EmailChanged: (sign_in_notices.on_email_changed,),
    IdentityLinked: (sign_in_notices.on_identity_linked,),
    LinkAskedFor: (password_links.on_link_asked_for,),
    PasswordChanged: (sign_in_notices.on_password_changed,),
    SecondFactorSetUp: (sign_in_notices.on_second_factor_set_up,),
    SecondFactorRemoved: (sign_in_notices.on_second_factor_removed,),
}
