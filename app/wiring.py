"""The only traffic upwards: who listens to what, in which order (same transaction, no answers), and
who does which kind of job."""

from collections.abc import Mapping

from app.accounts import ageing as accounts_ageing
from app.accounts import anonymising as accounts_names
from app.accounts import own_data as accounts_data
from app.accounts.events import (
    DeviceTokenReused,
    EmailsChanged,
    IdentityLinked,
    LinkAskedFor,
    PasswordChanged,
    SecondFactorRemoved,
    SecondFactorSetUp,
)
from app.accounts.queries import find_actor
from app.admin import tasks as audit
from app.assignments import anonymising as assignments_names
from app.assignments import own_data as assignments_data
from app.assignments import tasks as assignments
from app.certificates import actions as certificates
from app.certificates import anonymising as certificates_names
from app.certificates import own_data as certificates_data
from app.certificates import tasks as papers
from app.certificates.events import CertificateIssued
from app.coaching import anonymising as coaching_names
from app.coaching import own_data as coaching_data
from app.handbook import anonymising as handbook_names
from app.handbook import own_data as handbook_data
from app.jobs import ageing as jobs_ageing
from app.jobs import anonymising as jobs_names
from app.jobs import own_data as jobs_data
from app.jobs.kinds import FindActor, Kind
from app.kit.events import Listeners
from app.learning import actions as learning
from app.learning import anonymising as learning_names
from app.learning import own_data as learning_data
from app.learning.events import CourseCompleted
from app.library import own_data as library_data
from app.notifications import ageing as notifications_ageing
from app.notifications import anonymising as notifications_names
from app.notifications import own_data as notifications_data
from app.notifications import password_links
from app.notifications import sign_in as sign_in_notices
from app.org import anonymising as org_names
from app.org import own_data as org_data
from app.org import tasks as letters
from app.privacy import affected_export as privacy_affected
from app.privacy import ageing as privacy_ageing
from app.privacy import anonymising as privacy_names
from app.privacy import own_data as privacy_data
from app.privacy import tasks as privacy
from app.privacy.registry import Registry
from app.quizzes import anonymising as quizzes_names
from app.quizzes import own_data as quizzes_data
from app.quizzes import tasks as quizzes
from app.quizzes.events import AttemptGraded
from app.records import actions as records
from app.records import anonymising as records_names
from app.records import own_data as records_data
from app.records import tasks as ledger
from app.reminders import anonymising as reminders_names
from app.reminders import own_data as reminders_data
from app.reports import tasks as reports
from app.siasn import anonymising as siasn_names
from app.siasn import own_data as siasn_data
from app.siasn import tasks as siasn
from app.staffing import ageing as staffing_ageing
from app.staffing import anonymising as staffing_names
from app.staffing import own_data as staffing_data
from app.staffing import tasks as staffing
from app.studio import own_data as studio_data
from app.studio import tasks as studio

JOBS: Mapping[str, Kind] = {
    "assignments.export": assignments.EXPORT,
    "audit.export": audit.EXPORT,
    "certificates.approval": papers.APPROVAL,
    "certificates.papers": papers.PAPERS,
    "org.letters": letters.LETTERS,
    "privacy.affected": privacy_affected.EXPORT,
    "privacy.own-data": privacy.OWN_DATA,
    "quizzes.export": quizzes.EXPORT,
    "quizzes.export-with-numbers": quizzes.EXPORT_WITH_NUMBERS,
    "records.preview": ledger.PREVIEW,
    "records.recomputation": ledger.RECOMPUTATION,
    "reports.export-people": reports.EXPORT,
    "siasn.export": siasn.EXPORT,
    "siasn.faulty": siasn.FAULTY,
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
    EmailsChanged: (sign_in_notices.on_emails_changed,),
    IdentityLinked: (sign_in_notices.on_identity_linked,),
    LinkAskedFor: (password_links.on_link_asked_for,),
    PasswordChanged: (sign_in_notices.on_password_changed,),
    SecondFactorSetUp: (sign_in_notices.on_second_factor_set_up,),
    SecondFactorRemoved: (sign_in_notices.on_second_factor_removed,),
}

# What is kept about people, in the order in which they read it.
PRIVACY = Registry(
    kinds=(
        *accounts_data.KINDS,
        *org_data.KINDS,
        *learning_data.KINDS,
        *assignments_data.KINDS,
        *quizzes_data.KINDS,
        *certificates_data.KINDS,
        *records_data.KINDS,
        *siasn_data.KINDS,
        *coaching_data.KINDS,
        *reminders_data.KINDS,
        *library_data.KINDS,
        *studio_data.KINDS,
        *notifications_data.KINDS,
        *handbook_data.KINDS,
        *jobs_data.KINDS,
        *staffing_data.KINDS,
        *privacy_data.KINDS,
    ),
    rules=(
        *accounts_ageing.RULES,
        *notifications_ageing.RULES,
        *jobs_ageing.RULES,
        *staffing_ageing.RULES,
        *privacy_ageing.RULES,
    ),
    anonymise=(
        # By their numbers, which go with the account.
        staffing_names.anonymise,
        notifications_names.anonymise,
        handbook_names.anonymise,
        jobs_names.anonymise,
        org_names.anonymise,
        learning_names.anonymise,
        assignments_names.anonymise,
        quizzes_names.anonymise,
        certificates_names.anonymise,
        records_names.anonymise,
        siasn_names.anonymise,
        coaching_names.anonymise,
        reminders_names.anonymise,
        privacy_names.anonymise,
        accounts_names.anonymise,
    ),
)
