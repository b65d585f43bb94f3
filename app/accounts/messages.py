"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "person.email": lazy_gettext("“%(email)s” is not an e-mail address."),
    "person.email-taken": lazy_gettext("Somebody else already has the address %(email)s."),
    "person.password-short": lazy_gettext("A password needs at least %(length)s signs."),
    "person.password-long": lazy_gettext("A password has at most %(length)s signs."),
    "person.password-weak-own": lazy_gettext(
        "This password holds your name, your e-mail address, your NIP or a word that everyone "
        "here thinks of first. Choose words that have nothing to do with you or your work."
    ),
    "person.password-weak-repeat": lazy_gettext(
        "This password repeats the same signs. Put several different words in a row."
    ),
    "person.password-weak-sequence": lazy_gettext(
        "This password follows a row such as abc or 123. Put several different words in a row."
    ),
    "person.password-weak-keyboard": lazy_gettext(
        "This password follows the keys of the keyboard. Put several different words in a row."
    ),
    "person.password-weak-date": lazy_gettext(
        "This password is little more than a date. Put several different words in a row."
    ),
    "person.password-weak-common": lazy_gettext(
        "This password is used by many people and is among the first that are tried. Put several "
        "words in a row that do not belong together."
    ),
    "person.password-weak-short": lazy_gettext(
        "This password is too easy to guess. Add one or two words that do not belong together."
    ),
    "person.name": lazy_gettext("A person needs a name of at most 200 signs."),
    "person.number-taken": lazy_gettext("Somebody else already has the NIP %(number)s."),
    "person.role": lazy_gettext("“%(role)s” is not a role; known are %(roles)s."),
}
