"""Publishing course folders, and writing little ones."""

from pathlib import Path

from flask import current_app

from app.studio.actions import Outcome
from app.studio.cli import publish_one


def publish(root: Path) -> Outcome:
    return publish_one(root, current_app.config["LENTERA"])


def write_course(folder: Path, files: dict[str, str], *, front: str = "") -> Path:
    """A course folder called `folder.name`; `files`: path → Markdown."""
    ref = folder.name
    front = f"id: {ref}\ntitle: Kursus {ref}\nlang: id\ncertificate: automatic\n{front}"
    course = f"---\n{front}---\n\nIsi.\n"
    for path, text in {"course.md": course, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


LESSON = "---\nid: {ref}\ntitle: Bacaan {ref}\ntime-required: 45 menit\n---\n\nIsi bacaan {ref}.\n"
