"""Who listens to what, in which order: the only traffic upwards. Same transaction, no answers."""

from app.certificates import actions as certificates
from app.certificates.events import CertificateIssued
from app.kit.events import Listeners
from app.learning import actions as learning
from app.learning.events import CourseCompleted
from app.quizzes.events import AttemptGraded
from app.records import actions as records

LISTENERS: Listeners = {
    AttemptGraded: (learning.on_attempt_graded,),
    # The entry first, so that a certificate that is issued at once finds it.
    CourseCompleted: (records.on_course_completed, certificates.on_course_completed),
    CertificateIssued: (records.on_certificate_issued,),
}
