"""First-run hints: a few sentences on top of a role's first page, until they are dismissed."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from flask_babel import lazy_gettext
from flask_login import current_user

from app.accounts.models import Person
from app.accounts.policies import is_author, is_employee, is_officer, is_supervisor
from app.handbook import queries
from app.web.access import Policy


@dataclass(frozen=True)
class Hint:
    """`endpoint` is the page that shows it, `guide` the page of the handbook that tells more."""

    name: str
    title: str
    text: str
    endpoint: str
    guide: str
    policy: Policy


HINTS: Mapping[str, Hint] = {
    hint.name: hint
    for hint in (
        Hint(
            name="home",
            title=lazy_gettext("How Lentera works"),
            text=lazy_gettext(
                "Choose a course, read it in small steps and answer its quizzes; everything is "
                "saved as you go. Once a course is complete, its JP enter your record and your "
                "certificate follows. You may stop at any time and go on from any device."
            ),
            endpoint="home.index",
            guide="employee",
            policy=is_employee,
        ),
        Hint(
            name="team",
            title=lazy_gettext("What you see here"),
            text=lazy_gettext(
                "For each person who works under you: this year’s JP, and how many courses are "
                "running and completed. Answers and quiz results stay with your team. Somebody "
                "with 0 JP and one running course may be only a step away."
            ),
            endpoint="home.team",
            guide="supervisor",
            policy=is_supervisor,
        ),
        Hint(
            name="studio",
            title=lazy_gettext("From a folder to a live course"),
            text=lazy_gettext(
                "A course is a folder of text files. Upload it as a ZIP and it becomes a draft "
                "that only you and your colleagues see, with everything that the checker found. "
                "Look at it as learners will, mend it, publish it; nobody’s progress is lost."
            ),
            endpoint="studio.index",
            guide="author",
            policy=is_author,
        ),
        Hint(
            name="certificates",
            title=lazy_gettext("Your part in certificates"),
            text=lazy_gettext(
                "Most certificates are issued by themselves. Here you decide on those that wait, "
                "issue one by hand, and revoke what is wrong. Before the first one, enter who "
                "signs under “Numbers and signatories”."
            ),
            endpoint="certificates.index",
            guide="officer",
            policy=is_officer,
        ),
        Hint(
            name="results",
            title=lazy_gettext("What results are for"),
            text=lazy_gettext(
                "Open a quiz to see who took it, how each unit did, and which questions need "
                "another look. Whatever you change for somebody – time, terms, points – needs a "
                "reason, which is kept. Downloads hold personal data: share no more than needed."
            ),
            endpoint="results.index",
            guide="officer",
            policy=lambda person: is_author(person) or is_officer(person),
        ),
    )
}


def find_hint(name: str, *, person: Person) -> Hint | None:
    """None for a hint that does not exist or is for other roles."""
    hint = HINTS.get(name)
    return hint if hint and hint.policy(person) else None


def hint_for(name: str) -> Hint | None:
    """For templates: what the reader has not put away yet. One query, none for who sees none."""
    if not current_user.is_authenticated:
        return None
    hint = find_hint(name, person=current_user)
    return None if hint is None or queries.is_dismissed(current_user.id, name) else hint


def install(app: Flask) -> None:
    app.jinja_env.globals["hint_for"] = hint_for
