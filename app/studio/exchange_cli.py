"""`lentera import` and `lentera export`: questions and lessons to and from other programs."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from app.config import from_environment
from app.content.exchange import FORMATS, Imported
from app.content.exchange.csv_bank import CsvBank
from app.content.exchange.xlsx_bank import XlsxBank
from app.content.findings import worst_first
from app.content.folder import read_course
from app.content.messages import line_of, say
from app.content.model import Course, Finding, Page
from app.content.write import write_page
from app.studio import exporting
from app.studio.cli import LANGUAGE
from app.studio.cli_texts import text

READABLE = [name for name, form in FORMATS.items() if form.can_read]
WRITABLE = [name for name, form in FORMATS.items() if form.can_write]
TEMPLATES: Mapping[str, CsvBank | XlsxBank] = {"csv": CsvBank(), "xlsx": XlsxBank()}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command(
    "import",
    help="Questions or a lesson of another program as Markdown: into a course's folder with --to, "
    "else to standard output. What could not be carried over is told; nothing is overwritten.",
)
@click.argument("name", metavar="FORMAT", type=click.Choice(READABLE), required=False)
@click.argument("file", type=FILE, required=False)
@click.option("--to", "folder", type=FOLDER, help="A course's folder.")
@click.option(
    "--template", type=click.Choice(tuple(TEMPLATES)), help="Make a table to fill in: soal.csv."
)
@LANGUAGE
def import_(
    name: str | None,
    file: Path | None,
    folder: Path | None,
    template: str | None,
    language: str | None,
) -> None:
    language = language or from_environment().language
    if template:
        click.echo(put_template(template, language))
        return
    if name is None or file is None:
        raise click.UsageError(text("format-and-file", language))
    course = course_in(folder, language) if folder else None
    lang = course.lang if course else language
    imported = FORMATS[name].read(file.read_bytes(), name=file.name, lang=lang)
    planned = files_of(imported, lang)
    findings = [*imported.findings, *(clashes(planned, imported, folder, course) if folder else ())]
    refuse_on_errors(findings, language)
    if folder:
        put(planned, folder)
    else:
        show(imported, lang)


def put_template(kind: str, language: str) -> str:
    """Raises ClickException where the file is there already."""
    path = Path(f"soal.{kind}" if language != "en" else f"questions.{kind}")
    if path.exists():
        raise click.ClickException(say(Finding("E909", "", 1, {"path": str(path)}), language))
    path.write_bytes(TEMPLATES[kind].template(language))
    return str(path)


def course_in(folder: Path, language: str) -> Course:
    course, _ = read_course(folder)
    if course is None:
        raise click.ClickException(text("no-course", language, word=folder))
    return course


def files_of(imported: Imported, lang: str) -> dict[str, bytes]:
    pages = {page.path: write_page(page, lang=lang).encode() for page in imported.pages}
    return {**pages, **imported.assets}


def clashes(
    planned: Mapping[str, bytes], imported: Imported, folder: Path, course: Course | None
) -> Iterable[Finding]:
    """What stands in the way; a file just like ours does not."""
    for path, data in planned.items():
        target = folder / path
        is_same = path.startswith("assets/") and target.is_file() and target.read_bytes() == data
        if (target.exists() or target.is_symlink()) and not is_same:
            yield Finding("E909", path, 1, {"path": path})
    known = {
        ref: place for page in (course.pages if course else ()) for ref, place in refs_of(page)
    }
    for page in imported.pages:
        for ref, place in refs_of(page):
            if ref in known:
                params = {"id": ref, "other": known[ref]}
                yield Finding("W925", place.rpartition(":")[0], 1, params)


def refs_of(page: Page) -> Iterable[tuple[str, str]]:
    yield page.ref, f"{page.path}:{page.line}"
    for question in page.questions:
        yield question.ref, f"{page.path}:{question.line}"


def refuse_on_errors(findings: Iterable[Finding], language: str) -> None:
    """Tells all; leaves with 1 where there is an error, so that nothing is written."""
    told = worst_first(findings)
    for finding in told:
        click.echo(line_of(finding, language), err=True)
    if any(finding.is_error for finding in told):
        sys.exit(1)


def put(planned: Mapping[str, bytes], folder: Path) -> None:
    for path, data in planned.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        click.echo(str(target))


def show(imported: Imported, lang: str) -> None:
    for page in imported.pages:
        if len(imported.pages) > 1:
            click.echo(f"<!-- {page.path} -->")
        click.echo(write_page(page, lang=lang), nl=False)


@click.command(
    help="A course in the format of another program, to standard output or a file. "
    "HTML is for printing; it tells no key unless asked to."
)
@click.argument("name", metavar="FORMAT", type=click.Choice(WRITABLE))
@click.argument("folder", metavar="COURSE", type=FOLDER)
@click.option("-o", "--output", type=OUT, help="The file to write.")
@click.option("--with-key", is_flag=True, help="Answers and pools too, in HTML.")
@LANGUAGE
def export(
    name: str, folder: Path, output: Path | None, with_key: bool, language: str | None
) -> None:
    config = from_environment()
    language = language or config.language
    course_in(folder, language)
    refuse_on_errors((f for f in read_course(folder)[1] if f.is_error), language)
    exported = exporting.export(folder, name, seconds=config.render_seconds, with_key=with_key)
    refuse_on_errors(exported.findings, language)
    data = b"".join(exported.files.values())
    if output:
        output.write_bytes(data)
    else:
        click.echo(data, nl=False)
