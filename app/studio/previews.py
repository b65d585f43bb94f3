"""A page for its author: as learners see it, with the keys beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.content.questions import load
from app.library import queries as library
from app.library.languages import best
from app.library.models import ModuleVersion, QuestionVersion
from app.quizzes.presentation import QuestionView, view_of_preview
from app.studio.models import DraftPage


@dataclass(frozen=True)
class Part:
    """A piece of prose, or a question with its answers as the course language writes them."""

    html: str = ""
    question: QuestionView | None = None
    key: str = ""


@dataclass(frozen=True)
class Side:
    is_draft: bool
    lang: str
    title: str
    parts: Sequence[Part]


Questions = Sequence[tuple[str, QuestionVersion]]


def content_of(module: ModuleVersion, versions: Questions) -> dict[str, Any]:
    """{"lang": that of the source, "texts": {lang: {"title", "parts", "questions"}}}."""
    bodies = {ref: version.body for ref, version in versions}
    texts = {module.lang: _text(module.title, module.parts, bodies)}
    for lang, text in module.translations.items():
        translated = {
            ref: version.translations.get(lang, version.body) for ref, version in versions
        }
        texts[lang] = _text(module.titles[lang]["title"], text["parts"], translated)
    return {"lang": module.lang, "texts": texts}


def _text(title: str, parts: Any, questions: Mapping[str, Any]) -> dict[str, Any]:
    return {"title": title, "parts": parts, "questions": dict(questions)}


def sides_of(page: DraftPage, live: ModuleVersion | None, *, wanted: str) -> list[Side]:
    """What is live, and what the draft makes of it; one side where they are the same."""
    sides = []
    if live and page.change != "same":
        versions = library.questions_of(live.id)
        sides.append(_side(content_of(live, versions), wanted, is_draft=False))
    if page.change != "removed":
        sides.append(_side(page.body, wanted, is_draft=True))
    return sides


def _side(content: Mapping[str, Any], wanted: str, *, is_draft: bool) -> Side:
    lang = best(wanted, content["lang"], content["texts"])
    text = content["texts"][lang]
    return Side(is_draft, lang, text["title"], _parts(text["parts"], text["questions"]))


def _parts(parts: Sequence[Mapping[str, str]], bodies: Mapping[str, dict[str, Any]]) -> list[Part]:
    found = []
    for slot, part in enumerate(parts, start=1):
        if "question" not in part:
            found.append(Part(html=part["html"]))
        elif body := bodies.get(part["question"]):
            loaded = load(body)
            key = "\n".join(loaded.answer_lines()) or loaded.stem_source()
            found.append(Part(question=view_of_preview(slot, body), key=key))
    return found
