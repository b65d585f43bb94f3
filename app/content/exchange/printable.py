"""A course as one HTML file for printing: nothing outside it is needed, no key stands in it unless
asked for."""

import base64
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from html import escape
from pathlib import Path

from app.content.exchange.format import Format, Wishes
from app.content.exchange.pictures import suffix_of
from app.content.exchange.printable_key import key_of
from app.content.exchange.printable_question import body_of
from app.content.exchange.printable_words import word
from app.content.findings import Finding, Report
from app.content.keys import assign_keys
from app.content.model import Course, Page, Question, Text
from app.content.numbers import written
from app.content.questions import walk

STYLE = Path(__file__).with_name("printable.css")
MARKUP = re.compile(
    r"""<(?:(video|audio)\b.*?</\1>|[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>)""", re.DOTALL
)
"""A whole player, or a tag: text that only looks like an attribute is left alone."""
SOURCE = re.compile(r'src="/([^"]+)"')
SRCSET = re.compile(r' srcset="[^"]*"')
ANCHOR = re.compile(r'href="(#[^"#]+)#[^"]*"')
DOWNLOAD = re.compile(r' href="/[^"]*"')
TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}


class Printable(Format):
    name = "html"
    suffixes = (".html",)
    can_write = True

    def produce(
        self, course: Course, wishes: Wishes, findings: list[Finding]
    ) -> Mapping[str, bytes]:
        document = "".join(Sheet(course, wishes, findings).document())
        return {f"{course.ref}.html": document.encode()}


def link_of(page: Page) -> str:
    """The anchor that links between the course's pages lead to."""
    return f"#page-{page.ref}"


class Sheet:
    def __init__(self, course: Course, wishes: Wishes, findings: list[Finding]) -> None:
        self.course, self.wishes, self.findings = course, wishes, findings
        self.lang = course.lang
        self.keys: list[str] = []

    def document(self) -> Iterator[str]:
        course = self.course
        style = STYLE.read_text(encoding="utf-8")
        yield f'<!doctype html>\n<html lang="{escape(course.lang)}">\n<head>\n'
        yield '<meta charset="utf-8">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<title>{escape(course.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        yield f"<header>\n<h1>{escape(course.title)}</h1>\n{self.facts()}</header>\n"
        yield self.html(course.body, None)
        for page in course.pages:
            yield from self.page(page)
        if self.keys:
            yield f'<section class="keys">\n<h1>{self.say("keys")}</h1>\n'
            yield f"{''.join(self.keys)}</section>\n"
        yield "</body>\n</html>\n"

    def facts(self) -> str:
        course = self.course
        known = [
            (self.say("provider"), course.provider),
            (self.say("version"), course.version),
            ("JP", self.number(course.jp) if course.jp else ""),
            (self.say("license"), course.license),
        ]
        lines = [f"{escape(name)}: {escape(text)}" for name, text in known if text]
        told = f'<p class="facts">{" · ".join(lines)}</p>\n' if lines else ""
        return told + (f"<p>{escape(course.description)}</p>\n" if course.description else "")

    def page(self, page: Page) -> Iterator[str]:
        """A pool's questions are drawn by chance, and secret: they stand with the keys only."""
        report = Report(page.path, self.findings)
        if page.kind == "pool" and not self.wishes.with_key:
            report.add("W924", 1, what="@pool")
            return
        yield f'<section class="page" id="page-{escape(page.ref)}" lang="{escape(page.lang)}">\n'
        yield f"<h1>{escape(page.title)}</h1>\n"
        yield from self.draws(page)
        number = 0
        for part in page.parts:
            if isinstance(part, Text):
                yield self.html(part, page)
            else:
                number += 1
                yield self.question(part, number, page)
        yield "</section>\n"

    def draws(self, page: Page) -> Iterator[str]:
        titles = {pool.path: pool.title for pool in self.course.pages}
        for draw in page.settings.draws if page.settings else ():
            told = self.say("drawn").format(count=draw.pick, pool=titles.get(draw.source, ""))
            yield f'<p class="about">{escape(told)}</p>\n'

    def question(self, question: Question, number: int, page: Page) -> str:
        shown = assign_keys(question, None).map_texts(
            lambda text, inline: walk.replace(text, html=self.html(text, page, inline))
        )
        if self.wishes.with_key:
            heading = f"{escape(page.title)}, {number}"
            self.keys.append(f"<h2>{heading}</h2>\n{key_of(shown, self.lang)}")
        points = self.say("points").format(points=self.number(question.points))
        title = f"{number}. {shown.title.html} <small>({escape(points)})</small>"
        stem = shown.stem_html
        body = body_of(shown, self.lang)
        return f'<div class="question">\n<h3>{title}</h3>\n{stem}{body}</div>\n'

    def html(self, text: Text, page: Page | None, inline: bool = False) -> str:
        if not text.source:
            return ""
        report = Report(page.path if page else "course.md", self.findings)

        def printed(match: re.Match[str]) -> str:
            if match[1]:
                report.add("W924", text.line, what="@media")
                return ""
            if DOWNLOAD.search(match.group()):
                report.add("W924", text.line, what="@downloads")
            return self.tag(match.group())

        return MARKUP.sub(printed, self.wishes.render(text, page, inline))

    def tag(self, tag: str) -> str:
        """With its picture in it, and without what leads out of the file."""
        tag = DOWNLOAD.sub("", SRCSET.sub("", tag))
        tag = ANCHOR.sub(r'href="\1"', tag)
        return SOURCE.sub(lambda match: f'src="{self.embedded(match[1])}"', tag)

    def embedded(self, path: str) -> str:
        data = self.wishes.assets.get(path, b"")
        kind = TYPES.get(suffix_of(data), "image/png")
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"

    def number(self, value: Decimal) -> str:
        return written(Fraction(value), self.lang)

    def say(self, name: str) -> str:
        return word(name, self.lang)
