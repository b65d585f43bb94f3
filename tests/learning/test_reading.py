"""The page of a lesson: where one is, and what is around it."""

import re

import pytest

from tests.factories.courses import LESSON, publish, write_course

CHAPTER = "---\nid: {ref}\ntitle: Bab {ref}\n---\n\nPengantar bab.\n"


@pytest.fixture
def reader(client, cast, tmp_path):
    files = {
        "modules/01-a/module.md": CHAPTER.format(ref="a"),
        "modules/01-a/01-a1.md": LESSON.format(ref="a1") + "\n## Judul satu\n\nTeks.\n",
        "modules/01-a/02-a2.md": LESSON.format(ref="a2"),
        "modules/02-b/module.md": CHAPTER.format(ref="b"),
        "modules/02-b/01-b1.md": LESSON.format(ref="b1"),
    }
    publish(write_course(tmp_path / "bab", files))
    client.sign_in(cast.ana, language="en").post("/courses/bab/enrolment")
    return client


def outline(text: str) -> list[str]:
    aside = text.split('class="reading-contents"')[1].split("</nav>", maxsplit=1)[0]
    return re.findall(r'href="(?:/courses/bab/modules/)?([^"]+)"', aside)


def test_the_outline_beside_a_text_lists_its_headings_and_its_own_chapter(reader) -> None:
    assert outline(reader.get("/courses/bab/modules/a1").text) == [
        "a",
        "a1",
        "#h-judul-satu",
        "a2",
        "b",
    ]
    assert outline(reader.get("/courses/bab/modules/b1").text) == ["a", "b", "b1"]
    assert outline(reader.get("/courses/bab/modules/b").text) == ["a", "b", "b1"]


def test_the_course_page_lists_all_chapters(reader) -> None:
    text = reader.get("/courses/bab").text.split('id="content"')[1]
    assert re.findall(r'outline-row" href="/courses/bab/modules/(\w+)"', text) == [
        "a",
        "a1",
        "a2",
        "b",
        "b1",
    ]


def test_a_text_says_which_part_it_is_and_names_what_comes_before_and_after(reader) -> None:
    text = reader.get("/courses/bab/modules/a2").text
    assert "Part 2 of 3" in text
    steps = text.split('class="reading-steps"')[1]
    assert "Bacaan a1" in steps
    assert "Bacaan b1" in steps


def test_a_finished_text_offers_no_place_to_read_on_at(reader) -> None:
    assert "data-resume" in reader.get("/courses/bab/modules/a1").text
    reader.post("/courses/bab/modules/a1/completion")
    assert "data-resume" not in reader.get("/courses/bab/modules/a1").text
