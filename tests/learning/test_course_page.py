"""The page of a course: what one should know before, and what comes after."""

import re

import pytest

from app.learning.completion import left_out
from app.library.queries import SyllabusEntry
from tests.factories.courses import LESSON, publish, write_course


def entry(module_id: int, kind: str = "lesson", parent: int | None = None) -> SyllabusEntry:
    return SyllabusEntry(module_id, module_id, parent, f"m{module_id}", kind, "", "", 10, None)


SYLLABUS = [
    entry(1),
    entry(2),
    entry(3, "folder"),
    entry(4, "quiz", 3),
    entry(5, "pool"),
    entry(6, "survey"),
]


@pytest.mark.parametrize(
    ("count", "wanted", "others"),
    [
        (None, "", []),
        (None, "m1 m2 m4 m6", []),
        (None, "m1 m2 m4", [6]),
        (None, "m1 m2", None),
        (None, "m3", None),
        (2, "m1 m2 m4", None),
    ],
)
def test_what_need_not_be_done_is_named_where_that_is_shorter(count, wanted, others) -> None:
    found = left_out({"count": count, "refs": wanted.split()}, SYLLABUS)
    assert (found if found is None else [entry.module_id for entry in found]) == others


def write(folder, ref: str, **front: str) -> None:
    lines = "".join(f"{name}: {value}\n" for name, value in front.items())
    files = {f"modules/{name}.md": LESSON.format(ref=name) for name in ("satu", "dua", "tiga")}
    publish(write_course(folder / ref, files, front=lines))


def test_the_rules_say_what_may_be_left_out_who_wrote_it_and_that_nobody_must(
    client, cast, tmp_path
) -> None:
    write(
        tmp_path,
        "aturan",
        completion="{all: [satu, dua]}",
        authors="[Rina, Tono]",
    )
    text = client.sign_in(cast.ana, language="en").get("/courses/aturan").text
    rules = re.sub(r"\s+", " ", text.split('class="rule-box"')[1].split("</dl>")[0])
    assert "All modules and quizzes except:" in rules
    assert re.findall(r'<li lang="id">([^<]+)</li>', rules) == ["Bacaan tiga"]
    assert "Rina, Tono" in rules
    assert "Voluntary, without a deadline" in rules


def finish(client, ref: str) -> None:
    client.post(f"/courses/{ref}/enrolment")
    for name in ("satu", "dua", "tiga"):
        client.post(f"/courses/{ref}/modules/{name}/completion")


def suggested(text: str) -> list[str]:
    return re.findall(r'href="/courses/(\w+)"', text.split('id="suggestions"')[1])


def test_who_completed_it_is_led_to_courses_on_the_same_subject_not_begun_yet(
    client, cast, tmp_path, count_queries
) -> None:
    for ref in ("awal", "begun", "lanjut"):
        write(tmp_path, ref, subject="arsip")
    write(tmp_path, "lain", subject="anggaran")
    client.sign_in(cast.ana).post("/courses/begun/enrolment")
    assert "suggestions" not in client.get("/courses/awal").text
    finish(client, "awal")
    with count_queries() as made:
        assert suggested(client.get("/courses/awal").text) == ["lanjut"]
    assert len(made) <= 6, made


def test_a_course_without_a_subject_leads_nowhere(client, cast, tmp_path) -> None:
    for ref in ("awal", "lanjut"):
        write(tmp_path, ref)
    finish(client.sign_in(cast.ana), "awal")
    assert "suggestions" not in client.get("/courses/awal").text
