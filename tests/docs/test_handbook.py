"""The handbooks for authors: every example is checked and rendered, every list is complete."""

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import render_template, session

from app.config import ROOT
from app.content.labels import LABELS
from app.content.message_texts import MESSAGES
from app.content.model import Page
from app.content.page_fields import COURSE_KEYS, PAGE_KEYS, TRANSLATION_KEYS
from app.content.prose_checks import texts_of
from app.content.question_settings import ALL as QUESTION_SETTINGS
from app.content.questions import REGISTRY, Question, dump
from app.content.quiz_settings import KEYS as QUIZ_KEYS
from app.content.render import render, render_inline
from app.content.translations import WORDS
from app.quizzes.presentation import view_of_preview
from tests.docs import handbook
from tests.docs.handbook import Example, checked, examples, files_of, files_with, outline, place_of

ALL = [(name, example) for name in handbook.LANGUAGES for example in examples(handbook.read(name))]
ROW = re.compile(r"^\| `([a-z-]+)` \| (\w+)[\w, ]* \| `([^`|]+)` \|", re.MULTILINE)
EVERYWHERE = ("semua", "all")
WHERE = {
    **dict.fromkeys(("kursus", "course", *EVERYWHERE), "course.md"),
    **dict.fromkeys(("halaman", "page", "kuis", "quiz"), handbook.FRAGMENT),
}
SHOWN = (
    *('class="admonition tip"', "<details", "task-list-item", "table-scroll", "footnote-ref"),
    *("<abbr", 'class="highlight"', "<math", 'display="block"', "<img", "<video", "transcript"),
    *("data-embed", 'dir="rtl"', "<blockquote", "<h3"),
)
"""What the section on lessons says of how things look."""


@pytest.fixture(params=handbook.LANGUAGES)
def text(request: pytest.FixtureRequest) -> str:
    return handbook.read(request.param)


def test_both_handbooks_have_the_same_headings_examples_tables_and_pictures() -> None:
    indonesian, english = (outline(handbook.read(name)) for name in handbook.LANGUAGES)
    assert indonesian == english
    assert "block:markdown quiz" in indonesian


def test_no_block_is_of_a_kind_that_no_test_looks_at(text: str) -> None:
    kinds = {info for info, _ in handbook.blocks(text)}
    assert kinds - handbook.PLACES.keys() - handbook.PLAIN == set()


@pytest.mark.parametrize(
    ("name", "example"), ALL, ids=[f"{name}:{example.line}" for name, example in ALL]
)
def test_an_example_has_the_findings_that_the_text_names_and_is_shown(
    name: str, example: Example, tmp_path: Path
) -> None:
    course, findings = checked(files_with(example, handbook.read(name)), tmp_path / "c")
    if not example.is_translation:
        findings = [finding for finding in findings if finding.path == place_of(example)]
    assert sorted({finding.code for finding in findings}) == sorted(set(example.codes))
    pages = [page for one in course.pages for page in (one, *one.translations)]
    for page in pages:
        if page.path == place_of(example):
            assert all(html_of(page))


def html_of(page: Page) -> list[str]:
    links = {f"assets/{name}": f"/media/{name}" for name in ("alur.png", "flow.png")}
    links |= {f"assets/{name}.mp4": f"/media/{name}.mp4" for name in ("sapaan", "greeting")}
    place = {"lang": page.lang, "links": links, "base": page.path}
    return [render(one.source, **place).html for one in texts_of(page) if one.source]


def test_the_lessons_look_as_the_handbook_says(text: str, tmp_path: Path) -> None:
    html = ""
    for number, example in enumerate(e for e in examples(text) if e.info == "markdown"):
        course, _ = checked(files_with(example, text), tmp_path / str(number))
        html += "".join(part for page in course.pages for part in html_of(page))
    assert [shown for shown in SHOWN if shown not in html] == []


def test_every_question_of_the_examples_can_be_put_to_a_learner(
    app, text: str, tmp_path: Path
) -> None:
    types = set()
    for number, example in enumerate(examples(text)):
        course, _ = checked(files_with(example, text), tmp_path / str(number))
        for question in (q for page in course.pages for q in page.questions):
            with app.test_request_context():
                session["language"] = course.lang
                view = view_of_preview(1, dump(rendered(question)))
                shown = render_template(
                    f"quizzes/types/{question.type}.html", question=view, prefix="q1-"
                )
            assert "<input" in shown or "<select" in shown or "<textarea" in shown
            types.add(question.type)
    assert types == set(REGISTRY)


def rendered(question: Question) -> Question:
    def html(text, inline):
        place = {"lang": question.lang, "links": {}, "base": "modules/x.md"}
        made = render_inline if inline else lambda *a, **k: render(*a, **k).html
        return replace(text, html=made(text.source, **place))

    return question.map_texts(html)


def test_the_table_of_keys_is_complete_and_its_examples_pass(text: str, tmp_path: Path) -> None:
    rows = ROW.findall(text)
    known = COURSE_KEYS | PAGE_KEYS | QUIZ_KEYS | TRANSLATION_KEYS
    assert sorted(key for key, *_ in rows) == sorted(known)
    assert {key for key, where, _ in rows if where in EVERYWHERE} == WORDS - TRANSLATION_KEYS
    for number, (key, where, written) in enumerate(rows):
        assert written.startswith(f"{key}: ")
        if where in WHERE:
            codes = codes_of(written, WHERE[where], text, tmp_path / str(number))
            assert codes <= {"W133"}, (key, codes)


def codes_of(written: str, path: str, text: str, root: Path) -> set[str]:
    """What is found when a page or the course says just this beside what it has to."""
    key = written.partition(":")[0]
    front = {"id": "id: example", "title": "title: Example", key: written}
    if path != "course.md":
        front = {"type": "type: quiz", **front}
    page = "---\n{}\n---\n\n## A {{#q-example}}\n\n- = 1\n".format("\n".join(front.values()))
    long = "---\nid: long\ntitle: Long\ntime-required: 2 jam\n---\n"
    _, findings = checked({**files_of(text), "modules/91-long.md": long, path: page}, root)
    return {finding.code for finding in findings if finding.path == path}


def test_all_settings_labels_and_types_are_named(text: str) -> None:
    settings = re.findall(r"^\| `([a-z-]+)=", text, re.MULTILINE)
    assert sorted(settings) == sorted(QUESTION_SETTINGS)
    rows = re.findall(r"^\| `([A-Z][a-z ]+)` \| `([A-Z][a-z ]+)` \|", text, re.MULTILINE)
    assert sorted(label.lower() for row in rows for label in row) == sorted(LABELS)
    assert {f"`{name}`" for name in REGISTRY if f"`{name}`" not in text} == set()
    assert {name for name in REGISTRY if f"pictures/soal-{name}.png" not in text} == set()


def test_every_code_belongs_to_a_family_of_the_table(text: str) -> None:
    codes = {code.partition(".")[0] for code in MESSAGES}
    cells = re.findall(r"^\| ((?:[EW]\d\d[\dx](?:, )?)+) \|", text, re.MULTILINE)
    families = tuple(family.rstrip("x") for cell in cells for family in cell.split(", "))
    assert {code for code in codes if not code.startswith(families)} == set()
    assert set(re.findall(r"\b[EW]\d{3}\b", text)) <= codes


@pytest.mark.parametrize(("name", "language"), handbook.LANGUAGES.items())
def test_words_of_the_screen_are_those_of_the_screen(name: str, language: str) -> None:
    """What stands bold within a sentence is a label; a bold sentence is not."""
    with (ROOT / "translations/id/LC_MESSAGES/messages.po").open("rb") as file:
        known = [m for m in read_po(file, locale="id") if isinstance(m.id, str)]
    labels = {message.id if language == "en" else message.string for message in known}
    text = re.sub(r"`[^`\n]+`", "x", handbook.FENCED.sub("", handbook.read(name)))
    bold = re.findall(r"\*\*([^*]+)\*\*", text)
    assert {words for words in bold if words[-1] not in ".?" and words[0] not in "1234"} <= labels


@pytest.mark.parametrize(("name", "language"), handbook.LANGUAGES.items())
def test_the_first_five_minutes_print_what_the_handbook_shows(
    name: str, language: str, tmp_path: Path
) -> None:
    text = handbook.read(name)
    files = dict(list(files_of(text).items())[:2])
    folder = f"courses/{re.search(r'id: (.*)', files['course.md'])[1]}"
    handbook.write(files, tmp_path / folder)
    told = [
        lentera(command, folder, folder=tmp_path, language=language)
        for command in ("check", "publish")
    ]
    assert "".join(told) in text


@pytest.mark.parametrize(("name", "language"), handbook.LANGUAGES.items())
def test_the_example_of_a_finding_is_what_the_checker_says(
    name: str, language: str, tmp_path: Path
) -> None:
    text = handbook.read(name)
    files = files_of(text)
    quiz = next(path for path in files if path.startswith("modules/02-"))
    folder = f"courses/{re.search(r'id: (.*)', files['course.md'])[1]}"
    handbook.write({**files, quiz: files[quiz].replace("(x)", "( )")}, tmp_path / folder)
    told = lentera("check", folder, folder=tmp_path, language=language)
    assert told.splitlines()[0] in text


def lentera(*arguments: str, folder: Path, language: str) -> str:
    """What the command prints."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("LENTERA_")}
    settings = {"LENTERA_INSTANCE": str(folder / "instance"), "LENTERA_LANGUAGE": language}
    return subprocess.run(
        [str(ROOT / ".venv/bin/lentera"), *arguments],
        cwd=folder,
        env={**own, **settings},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    ).stdout
