"""Whom a breach has touched, and what they have to be told."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.jobs.watching import watched_once
from app.org.tree import read_tree
from app.privacy import affected, audited, policies, registry
from app.privacy.affected import PAGE_SIZE, Wanted
from app.privacy.kind_words import title_of
from app.privacy.views.base import retention_bp as bp
from app.web.access import requires
from app.web.input import read_day, read_id
from app.web.locale import zone


@bp.get("/privacy/affected")
@requires(policies.may_keep_clean)
def list_affected() -> ResponseReturnValue:
    wanted, after = _wanted(), request.args.get("after", type=read_id)
    found = affected.people(wanted, after=after)
    return render_template(
        "privacy/affected.html",
        people=found[:PAGE_SIZE],
        has_more=len(found) > PAGE_SIZE,
        is_continued=after is not None,
        count=affected.count(wanted),
        wanted=wanted,
        address=_address(wanted),
        units=list(read_tree().all_in_order()),
        kinds=[(kind.code, title_of(kind)) for kind in registry.kinds()],
        has_wrong_day=bool(request.args.get("day")) and wanted.day is None,
    )


@bp.post("/privacy/affected/exports")
@requires(policies.may_keep_clean)
def create_export() -> ResponseReturnValue:
    """As the list is narrowed; who took it along stands in the audit."""
    wanted = _wanted()
    audited.took_affected(affected.count(wanted), by_id=current_person.id)
    return watched_once(
        "privacy.affected",
        wanted.to_json(),
        subject=gettext("Affected persons"),
        back=url_for(".list_affected", **_address(wanted)),
    )


def _wanted() -> Wanted:
    fields = request.values
    kind = fields.get("kind", "")
    return Wanted(
        zone=zone(),
        unit=fields.get("unit", type=read_id),
        kind=kind if registry.find_kind(kind) else "",
        day=fields.get("day", type=read_day),
    )


def _address(wanted: Wanted) -> dict[str, Any]:
    kept = {"unit": wanted.unit, "kind": wanted.kind, "day": wanted.day}
    return {name: str(value) for name, value in kept.items() if value}
