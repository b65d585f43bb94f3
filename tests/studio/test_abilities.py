"""What the course language can say and this release cannot do is told with its line."""

from pathlib import Path

import pytest

from app.content.folder import read_course
from app.content.messages import line_of
from app.studio.abilities import findings_of

COURSE = "---\nid: x\ntitle: X\n---\n"
ESSAY = "## Ceritakan {#q-esai type=essay review=self}\n\nApa saja.\n"
ONE = "## Satu {#q-a}\n\n- = 1\n"


def found(root: Path, files: dict[str, str]) -> list[str]:
    """`path:line: CODE` of each, after reading a course that has no other fault."""
    for name, text in {"course.md": COURSE, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    read, findings = read_course(root)
    assert read is not None
    assert [finding for finding in findings if finding.is_error] == []
    assert all(line_of(one, language) for one in findings_of(read) for language in ("id", "en"))
    return [f"{one.path}:{one.line}: {one.code}" for one in findings_of(read)]


def page(body: str, *front: str) -> str:
    lines = "".join(f"{line}\n" for line in front)
    return f"---\nid: a\ntitle: A\n{lines}---\n{body}"


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        ((), []),
        (("behaviour: deferred", "grade: best", "navigation: free", "delay: 0 menit"), []),
        (("grade: average",), ["5: E104"]),
        (("behaviour: immediate",), ["5: E104"]),
        (("feedback: immediate",), ["5: E104"]),
        (("behaviour: interactive", "tries: 2"), ["5: E104"]),
        (("per-page: 1", "navigation: sequential"), ["6: E104", "5: E112"]),
        (("delay: 1 jam",), ["5: E112"]),
        (("builds-on-last: ya",), ["5: E112"]),
        (("builds-on-last: tidak", "per-page: 0"), []),
    ],
)
def test_settings_that_are_not_played_yet(tmp_path: Path, front: tuple[str, ...], lines: list[str]):
    files = {"modules/a.md": page(ONE, "type: quiz", *front)}
    assert found(tmp_path, files) == [f"modules/a.md:{line}" for line in lines]


def test_survey_pages(tmp_path: Path):
    assert found(tmp_path, {"modules/a.md": page(ONE, "type: survey")}) == ["modules/a.md:4: E112"]


def test_essays_where_they_would_need_marks(tmp_path: Path):
    assert found(tmp_path, {"modules/a.md": page(ESSAY, "type: quiz")}) == ["modules/a.md:6: E112"]


def test_essays_in_pools(tmp_path: Path):
    files = {
        "modules/a.md": page(ONE),
        "pools/p.md": page(ESSAY, "type: pool").replace("id: a", "id: p"),
    }
    assert found(tmp_path, files) == ["pools/p.md:6: E112"]


def test_essays_in_lessons_may_stand(tmp_path: Path):
    assert found(tmp_path, {"modules/a.md": page(ESSAY)}) == []
