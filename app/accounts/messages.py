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
    "sso.down": lazy_gettext(
        "%(name)s does not answer at the moment. Try again in a few minutes; if it stays, tell "
        "the administrator."
    ),
    "sso.cancelled": lazy_gettext(
        "Signing in with %(name)s was cancelled. Nothing was changed; try again whenever you like."
    ),
    "sso.refused": lazy_gettext(
        "%(name)s did not sign you in. Try once more; if it stays, tell the administrator."
    ),
    "sso.untrusted": lazy_gettext(
        "The answer of %(name)s could not be verified, so nobody was signed in. Try once more; if "
        "it stays, tell the administrator."
    ),
    "sso.expired": lazy_gettext(
        "That took too long or was begun in another browser. Sign in with %(name)s once more."
    ),
    "sso.unknown": lazy_gettext(
        "%(name)s knows you, but no account here has your NIP or your confirmed e-mail address. "
        "Ask the training officer of your agency to check both."
    ),
    "sso.closed": lazy_gettext(
        "Your account here is closed. If you still work for the agency, ask its training officer."
    ),
    "sso.other-account": lazy_gettext(
        "The account here with your NIP or e-mail address is linked with another account at "
        "%(name)s. Sign in with that one, or ask the administrator to remove the link."
    ),
    "person.name": lazy_gettext("A person needs a name of at most 200 signs."),
    "person.number-taken": lazy_gettext("Somebody else already has the NIP %(number)s."),
    "person.help": lazy_gettext(
        "The role of this person has changed, so somebody else has to help them to sign in."
    ),
    "person.gone": lazy_gettext("This account is no longer active."),
    "role.held": lazy_gettext("This role is already held then. End it first."),
    "role.scope": lazy_gettext("Only the role of a training officer can be held for a unit."),
    "role.last-admin": lazy_gettext(
        "Nobody else is an administrator without an end. Give somebody else the role first."
    ),
    "person.role": lazy_gettext("“%(role)s” is not a role; known are %(roles)s."),
}
