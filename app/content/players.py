"""Audio and video: a link alone on its line to a recording is a player."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from app.content.lines import Line
from app.content.links import is_external, resolved

KINDS = {"mp4": "video", "webm": "video", "mp3": "audio", "ogg": "audio", "m4a": "audio"}
LINE = re.compile(
    r"(?P<lead>[ \t>]*)(?:\[(?P<title>[^\[\]]*)\]\((?P<target><[^<>]*>|[^\s()<>]+)\)"
    r"|<(?P<address>https://[^\s<>]+)>|(?P<bare>https://[^\s<>]+))[ \t]*"
)
TRANSCRIPT = re.compile(
    r"(?P<lead>[ \t]*>[ \t]?)\*\*(?P<label>Transkrip|Transcript)(?::\*\*|\*\*[ \t]*:)[ \t]*", re.I
)
SIGNS = re.compile(r"[*_`]+")


@dataclass(frozen=True, slots=True)
class Host:
    """A site whose videos may be shown within a page; `origin` is what the browser must allow."""

    name: str
    label: str
    address: re.Pattern[str]
    origin: str
    embed: str


HOSTS = (
    Host(
        "youtube",
        "YouTube",
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/)|youtu\.be/)"
            r"(?P<id>[A-Za-z0-9_-]{11})(?:[?&#/].*)?"
        ),
        "https://www.youtube-nocookie.com",
        "/embed/{id}?autoplay=1&rel=0",
    ),
    Host(
        "vimeo",
        "Vimeo",
        re.compile(r"https://(?:www\.)?vimeo\.com/(?P<id>\d{6,12})(?:/(?P<key>[0-9a-f]{6,16}))?/?"),
        "https://player.vimeo.com",
        "/video/{id}?h={key}&autoplay=1&dnt=1",
    ),
)
HOST_NAMES = tuple(host.name for host in HOSTS)


@dataclass(frozen=True, slots=True)
class Player:
    """`target`: course-relative path or address; `host` is None for a file of the course."""

    title: str
    target: str
    line: int
    lead: str
    has_transcript: bool
    host: Host | None = None


def frames(names: Collection[str]) -> list[str]:
    return [host.origin for host in HOSTS if host.name in names]


def players_in(lines: list[Line], base: str) -> Iterator[Player]:
    for index, line in enumerate(lines):
        match = LINE.fullmatch(line.masked) if "](" in line.masked or "://" in line.masked else None
        if match is None:
            continue
        target = (match["target"] or match["address"] or match["bare"]).strip("<>")
        title = SIGNS.sub("", line.raw[slice(*match.span("title"))]) if match["title"] else ""
        path = target if is_external(target) else resolved(target, base)[0]
        host = next((host for host in HOSTS if host.address.fullmatch(target)), None)
        if host or (not is_external(target) and kind_of(path)):
            told = transcript_of(lines, index) is not None
            yield Player(title.strip(), path, line.number, match["lead"], told, host)


def kind_of(path: str) -> str | None:
    is_file = path.startswith("assets/")
    return KINDS.get(path.rpartition(".")[2].lower()) if is_file else None


def transcript_of(lines: list[Line], index: int) -> int | None:
    """Where the transcript of the player at `index` begins, among the same lines."""
    below = next((n for n in range(index + 1, len(lines)) if not lines[n].is_blank), None)
    return below if below is not None and TRANSCRIPT.match(lines[below].masked) else None


def captions_of(path: str, files: Iterable[str]) -> list[tuple[str, str]]:
    """`(path, language)` of the caption files that bear the player's name; "" without language."""
    name = posixpath.splitext(path)[0]
    pattern = re.compile(re.escape(name) + r"(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?))?\.vtt")
    return [(file, match[1] or "") for file in sorted(files) if (match := pattern.fullmatch(file))]


def is_silent(player: Player, files: Iterable[str]) -> bool:
    """Whether it has neither transcript nor captions; those of a video host cannot be seen."""
    return not (player.has_transcript or captions_of(player.target, files))
