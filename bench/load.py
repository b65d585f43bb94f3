"""The load: one process, a few kept-alive connections, each asks again once it has its answer.

It parses as little as it may, so that it stays well below a core: what it uses, the server under
test lacks. Its own share is measured and printed.
"""

import selectors
import socket
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench import cpu
from bench.request import MOST_PER_ROUND, Page, Request, Saving

PATIENCE = 10.0  # seconds
WARM_UP = 0.2
TRIES = 6
# gthread may keep all connections on one worker; below this part of the CPU we connect anew.
LEAST_SHARE = 0.25


class BadAnswer(Exception):
    """The server answered something else than the page that was to be measured."""


@dataclass(frozen=True)
class Candidate:
    """What is measured. `marker` stands in each right answer; `processes`: the server's."""

    name: str
    port: int
    processes: tuple[int, ...]
    content: Page | Saving
    marker: bytes


@dataclass(frozen=True)
class Round:
    seconds: float
    cpu: float
    client_cpu: float
    # Of the busiest process in the server's CPU; 0.5 is ideal for two workers.
    busiest: float
    latencies: list[float]
    # Bytes of an answer, with its head.
    size: int

    @property
    def count(self) -> int:
        return len(self.latencies)


class Connection:
    def __init__(self, port: int, requests: Iterator[Request], marker: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = requests
        self.marker = marker
        self.sent_at = 0.0
        self.answer = bytearray()

    def send(self) -> None:
        data = next(self.requests).wire()
        self.answer.clear()
        self.sent_at = time.perf_counter()
        self.socket.sendall(data)

    def receive(self) -> bool:
        """Take what has come; whether the answer is whole. Raises BadAnswer."""
        data = self.socket.recv(262144)
        if not data:
            raise BadAnswer("the server closed a kept-alive connection")
        self.answer += data
        head = self.answer.find(b"\r\n\r\n")
        if head < 0 or len(self.answer) < head + 4 + self._length(head):
            return False
        if not self.answer.startswith(b"HTTP/1.1 200 ") or self.marker not in self._body(head):
            raise BadAnswer(self.answer[:2000].decode(errors="replace"))
        return True

    def _body(self, head: int) -> bytes:
        """As the browser reads it."""
        body = bytes(self.answer[head + 4 :])
        is_gzip = b"\r\ncontent-encoding: gzip" in self.answer[:head].lower()
        return zlib.decompress(body, wbits=zlib.MAX_WBITS | 16) if is_gzip else body

    def _length(self, head: int) -> int:
        fields = bytes(self.answer[:head]).lower()
        name = b"\r\ncontent-length:"
        place = fields.find(name)
        if place < 0:
            raise BadAnswer(fields.decode(errors="replace"))
        return int(fields[place + len(name) :].partition(b"\r\n")[0])


@dataclass
class Load:
    """Connections that keep a server busy."""

    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def add(self, connection: Connection) -> None:
        self.selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send()

    def run(self, seconds: float) -> list[float]:
        """Latencies, in seconds, of the answers that came in this time."""
        latencies: list[float] = []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and len(latencies) < MOST_PER_ROUND // 2:
            for connection in self._ready():
                latencies.append(time.perf_counter() - connection.sent_at)
                connection.send()
        return latencies

    def stop(self) -> int:
        """Wait for what is under way, so that the next round finds an idle machine.

        Returns the bytes of the last answer.
        """
        size = 0
        while self.selector.get_map():
            for connection in self._ready():
                size = len(connection.answer)
                self.selector.unregister(connection.socket)
                connection.socket.close()
        self.selector.close()
        return size

    def _ready(self) -> list[Connection]:
        """Connections whose answer is whole; perhaps none yet."""
        events = self.selector.select(PATIENCE)
        if not events:
            raise BadAnswer(f"no answer within {PATIENCE:.0f} s")
        return [key.data for key, _ in events if key.data.receive()]


def measure(candidate: Candidate, *, turn: int, connections: int, seconds: float) -> Round:
    """One round. Raises BadAnswer when anything but the wanted page comes back."""
    streams = [candidate.content.requests(number, turn) for number in range(connections)]
    load = _spread(candidate, streams)
    began, before, own = time.perf_counter(), cpu.spent(candidate.processes), time.process_time()
    latencies = load.run(seconds)
    own, after, ended = (
        time.process_time() - own,
        cpu.spent(candidate.processes),
        time.perf_counter(),
    )
    size = load.stop()
    used = [b - a for a, b in zip(before, after, strict=True)]
    return Round(ended - began, sum(used), own, max(used) / sum(used), latencies, size)


def _spread(candidate: Candidate, streams: list[Iterator[Request]]) -> Load:
    """A warm load that keeps every worker busy; after some tries, as it comes.

    A single connection can only keep one worker busy.
    """
    for left in reversed(range(TRIES)):
        load = Load()
        for stream in streams:
            # One after the other: a worker that is busy already is slower to take the next.
            load.add(Connection(candidate.port, stream, candidate.marker))
            load.run(WARM_UP / len(streams) / 2)
        before = cpu.spent(candidate.processes)
        load.run(WARM_UP)
        used = [b - a for a, b in zip(before, cpu.spent(candidate.processes), strict=True)]
        # The leader only watches.
        if left == 0 or len(streams) == 1 or min(used[1:]) >= LEAST_SHARE * sum(used):
            return load
        load.stop()
    raise AssertionError("unreachable")
