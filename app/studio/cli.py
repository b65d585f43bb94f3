"""`lentera check`, `render`, `publish` and `watch`: an author's tools beside the editor."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from flask import current_app

from app.config import Config, from_environment
from app.content.messages import line_of
from app.content.model import Finding, Page, Text
from app.content.parse import parse_page
from app.db import db
from app.kit import clock
from app.library.actions import Release
from app.library.models import CHANGES, Course, CourseVersion
from app.library.publishing import stamps_of
from app.library.runner import Renderer
from app.quizzes.corrections import quizzes_to_correct
from app.studio import actions, checking
from app.studio.actions import Outcome
from app.studio.checking import Target, Unknown
from app.studio.cli_texts import text
from app.studio.findings_formats import FORMATS, Found, as_text
from app.web.transaction import transaction

LANGUAGE = click.option("--language", type=click.Choice(("id", "en")), help="Of the messages.")
"""Which language findings are told in; by default the site's."""
LOOK_EVERY = 0.5  # seconds
FROM_FOLDER = Release()


def configured(config: Config) -> list[Path]:
    """The courses in the folders of LENTERA_COURSES, which may be empty."""
    return [root for folder in config.courses for root in actions.course_folders(folder)]


def targets(words: Sequence[str], config: Config, language: str) -> list[Target]:
    """What is named, or all there is. Raises ClickException for what is no course."""
    known = [from_here(root) for root in configured(config)]
    if not words:
        return [Target(root) for root in known]
    try:
        return [target for word in words for target in checking.targets_of(word, known)]
    except Unknown as error:
        word, reason = error.args
        raise click.ClickException(text(reason, language, word=word)) from error


def from_here(path: Path) -> Path:
    """As short as a person or GitHub would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@click.command(
    help="Check courses, by default all of LENTERA_COURSES, and exit with 1 on errors. Name a "
    "course's folder, a folder of courses, one file of a course, or a course's id."
)
@click.argument("words", nargs=-1, metavar="[PATH|COURSE]...")
@click.option("--format", "format_", type=click.Choice(tuple(FORMATS)), default="text")
@click.option("--fix", is_flag=True, help="Write missing ids into the files, and nothing else.")
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a file changes.")
@LANGUAGE
def check(
    words: tuple[str, ...], format_: str, fix: bool, watching: bool, language: str | None
) -> None:
    config = from_environment()
    language = language or config.language
    chosen = targets(words, config, language)

    def look(at: Sequence[Target]) -> bool:
        if fix:
            write_ids(at, language)
        return tell_findings(at, format_, language)

    has_errors = look(chosen)
    if watching:
        keep_looking(chosen, look)
    sys.exit(1 if has_errors else 0)


def write_ids(chosen: Sequence[Target], language: str) -> None:
    for target in chosen:
        try:
            for path in checking.write_ids(target):
                click.echo(text("ids-written", language, path=target.root / path), err=True)
        except OSError as error:
            params = {"path": error.filename or target.root, "reason": error.strerror}
            raise click.ClickException(text("not-written", language, **params)) from error


def tell_findings(chosen: Sequence[Target], format_: str, language: str) -> bool:
    """Whether there are errors. What a program reads is not mixed with the summary."""
    found = [
        Found(target.root, finding) for target in chosen for finding in checking.findings_in(target)
    ]
    if told := FORMATS[format_](found, language):
        click.echo(told)
    errors = sum(one.finding.is_error for one in found)
    counts = {"courses": len(chosen), "errors": errors, "warnings": len(found) - errors}
    key = "found" if found else "nothing-found"
    click.echo(text(key, language, **counts), err=format_ != "text")
    return errors > 0


def keep_looking(
    chosen: Sequence[Target],
    look: Callable[[Sequence[Target]], bool],
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Until the author stops it with Ctrl-C."""
    seen = {target: stamps_of(target.root) for target in chosen}
    try:
        while True:
            pause(LOOK_EVERY)
            changed = [target for target in chosen if stamps_of(target.root) != seen[target]]
            if not changed:
                continue
            click.echo(f"{clock.now().astimezone():%H:%M:%S}", err=True)
            look(changed)
            seen |= {target: stamps_of(target.root) for target in changed}
    except KeyboardInterrupt:
        sys.exit(0)


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
        for part in _texts(page):
            rendered = renderer.render(part.source, lang=page.lang, links={}, base=file.name)
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
@click.argument("words", nargs=-1, metavar="[PATH|COURSE]...")
@click.option("--change", type=click.Choice(CHANGES), default="minor", show_default=True)
@click.option("--note", default="", help="What changed, for learners; with material and major.")
@LANGUAGE
def publish(words: tuple[str, ...], change: str, note: str, language: str | None) -> None:
    config: Config = current_app.config["LENTERA"]
    language = language or config.language
    if (change == "minor") == bool(note):
        raise click.ClickException(text("note", language))
    roots = [target.root for target in targets(words, config, language)]
    outcomes = publish_all(roots, config, Release(change=change, note=note))
    for outcome in outcomes:
        report(outcome, language)
    sys.exit(1 if any(outcome.is_refused for outcome in outcomes) else 0)


def publish_all(
    roots: Sequence[Path], config: Config, release: Release = FROM_FOLDER
) -> list[Outcome]:
    """Each course for itself: one that cannot be published does not keep the others away."""
    taken: dict[str, Path] = {}
    return [publish_one(root, config, taken, release) for root in roots]


def publish_one(
    root: Path,
    config: Config,
    taken: dict[str, Path] | None = None,
    release: Release = FROM_FOLDER,
) -> Outcome:
    """`taken` collects the ids of the courses seen so far."""
    taken = {} if taken is None else taken
    prepared = actions.prepare(root, seconds=config.render_seconds, taken=taken)
    if prepared.ref:
        taken.setdefault(prepared.ref, root)
    with transaction():
        return actions.apply(
            prepared, release=release, by=None, at=clock.now(), assets=config.assets
        )


def report(outcome: Outcome, language: str) -> None:
    if told := as_text((Found(outcome.root, one) for one in outcome.findings), language):
        click.echo(told)
    click.echo(_result(outcome, language))
    if outcome.publication:
        _hint(outcome.publication.version, language)


def _hint(version: CourseVersion, language: str) -> None:
    """A changed key changes no points by itself."""
    if quizzes := quizzes_to_correct(version.id):
        course = db.session.get_one(Course, version.course_id).ref
        for quiz in quizzes:
            click.echo(text("to-correct", language, course=course, quiz=quiz))


def _result(outcome: Outcome, language: str) -> str:
    done = outcome.publication
    if done is None:
        return text(_why_not(outcome), language, course=outcome.root.name)
    return text(
        "live",
        language,
        course=outcome.root.name,
        number=done.version.number,
        added=done.added,
        changed=done.changed,
        removed=done.removed,
        enrolled=outcome.enrolled,
    )


def _why_not(outcome: Outcome) -> str:
    if outcome.is_refused:
        return "refused"
    if outcome.is_draft:
        return "draft"
    return "overtaken" if outcome.is_overtaken else "unchanged"


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
