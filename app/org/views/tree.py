"""The tree of units, one branch open at a time, and one unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.accounts.identity import current_person
from app.accounts.reach import unit_name
from app.org import people, policies, queries, unit_pages
from app.org.people import PAGE_SIZE, Place, Wanted
from app.org.tree import UnitRow, UnitTree
from app.org.views.base import bp, get_agency, get_unit, seen_tree, today
from app.web.access import requires
from app.web.filters import number
from app.web.input import read_id


@dataclass(frozen=True)
class Branch:
    """A unit in the outline; `children` only where it is on the way to the open one."""

    title: str
    url: str
    note: str
    state: None = None
    children: list["Branch"] = field(default_factory=list)


@bp.get("/units")
@requires(policies.may_manage)
def list_units() -> ResponseReturnValue:
    day = today()
    tree = seen_tree(day)
    words = request.args.get("q", "").strip()[:200]
    opened = request.args.get("open", type=read_id)
    way = set(tree.upwards(opened)) if opened else set()
    own = unit_pages.people_by_unit(day)
    total = unit_pages.with_subtrees(own, tree)
    return render_template(
        "org/units.html",
        branches=_branches(tree, tree.tops(), way, total),
        words=words,
        found=unit_pages.matching(words, actor=current_person) if words else None,
        tree=tree,
        most_found=unit_pages.MOST_FOUND,
        has_agency=bool(unit_pages.agencies()),
    )


def _branches(
    tree: UnitTree, units: list[UnitRow], way: set[int], total: Mapping[int, int]
) -> list[Branch]:
    def branch(unit: UnitRow) -> Branch:
        below = tree.children(unit.id)
        is_open = unit.id in way
        return Branch(
            title=unit.name,
            url=_url(unit, is_open=is_open or not below),
            note=_note(total.get(unit.id, 0), len(tree.below(unit.id)) - 1),
            children=_branches(tree, below, way, total) if is_open else [],
        )

    return [branch(unit) for unit in units]


def _url(unit: UnitRow, *, is_open: bool) -> str:
    """The first tap opens a branch, the next the unit itself."""
    if is_open:
        return url_for(".show_unit", unit_id=unit.id)
    return url_for(".list_units", open=unit.id)


def _note(people: int, units: int) -> str:
    """`units`: below it, at any depth."""
    text = ngettext("%(count)s person", "%(count)s people", people, count=number(people))
    if not units:
        return str(text)
    below = ngettext(
        "%(count)s unit below it", "%(count)s units below it", units, count=number(units)
    )
    return f"{text} · {below}"


@bp.get("/units/<int:unit_id>")
@requires(policies.may_manage)
def show_unit(unit_id: int) -> ResponseReturnValue:
    unit, day = get_unit(unit_id), today()
    tree = seen_tree(day)
    own = unit_pages.people_by_unit(day)
    below = tree.children(unit_id)
    after, heads = _place(), unit_pages.heads_of(unit_id)
    found = people.found(Wanted(units=[unit_id]), actor=current_person, after=after, day=day)
    return render_template(
        "org/unit.html",
        unit=unit,
        agency=get_agency(unit.agency_id),
        path=tree.path(unit_id),
        below=below,
        heads_below=unit_pages.heads_on([one.id for one in below], day=day),
        total=unit_pages.with_subtrees(own, tree),
        own=own.get(unit_id, 0),
        heads=heads,
        without_role=queries.without_role([one.person.id for one in heads], "supervisor", day=day),
        former=unit_pages.former_of(unit_id),
        # Above an officer's own unit the tree is cut off; it stands somewhere all the same.
        parent_name=tree.name_of(unit.parent_id) or unit_name(unit.parent_id),
        today=day,
        is_open=_is_open(unit.valid_to, day),
        rows=found[:PAGE_SIZE],
        next_place=found[PAGE_SIZE - 1].place if len(found) > PAGE_SIZE else None,
        is_continued=after is not None,
    )


def _is_open(last: date | None, day: date) -> bool:
    return last is None or last >= day


def _place() -> Place | None:
    after, key = request.args.get("after", type=read_id), request.args.get("key")
    return Place(key, after) if after and key is not None else None
