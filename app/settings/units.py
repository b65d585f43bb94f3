"""Numbers with their unit, in the reader's language."""

from flask_babel import ngettext

MEGABYTE = 1024 * 1024


def hours(count: int) -> str:
    return str(ngettext("%(num)d hour", "%(num)d hours", count))


def days(count: int) -> str:
    return str(ngettext("%(num)d day", "%(num)d days", count))


def years(count: int) -> str:
    return str(ngettext("%(num)d year", "%(num)d years", count))


def megabytes(count: int) -> str:
    return f"{count} MB"


def clock(count: int) -> str:
    """A full hour of the day."""
    return str(ngettext("%(num)d o'clock", "%(num)d o'clock", count))
