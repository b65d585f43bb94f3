"""From items to pages: one pool for each category, holding only what can be written and read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from app.content.exchange.format import Source, Unreadable
from app.content.exchange.item import Item
from app.content.exchange.item_reader import question_of
from app.content.exchange.kept import kept, kept_note
from app.content.fields import LONGEST, REF
from app.content.keys import unused
from app.content.limits import DEFAULT_LIMITS
from app.content.model import Page, Question, Text
from app.content.slugs import PREFIX, slug
from app.content.write import write_question

MOST_QUESTIONS = 3000
ROOM = DEFAULT_LIMITS.file_bytes * 3 // 4
"""Bytes of questions in one file, with room for an author to add to it."""
MOST_NOTES = DEFAULT_LIMITS.file_bytes // 8
ROOTS = ("$course$", "$system$", "$module$", "$cat1$", "top", "")


@dataclass(slots=True)
class Pools:
    source: Source
    refs: set[str] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)

    def pages(self, items: Iterable[Item]) -> tuple[Page, ...]:
        """Raises Unreadable where there is not a single question."""
        groups: dict[str, list[Item]] = {}
        for number, item in enumerate(items):
            if number >= MOST_QUESTIONS:
                raise Unreadable("E902", item.line, limit=MOST_QUESTIONS, case="count")
            groups.setdefault(item.category, []).append(item)
        pages = tuple(page for name, group in groups.items() for page in self.divided(name, group))
        if not pages:
            raise Unreadable("E903", case="questions")
        return pages

    def divided(self, category: str, items: list[Item]) -> Iterator[Page]:
        """Several pools where one file would be too large."""
        made = (self.question(item) for item in items if item.kind != "note")
        questions = [question for question in made if question]
        parts = self.notes([item for item in items if item.kind == "note"], questions)
        size = 0
        for question in questions:
            written = len(write_question(question).encode())
            if size and size + written > ROOM:
                yield self.page(category, parts)
                parts, size = [], 0
            parts.append(question)
            size += written
        if questions:
            yield self.page(category, parts)

    def notes(self, items: list[Item], questions: list[Question]) -> list[Text | Question]:
        """Texts between the questions, together in front of them."""
        report = self.source.report
        for item in items if not questions else ():
            report.add("W910", item.line, title=item.label, type="description")
        made = [kept_note(item, questions[0], report) for item in items if questions]
        text = "\n\n".join(note.source for note in made if note)
        if len(text.encode()) > MOST_NOTES:
            report.add("W913", items[0].line, title=items[0].label, what="@long-notes")
            return []
        return [Text(text, items[0].line)] if text else []

    def page(self, category: str, parts: list[Text | Question]) -> Page:
        stem = self.source.name.rpartition("/")[2].rpartition(".")[0]
        steps = [step for step in category.split("/") if step.strip() not in ROOTS]
        name = steps[-1] if steps else PREFIX.sub("", stem, count=1) or stem
        title = " ".join(name.split())[:200] or "Pool"
        ref = unused(slug(title) or slug(stem) or "pool", self.paths)
        self.paths.add(ref)
        lang = self.source.lang
        path = f"pools/{ref}.md"
        return Page(ref=ref, kind="pool", title=title, path=path, lang=lang, parts=tuple(parts))

    def question(self, item: Item) -> Question | None:
        item = replace(item, ref=self.ref(item))
        question = question_of(item, self.source.lang, self.source.report)
        return question and kept(question, item, self.source.report)

    def ref(self, item: Item) -> str:
        """The file's own id where it is one of ours, else one made of it or of the name."""
        given = item.ref
        if not (given.startswith("q-") and REF.fullmatch(given) and len(given) <= LONGEST):
            given = "q-" + (slug(item.ref.removeprefix("q-") or item.label, longest=40) or "1")
        ref = unused(given, self.refs)
        if item.ref and ref != item.ref:
            self.source.report.add("W918", item.line, id=item.ref[:60], now=ref)
        self.refs.add(ref)
        return ref
