"""Nothing renders twice: what a publication asks of the renderer, counted."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from app.library.runner import Renderer
from app.studio.actions import prepare
from tests.factories.courses import publish, write_course

PAGES = 6
LESSON = """---
id: {ref}
title: Bacaan {ref}
---

Isi {ref}, dengan [halaman lain](01-awal.md#bagian), catatan,[^1] dan tabel.

[^1]: Catatan {ref}.

## Bagian

## Cek {ref}? {{#q-{ref}}}

- (x) Benar, lihat [awal](01-awal.md)
- ( ) Salah {ref}
"""


@pytest.fixture
def root(app, tmp_path: Path) -> Path:
    names = ["awal", *(f"bacaan-{number}" for number in range(2, PAGES + 1))]
    files = {
        f"modules/{number:02}-{name}.md": LESSON.format(ref=name)
        for number, name in enumerate(names, start=1)
    }
    return write_course(tmp_path / "terhitung", files)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The sources that were really rendered, in their order."""
    sources: list[str] = []
    render = Renderer.render

    def counted(self: Renderer, source: str, **more):
        sources.append(source)
        return render(self, source, **more)

    monkeypatch.setattr(Renderer, "render", counted)
    return sources


def test_the_first_publication_renders_each_text_once(root: Path, asked: list[str]) -> None:
    publish(root)
    # the landing page; of each lesson its prose, and the question's title, stem and two choices
    assert PAGES * 4 < len(asked) <= 1 + PAGES * 5
    assert sum("Isi bacaan-3" in source for source in asked) == 1


def test_an_unchanged_folder_renders_nothing(root: Path, asked: list[str]) -> None:
    publish(root)
    asked.clear()
    publish(root)
    assert asked == []


def test_one_changed_text_is_rendered_alone(root: Path, asked: list[str]) -> None:
    publish(root)
    asked.clear()
    file = root / "modules" / "03-bacaan-3.md"
    file.write_text(file.read_text("utf-8").replace("Salah bacaan-3", "Keliru"), "utf-8")
    assert publish(root).publication.changed == 1
    assert asked == ["Keliru"]


def test_a_new_page_does_not_render_the_old_ones_again(root: Path, asked: list[str]) -> None:
    """Though they hold links, none of them leads there."""
    publish(root)
    asked.clear()
    text = "---\nid: baru\ntitle: Baru\n---\n\nHalaman baru.\n"
    (root / "modules" / "99-baru.md").write_text(text, "utf-8")
    assert publish(root).publication.added == 1
    assert asked == ["Halaman baru."]


def test_a_picture_that_changes_renders_only_the_texts_that_show_it(
    root: Path, asked: list[str]
) -> None:
    (root / "assets").mkdir()
    (root / "assets" / "bagan.txt").write_text("satu")
    file = root / "modules" / "03-bacaan-3.md"
    file.write_text(file.read_text("utf-8").replace("tabel.", "[ini](../assets/bagan.txt)."))
    publish(root)
    asked.clear()
    (root / "assets" / "bagan.txt").write_text("dua")
    publish(root)
    assert len(asked) == 1
    assert "../assets/bagan.txt" in asked[0]


def test_a_page_that_moves_renders_the_texts_that_lead_to_it(root: Path, asked: list[str]) -> None:
    """Its address is its id, so links to it must change with that."""
    publish(root)
    asked.clear()
    file = root / "modules" / "01-awal.md"
    file.write_text(file.read_text("utf-8").replace("id: awal", "id: mula\nwas: awal"), "utf-8")
    publish(root)
    assert sum(source.startswith("Isi ") for source in asked) == PAGES


def test_who_prepares_tells_of_each_text_that_it_lives(root: Path, asked: list[str]) -> None:
    """A glossary or a pool of hundreds of texts takes longer than a worker may be silent."""
    terms = "\n".join(f"Istilah {number}\n: Arti {number}.\n" for number in range(12))
    (root / "glossary.md").write_text(terms, "utf-8")
    told: list[int] = []

    def tell(done: int, total: int | None = None, step: str = "") -> None:
        told.append(len(asked))

    assert not prepare(root, seconds=5, tell=tell).is_refused
    assert len(asked) > PAGES * 4 + 12
    assert max(after - before for before, after in pairwise(told)) == 1
