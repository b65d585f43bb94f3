"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "ip-asn.same-day": lazy_gettext(
        "Weights begin on that day already. Withdraw those first, or choose another day."
    ),
    "ip-asn.begun": lazy_gettext(
        "These weights hold already, so they stay. Enter new ones to replace them."
    ),
}
