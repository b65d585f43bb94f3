"""Whom an officer may help to sign in: the list, and letters for many."""

from collections.abc import Mapping

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.config import Config
from app.jobs.watching import watched_once
from app.org import people, policies, sign_in_help
from app.org.people import PAGE_SIZE, Wanted
from app.org.tree import UnitTree
from app.org.views.base import bp, seen_tree, today
from app.web.access import requires
from app.web.input import read_choice

# More in one file than anybody folds in a day; a unit's is less.
MOST_LETTERS = 1000


@bp.get("/sign-in-help")
@requires(policies.may_manage)
def list_sign_in_help() -> ResponseReturnValue:
    day = today()
    tree = seen_tree(day)
    unit, wanted = _unit(request.args), _wanted(request.args, tree)
    found = people.found(wanted, actor=current_person, after=None, day=day)
    return render_template(
        "org/sign_in_help.html",
        wanted=wanted,
        rows=found[:PAGE_SIZE],
        helped=sign_in_help.helped([row.person.id for row in found], actor=current_person, day=day),
        count=people.count(wanted, actor=current_person, day=day),
        count_waiting=sign_in_help.count_waiting(wanted, actor=current_person, day=day),
        most=MOST_LETTERS,
        has_passwords=_has_passwords(),
        unit=unit,
        units=list(tree.all_in_order()),
    )


@bp.post("/sign-in-help/letters")
@requires(policies.may_manage)
def create_letters() -> ResponseReturnValue:
    """For all that were found and have no password yet; those of others are made one by one."""
    if not _has_passwords():
        abort(404)
    day = today()
    wanted = _wanted(request.form, seen_tree(day))
    found = sign_in_help.waiting_ids(wanted, actor=current_person, day=day)
    if not 0 < len(found) <= MOST_LETTERS:
        abort(422)
    return watched_once(
        "org.letters",
        {"people": list(found), "zone": current_person.zone},
        subject=gettext("Letters with one-time links"),
        back=url_for(".list_sign_in_help"),
    )


def _has_passwords() -> bool:
    config: Config = current_app.config["LENTERA"]
    return config.passwords


def _wanted(given: Mapping[str, str], tree: UnitTree) -> Wanted:
    unit = _unit(given)
    return Wanted(
        q=given.get("q", "").strip()[:200],
        units=tree.below(unit) if unit else None,
        is_waiting=given.get("state") == "waiting",
    )


def _unit(given: Mapping[str, str]) -> int | None:
    try:
        return read_choice(given.get("unit", ""))
    except ValueError:
        return None
