"""Feeds the course language mutated courses until the time is up; only findings may come of it.

`bench/fuzz --minutes 30`; a failure prints how to repeat it and leaves its input in bench/results.
"""

import argparse
import json
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from app.config import ROOT
from app.content.findings import Finding
from app.content.fix import as_suggested, with_ids
from app.content.keys import assign_keys
from app.content.messages import say
from app.content.model import Page, Text
from app.content.parse import normalised, parse_page
from app.content.questions import Tokens, dump, load
from app.content.render import render, render_inline
from app.content.write import write_page
from bench.mutations import mutated

RESULTS = Path(__file__).parent / "results"
SOURCES = ("courses", "tests/courses", "tests/content/golden", "tests/content/broken")
PATIENCE = 20  # seconds for one text; the longest that was seen takes one
RENDERED = 0.05  # share of the texts that are rendered too, which takes most of the time
MOST_FAILURES = 10
EVERYTHING = frozenset({"answer", "correctness", "points", "feedback", "explanation", "key"})


class Fault(Exception):
    """An outcome that is neither a page nor a finding that can be told."""


def try_out(source: str, chance: random.Random) -> None:
    page, findings = parsed(source)
    check_findings(source, findings)
    check_ids(source, findings)
    if page is None:
        return
    for question in page.questions:
        keyed = assign_keys(question, None)
        if load(json.loads(json.dumps(dump(keyed)))) != keyed:
            raise Fault(f"{question.ref} is stored otherwise than it was")
        keyed.grade(None)
        keyed.present(None, tokens=Tokens(b"s", 1), order=chance, show=EVERYTHING)
    if not any(finding.is_error for finding in findings):
        check_writing(page)
    if chance.random() < RENDERED:
        render_all(page)


def parsed(source: str) -> tuple[Page | None, list[Finding]]:
    findings: list[Finding] = []
    return parse_page(source, path="modules/x.md", lang="id", findings=findings), findings


def check_findings(source: str, findings: list[Finding]) -> None:
    last = normalised(source).count("\n") + 1
    for finding in findings:
        if not 1 <= finding.line <= last:
            raise Fault(f"{finding} stands outside the {last} lines")
        if not say(finding, "id") or not say(finding, "en"):
            raise Fault(f"{finding} says nothing")


def check_ids(source: str, findings: list[Finding]) -> None:
    lacking = [finding for finding in findings if finding.code == "E101"]
    fixed = with_ids(source, as_suggested(lacking)) if lacking else source
    characters = iter(fixed)
    if not all(character in characters for character in source):
        raise Fault("Writing ids took something away")


def check_writing(page: Page) -> None:
    again, findings = parsed(write_page(page))
    if again is None or folded(again) != folded(page):
        raise Fault(f"Written and read again it is another page; {findings[:3]}")


def folded(page: Page) -> Page:
    """With one blank between the words of what is written in one line: more mean nothing there."""

    def fold(text: Text, inline: bool) -> Text:
        return replace(text, source=" ".join(text.source.split())) if inline else text

    parts = (part if isinstance(part, Text) else part.map_texts(fold) for part in page.parts)
    return replace(page, parts=tuple(parts))


def render_all(page: Page) -> None:
    def shown(text: Text, inline: bool) -> Text:
        (render_inline if inline else render)(text.source, lang="id", links={}, base="x.md")
        return text

    for part in page.parts:
        if isinstance(part, Text):
            shown(part, False)
        else:
            part.map_texts(shown)


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise Fault(f"No end within {seconds} s")

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


class Run:
    """`seed` and the number of a case give its text again."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        files = sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.md"))
        self.texts = [path.read_text(encoding="utf-8") for path in files]
        self.faults: set[str] = set()

    def case(self, number: int) -> None:
        chance = random.Random(f"{self.seed}-{number}")
        source = mutated(chance, self.texts)
        try:
            with limited(PATIENCE):
                try_out(source, chance)
        except Exception as error:
            self.report(number, source, error)

    def report(self, number: int, source: str, error: Exception) -> None:
        """Each fault once, by where it happened."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        name = f"{type(error).__name__} {place.filename}:{place.lineno}"
        if name in self.faults:
            return
        self.faults.add(name)
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"fuzz-{self.seed}-{number}.txt"
        path.write_bytes(source.encode("utf-8", "surrogatepass"))
        traceback.print_exception(error)
        print(f"Again: bench/fuzz --seed {self.seed} --case {number}; its text: {path}\n")


def until(minutes: float, run: Run, tell: Callable[[str], object] = print) -> int:
    """How many cases were tried."""
    end, number = time.monotonic() + minutes * 60, 0
    while time.monotonic() < end and len(run.faults) < MOST_FAILURES:
        run.case(number)
        number += 1
    tell(f"{number} texts, seed {run.seed}: {len(run.faults)} faults")
    return number


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--seed", type=int, default=None, help="by default another every time")
    parser.add_argument("--case", type=int, default=None, help="repeat one text of a seed")
    chosen = parser.parse_args()
    run = Run(random.SystemRandom().randrange(10**6) if chosen.seed is None else chosen.seed)
    if chosen.case is None:
        until(chosen.minutes, run)
    else:
        run.case(chosen.case)
    sys.exit(1 if run.faults else 0)


if __name__ == "__main__":
    main()
