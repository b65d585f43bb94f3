"""A guard at the door: only what comes back as it is, once written, is let into a course file."""

from app.content.exchange.item import Item
from app.content.findings import Finding, Report
from app.content.model import Page, Question, Text
from app.content.parse import parse_page
from app.content.write import write_page

NO_ALT = "E502"
"""A picture without words is the author's to mend, and no reason to lose a question."""


def kept(question: Question, item: Item, report: Report) -> Question | None:
    """The question as it reads once written; one that would not come back is named instead."""
    page, problem = read_back((question,), question.lang)
    found = page.questions if page else ()
    if problem or len(found) != 1 or not is_alike(found[0], question):
        tell(item, problem, report)
        return None
    return found[0].same_but(line=item.line)


def kept_note(item: Item, question: Question, report: Report) -> Text | None:
    """The text before a pool's questions; `question` stands for them."""
    note = Text(item.text.strip(), item.line)
    page, problem = read_back((note, question), question.lang)
    if problem or page is None or len(page.parts) != 2:
        tell(item, problem, report)
        return None
    return note


def read_back(parts: tuple[Text | Question, ...], lang: str) -> tuple[Page | None, Finding | None]:
    """A pool as it is read once written, and the first error."""
    findings: list[Finding] = []
    page = Page(ref="x", kind="pool", title="X", path="pools/x.md", lang=lang, parts=parts)
    read = parse_page(write_page(page), path=page.path, lang="id", findings=findings)
    return read, first_error(findings)


def first_error(findings: list[Finding]) -> Finding | None:
    return next((f for f in findings if f.is_error and f.code != NO_ALT), None)


def tell(item: Item, problem: Finding | None, report: Report) -> None:
    """The finding that kept it out says why, in its own words."""
    if problem is None:
        report.add("W912", item.line, title=item.label, problem="@otherwise")
        return
    case = problem.params.get("case")
    said = {name: value for name, value in problem.params.items() if name != "case"}
    said |= {"title": item.label, "problem": problem.code}
    said |= {"because": f"{problem.code}.{case}" if case else problem.code}
    report.add("W912", item.line, **said)


def is_alike(read: Question, made: Question) -> bool:
    return (
        type(read) is type(made)
        and (read.ref, read.title) == (made.ref, made.title)
        and all(len(getattr(read, name)) == len(getattr(made, name)) for name in read.KEYED)
    )
