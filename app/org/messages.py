"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "person.anonymised": lazy_gettext(
        "The name was taken away for good. Whoever comes back gets a new account."
    ),
    "post.own-supervisor": lazy_gettext("%(name)s cannot be their own supervisor."),
    "supervisor.ring": lazy_gettext(
        "By hand, %(name)s already stands below %(person)s at that time: nobody supervises those "
        "who supervise them. End that first."
    ),
    "unit.same-place": lazy_gettext("“%(name)s” already stands there. Choose another place."),
    "post.same": lazy_gettext("%(name)s has had exactly this main post since %(day)s."),
    "post.same-time": lazy_gettext("%(name)s already has this post at that time."),
    "post.elsewhere": lazy_gettext(
        "%(name)s has a main post, now or to come, in a unit that you do not look after. Ask the "
        "training officer there to end it."
    ),
    "post.no-main": lazy_gettext("%(name)s has no main post yet. Give one first."),
    "post.ends-early": lazy_gettext("It began on %(day)s and cannot end before."),
    "post.left": lazy_gettext("The account of %(name)s is deactivated. Open it again first."),
    "period.later": lazy_gettext(
        "What holds now began on %(day)s. Choose that day or a later one."
    ),
    "period.planned": lazy_gettext(
        "Something else is planned from %(day)s on. Choose that day or a later one, or cancel "
        "the plan first."
    ),
    "period.begun": lazy_gettext("It began on %(day)s and belongs to the history. End it instead."),
    "leaving.begun": lazy_gettext(
        "%(name)s has had a post, a unit to lead or a supervisor by hand since %(day)s; choose "
        "that day or a later one."
    ),
    "head.until": lazy_gettext(
        "Somebody holds this until %(day)s. Choose a later day, or end that first."
    ),
    "unit.closed": lazy_gettext("“%(name)s” was closed on %(day)s. Choose another unit."),
    "unit.later": lazy_gettext(
        "The unit “%(name)s” exists since %(day)s. Choose that day or a later one."
    ),
    "unit.closed-itself": lazy_gettext("“%(name)s” was closed on %(day)s; it changes no more."),
    "unit.code-taken": lazy_gettext("Another unit of the agency has the code “%(taken)s”."),
    "unit.other-agency": lazy_gettext("“%(name)s” belongs to another agency."),
    "unit.within-itself": lazy_gettext(
        "“%(name)s” cannot stand below itself or below one of its own units."
    ),
    "unit.too-deep": lazy_gettext(
        "Units may be %(deepest)s levels deep, no more. Choose a place higher up."
    ),
    "unit.not-empty": lazy_gettext(
        "After that day it still has people (%(people)s) or units below it (%(units)s). "
        "Move them first."
    ),
    "nip.rounded": lazy_gettext(
        "A spreadsheet has rounded this NIP: its last three digits are lost. Take it from the "
        "letter of appointment, and format the column as text before typing it."
    ),
    "nip.length": lazy_gettext("A NIP has 18 digits."),
    "nip.birth-date": lazy_gettext(
        "The first eight digits of a NIP are the birth date, year first. This day does not exist."
    ),
    "nip.future": lazy_gettext(
        "The first eight digits of a NIP are the birth date, year first. This day lies ahead."
    ),
    "nip.former": lazy_gettext("%(name)s had this NIP before. Type the new one."),
    "nip.appointed-later": lazy_gettext(
        "Digits 9 to 12 of a NIP are the year of appointment. This year lies ahead."
    ),
    "nip.appointment": lazy_gettext(
        "Digits 13 and 14 of a NIP are a month from 01 to 12 (PNS) or a contract code from 20 on "
        "(PPPK)."
    ),
    "nip.sex": lazy_gettext("Digit 15 of a NIP is 1 for a man or 2 for a woman."),
    "letters.no-passwords": lazy_gettext(
        "No letters were made: passwords have been turned off, and everybody signs in elsewhere."
    ),
    "letters.nobody": lazy_gettext(
        "No letters were made: everybody has chosen a password since, or is no longer yours to "
        "help."
    ),
    "agency.taken": lazy_gettext("There is already an agency called “%(name)s”."),
    "position.taken": lazy_gettext("The agency already has a position called “%(title)s”."),
    "agency.time-zone": lazy_gettext(
        "“%(time_zone)s” is not a time zone; Indonesia's are Asia/Jakarta, Asia/Makassar "
        "and Asia/Jayapura."
    ),
}
