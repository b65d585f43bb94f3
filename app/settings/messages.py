"""Words of this feature's error codes."""

from flask_babel import lazy_gettext

MESSAGES = {
    "settings.settled": lazy_gettext(
        "The operator has settled this with %(variable)s. To change it here, that variable has to "
        "be removed first."
    ),
    "settings.idle-longer": lazy_gettext(
        "The hours without a page (%(idle)s) may not be more than those in any case (%(session)s)."
    ),
    "brand.accent": lazy_gettext(
        "This colour is too light or too dark to be seen in both themes. The nearest that passes "
        "is %(nearest)s."
    ),
    "brand.logo": lazy_gettext("This is neither a PNG nor a JPEG. Save the logo as PNG."),
    "brand.logo-heavy": lazy_gettext("This file is larger than 2 MB. Save the logo smaller."),
    "brand.logo-large": lazy_gettext(
        "This picture has too many pixels. Save it smaller, for example 480 pixels wide."
    ),
}
