"""How long checking a course takes beside what Python-Markdown and bleach alone need for its text.

`bench/content --help`; how the figures are to be read stands in bench/README.md.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from itertools import cycle
from pathlib import Path

import bleach
from markdown import Markdown

from app.config import ROOT
from app.content.folder import read_course
from app.content.model import Course, Page, Text
from app.content.render import CONFIGS, EXTENSIONS, render, render_inline
from app.content.sanitise import ATTRIBUTES, TAGS

SHIPPED = ROOT / "courses" / "manajemen-proyek-dasar"
FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)
ID = re.compile(r"(^id: |\{#q-)", re.MULTILINE)


def generate(root: Path, modules: int) -> None:
    """The shipped course's pages over and over, each copy under ids of its own."""
    (root / "modules").mkdir(parents=True)
    for shared in ("assets", "pools"):
        shutil.copytree(SHIPPED / shared, root / shared)
    (root / "course.md").write_text("---\nid: besar\ntitle: Besar\n---\n", encoding="utf-8")
    pages = cycle(sorted((SHIPPED / "modules").glob("*.md")))
    for number, page in zip(range(modules), pages, strict=False):
        source = ID.sub(rf"\1m{number}-", page.read_text(encoding="utf-8"))
        (root / "modules" / f"{number:03}-{page.name}").write_text(source, encoding="utf-8")


def plain(root: Path) -> None:
    """The yardstick: the same extensions and list of tags, on whole files, and nothing else."""
    for path in sorted((root / "modules").glob("*.md")):
        body = FRONT.sub("", path.read_text(encoding="utf-8"), count=1)
        markdown = Markdown(extensions=list(EXTENSIONS), extension_configs=CONFIGS)
        attributes = {tag: list(names) for tag, names in ATTRIBUTES.items()}
        bleach.clean(markdown.convert(body), tags=TAGS, attributes=attributes)


def checked(root: Path) -> Course:
    course, findings = read_course(root)
    if course is None or any(finding.is_error for finding in findings):
        raise SystemExit(f"The generated course has errors: {findings[:3]}")
    return course


def rendered(root: Path) -> None:
    """As publishing does for a course of which nothing is known yet, but in this process."""
    for page in checked(root).pages:
        for part in page.parts:
            if isinstance(part, Text):
                render(part.source, lang=page.lang, links={}, base=page.path)
            else:
                part.map_texts(partial(shown, page))


def shown(page: Page, text: Text, inline: bool) -> Text:
    (render_inline if inline else render)(text.source, lang=page.lang, links={}, base=page.path)
    return text


def seconds(work: Callable[[Path], object], root: Path) -> float:
    """CPU time of this process: others on the machine do not count."""
    began = time.process_time()
    work(root)
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/content", description=__doc__)
    parser.add_argument("--modules", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "besar"
        generate(root, chosen.modules)
        size = sum(path.stat().st_size for path in root.rglob("*.md"))
        works = {"Python-Markdown + bleach": plain, "check": checked, "check and render": rendered}
        times: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(chosen.rounds):
            for name, work in works.items():
                times[name].append(seconds(work, root))
    print(
        f"{chosen.modules} modules, {size / 1024:.0f} KB; Python {platform.python_version()}, "
        f"markdown {version('markdown')}, bleach {version('bleach')}; {os.cpu_count()} cores, "
        f"load average {os.getloadavg()[0]:.1f}; medians of {chosen.rounds} rounds\n"
    )
    print("| what | CPU s | × yardstick |\n|---|--:|--:|")
    yardstick = times["Python-Markdown + bleach"]
    for name, found in times.items():
        ratio = statistics.median(a / b for a, b in zip(found, yardstick, strict=True))
        print(f"| {name} | {statistics.median(found):.2f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
