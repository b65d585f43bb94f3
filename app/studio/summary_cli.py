"""`lentera summary`: what courses hold, in figures."""

from pathlib import Path

import click

from app.config import from_environment
from app.content.folder import read_course
from app.content.summary import CourseSummary, summary_of
from app.studio.cli import LANGUAGE, targets
from app.studio.cli_texts import text
from app.studio.summary_tables import as_markdown

START = "<!-- lentera summary -->"
END = "<!-- /lentera summary -->"
PAGE = click.Path(exists=True, dir_okay=False, writable=True, path_type=Path)


@click.command(
    help="What courses hold, as tables in Markdown, by default all of LENTERA_COURSES: length, "
    "sentences, pictures, JP, questions, and whether a pool's keys could be guessed."
)
@click.argument("words", nargs=-1, metavar="[PATH|COURSE]...")
@click.option("--into", "page", type=PAGE, help=f"A page with the lines {START} and {END}.")
@LANGUAGE
def summary(words: tuple[str, ...], page: Path | None, language: str | None) -> None:
    config = from_environment()
    language = language or config.language
    roots = dict.fromkeys(target.root for target in targets(words, config, language))
    tables = as_markdown([summary_at(root, language) for root in roots], language)
    if page:
        put(tables, page, language)
    else:
        click.echo(tables)


def summary_at(root: Path, language: str) -> CourseSummary:
    course, _ = read_course(root)
    if course is None:
        raise click.ClickException(text("unreadable", language, course=root))
    return summary_of(course)


def put(tables: str, page: Path, language: str) -> None:
    """In the place of what stands between the two lines."""
    before, start, rest = page.read_text("utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise click.ClickException(text("no-markers", language, start=START, end=END, path=page))
    page.write_text(f"{before}{start}\n\n{tables}\n\n{end}{after}", "utf-8")
