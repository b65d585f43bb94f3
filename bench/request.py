"""What is asked for: the same request again and again, or an answer that changes each time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, repeat

# More than one connection can send in a round, and each save needs a higher number than the last.
MOST_PER_ROUND = 50_000
# As a browser sends them with every request; a server in Python pays for each line.
BROWSER = {
    "Host": "127.0.0.1",
    "Connection": "keep-alive",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "same-origin",
}
BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: bytes = b""

    def wire(self) -> bytes:
        """The request as it goes over a kept-alive connection."""
        headers = BROWSER | self.headers
        lines = [f"{self.method} {self.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True)
class Page:
    """A page that is only read."""

    request: Request

    def requests(self, connection: int, turn: int) -> Iterator[Request]:
        return repeat(self.request)


@dataclass(frozen=True)
class Saving:
    """Answers to one attempt, posted as `static/js/autosave.js` does.

    Each connection has a question of its own: two that save one question would have to wait.

    `choices`: slot → two choices that are sent by turns, for an unchanged answer is not stored.
    """

    path: str
    headers: dict[str, str]
    csrf_token: str
    choices: dict[int, tuple[str, str]]

    def requests(self, connection: int, turn: int) -> Iterator[Request]:
        """`turn`: counts the rounds; the numbers of a later one are higher."""
        slot, pair = list(self.choices.items())[connection]
        for seq in count(turn * MOST_PER_ROUND + 1):
            fields = {
                "csrf_token": self.csrf_token,
                f"q{slot}-seq": str(seq),
                f"q{slot}-choice": pair[seq % 2],
            }
            yield Request(self.path, self.headers, "POST", form_data(fields))


def form_data(fields: dict[str, str]) -> bytes:
    """multipart/form-data, which is what a browser makes of a FormData object."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    return "".join([*parts, f"--{BOUNDARY}--\r\n"]).encode()
