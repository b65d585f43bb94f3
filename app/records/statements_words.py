"""Why other hours count than an entry has, as plain text: what `_reason.html` says on pages."""

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext, ngettext

from app.records.queries import Reason
from app.web.filters import day, number

STATES = {
    "draft": lazy_gettext("draft"),
    "proposed": lazy_gettext("waiting for a decision"),
    "returned": lazy_gettext("returned to you"),
    "rejected": lazy_gettext("rejected"),
    "verified": lazy_gettext("verified"),
}


def reason_text(reason: Reason, form: str) -> str:
    """`form`: what the form of training is called."""
    if reason.kind == "abroad":
        facts = {"raw": number(reason.of), "worth": number(reason.counted)}
        return str(gettext("Abroad: %(raw)s JP are worth %(worth)s.", **facts))
    cut = _cut_text(reason.kind, _facts(reason, form))
    if len(reason.credits) == 1:
        return f"{day(reason.credits[0].day)}: {cut}"
    days = ngettext("%(num)d day:", "%(num)d days:", len(reason.credits))
    return f"{days} {cut}"


def _facts(reason: Reason, form: str) -> dict[str, str]:
    facts = {"form": form, "raw": number(reason.of), "credited": number(reason.counted)}
    if reason.limit is None or reason.since is None:
        return facts
    return {**facts, "limit": number(reason.limit), "since": day(reason.since)}


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
