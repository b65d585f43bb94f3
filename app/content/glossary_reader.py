"""`glossary.md`: the terms of a course as a definition list, each term above its `: meaning`."""

import re
from collections.abc import Iterator

from app.content import front_matter
from app.content.fields import LONGEST, Fields
from app.content.files import CourseFiles
from app.content.findings import Report
from app.content.glossary import Glossary, Term
from app.content.lines import Line, lines_of
from app.content.parse import is_readable, normalised
from app.content.prose_checks import check_formulas, check_text
from app.content.slugs import slug
from app.content.text import Text

FILE = "glossary.md"
NAME = re.compile(r"glossary(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?\.md")
MEANING = re.compile(r"^ {0,3}:[ \t]+(?=\S)")
INDENT = re.compile(r"^(?: {1,4}|\t)")
HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
MOST = 500


def glossaries_of(files: CourseFiles, lang: str) -> Iterator[Glossary]:
    """Of the course's language first, for it bears no tag in its name."""
    paths = [path for path in files.sizes if NAME.fullmatch(path)]
    if FILE not in paths:  # a translation of nothing: the checker says that it is left out
        return
    for path in sorted(paths, key=len):
        if path == f"glossary.{lang}.md":
            continue
        match, source = NAME.fullmatch(path), normalised(files.read(path) or "")
        if match and is_readable(source, files.limits, files.report(path)):
            yield read_glossary(source, path, match[1] or lang, files.report(path))


def read_glossary(source: str, path: str, lang: str, report: Report) -> Glossary:
    """`source` is normalised and within the limits; it needs no front matter."""
    title, body, first = "", source, 1
    if source.startswith(front_matter.FENCE) and (split := front_matter.split(source, report)):
        nodes, body, first = split
        fields = Fields(nodes, report)
        fields.refuse_unknown(("title",), {})
        title = fields.text("title") if "title" in nodes else ""
    terms = tuple(anchored(entries(lines_of(body, first=first)[0], report)))
    if len(terms) > MOST:
        report.add("E709", terms[MOST].line, key=path, limit=MOST)
    check_terms(terms, report)
    check_formulas([term.definition for term in terms], report)
    return Glossary(lang, path, title, terms)


def entries(lines: list[Line], report: Report) -> Iterator[tuple[Line, Text]]:
    """Each term with its meaning; several terms above one meaning share it."""
    names: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if MEANING.match(line.masked):
            end = end_of(lines, index)
            if not names:
                report.add("E142", line.number)
            meaning = meaning_of([line, *lines[index:end]])
            yield from ((name, meaning) for name in names)
            names, index = [], end
        elif not line.is_blank and not HEADING.match(line.masked):
            names.append(line)
    for name in names:
        report.add("E141", name.number, term=name.raw.strip()[:60])


def end_of(lines: list[Line], index: int) -> int:
    """Where a meaning ends: before the next text at the margin that follows a blank line, or that
    has a meaning of its own right below."""
    for place in range(index, len(lines)):
        line, below = lines[place], lines[place + 1 : place + 2]
        at_margin = not (line.is_blank or line.raw.startswith(("  ", "\t")))
        is_explained = any(MEANING.match(line.masked) for line in below)
        follows = lines[place - 1].is_blank or is_explained
        if at_margin and follows and not MEANING.match(line.masked):
            return place
    return len(lines)


def meaning_of(lines: list[Line]) -> Text:
    """A further `: meaning` of the same term is a paragraph of its own."""
    rest = (
        MEANING.sub("\n", line.raw) if MEANING.match(line.masked) else INDENT.sub("", line.raw)
        for line in lines[1:]
    )
    first = MEANING.sub("", lines[0].raw)
    return Text("\n".join([first, *rest]).strip(), lines[0].number)


def anchored(found: Iterator[tuple[Line, Text]]) -> Iterator[Term]:
    taken: set[str] = set()
    for number, (line, meaning) in enumerate(found, start=1):
        term = " ".join(line.raw.split())
        anchor = f"g-{slug(term) or number}"
        anchor = f"{anchor}-{number}" if anchor in taken else anchor
        taken.add(anchor)
        yield Term(term, meaning, anchor, line.number)


def check_terms(terms: tuple[Term, ...], report: Report) -> None:
    seen: dict[str, int] = {}
    for term in terms:
        folded = term.term.casefold()
        if folded in seen:
            report.add("E140", term.line, term=term.term[:60], other=seen[folded])
        if len(term.term) > LONGEST:
            report.add("E708", term.line, key="glossary", limit=LONGEST)
        check_text(term.definition, report.path, report)
        seen.setdefault(folded, term.line)
