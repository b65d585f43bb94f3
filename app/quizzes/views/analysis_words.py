"""What the figures of item analysis say, in the reader's words."""

from collections.abc import Callable, Iterable, Iterator
from textwrap import shorten

from babel.numbers import format_decimal
from flask_babel import get_locale, gettext, ngettext
from markupsafe import Markup

from app.quizzes.analysis.findings import Finding
from app.quizzes.analysis.items import EASY, HARD, ChoiceFigures, PartFigures
from app.quizzes.analysis.moments import as_shown
from app.quizzes.analysis.reliability import Reliability
from app.web.filters import number, percent


def sentence(finding: Finding) -> str:
    said = _SENTENCES[finding.code](finding)
    if finding.part is None or not (where := place(finding.part)):
        return said
    return str(gettext("%(place)s: %(sentence)s", place=where, sentence=said))


def place(part: PartFigures) -> str:
    """Which part of a question, "" where it is all of it."""
    if part.part.number:
        return str(gettext("Gap %(number)s", number=part.part.number))
    return f"“{_plain(part.part.html)}”" if part.part.html else ""


def whole(fraction: float) -> str:
    """0.7249 → “72 %”: more digits would claim more than is known."""
    return percent(as_shown(fraction))


def decimal(value: float) -> str:
    """Always two decimals; −0.004 is 0.00."""
    return str(format_decimal(as_shown(value), format="#,##0.00", locale=get_locale()))


def about(seconds: float) -> str:
    if seconds < 90:
        return str(gettext("%(count)s s", count=round(seconds)))
    return str(gettext("%(count)s min", count=number(round(seconds / 60, 1))))


def difficulty(facility: float) -> str:
    if as_shown(facility) < HARD:
        return str(gettext("hard"))
    return str(gettext("easy") if as_shown(facility) > EASY else gettext("medium"))


def of_quiz(found: Reliability) -> Iterator[str]:
    """What the quiz as a whole tells, sentence by sentence."""
    yield gettext(
        "On average learners earn %(mean)s of the points. Their results lie around that with a "
        "spread (standard deviation) of %(spread)s percentage points.",
        mean=whole(found.mean),
        spread=number(round(found.spread * 100, 1)),
    )
    yield _of_alpha(found)
    if found.alpha is not None and found.has_others:
        yield gettext(
            "This is said of the %(count)s questions that all of them had, not of those drawn.",
            count=found.questions,
        )
    if found.error is not None:
        yield gettext(
            "A single result is exact to about ±%(error)s percentage points (standard error of "
            "measurement): differences smaller than that say little.",
            error=number(round(found.error * 100, 1)),
        )


def _of_alpha(found: Reliability) -> str:
    if found.alpha is None and found.questions < 2:
        return str(
            gettext(
                "How reliable the results are cannot be calculated: it takes at least two "
                "questions that everybody had."
            )
        )
    if found.alpha is None:
        return str(gettext("How reliable the results are cannot be calculated: all are alike."))
    told = {"name": coefficient(found), "value": decimal(found.alpha)}
    if found.is_acceptable:
        return str(gettext("The results are reliable enough (%(name)s %(value)s).", **told))
    return str(
        gettext(
            "The results are rough (%(name)s %(value)s; 0.70 is wanted): more questions, and "
            "questions that tell learners apart, make them surer.",
            **told,
        )
    )


def coefficient(found: Reliability) -> str:
    return str(gettext("KR-20") if found.is_kr20 else gettext("Cronbach's alpha"))


def _key(finding: Finding) -> str:
    return str(
        gettext(
            "%(share)s answered %(wrong)s, the key says %(right)s. Who answered so does at least "
            "as well in the other questions: check the key.",
            **_choices(finding),
        )
    )


def _popular(finding: Finding) -> str:
    return str(
        gettext(
            "%(share)s answered %(wrong)s instead of %(right)s, mostly those who do less well "
            "elsewhere: a common mistake, worth explaining in the course.",
            **_choices(finding),
        )
    )


def _negative(finding: Finding) -> str:
    return str(
        gettext(
            "Who does well elsewhere does worse here (discrimination %(value)s): check the key "
            "and the wording.",
            value=decimal(finding.value),
        )
    )


def _weak(finding: Finding) -> str:
    return str(
        gettext(
            "Hardly tells those who know much from those who know little (discrimination "
            "%(value)s): look for clues in the wording and for a second answer that is right, too.",
            value=decimal(finding.value),
        )
    )


def _hard(finding: Finding) -> str:
    return str(
        gettext(
            "Too hard: on average %(value)s of the points are earned. Is it taught, and worded "
            "clearly?",
            value=whole(finding.value),
        )
    )


def _easy(finding: Finding) -> str:
    return str(
        gettext(
            "Too easy to tell learners apart: on average %(value)s of the points are earned. Fine "
            "for what everybody has to know.",
            value=whole(finding.value),
        )
    )


def _dead(finding: Finding) -> str:
    return str(
        ngettext(
            "Next to nobody chooses %(names)s: replace it with a mistake that people make.",
            "Next to nobody chooses %(names)s: replace them with mistakes that people make.",
            len(finding.wrong),
            names=_names(finding, finding.wrong),
        )
    )


_SENTENCES: dict[str, Callable[[Finding], str]] = {
    "key": _key,
    "negative": _negative,
    "hard": _hard,
    "popular": _popular,
    "weak": _weak,
    "dead": _dead,
    "easy": _easy,
}


def _choices(finding: Finding) -> dict[str, str]:
    right = finding.part.right if finding.part else ()
    return {
        "share": whole(finding.value),
        "wrong": _names(finding, finding.wrong),
        "right": _names(finding, right),
    }


def _names(finding: Finding, choices: Iterable[ChoiceFigures]) -> str:
    return ", ".join(f"“{_name(finding, choice)}”" for choice in choices)


def _name(finding: Finding, choice: ChoiceFigures) -> str:
    """A picture or a formula has no words: then its place among the choices."""
    if text := _plain(choice.option.html):
        return text
    all_choices = finding.part.choices if finding.part else [choice]
    return str(gettext("choice %(number)s", number=all_choices.index(choice) + 1))


def _plain(html: str) -> str:
    return shorten(Markup(html).striptags(), 80, placeholder=" …")  # noqa: S704  made safe when published
