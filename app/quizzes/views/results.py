"""How people did: all quizzes, one quiz by person and by unit, one person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_author, is_officer
from app.audit.watching import is_viewed
from app.kit import clock
from app.library.models import Course
from app.org.queries import find_placement_at, local_day
from app.org.tree import UnitTree, reached_tree, read_tree
from app.quizzes import (
    history,
    labels,
    reach,
    results,
    results_data,
    results_index,
    results_table,
)
from app.quizzes.actions import PURPOSES_WITH_MARK
from app.quizzes.policies import may_manage_attempts, may_see_results
from app.quizzes.quizzes import Quiz, find_quiz
from app.quizzes.reach import answers_for, find_learner, has_results_of
from app.quizzes.results import PersonResult
from app.web.access import requires
from app.web.input import read_id
from app.web.locale import language

bp = Blueprint("results", __name__)


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; made into an address again by its fields."""

    unit: int | None
    outcome: str
    q: str


@bp.app_template_global()
def answers_for_all_in(course_ref: str) -> bool:
    """Whether tabs lead the reader to what concerns everybody who was asked."""
    return reach.answers_for_all_in(current_person, course_ref)


@bp.get("/quizzes")
@requires(may_see_results)
def index() -> ResponseReturnValue:
    last_id = request.args.get("after", type=read_id)
    after = (request.args.get("after_title", ""), last_id) if last_id else None
    wanted = results_index.Wanted(_words(), only_taken=request.args.get("show") != "all")
    found = results_index.courses(wanted, actor=current_person, lang=language(), after=after)
    return render_template(
        "quizzes/results/index.html",
        courses=found[: results_index.PAGE_SIZE],
        has_more=len(found) > results_index.PAGE_SIZE,
        is_first_page=after is None,
        wanted=wanted,
    )


@bp.get("/quizzes/<course_ref>/<module_ref>")
@requires(may_see_results)
def quiz(course_ref: str, module_ref: str) -> ResponseReturnValue:
    found, wanted, tree = find(course_ref, module_ref), read_wanted(), _tree()
    everyone = results_of(found)
    people = results.in_unit(everyone, wanted.unit, tree)
    listed = results.narrowed(people, outcome=wanted.outcome, words=wanted.q)
    return render_template(
        "quizzes/manage/results.html",
        **around(found),
        **_page_of(listed, found),
        wanted=asdict(wanted),
        units=tree.in_order(_units_with_people(everyone, tree)),
        summary=results.summarise(people),
        tree=tree,
    )


def _page_of(listed: list[PersonResult], found: Quiz) -> dict[str, object]:
    after = _after()
    page = results.page_after(listed, after)
    people = [result.person.id for result in page]
    return {
        "count": len(listed),
        "takes_long": sum(result.attempts for result in listed) > results_table.MANY_ROWS,
        "page": page[: results.PAGE_SIZE],
        "has_more": len(page) > results.PAGE_SIZE,
        "is_first_page": after is None,
        "handed_in": results_data.last_handed_in(found.module_id, people),
    }


@bp.get("/quizzes/<course_ref>/<module_ref>/units")
@requires(may_see_results)
def units(course_ref: str, module_ref: str) -> ResponseReturnValue:
    found = find(course_ref, module_ref)
    rows = results.by_unit(results_of(found), _tree())
    return render_template("quizzes/manage/units.html", **around(found), rows=rows)


@bp.get("/quizzes/people/<int:person_id>")
@requires(may_see_results)
def person(person_id: int) -> ResponseReturnValue:
    found = find_learner(current_person, person_id) or abort(404)
    is_viewed(person_id, "results.person")
    before = request.args.get("before", type=read_id)
    entries = history.attempts_of(
        person_id, whose=answers_for(current_person), lang=language(), before=before
    )
    placed = find_placement_at(person_id, at=clock.now())
    return render_template(
        "quizzes/results/person.html",
        person=found,
        placement=placed[0] if placed else None,
        entries=entries[: history.PAGE_SIZE],
        has_more=len(entries) > history.PAGE_SIZE,
        states=labels.STATES,
        is_first_page=before is None,
        places=_places(entries),
    )


def _places(entries: Sequence[history.Entry]) -> dict[int, dict[str, str]]:
    """Where an officer may give other terms; for an author nowhere."""
    if not may_manage_attempts(current_person):
        return {}
    return results_data.places_of({entry.attempt.module_id for entry in entries})


def _tree() -> UnitTree:
    """An officer of some units sees nobody of others, who is no author besides."""
    is_narrow = is_officer(current_person) and not is_author(current_person)
    return reached_tree(current_person) if is_narrow else read_tree()


def find(course_ref: str, module_ref: str) -> Quiz:
    seen = has_results_of(current_person, Course.id)
    return find_quiz(course_ref, module_ref, among=seen, lang=language()) or abort(404)


def around(found: Quiz) -> dict[str, object]:
    """What every page of results says of its quiz."""
    return {
        "quiz": found,
        "has_mark": has_mark(found),
        "outcomes": labels.outcomes(has_mark=has_mark(found)),
        "states": labels.STATES,
    }


def has_mark(found: Quiz) -> bool:
    return found.settings.purpose in PURPOSES_WITH_MARK


def results_of(found: Quiz) -> list[PersonResult]:
    """With the units of today, as it is for the reader."""
    today = local_day(current_person, at=clock.now())
    return results_data.results_at(found, whose=answers_for(current_person), day=today)


def read_wanted() -> Wanted:
    outcome = request.args.get("outcome", "")
    return Wanted(
        unit=request.args.get("unit", type=read_id),
        outcome=outcome if outcome in labels.OUTCOMES else "",
        q=_words(),
    )


def _words() -> str:
    return request.args.get("q", "").strip()[:200]


def _units_with_people(people: list[PersonResult], tree: UnitTree) -> set[int]:
    placed = {result.person.unit_id for result in people} - {None}
    return {above for unit_id in placed if unit_id for above in tree.upwards(unit_id)}


def _after() -> tuple[str, int] | None:
    last_id = request.args.get("after", type=read_id)
    return (request.args.get("after_name", ""), last_id) if last_id else None
