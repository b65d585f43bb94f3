"""Many learners at once: one process, one kept-alive connection and one coroutine for each."""

import asyncio
import gzip
import random
import re
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.request import BOUNDARY, Request, form_data

PATIENCE = 60.0  # seconds
CHOICE = re.compile(r'name="q(\d+)-choice"[^>]*? value="([^"]+)"')
TEXT = re.compile(r'name="q(\d+)-text"')
# Of the answers: sent twice, as after a line that dropped; followed by an older one, as from
# another tab; changed later.
TWICE, STALE, CHANGED = 0.15, 0.15, 0.25
NUMBERS = ("3", "5", "10", "14")


class Failed(Exception):
    """An answer that no learner should get."""


@dataclass(frozen=True)
class Ticket:
    """What a signed-in learner brings along."""

    person_id: int
    cookie: str
    csrf_token: str


@dataclass
class Paper:
    """What a learner sent last, by slot: (number, value); and how long each save took, in s."""

    ticket: Ticket
    attempt: str = ""
    last: dict[int, tuple[int, str]] = field(default_factory=dict)
    saves: list[float] = field(default_factory=list)
    failure: str = ""


@dataclass
class Line:
    """A kept-alive connection."""

    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def send(self, request: Request) -> tuple[int, dict[str, str], str]:
        """Status, headers and body of the answer."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(request.wire())
        return await asyncio.wait_for(self._answer(), PATIENCE)

    async def _answer(self) -> tuple[int, dict[str, str], str]:
        assert self.reader
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        body = await self.reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return int(head[0].split()[1]), headers, body.decode()

    def close(self) -> None:
        if self.writer:
            self.writer.close()


async def together(sittings: Sequence[Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*sittings)


async def sit(paper: Paper, *, port: int, quiz: str, think: float, seed: int) -> None:
    """Start, answer every question one by one, change some, hand in."""
    line, chance = Line(port), random.Random(seed)
    try:
        await _sit(paper, line, quiz, think, chance)
    except (Failed, OSError, EOFError, TimeoutError) as error:
        paper.failure = f"{type(error).__name__}: {error}"
    finally:
        line.close()


async def _sit(paper: Paper, line: Line, quiz: str, think: float, chance: random.Random) -> None:
    paper.attempt, questions = await _begin(paper.ticket, line, quiz)
    again = [slot for slot in questions if chance.random() < CHANGED]
    for slot in [*questions, *again]:
        await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
        await _give(paper, line, slot, questions[slot], chance)
    await _post(paper.ticket, line, f"{paper.attempt}/submission")


# Slot → the name of its field, and what may be sent in it.
Questions = dict[int, tuple[str, list[str]]]


async def begin(ticket: Ticket, *, port: int, quiz: str) -> tuple[str, Questions]:
    """Start an attempt and leave it at that: its address, and what it asks."""
    line = Line(port)
    try:
        return await _begin(ticket, line, quiz)
    finally:
        line.close()


async def _begin(ticket: Ticket, line: Line, quiz: str) -> tuple[str, Questions]:
    attempt = await _post(ticket, line, f"{quiz}/attempts")
    status, _, page = await line.send(Request(attempt, {"Cookie": ticket.cookie}))
    if status != 200:
        raise Failed(f"GET {attempt}: {status}")
    return attempt, questions_on(page)


def questions_on(page: str) -> Questions:
    found: Questions = {}
    for slot, token in CHOICE.findall(page):
        found.setdefault(int(slot), ("choice", []))[1].append(token)
    for slot in TEXT.findall(page):
        found[int(slot)] = ("text", list(NUMBERS))
    return dict(sorted(found.items()))


async def _give(
    paper: Paper, line: Line, slot: int, question: tuple[str, list[str]], chance: random.Random
) -> None:
    name, options = question
    seq, before = paper.last.get(slot, (0, ""))
    value = chance.choice([option for option in options if option != before])
    paper.last[slot] = (seq + 1, value)
    await _save(paper, line, slot, name, paper.last[slot], "stored")
    if chance.random() < TWICE:
        await _save(paper, line, slot, name, paper.last[slot], "stored")
    if chance.random() < STALE:
        old = chance.choice([option for option in options if option != value])
        await _save(paper, line, slot, name, (seq, old), "newer")


async def _save(
    paper: Paper, line: Line, slot: int, name: str, sent: tuple[int, str], outcome: str
) -> None:
    """As `static/js/autosave.js` does."""
    fields = {f"q{slot}-seq": str(sent[0]), f"q{slot}-{name}": sent[1]}
    request = _form(paper.ticket, f"{paper.attempt}/answers", fields, {"X-Requested-With": "fetch"})
    began = time.perf_counter()
    status, _, body = await line.send(request)
    paper.saves.append(time.perf_counter() - began)
    if status != 200 or f'data-outcome="{outcome}"' not in body:
        raise Failed(f"a save that should be {outcome}: {status} {body[:300]}")


async def _post(ticket: Ticket, line: Line, path: str) -> str:
    """Where it leads on to."""
    status, headers, body = await line.send(_form(ticket, path, {}, {}))
    if status != 302:
        raise Failed(f"POST {path}: {status} {body[:300]}")
    return headers["location"]


def _form(ticket: Ticket, path: str, fields: dict[str, str], more: dict[str, str]) -> Request:
    headers = {
        "Cookie": ticket.cookie,
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        **more,
    }
    body = form_data({"csrf_token": ticket.csrf_token, **fields})
    return Request(path, headers, "POST", body)


async def greet(latencies: list[float], *, port: int, times: int, think: float, seed: int) -> None:
    """The same crowd, at the same pace, in front of the server that only says hello."""
    line, chance = Line(port), random.Random(seed)
    try:
        for _ in range(times):
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
            began = time.perf_counter()
            await line.send(Request("/"))
            latencies.append(time.perf_counter() - began)
    finally:
        line.close()
