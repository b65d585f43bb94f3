"""The renderer's child stays warm, and what it has answered it need not answer again.

A test of what a course does publishes one, and starting Python for each of them would take longer
than all the tests. Tests of the renderer itself are marked `cold`.
"""

import copy
import json
import subprocess
from collections.abc import Mapping
from typing import Any

import pytest

from app.library.runner import Renderer

_children: list[subprocess.Popen[str]] = []
_answers: dict[str, dict[str, Any]] = {}


def warm(monkeypatch: pytest.MonkeyPatch) -> None:
    ask, start = Renderer._ask, Renderer._start

    def remembered(self: Renderer, wanted: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        key = json.dumps(wanted, sort_keys=True)
        if key not in _answers:
            _answers[key] = ask(self, wanted, seconds)
        self._took = 0.0
        return copy.deepcopy(_answers[key])

    def started(self: Renderer) -> subprocess.Popen[str]:
        if not _children:
            return start(self)
        self._child = _children.pop()
        return self._child

    def left(self: Renderer, *_error: object) -> None:
        """Only an idle child comes back; one that was too slow has been killed before."""
        if self._child:
            _children.append(self._child)
        self._child = None

    monkeypatch.setattr(Renderer, "_ask", remembered)
    monkeypatch.setattr(Renderer, "_start", started)
    monkeypatch.setattr(Renderer, "__exit__", left)


def cool_down() -> None:
    while _children:
        with _children.pop() as child:
            child.kill()
