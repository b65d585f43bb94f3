"""Words of this feature's codes: what is wrong with a file or a row, and what to do about it."""

from flask_babel import lazy_gettext

from app.org.merit_words import EDUCATIONS, PERFORMANCES

MESSAGES = {
    "staffing.file-kind": lazy_gettext(
        "This is neither XLSX nor CSV. Save the list as XLSX in your spreadsheet and choose that "
        "file."
    ),
    "staffing.file-large": lazy_gettext(
        "The file is too large. Leave out pictures and other sheets, or split the list."
    ),
    "staffing.file-broken": lazy_gettext(
        "The file cannot be read. Open it in your spreadsheet, save it anew as XLSX and upload "
        "that."
    ),
    "staffing.file-wide": lazy_gettext(
        "A row of the file has thousands of cells. Leave out the columns that are not needed."
    ),
    "staffing.file-empty": lazy_gettext("The first sheet of the file is empty."),
    "staffing.file-rows": lazy_gettext(
        "The file has more than %(most)s rows. Split it into several files."
    ),
    "staffing.gone": lazy_gettext("This import was discarded."),
    "staffing.applied": lazy_gettext("This import has been applied already."),
    "staffing.not-open": lazy_gettext(
        "This import is being checked, or has been applied already. Look at its page."
    ),
    "staffing.names-leaver": lazy_gettext(
        "A staff list that is not applied yet names this person, or one is just being checked. "
        "Apply or discard it first."
    ),
    "staffing.unidentified": lazy_gettext(
        "Some rows with faults do not tell whom they are about, so nobody knows who is really "
        "missing. Mend them and upload the file anew, or import without deactivating anyone."
    ),
    "staffing.columns-unknown": lazy_gettext(
        "Not all columns were recognised. Say below what they hold."
    ),
    "staffing.done": lazy_gettext(
        "Imported: %(new)s new, %(changed)s changed, %(left)s deactivated."
    ),
    "staffing.left-out": lazy_gettext(
        "%(count)s rows were left out, because somebody changed the same people meanwhile. Upload "
        "the file once more to see what is still to do."
    ),
    # Of rows
    "staffing.cell-failed": lazy_gettext(
        "The formula in this cell failed. Mend it, or write its value in its place."
    ),
    "staffing.person-twice": lazy_gettext(
        "Row %(row)s is about the same person. Find out which is right, and delete the other."
    ),
    "staffing.nip-missing": lazy_gettext("The NIP is missing. Enter its 18 digits."),
    "staffing.nip-length": lazy_gettext(
        "A NIP has 18 digits, this one has %(digits)s. Copy it from the letter of appointment."
    ),
    "staffing.nip-letters": lazy_gettext(
        "A NIP has digits alone. Look for a letter O in place of a zero, or an l in place of a one."
    ),
    "staffing.nip-twice": lazy_gettext(
        "Row %(row)s has the same NIP. Find out whose it is, and delete or mend the other row."
    ),
    "staffing.nip-former": lazy_gettext(
        "%(name)s had this NIP earlier. Enter the number of the present contract."
    ),
    "staffing.nip-elsewhere": lazy_gettext(
        "%(name)s has this NIP and works for another agency. End that post on their page first."
    ),
    "staffing.name-missing": lazy_gettext("The name is missing. Enter it."),
    "staffing.text-long": lazy_gettext("Longer than %(longest)s signs. Shorten it."),
    "staffing.email-missing": lazy_gettext(
        "Somebody new needs an e-mail address: with it they sign in. Enter it."
    ),
    "staffing.email-invalid": lazy_gettext(
        "This is not an e-mail address. Write it like name@city.go.id, without blanks."
    ),
    "staffing.email-twice": lazy_gettext(
        "Row %(row)s has the same e-mail address. Everyone needs an own one."
    ),
    "staffing.email-taken": lazy_gettext(
        "%(name)s has this address, with another NIP. Check the NIP and the address."
    ),
    "staffing.email-protected": lazy_gettext(
        "%(name)s is an administrator, whose address is not changed by an import. Leave the cell "
        "empty."
    ),
    "staffing.unit-missing": lazy_gettext("Somebody new needs a unit. Enter its code."),
    "staffing.unit-unknown": lazy_gettext(
        "The agency has no such unit. Check the code; for a unit that is to be made, also enter "
        "its name and the code of the unit above."
    ),
    "staffing.unit-closed": lazy_gettext(
        "This unit was closed. Enter the code of the unit that took its place."
    ),
    "staffing.unit-later": lazy_gettext(
        "This unit began later. Enter the day on which it began, or a later one, under TMT."
    ),
    "staffing.unit-parents": lazy_gettext(
        "The file names different units above this new one. Enter the same code in all its rows."
    ),
    "staffing.unit-parent-unknown": lazy_gettext(
        "The unit above this new one is not known, or closed. Check its code."
    ),
    "staffing.unit-deep": lazy_gettext(
        "Units may be six levels deep. Choose a unit above that stands higher."
    ),
    "staffing.unit-name-missing": lazy_gettext("A new unit needs a name. Enter it."),
    "staffing.position-missing": lazy_gettext("Somebody new needs a position. Enter it."),
    "staffing.grade-alone": lazy_gettext("A grade alone changes nothing. Enter the position, too."),
    "staffing.type-unknown": lazy_gettext("Write PNS or PPPK, or leave the cell empty."),
    "staffing.type-differs": lazy_gettext(
        "By the NIP this is a %(kind)s. Check the NIP and the type."
    ),
    "staffing.date-unreadable": lazy_gettext(
        "This is not a day. Write it like 31-12-2025 or 2025-12-31."
    ),
    "staffing.date-year": lazy_gettext("Check the year of this day."),
    "staffing.date-before-birth": lazy_gettext(
        "This day is not after the birth date. Check the year of both."
    ),
    "staffing.birth-date-differs": lazy_gettext(
        "The NIP begins with another birth date, %(nip)s. Check which of the two is right."
    ),
    "staffing.since-early": lazy_gettext(
        "What Lentera holds began on %(day)s. Enter that day or a later one."
    ),
    "staffing.since-held": lazy_gettext(
        "The post that Lentera holds has %(day)s as its last day. Enter a later day, or change "
        "that post on the person's page."
    ),
    "staffing.education-unknown": lazy_gettext(
        "This names no level of education. Begin with S-3, S-2, S-1, Diploma IV to Diploma I, SLTA "
        "or SLTP, or leave the cell empty."
    ),
    "staffing.performance-unknown": lazy_gettext(
        "This is no predicate. Write Sangat Baik, Baik, Butuh Perbaikan, Kurang or Sangat Kurang, "
        "or leave the cell empty."
    ),
    "staffing.status-unknown": lazy_gettext("Write aktif or keluar, or leave the cell empty."),
    "staffing.leaver-protected": lazy_gettext(
        "Administrators and you yourself are not deactivated by an import. Do it on the person's "
        "page."
    ),
    "staffing.leaver-unknown": lazy_gettext(
        "Nobody in Lentera has this NIP. Check it; delete the row if they never had an account."
    ),
    "staffing.leaver-applies": lazy_gettext(
        "This is who did the import, and nobody deactivates themselves. Another officer does it."
    ),
    "staffing.return-protected": lazy_gettext(
        "This is an administrator who was deactivated, and no import opens that account again. An "
        "administrator does it on the person's page."
    ),
    "staffing.leaves-later": lazy_gettext(
        "This day lies ahead. Import who leaves on that day or later."
    ),
}

FIELD_NAMES = {
    "nip": "NIP",
    "name": lazy_gettext("Name"),
    "email": lazy_gettext("E-mail"),
    "unit": lazy_gettext("Code of unit"),
    "unit_name": lazy_gettext("Name of unit"),
    "parent": lazy_gettext("Code of the unit above"),
    "position": lazy_gettext("Position"),
    "grade": lazy_gettext("Grade"),
    "rank": lazy_gettext("Rank"),
    "type": lazy_gettext("Employment type"),
    "since": lazy_gettext("Date from which (TMT)"),
    "birth_place": lazy_gettext("Birth place"),
    "birth_date": lazy_gettext("Birth date"),
    "education": lazy_gettext("Education"),
    "performance": lazy_gettext("Performance of last year"),
    "status": lazy_gettext("State"),
}
STATE_NAMES = {
    "new": lazy_gettext("New"),
    "changed": lazy_gettext("Changed"),
    "unchanged": lazy_gettext("Unchanged"),
    "error": lazy_gettext("With faults"),
    "leaving": lazy_gettext("Leaving"),
    "missing": lazy_gettext("Missing in the file"),
    "outdated": lazy_gettext("Changed meanwhile"),
}
VALUE_NAMES = {
    **EDUCATIONS,
    **PERFORMANCES,
    "pns": "PNS",
    "pppk": "PPPK",
    "left": lazy_gettext("deactivated"),
    "active": lazy_gettext("active"),
}
