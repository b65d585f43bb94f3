"""Rendering in a child process that is killed at the limit; a thread could not be stopped.

The child is started once for a publication and fed one fragment a line, as JSON.
"""

import json
import select
import subprocess
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import IO, Any, Self

from app.config import ROOT
from app.content.rendered import Rendered


class RenderLimit(Exception):
    """A fragment took longer than allowed, or its renderer died."""


class Renderer:
    """`with Renderer(seconds) as renderer: renderer.render(…)`; `seconds` is per fragment."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def render(
        self,
        source: str,
        *,
        lang: str,
        links: Mapping[str, str],
        base: str,
        inline: bool = False,
        scope: str = "",
    ) -> Rendered:
        """Raises RenderLimit."""
        texts = {"source": source, "lang": lang, "base": base, "scope": scope}
        answer = self._ask(json.dumps({**texts, "inline": inline, "links": links}))
        return Rendered(
            html=answer["html"],
            outline=tuple((level, anchor, text) for level, anchor, text in answer["outline"]),
        )

    def _ask(self, line: str) -> dict[str, Any]:
        child = self._child or self._start()
        stdin, stdout = _pipes(child)
        try:
            stdin.write(line + "\n")
            stdin.flush()
        except BrokenPipeError as error:
            raise RenderLimit from error
        is_ready, _, _ = select.select([stdout], [], [], self.seconds)
        text = stdout.readline() if is_ready else ""
        if not text:
            self._stop()
            raise RenderLimit
        answer: dict[str, Any] = json.loads(text)
        return answer

    def _start(self) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-m", "app.library.render_child"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        # Its imports are not the author's fault and do not count towards the limit.
        _pipes(child)[1].readline()
        self._child = child
        return child

    def _stop(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        for pipe in _pipes(self._child):
            pipe.close()
        self._child.wait()
        self._child = None


def _pipes(child: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if child.stdin is None or child.stdout is None:
        raise RenderLimit
    return child.stdin, child.stdout
