"""Guides are rendered at the start, once for each content, and never by a view."""

import json
from pathlib import Path

import pytest

from app.handbook import rendering, shelf


def files(instance: Path) -> dict[str, float]:
    return {path.name: path.stat().st_mtime_ns for path in (instance / "handbook").iterdir()}


def test_what_is_on_the_shelf_is_not_made_again(tmp_path, monkeypatch) -> None:
    rendering.prepare(tmp_path)
    made = files(tmp_path)
    assert len(made) == 12
    monkeypatch.setattr(rendering, "render", None)
    rendering.prepare(tmp_path)
    assert files(tmp_path) == made


@pytest.mark.parametrize("changed", ["RENDERER", "FORM", "source_of"])
def test_another_text_or_renderer_makes_another_file(tmp_path, monkeypatch, changed) -> None:
    rendering.prepare(tmp_path)
    before = files(tmp_path)
    other = (lambda page, lang: "# Judul\n\nLain.\n") if changed == "source_of" else "other"
    monkeypatch.setattr(shelf, changed, other)
    shelf.keys.cache_clear()
    try:
        rendering.prepare(tmp_path)
        assert files(tmp_path).keys() > before.keys()
    finally:
        shelf.keys.cache_clear()


def test_a_file_holds_title_text_and_headings(tmp_path) -> None:
    rendering.prepare(tmp_path)
    texts = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "handbook").iterdir()]
    guide = next(text for text in texts if text["title"] == "Panduan atasan")
    assert guide["outline"][0] == [2, "h-halaman-tim", "Halaman Tim"]
    assert "<h1" not in guide["html"]


def test_a_guide_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        rendering.split("Tanpa judul.\n")
