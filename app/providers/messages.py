"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {"provider.known": lazy_gettext("This provider is in the register already.")}
