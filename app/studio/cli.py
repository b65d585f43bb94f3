"""`lentera check`, `render` and `publish`: an author's tools beside the editor."""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from flask import current_app

from app.config import Config, from_environment
from app.content.folder import read_course
from app.content.messages import line_of
from app.content.model import Finding, Page, Text
from app.content.parse import parse_page
from app.kit import clock
from app.library.publishing import stamps_of
from app.library.runner import Renderer
from app.studio import actions
from app.studio.actions import Outcome
from app.web.transaction import transaction

LANGUAGE = click.option("--language", type=click.Choice(("id", "en")), help="Of the messages.")
"""Which language findings are told in; by default the site's."""


def folders(paths: tuple[Path, ...]) -> list[Path]:
    """Raises ClickException for a path without a course."""
    found = []
    for path in paths:
        courses = actions.course_folders(path)
        if not courses:
            raise click.ClickException(
                f"{path} holds no course: a course is a folder with a course.md."
            )
        found.extend(courses)
    return found


def configured(config: Config) -> list[Path]:
    """The courses in the folders of LENTERA_COURSES, which may be empty."""
    return [root for folder in config.courses for root in actions.course_folders(folder)]


def tell(root: Path, findings: Sequence[Finding], language: str) -> None:
    for finding in findings:
        click.echo(f"{root}/{line_of(finding, language)}")


@click.command(help="Check courses; prints `path:line: CODE message`, exits 1 on errors.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@LANGUAGE
def check(paths: tuple[Path, ...], language: str | None) -> None:
    language = language or from_environment().language
    has_errors = False
    for root in folders(paths):
        _, findings = read_course(root)
        tell(root, findings, language)
        has_errors = has_errors or any(finding.is_error for finding in findings)
    sys.exit(1 if has_errors else 0)


@click.command(help="Print the safe HTML of a lesson.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LANGUAGE
def render(file: Path, language: str | None) -> None:
    config = from_environment()
    language = language or config.language
    findings: list[Finding] = []
    source = file.read_text(encoding="utf-8-sig", errors="replace")
    page = parse_page(source, path=file.name, lang="id", findings=findings)
    for finding in findings:
        click.echo(line_of(finding, language), err=True)
    if page is None or any(finding.is_error for finding in findings):
        sys.exit(1)
    with Renderer(config.render_seconds) as renderer:
        for text in _texts(page):
            rendered = renderer.render(text.source, lang=page.lang, links={}, base=file.name)
            click.echo(rendered.html)


def _texts(page: Page) -> Iterator[Text]:
    """A question is shown by its title and stem; how it is answered the page shows."""
    for part in page.parts:
        if isinstance(part, Text):
            yield part
        else:
            yield Text(f"### {part.title.source}", part.line)
            yield part.stem


@click.command(help="Check, render and make courses live; by default all of LENTERA_COURSES.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@LANGUAGE
def publish(paths: tuple[Path, ...], language: str | None) -> None:
    config: Config = current_app.config["LENTERA"]
    outcomes = publish_all(folders(paths) if paths else configured(config), config)
    for outcome in outcomes:
        report(outcome, language or config.language)
    sys.exit(1 if any(outcome.is_refused for outcome in outcomes) else 0)


def publish_all(roots: Sequence[Path], config: Config) -> list[Outcome]:
    """Each course for itself: one that cannot be published does not keep the others away."""
    taken: dict[str, Path] = {}
    return [publish_one(root, config, taken) for root in roots]


def publish_one(root: Path, config: Config, taken: dict[str, Path] | None = None) -> Outcome:
    """`taken` collects the ids of the courses seen so far."""
    taken = {} if taken is None else taken
    prepared = actions.prepare(root, seconds=config.render_seconds, taken=taken)
    if prepared.ref:
        taken.setdefault(prepared.ref, root)
    with transaction():
        return actions.apply(prepared, by=None, at=clock.now(), assets=config.assets)


def report(outcome: Outcome, language: str) -> None:
    tell(outcome.root, outcome.findings, language)
    click.echo(f"{outcome.root.name}: {_result(outcome)}")


def _result(outcome: Outcome) -> str:
    done = outcome.publication
    if outcome.is_refused:
        return "refused, the live version stays as it is"
    if outcome.is_draft:
        return "a draft, checked and not published"
    if done is None:
        return "unchanged"
    return (
        f"version {done.version.number} is live: {done.added} new, {done.changed} changed, "
        f"{done.removed} removed; {outcome.enrolled} learners keep their progress"
    )


@click.command(help="Publish a course whenever one of its files changes, until stopped.")
@click.option("--every", default=1.0, show_default=True, help="Seconds between two looks.")
@LANGUAGE
def watch(every: float, language: str | None) -> None:
    config: Config = current_app.config["LENTERA"]
    seen: dict[Path, object] = {}
    while True:
        for root in configured(config):
            state = stamps_of(root)
            if seen.setdefault(root, state) != state:
                seen[root] = state
                report(publish_one(root, config), language or config.language)
        time.sleep(every)
