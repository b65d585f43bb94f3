"""The catalogue: searching, narrowing and turning pages, all of it in the address."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.learning import catalogue as courses
from app.learning.catalogue import Choices, Wanted
from app.learning.queries import CourseView
from app.learning.views.base import bp
from app.web.access import requires
from app.web.filters import language_name, subject_name
from app.web.input import read_id
from app.web.locale import language

START = Wanted()


@bp.get("/courses")
@requires(is_employee)
def catalogue() -> ResponseReturnValue:
    choices = courses.choices()
    wanted = _wanted(choices)
    after = request.args.get("after", type=read_id)
    found = courses.search(current_person.id, wanted, after=after, lang=language())
    begun = [one.enrolment.id for one in found if one.enrolment and not one.completion]
    page = {
        "wanted": wanted,
        "courses": found[: courses.PAGE_SIZE],
        "count": courses.count(wanted),
        "progress": courses.progress_of(begun),
        "chips": _chips(wanted),
        "first_url": _address(wanted) if after else None,
        "more_url": _more_url(wanted, found),
    }
    return _answer(wanted, page, choices)


def _answer(wanted: Wanted, page: dict[str, object], choices: Choices) -> ResponseReturnValue:
    """The whole page, or its list alone to who narrows it in its place."""
    is_list = (
        "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    )
    if is_list:
        response = make_response(render_template("learning/_found.html", **page))
        response.headers["HX-Push-Url"] = _address(wanted)
    else:
        fields = _fields(choices)
        response = make_response(render_template("learning/catalogue.html", **page, fields=fields))
    # Both have one address: without this “back” would show the list without its page.
    response.vary.add("HX-Request")
    return response


def _wanted(choices: Choices) -> Wanted:
    """What there is no more is not asked for: an old link finds something instead of nothing."""
    known = {
        name: request.args[name]
        for name, values in asdict(choices).items()
        if request.args.get(name) in values
    }
    sort = request.args.get("sort", "")
    return Wanted(
        words=" ".join(request.args.get("q", "")[:200].split()),
        sort=sort if sort in courses.SORTS else START.sort,
        **known,
    )


def _address(wanted: Wanted, *, after: int | None = None) -> str:
    """Without what asks for nothing."""
    asked = {name: value for name, value in asdict(wanted).items() if value != getattr(START, name)}
    words = asked.pop("words", None)
    return url_for(".catalogue", q=words, **asked, after=after)


def _more_url(wanted: Wanted, found: Sequence[CourseView]) -> str | None:
    if len(found) <= courses.PAGE_SIZE:
        return None
    return _address(wanted, after=found[courses.PAGE_SIZE - 1].version.course_id)


def _chips(wanted: Wanted) -> list[tuple[str, str]]:
    """What narrows the list, each with the address without it."""
    asked = {name: value for name, value in asdict(wanted).items() if value and name != "sort"}
    return [
        (_label(name, value), _address(replace(wanted, **{name: ""})))
        for name, value in asked.items()
    ]


def _fields(choices: Choices) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(name, label, [(value, label)]) of each filter that has something to choose."""
    labels = {
        "subject": gettext("Subject"),
        "level": gettext("Level"),
        "jp": gettext("Learning hours"),
        "provider": gettext("Provider"),
        "language": gettext("Language"),
        "certificate": gettext("Certificate"),
    }
    return [
        (name, labels[name], [(value, _label(name, value)) for value in values])
        for name, values in asdict(choices).items()
        if len(values) > 1
    ]


def _label(name: str, value: str) -> str:
    if name == "words":
        return f"“{value}”"
    if name in ("subject", "level"):
        return subject_name(value)
    if name == "language":
        return language_name(value)
    named = {
        "0-2": gettext("Up to 2 JP"),
        "2-5": gettext("2 to 5 JP"),
        "5-10": gettext("5 to 10 JP"),
        "10-": gettext("More than 10 JP"),
        "with": gettext("With certificate"),
        "without": gettext("Without certificate"),
    }
    return str(named[value]) if name in ("jp", "certificate") else value
