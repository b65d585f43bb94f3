"""Rendering in a child process that is killed at the limit; a thread could not be stopped.

The child is started once for a publication and fed one fragment or picture a line, as JSON.
"""

import json
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from threading import Timer
from types import TracebackType
from typing import IO, Any, Self

from app.config import ROOT
from app.content.assets import NO_FACTS, AssetFacts
from app.content.rendered import Rendered
from app.library.copies import Copies, TooLarge, Unreadable

USUAL_SIZE = 32 * 1024
"""Characters of a file that must be done within the time; hardly any page is longer."""
TIMES_FOR_A_PICTURE = 10
"""A photograph of forty million pixels takes some seconds, and is no sign of ill will."""


class RenderLimit(Exception):
    """A fragment took longer than allowed, or its renderer died."""


class Renderer:
    """`with Renderer(seconds) as renderer: renderer.render(…)`.

    `seconds` is for all the fragments of a file, and more in proportion where it is longer than
    most: many texts that are each slow stop a publication no better than one.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._child: subprocess.Popen[str] | None = None
        self._size: Counter[str] = Counter()
        self._spent: defaultdict[str, float] = defaultdict(float)
        self._took = 0.0

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
        facts: Mapping[str, AssetFacts] = NO_FACTS,
    ) -> Rendered:
        """Raises RenderLimit."""
        texts = {"source": source, "lang": lang, "base": base, "scope": scope}
        known = {path: astuple(fact) for path, fact in facts.items()}
        request = {**texts, "inline": inline, "links": links, "facts": known}
        self._size[base] += len(source)
        allowed = self.seconds * max(1, self._size[base] / USUAL_SIZE)
        answer = self._ask(request, allowed - self._spent[base])
        self._spent[base] += self._took
        return Rendered(
            html=answer["html"],
            outline=tuple((level, anchor, text) for level, anchor, text in answer["outline"]),
        )

    def picture(self, data: bytes, *, is_svg: bool) -> Copies:
        """Raises RenderLimit, Unreadable and TooLarge."""
        request = {"picture": b64encode(data).decode(), "is_svg": is_svg}
        answer = self._ask(request, self.seconds * TIMES_FOR_A_PICTURE)
        if problem := answer.get("problem"):
            raise TooLarge if problem == "too large" else Unreadable
        files = tuple((width, b64decode(text)) for width, text in answer["files"])
        return Copies(answer["width"], answer["height"], files)

    def _ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """The child is killed at the limit whatever it is about, also half-way into its answer."""
        child = self._child or self._start()
        if seconds <= 0:
            raise RenderLimit
        began = time.monotonic()
        limit = Timer(seconds, child.kill)
        limit.start()
        try:
            text = _exchange(child, json.dumps(request))
        finally:
            limit.cancel()
        self._took = time.monotonic() - began
        if not text.endswith("\n") or self._took > seconds:
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
            with suppress(BrokenPipeError):
                pipe.close()
        self._child.wait()
        self._child = None


def _exchange(child: subprocess.Popen[str], line: str) -> str:
    """What the child answers; no whole line where it was killed or died."""
    stdin, stdout = _pipes(child)
    try:
        stdin.write(line + "\n")
        stdin.flush()
        return stdout.readline()
    except BrokenPipeError:
        return ""


def _pipes(child: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if child.stdin is None or child.stdout is None:
        raise RenderLimit
    return child.stdin, child.stdout
