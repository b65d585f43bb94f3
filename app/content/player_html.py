"""The HTML of players, all of it made here: it is put into a page after sanitising."""

import posixpath
from dataclasses import replace
from html import escape

from app.content.lines import Line
from app.content.place import Place
from app.content.players import (
    TRANSCRIPT,
    Host,
    Player,
    captions_of,
    kind_of,
    players_in,
    transcript_of,
)

POSTERS = ("jpg", "jpeg", "png", "webp")
DOWNLOAD = {
    "video": ("Unduh video", "Download the video"),
    "audio": ("Unduh rekaman", "Download the recording"),
}
CAPTIONS = ("Takarir", "Captions")
WATCH = ("Putar dari {}", "Play from {}")
UNNAMED = ("Video", "Video")
MEGABYTE = 1024 * 1024


def with_players(lines: list[Line], place: Place) -> list[Line]:
    """The lines with a mark, in a paragraph of its own, in place of each player; a transcript
    below one becomes a callout that can be unfolded."""
    shown = {player.line: player for player in players_in(lines, place.base)}
    html = {line: html_of(player, place) for line, player in shown.items()}
    folded = {transcript_of(lines, i) for i, line in enumerate(lines) if html.get(line.number)}
    found: list[Line] = []
    for index, line in enumerate(lines):
        if figure := html.get(line.number):
            player = shown[line.number]
            mark = place.marks.add(figure, player.title)
            found += replaced(line, player.lead.rstrip(), player.lead + mark, player.lead.rstrip())
        elif index in folded:
            found += transcript(line)
        else:
            found.append(line)
    return found


def replaced(line: Line, *texts: str) -> list[Line]:
    return [replace(line, raw=text, masked=text) for text in texts]


def transcript(line: Line) -> list[Line]:
    match = TRANSCRIPT.match(line.masked)
    if match is None:
        return [line]
    lead = match["lead"]
    return replaced(
        line, "", f"{lead.rstrip()} [!transcript]- {match['label']}", lead + line.raw[match.end() :]
    )


def html_of(player: Player, place: Place) -> str | None:
    """None where the file is none of the course, which the checker reports."""
    if player.host:
        return facade(player, player.host, place)
    if player.target not in place.links:
        return None
    return f'<figure class="player">{media(player, place)}{caption(player, place)}</figure>'


def media(player: Player, place: Place) -> str:
    kind, name = kind_of(player.target), posixpath.splitext(player.target)[0]
    url = escape(place.links[player.target])
    posters = [place.links[f"{name}.{end}"] for end in POSTERS if f"{name}.{end}" in place.links]
    shown = f' poster="{escape(posters[0])}"' if posters and kind == "video" else ""
    title = f' aria-label="{escape(player.title)}"' if player.title else ""
    inner = tracks(player, place)
    return f'<{kind} controls preload="none" src="{url}"{shown}{title}>{inner}</{kind}>'


def tracks(player: Player, place: Place) -> str:
    """Captions in the page's language first, which are shown from the start."""
    found = [(path, lang or place.lang) for path, lang in captions_of(player.target, place.links)]
    found.sort(key=lambda pair: pair[1] != place.lang)
    return "".join(track(*pair, place, is_default=pair is found[0]) for pair in found)


def track(path: str, lang: str, place: Place, *, is_default: bool) -> str:
    url, label = escape(place.links[path]), f"{place.word(CAPTIONS)} ({lang})"
    default = " default" if is_default else ""
    return f'<track kind="captions" src="{url}" srclang="{lang}" label="{label}"{default}>'


def caption(player: Player, place: Place) -> str:
    kind = kind_of(player.target) or "video"
    size = place.facts[player.target].size if player.target in place.facts else 0
    words = place.word(DOWNLOAD[kind]) + (f" ({megabytes(size, place)})" if size else "")
    title = f"<span>{escape(player.title)}</span> " if player.title else ""
    url = escape(place.links[player.target])
    return f'<figcaption>{title}<a href="{url}" download>{words}</a></figcaption>'


def megabytes(size: int, place: Place) -> str:
    text = f"{max(size / MEGABYTE, 0.1):.1f} MB"
    return place.word((text.replace(".", ","), text))


def facade(player: Player, host: Host, place: Place) -> str:
    """A link that works by itself; nothing is asked of the host until it is pressed."""
    match = host.address.fullmatch(player.target)
    parts = match.groupdict() if match else {}
    embed = host.embed.format(**{name: part or "" for name, part in parts.items()})
    embed = embed.replace("h=&", "")
    title = escape(player.title or place.word(UNNAMED))
    note = place.word(WATCH).format(host.label)
    return (
        f'<figure class="player"><a class="player-facade" href="{escape(player.target)}"'
        f' rel="noopener noreferrer" data-player="{host.name}"'
        f' data-embed="{escape(host.origin + embed)}">'
        f'<span class="player-title">{title}</span>'
        f'<span class="player-note">{note}</span></a></figure>'
    )
