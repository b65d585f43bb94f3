"""A page's lines cut into prose and questions; a question runs to the next heading."""

import re
from dataclasses import dataclass, field

from app.content.findings import Report
from app.content.headings import Heading, heading_of
from app.content.lines import Line

RULE = re.compile(r" {0,3}-{3,}[ \t]*$")


@dataclass(slots=True)
class Section:
    """Prose where there is no heading; the heading's own line is not among the lines."""

    heading: Heading | None = None
    lines: list[Line] = field(default_factory=list)


def lesson_sections(lines: list[Line]) -> list[Section]:
    """Only headings whose id begins with `q-` are questions; `---` ends one too."""
    sections = [Section()]
    for line in lines:
        heading = heading_of(line)
        asking = sections[-1].heading is not None
        if heading and heading.is_question:
            sections.append(Section(heading))
        elif asking and RULE.match(line.masked):
            sections.append(Section())
        elif asking and heading:
            sections.append(Section(None, [line]))
        else:
            sections[-1].lines.append(line)
    return sections


def quiz_sections(lines: list[Line], report: Report) -> list[Section]:
    """Every H2 is a question; only the introduction may hold other headings."""
    sections = [Section()]
    blank = True
    for line in lines:
        heading = heading_of(line)
        asking = sections[-1].heading is not None
        if heading and (heading.level == 2 or heading.is_question):
            sections.append(Section(heading))
        elif heading and asking:
            report.add("E117", line.number)
            sections[-1].lines.append(Line(line.number, "", ""))
        elif not (asking and blank and RULE.match(line.masked)):
            sections[-1].lines.append(line)
        blank = line.is_blank or heading is not None
    return sections
