"""Rendering is bounded in time, and the bound is a page's, not a fragment's."""

import pytest

from app.library import runner
from app.library.runner import Renderer, RenderLimit

pytestmark = pytest.mark.cold


class SlowClock:
    """Each look at it is 0.4 seconds after the one before."""

    now = 0.0

    def monotonic(self) -> float:
        self.now += 0.4
        return self.now


def render(renderer: Renderer, base: str, source: str = "Teks.") -> str:
    return renderer.render(source, lang="id", links={}, base=base).html


def test_many_fragments_share_the_time_of_their_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes 0.4 of a second by the clock that is put in: the third goes beyond one second."""
    monkeypatch.setattr(runner, "time", SlowClock())
    with Renderer(1.0) as renderer:
        assert render(renderer, "a.md") == render(renderer, "a.md")
        with pytest.raises(RenderLimit):
            render(renderer, "a.md")
        assert render(renderer, "b.md")


def test_a_long_page_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """64 KB may take twice the second of a page of 32 KB: four of 0.4 seconds are within it."""
    monkeypatch.setattr(runner, "time", SlowClock())
    with Renderer(1.0) as renderer:
        for _ in range(4):
            render(renderer, "a.md", "kata dan kata lain " * 850)
