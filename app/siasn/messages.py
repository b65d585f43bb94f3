"""Words of this feature: its error codes, and what keeps an entry back with what to do about it."""

from flask_babel import gettext, lazy_gettext

from app.siasn.answers import Comparison, listed

MESSAGES = {
    "siasn.nothing-ready": lazy_gettext(
        "Nothing is ready for a batch: every entry is in one already, or something is missing."
    ),
    "siasn.changed": lazy_gettext(
        "Somebody has sent this batch or taken it apart meanwhile. Look at it again."
    ),
    "siasn.not-sent": lazy_gettext("Say first that the batch was sent; then enter the answer."),
    "siasn.in-another": lazy_gettext(
        "This entry has gone in batch %(number)s of %(year)s since it was refused. Enter the "
        "answer there."
    ),
    "siasn.answer-columns": lazy_gettext(
        "The file lacks columns: %(columns)s. Take the batch's own file, add “Status” and "
        "“Keterangan”, and send that."
    ),
    "siasn.answer-rows": lazy_gettext(
        "Nothing was taken over. In these rows the status is neither “diterima” nor “ditolak”, or "
        "the reason is missing: %(rows)s. Mend them and send the file again."
    ),
}

FAULTS = {
    "no-nip": (
        lazy_gettext("The employee has no NIP"),
        lazy_gettext("Enter it on the employee's page, or with the staff import."),
    ),
    "no-number": (
        lazy_gettext("No certificate number"),
        lazy_gettext(
            "Of a training elsewhere take the verification back, so that its owner adds it. A "
            "course without a certificate and a coaching session have none: they stay here, and "
            "nothing has to be done."
        ),
    ),
    "revoked": (
        lazy_gettext("The certificate was revoked"),
        lazy_gettext("It is handed over once there is a valid one."),
    ),
    "no-provider": (
        lazy_gettext("No organiser"),
        lazy_gettext("Take the verification back, so that its owner adds it."),
    ),
    "long-title": (
        lazy_gettext("The title is too long"),
        lazy_gettext(
            "SIASN takes 255 characters. Take the verification back, so that its owner shortens it."
        ),
    ),
    "no-hours": (
        lazy_gettext("Less than one hour"),
        lazy_gettext("SIASN takes whole hours only; nothing has to be done."),
    ),
    "not-over": (
        lazy_gettext("It ends in the future"),
        lazy_gettext("It is handed over once it has ended."),
    ),
}


def not_taken(found: Comparison) -> list[str]:
    """Sentences about the rows of an answer that are left as they are."""
    said = []
    if found.unmatched:
        rows = listed(found.unmatched)
        said.append(gettext("These rows fit no entry of the batch: %(rows)s.", rows=rows))
    if found.several:
        rows = listed(found.several)
        said.append(
            gettext(
                "These rows fit more than one entry; enter their answers in the list: %(rows)s.",
                rows=rows,
            )
        )
    if found.differing:
        rows = listed(found.differing)
        said.append(
            gettext(
                "The entries of these rows have another answer already, which stays: %(rows)s.",
                rows=rows,
            )
        )
    return said
