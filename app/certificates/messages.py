"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "certificate.approved": lazy_gettext("Certificates issued: %(count)s."),
    "certificate.partly-approved": lazy_gettext(
        "%(issued)s issued, %(refused)s could not be approved yet"
    ),
    "certificate.failed": lazy_gettext(
        "Something went wrong on our side with this request, and it still waits. Approve it once "
        "more; if it fails again, tell the administrator."
    ),
    "certificate.exists": lazy_gettext(
        "%(name)s already holds a valid certificate of this course. Revoke it first if it is wrong."
    ),
    "certificate.own": lazy_gettext(
        "Your own certificate is for another training officer to decide."
    ),
    "certificate.no-signatory": lazy_gettext(
        "%(agency)s has not named who signs. Fill that in under Numbers and signatories first."
    ),
    "certificate.no-post": lazy_gettext(
        "%(name)s has no post on that day, so no agency can sign. Enter the post first."
    ),
}
