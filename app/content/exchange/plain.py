"""Plain text as Markdown that says the same, and back."""

import html
import re

from app.content.marks import unescaped

# A wave of marks within a line: what Markdown, a gap or an arrow would take for its own.
SPAN = re.compile(
    r"(?P<escape>[\\`*\[{$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|->)"
    r"|(?P<tag><(?=[A-Za-z/!?]))"
    r"|(?P<entity>&(?=\#?[A-Za-z0-9]{1,31};))"
)
START = re.compile(r"[ \t]*(?P<mark>#{1,6}(?=\s|$)|[>+]|-(?=[\s\-|:]|$)|\((?=\s*[xX]?\s*\)))")
NUMBERED = re.compile(r"(\s*\d{1,9})([.)])(?=\s|$)")
ENTITIES = {"=": "&#61;", ":": "&#58;", "~": "&#126;"}
TEX = r"((?:[^\\$]|\\[^()\[\]]){1,1000}?)"
MATHS = re.compile(rf"\\\({TEX}\\\)|\\\[{TEX}\\\]|\$\${TEX}\$\$")


def escaped(text: str, *, starts_line: bool = True) -> str:
    """Every character shown as itself; formulas in TeX's brackets stay formulas."""
    pieces, position = [], 0
    for match in MATHS.finditer(text):
        pieces += [escaped_lines(text[position : match.start()], starts_line and not position)]
        pieces += [formula(match)]
        position = match.end()
    return "".join([*pieces, escaped_lines(text[position:], starts_line and not position)])


def formula(match: re.Match[str]) -> str:
    inline, *display = match.groups()
    body = " ".join((inline or next(part for part in display if part)).split())
    return f"${body}$" if inline else f"\n\n$${body}$$\n\n"


def escaped_lines(text: str, starts_line: bool) -> str:
    first, *others = text.split("\n")
    return "\n".join([escaped_line(first, starts_line), *(escaped_line(o, True) for o in others)])


def escaped_line(line: str, starts_line: bool) -> str:
    line = SPAN.sub(replaced, line)
    return guarded_start(line) if starts_line else line


def guarded_start(line: str) -> str:
    """What a line must not begin with, lest it be a heading, list, quote or rule."""
    bare = line.lstrip()
    if bare[:1] in ENTITIES:
        return ENTITIES[bare[0]] + bare[1:]
    line = NUMBERED.sub(r"\1\\\2", line, count=1) if NUMBERED.match(line) else line
    match = START.match(line)
    return f"\\{line[match.start('mark') :]}" if match else line


def replaced(match: re.Match[str]) -> str:
    if match["tag"]:
        return "&lt;"
    return "&amp;" if match["entity"] else "\\" + match.group()


def plain(markdown: str) -> str:
    """The characters of a text that was escaped so; other Markdown in it stays as written."""
    return html.unescape(unescaped(markdown).replace("\\$", "$"))


def is_plain(markdown: str) -> bool:
    """Whether nothing is lost by writing it as plain text."""
    return "\n" not in markdown and escaped(plain(markdown)) == markdown
