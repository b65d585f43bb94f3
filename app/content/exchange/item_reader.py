"""What an item means in the course language: the one place where a bank's question becomes ours."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from app.content.exchange.item import Item, Reply
from app.content.exchange.kept import first_error, tell
from app.content.exchange.titles import title_and_stem
from app.content.findings import Finding, Report
from app.content.numbers import written
from app.content.parse import parse_page
from app.content.question_settings import MOST_POINTS
from app.content.questions.base import Question
from app.content.questions.choices import Choice
from app.content.questions.cloze import Cloze
from app.content.questions.essay import Essay
from app.content.questions.matching import Match, Matching, Term
from app.content.questions.multiple import Multiple
from app.content.questions.numeric import Interval, Numeric
from app.content.questions.ordering import Item as Step
from app.content.questions.ordering import Ordering
from app.content.questions.short import Short
from app.content.questions.single import Single
from app.content.questions.truefalse import PAIRS, TrueFalse
from app.content.questions.typed import Expected
from app.content.text import Text

WORDS = {"true": ("Benar", "True"), "false": ("Salah", "False")}
CLOSE = Fraction(1, 1000)


def question_of(item: Item, lang: str, report: Report) -> Question | None:
    """None, with a finding, where nothing in the course language says the same."""
    if not item.text.strip() and not item.name.strip():
        report.add("W914", item.line, title=item.ref, case="empty")
        return None
    return MAKERS[item.kind](item, lang, report)


def common(item: Item, lang: str, report: Report) -> dict[str, Any]:
    title, stem = title_and_stem(item)
    points = item.points
    if not 0 < points <= MOST_POINTS or points != round(points, 2):
        points = min(max(round(points, 2), type(points)("0.01")), type(points)(MOST_POINTS))
        report.add("W917", item.line, title=item.label, points=item.points, now=points)
    return {
        "ref": item.ref,
        "title": Text(title, item.line),
        "stem": Text(stem, item.line),
        "lang": lang,
        "was": item.was,
        "points": type(points)(f"{points.normalize():f}"),
        "hints": tuple(Text(hint, item.line) for hint in item.hints),
        "explanation": text_of(item.explanation, item.line),
        "correct": text_of(item.correct, item.line),
        "incorrect": text_of(item.incorrect, item.line),
        "trainer_note": text_of(item.trainer_note, item.line),
        "tags": item.tags,
        "competency": item.competency,
        "shuffle": item.shuffle,
        "line": item.line,
    }


def text_of(source: str, line: int) -> Text | None:
    return Text(source.strip(), line) if source.strip() else None


def choice(item: Item, lang: str, report: Report) -> Question | None:
    if not any(reply.credit > 0 for reply in item.replies):
        report.add("W911", item.line, title=item.label)
        return None
    if not item.single:
        return multiple(item, lang, report)
    if all(reply.credit < 1 for reply in item.replies):
        report.add("W911", item.line, title=item.label)
        return None
    choices = tuple(choice_of(reply, reply.credit) for reply in item.replies)
    texts = {one.text.source.strip().rstrip(".").lower() for one in choices}
    if len(choices) == 2 and texts in PAIRS:
        return TrueFalse(choices=choices, **{**common(item, lang, report), "shuffle": False})
    return Single(choices=choices, **common(item, lang, report))


def choice_of(reply: Reply, credit: Fraction) -> Choice:
    return Choice(
        text=Text(reply.text, reply.line),
        key=reply.key,
        credit=max(min(credit, Fraction(1)), Fraction(-1)),
        pin=reply.pin,
        feedback=text_of(reply.feedback, reply.line),
    )


def multiple(item: Item, lang: str, report: Report) -> Question:
    """Our multiple response knows right and wrong only; what else the credits say is told."""
    scoring = item.scoring or scoring_of(item.replies)
    if not scoring:
        scoring = "partial"
        report.add("W915", item.line, title=item.label)
    choices = tuple(choice_of(r, Fraction(int(r.credit > 0))) for r in item.replies)
    return Multiple(choices=choices, scoring=scoring, **common(item, lang, report))


def scoring_of(replies: tuple[Reply, ...]) -> str:
    """The scoring that gives the same points as these credits, or ""."""
    right = [reply.credit for reply in replies if reply.credit > 0]
    wrong = [reply.credit for reply in replies if reply.credit <= 0]
    each = Fraction(1, len(right))
    if any(abs(credit - each) > CLOSE for credit in right):
        return ""
    if all(abs(credit + each) <= CLOSE for credit in wrong):
        return "partial"
    return "exact" if all(credit <= -1 for credit in wrong) else ""


def truefalse(item: Item, lang: str, report: Report) -> Question | None:
    place = 1 if lang.startswith("en") else 0
    replies = (replace(reply, text=WORDS[reply.text][place]) for reply in item.replies)
    choices = tuple(choice_of(reply, reply.credit) for reply in replies)
    if len(choices) != 2 or not any(one.is_right for one in choices):
        report.add("W911", item.line, title=item.label)
        return None
    return TrueFalse(choices=choices, **{**common(item, lang, report), "shuffle": False})


def typed(item: Item, report: Report) -> tuple[tuple[Reply, ...], Item]:
    """Without the answer "*", whose feedback is told to every other answer."""
    found = []
    for reply in item.replies:
        if reply.text.strip() != "*":
            found.append(reply)
        elif reply.credit > 0:
            report.add("W913", item.line, title=item.label, what="@any-answer")
        else:
            item = replace(item, incorrect=item.incorrect or reply.feedback)
    return tuple(found), item


def short(item: Item, lang: str, report: Report) -> Question | None:
    replies, item = typed(item, report)
    if any("*" in reply.text.replace("\\*", "") for reply in replies):
        report.add("W913", item.line, title=item.label, what="@wildcard")
        replies = tuple(r for r in replies if "*" not in r.text.replace("\\*", ""))
    if all(reply.credit < 1 for reply in replies):
        report.add("W911", item.line, title=item.label)
        return None
    answers = tuple(
        Expected(
            text=" ".join(reply.text.replace("\\*", "*").split()),
            key=reply.key,
            credit=reply.credit,
            feedback=text_of(reply.feedback, reply.line),
        )
        for reply in replies
    )
    return Short(answers=answers, case_sensitive=item.case_sensitive, **common(item, lang, report))


def number(item: Item, lang: str, report: Report) -> Question | None:
    replies, item = typed(item, report)
    if all(reply.credit < 1 for reply in replies):
        report.add("W911", item.line, title=item.label)
        return None
    answers = tuple(interval_of(reply, lang) for reply in replies)
    return Numeric(answers=answers, unit=item.unit, **common(item, lang, report))


def interval_of(reply: Reply, lang: str) -> Interval:
    low, high = reply.low or Fraction(0), reply.high or Fraction(0)
    return Interval(
        text=reply.text or interval_text(low, high, lang),
        key=reply.key,
        credit=reply.credit,
        feedback=text_of(reply.feedback, reply.line),
        low=low,
        high=high,
    )


def interval_text(low: Fraction, high: Fraction, lang: str) -> str:
    if low == high:
        return written(low, lang)
    return f"{written((low + high) / 2, lang)} ± {written((high - low) / 2, lang)}"


def match(item: Item, lang: str, report: Report) -> Question | None:
    matches: dict[str, Match] = {}
    terms = []
    for reply in item.replies:
        folded = " ".join(reply.match.split())
        known = matches.setdefault(
            folded, Match(text=Text(reply.match, reply.line), key=reply.match_key)
        )
        if reply.text.strip():
            place = list(matches.values()).index(known)
            terms.append(Term(text=Text(reply.text, reply.line), key=reply.key, match=place))
    scoring = item.scoring or "partial"
    return Matching(
        terms=tuple(terms),
        matches=tuple(matches.values()),
        scoring=scoring,
        **common(item, lang, report),
    )


def order(item: Item, lang: str, report: Report) -> Question | None:
    scoring = "exact" if item.scoring == "exact" else "partial"
    items = tuple(Step(text=Text(reply.text, reply.line), key=reply.key) for reply in item.replies)
    return Ordering(items=items, scoring=scoring, **common(item, lang, report))


def cloze(item: Item, lang: str, report: Report) -> Question | None:
    """Read as a course file, which knows how a gap is written."""
    fields = common(item, lang, report)
    heading = "## X {#q-x case=sensitive}" if item.case_sensitive else "## X {#q-x}"
    source = f"---\nid: x\ntitle: X\ntype: pool\n---\n{heading}\n\n{fields['stem'].source}\n"
    findings: list[Finding] = []
    page = parse_page(source, path="pools/x.md", lang=lang, findings=findings)
    problem = first_error(findings)
    found = page.questions if page else ()
    if problem or len(found) != 1 or not isinstance(found[0], Cloze):
        tell(item, problem, report)
        return None
    return found[0].same_but(**{**fields, "stem": found[0].stem})


def essay(item: Item, lang: str, report: Report) -> Question | None:
    return Essay(
        review=item.review or "trainer",
        min_words=item.min_words,
        rubric=text_of(item.rubric, item.line),
        model_answer=text_of(item.model_answer, item.line),
        **common(item, lang, report),
    )


MAKERS: dict[str, Callable[[Item, str, Report], Question | None]] = {
    "choice": choice,
    "truefalse": truefalse,
    "short": short,
    "number": number,
    "match": match,
    "order": order,
    "cloze": cloze,
    "essay": essay,
}
