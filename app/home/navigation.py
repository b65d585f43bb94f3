"""The main navigation: what each role finds where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import lazy_gettext
from flask_login import current_user

from app.accounts import policies
from app.assignments.policies import may_assign
from app.quizzes.policies import may_see_results
from app.web.access import Policy


@dataclass(frozen=True)
class Entry:
    endpoint: str
    label: str
    icon: str
    policy: Policy


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    icon: str
    is_current: bool


ENTRIES = (
    Entry("home.index", lazy_gettext("Home"), "house", lambda person: True),
    Entry("learning.catalogue", lazy_gettext("Courses"), "book-open", policies.is_employee),
    Entry("records.index", lazy_gettext("My record"), "clipboard-list", policies.is_employee),
    Entry("home.team", lazy_gettext("Team"), "users", policies.is_supervisor),
    Entry("assignments.index", lazy_gettext("Assignments"), "clipboard-check", may_assign),
    Entry("studio.index", lazy_gettext("Studio"), "pencil", policies.is_author),
    Entry("results.index", lazy_gettext("Quiz results"), "chart-column", may_see_results),
    Entry("certificates.index", lazy_gettext("Certificates"), "award", policies.is_officer),
    Entry("org.list_people", lazy_gettext("Employees"), "user", policies.is_officer),
    Entry("reports.hours", lazy_gettext("Reports"), "building-2", policies.is_officer),
)

# Which blueprint's pages, or which page alone, belong to the entry of which other.
PART_OF = {
    "records.show_person": "reports",
    "quizzes": "learning",
    "history": "records",
    "coaching": "records",
    "coaching.new_of_team": "home.team",
    "coaching.create_of_team": "home.team",
    "simulations": "records",
    "ledger": "reports",
    "verifications": "certificates",
    "providers": "reports",
    "reminders": "reports",
    "siasn": "reports",
    "ip_asn": "reports",
    "roles": "org",
    "data_corrections": "org",
    "retention": "admin",
    **dict.fromkeys(
        ("analysis", "corrections", "overrides", "integrity", "supervision"), "results"
    ),
}
# A supervisor comes to people's records and to reminders from the team.
WITHOUT_REPORTS = "home.team"


def items() -> list[Item]:
    if not current_user.is_authenticated:
        return []
    offered = [entry for entry in ENTRIES if entry.policy(current_user)]
    part = _part(offered)
    return [
        Item(
            label=entry.label,
            url=url_for(entry.endpoint),
            icon=entry.icon,
            is_current=_is_of(entry, part),
        )
        for entry in offered
    ]


def _part(offered: Sequence[Entry]) -> str:
    """The blueprint, or the page alone, to which the page that is asked for belongs."""
    endpoint = request.endpoint or ""
    section = endpoint.partition(".")[0]
    if section == "home":
        return endpoint
    part = PART_OF.get(endpoint) or PART_OF.get(section, section)
    if part == "reports" and not any(_is_of(entry, part) for entry in offered):
        return WITHOUT_REPORTS
    return part


def _is_of(entry: Entry, part: str) -> bool:
    return entry.endpoint == part or entry.endpoint.startswith(f"{part}.")


def install(app: Flask) -> None:
    @app.context_processor
    def provide() -> dict[str, Any]:
        return {"navigation": items()}
