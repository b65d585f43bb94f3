"""Why other hours count than an entry has, as plain text: what `_reason.html` says on pages.

Reasons as `plain_reason` tells them, also those of a paper that was issued long ago.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from app.web.filters import day, number

STATES = {
    "draft": lazy_gettext("draft"),
    "proposed": lazy_gettext("waiting for a decision"),
    "returned": lazy_gettext("returned to you"),
    "rejected": lazy_gettext("rejected"),
    "verified": lazy_gettext("verified"),
}


def reason_text(reason: Mapping[str, Any], form: str) -> str:
    """`form`: what the form of training is called."""
    days = [date.fromisoformat(one) for one in reason["days"]]
    if reason["kind"] == "abroad":
        facts = {"raw": _amount(reason["jp_of"]), "worth": _amount(reason["jp_counted"])}
        return str(gettext("Abroad: %(raw)s JP are worth %(worth)s.", **facts))
    cut = _cut_text(reason["kind"], _facts(reason, form))
    if len(days) == 1:
        return f"{day(days[0])}: {cut}"
    count = ngettext("%(num)d day:", "%(num)d days:", len(days))
    return f"{count} {cut}"


def _facts(reason: Mapping[str, Any], form: str) -> dict[str, str]:
    raw, credited = _amount(reason["jp_of"]), _amount(reason["jp_counted"])
    facts = {"form": form, "raw": raw, "credited": credited}
    if reason["limit"] is None or reason["rule_since"] is None:
        return facts
    since = day(date.fromisoformat(reason["rule_since"]))
    return {**facts, "limit": _amount(reason["limit"]), "since": since}


def _amount(text: str) -> str:
    return number(Decimal(text))


def _cut_text(kind: str, facts: Mapping[str, str]) -> str:
    if kind == "no-rule":
        text = gettext("no rule for “%(form)s” held, so %(raw)s JP do not count.", **facts)
    elif kind == "month":
        text = gettext(
            "%(credited)s of %(raw)s JP count, because at most %(limit)s sessions of “%(form)s” "
            "count in one month; valid from %(since)s.",
            **facts,
        )
    else:
        text = gettext(
            "%(credited)s of %(raw)s JP count, because at most %(limit)s JP of “%(form)s” count "
            "on one day; valid from %(since)s.",
            **facts,
        )
    return str(text)


def contract_note(years: Iterable[Mapping[str, Any]]) -> str:
    """Where one of the years asks its minimum of a contract's own year, else ""."""
    if not any(year["is_of_contract"] for year in years):
        return ""
    return str(
        gettext(
            "For PPPK the year of the contract counts. Lentera does not know on which day it "
            "began, so years are counted from January to December."
        )
    )
