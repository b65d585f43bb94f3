"""A course folder in another program's format."""

from pathlib import Path

from app.content.exchange import FORMATS, Exported, Wishes
from app.content.exchange.format import Render
from app.content.exchange.printable import link_of
from app.content.folder import read_course
from app.content.messages import line_of
from app.content.model import Course, Finding, Page, Text
from app.library.rendition import LimitReached
from app.library.runner import Renderer, RenderLimit

WRITABLE = [name for name, form in FORMATS.items() if form.can_write]
REPORT = ("TIDAK-TERBAWA.txt", "NOT-CARRIED-OVER.txt")


def export(folder: Path, name: str, *, seconds: float, with_key: bool = False) -> Exported:
    """What could not be carried over, or cannot be rendered in time, is among the findings."""
    course, findings = read_course(folder)
    if course is None:
        return Exported({}, tuple(findings))
    assets = {path: (folder / path).read_bytes() for path in course.assets}
    try:
        with Renderer(seconds) as renderer:
            wishes = Wishes(assets, render_with(renderer, course), with_key)
            return FORMATS[name].write(course, wishes)
    except LimitReached as error:
        return Exported({}, (error.finding,))


def files_of(exported: Exported, lang: str) -> list[tuple[str, bytes | Path]]:
    """The files, and a report of what could not be carried over."""
    files: list[tuple[str, bytes | Path]] = list(exported.files.items())
    if exported.findings:
        report = "\n".join(line_of(finding, lang) for finding in exported.findings)
        files.append((REPORT[lang.startswith("en")], f"{report}\n".encode()))
    return files


def render_with(renderer: Renderer, course: Course) -> Render:
    """In the child that is killed at the limit. Pictures keep their path, pages their anchor."""
    links = {
        "course.md": "#",
        **{page.path: link_of(page) for page in course.pages},
        **{path: f"/{path}" for path in course.assets},
    }

    def render(part: Text, page: Page | None, inline: bool) -> str:
        """Raises LimitReached."""
        path, lang = (page.path, page.lang) if page else ("course.md", course.lang)
        scope = page.ref if page and "[^" in part.source else ""
        try:
            found = renderer.render(
                part.source, lang=lang, links=links, base=path, inline=inline, scope=scope
            )
        except RenderLimit as error:
            params = {"seconds": f"{renderer.seconds:g}"}
            raise LimitReached(Finding("E716", path, part.line, params)) from error
        return found.html

    return render
