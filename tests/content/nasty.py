"""Parses texts of nearly 256 KB that are made to take long; run as a program of its own, so that
the test can end it: each takes about a second, and minutes if anything were quadratic."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.content.findings import Finding
from app.content.fix import as_suggested, with_ids
from app.content.parse import parse_page

SIZE = 250_000
FRONT_SIZE = 31_000
LESSONS = ("<b>\n\n", "# A\n\n", "![](b)\n\n", "`a` ``b\n\n", "<script>x\n\n")
QUIZZES = ("## A\n- (x) a\n- ( ) b\n\n", "## A {b=1 c=2}\n\n", "## A {#q-a}\n> **B:** c\n\n")
FRONTS = (
    "- [\n\n",
    "a: [\n\n",
    "a: “b\n\n",
    "k{n}: v\n\n",
    "a: 'b\n\n",
    '- "a\n\n',
    "[{n},\n\n",
    "a\n\n",
)


def page(text: str, kind: str, front: str = "") -> str:
    return f"---\nid: x\ntitle: X\ntype: {kind}\n{front}---\n{text}"


def sources() -> list[str]:
    lessons = [page(piece * (SIZE // len(piece)), "lesson") for piece in LESSONS]
    quizzes = [page(piece * (SIZE // len(piece)), "quiz") for piece in QUIZZES]
    fronts = [page("", "quiz", repeated(piece, FRONT_SIZE)) for piece in FRONTS]
    return [*lessons, *quizzes, *fronts]


def repeated(piece: str, size: int) -> str:
    """`{n}` is another number every time."""
    text, number = "", 0
    while len(text) < size:
        text, number = text + piece.replace("{n}", str(number)), number + 1
    return text


def main() -> None:
    for source in sources():
        findings: list[Finding] = []
        parse_page(source, path="modules/x.md", lang="id", findings=findings)
        if lacking := [finding for finding in findings if finding.code == "E101"]:
            with_ids(source, as_suggested(lacking))
        sys.stdout.write(f"{findings[0].code if findings else None}\n")


if __name__ == "__main__":
    main()
