"""What must not change under an old id, or results that exist would mean something else."""

from app.content.keys import assign_keys, moved_keys
from app.content.model import Finding, Question
from app.content.questions import load
from app.library import queries
from app.library.publishing import Source


def findings_of(source: Source) -> list[Finding]:
    """Modules that change their kind and questions that change their type, as errors; answers that
    change their key, as warnings."""
    course = queries.find_course(source.course.ref) or queries.find_course(source.course.was)
    if course is None:
        return []
    kinds = queries.latest_kinds_of(course.id)
    bodies = queries.latest_questions_of(course.id)
    found = []
    for page in source.course.pages:
        before = kinds.get(page.ref) or kinds.get(page.was)
        if before and before != page.kind:
            change = {"id": page.ref, "before": before, "now": page.kind}
            found.append(Finding("E128", page.path, page.line, change))
        for question in page.questions:
            body = bodies.get(question.ref) or bodies.get(question.was)
            if body:
                found += _of_question(question, load(body), page.path)
    return found


def _of_question(question: Question, before: Question, path: str) -> list[Finding]:
    if before.type != question.type:
        change = {"id": question.ref, "before": before.type, "now": question.type}
        return [Finding("E129", path, question.line, change)]
    moved = moved_keys(assign_keys(question, before), before)
    return [
        Finding("W138", path, question.line, {"text": item.label[:40], "key": key})
        for item, key in moved
    ]
