"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "person.email": lazy_gettext("“%(email)s” is not an e-mail address."),
    "person.email-taken": lazy_gettext("Somebody else already has the address %(email)s."),
    "person.password-short": lazy_gettext("A password needs at least %(length)s signs."),
    "person.password-long": lazy_gettext("A password has at most %(length)s signs."),
    "person.name": lazy_gettext("A person needs a name of at most 200 signs."),
    "person.number-taken": lazy_gettext("Somebody else already has the NIP %(number)s."),
    "person.role": lazy_gettext("“%(role)s” is not a role; known are %(roles)s."),
}
