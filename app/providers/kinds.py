"""Words for the kinds of providers."""

from flask_babel import lazy_gettext

KINDS = {
    "own": lazy_gettext("Own unit"),
    "government": lazy_gettext("Government"),
    "university": lazy_gettext("University"),
    "company": lazy_gettext("Company"),
    "association": lazy_gettext("Association"),
    "other": lazy_gettext("Other"),
}
