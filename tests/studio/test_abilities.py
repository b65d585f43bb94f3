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
    "front",
    [
        ("grade: average", "delay: 1 jam", "builds-on-last: ya"),
        ("behaviour: immediate", "per-page: 2"),
        ("feedback: immediate",),
        ("behaviour: interactive", "tries: 2"),
        ("per-page: 1", "navigation: sequential"),
    ],
    ids=str,
)
def test_every_setting_of_a_quiz_is_played(tmp_path: Path, front: tuple[str, ...]):
    assert found(tmp_path, {"modules/a.md": page(ONE, "type: quiz", *front)}) == []


def test_surveys_ask_what_their_results_can_count_or_list(tmp_path: Path):
    fine = f"{ONE}{ESSAY}## Dua {{#q-b}}\n\n- ( ) Ya\n- ( ) Tidak\n"
    assert found(tmp_path, {"modules/a.md": page(fine, "type: survey")}) == []


def test_surveys_with_what_nobody_could_read(tmp_path: Path):
    body = "## Urutkan {#q-a type=order}\n\n1. Satu\n2. Dua\n\n## Isi {#q-b}\n\nIni {{= 1}}.\n"
    files = {"modules/a.md": page(body, "type: survey")}
    assert found(tmp_path, files) == ["modules/a.md:6: E112", "modules/a.md:11: E112"]


@pytest.mark.parametrize("review", ["self", "trainer"])
def test_essays_that_the_learner_or_a_trainer_marks_may_stand_everywhere(
    tmp_path: Path, review: str
):
    essay = ESSAY.replace("review=self", f"review={review}")
    files = {
        "modules/a.md": page(essay, "type: quiz"),
        "pools/p.md": page(essay, "type: pool").replace("id: a", "id: p").replace("q-esai", "q-b"),
    }
    assert found(tmp_path, files) == []


def test_essays_that_learners_would_mark_for_each_other(tmp_path: Path):
    essay = ESSAY.replace("review=self", "review=peer")
    files = {
        "modules/a.md": page(essay, "type: quiz"),
        "pools/p.md": page(essay, "type: pool").replace("id: a", "id: p").replace("q-esai", "q-b"),
    }
    assert found(tmp_path, files) == ["modules/a.md:6: E112", "pools/p.md:6: E112"]


def test_essays_in_lessons_may_stand(tmp_path: Path):
    essay = ESSAY.replace("review=self", "review=peer")
    assert found(tmp_path, {"modules/a.md": page(essay)}) == []
