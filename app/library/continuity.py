"""What must not change under an old id, or results that exist would mean something else."""

from app.content.model import Finding
from app.library import queries
from app.library.publishing import Source


def findings_of(source: Source) -> list[Finding]:
    """Modules that change their kind and questions that change their type, as errors."""
    course = queries.find_course(source.course.ref) or queries.find_course(source.course.was)
    if course is None:
        return []
    kinds = queries.latest_kinds_of(course.id)
    types = {ref: body["type"] for ref, body in queries.latest_questions_of(course.id).items()}
    found = []
    for page in source.course.pages:
        before = kinds.get(page.ref) or kinds.get(page.was)
        if before and before != page.kind:
            change = {"id": page.ref, "before": before, "now": page.kind}
            found.append(Finding("E128", page.path, page.line, change))
        for question in page.questions:
            before = types.get(question.ref) or types.get(question.was)
            if before and before != question.type:
                change = {"id": question.ref, "before": before, "now": question.type}
                found.append(Finding("E129", page.path, question.line, change))
    return found
