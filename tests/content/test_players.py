"""A link alone on its line to a recording is a player; nothing is asked of others unasked."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.content.assets import AssetFacts
from app.content.folder import read_course
from app.content.lines import lines_of
from app.content.players import frames, players_in
from app.content.render import render

LINKS = {
    "assets/alur.mp4": "/media/1/alur.mp4",
    "assets/alur.webp": "/media/2/alur.webp",
    "assets/alur.vtt": "/media/3/alur.vtt",
    "assets/alur.en.vtt": "/media/4/alur.en.vtt",
    "assets/suara.mp3": "/media/5/suara.mp3",
    "assets/buku.pdf": "/media/6/buku.pdf",
}
FACTS = {"assets/alur.mp4": AssetFacts(12_900_000)}
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


class Elements(HTMLParser):
    """Tag and attributes of each element, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def html_of(source: str, *, lang: str = "id") -> str:
    return render(source, lang=lang, links=LINKS, base="modules/01.md", facts=FACTS).html


def test_a_video_has_its_poster_captions_and_a_download_with_its_size():
    html = html_of("[Video alur](../assets/alur.mp4)")
    page = Elements(html)
    (video,) = page.of("video")
    assert video == {
        "controls": None,
        "preload": "none",
        "src": "/media/1/alur.mp4",
        "poster": "/media/2/alur.webp",
        "aria-label": "Video alur",
    }
    assert [(t["srclang"], t["src"], "default" in t) for t in page.of("track")] == [
        ("id", "/media/3/alur.vtt", True),
        ("en", "/media/4/alur.en.vtt", False),
    ]
    assert page.of("a") == [{"href": "/media/1/alur.mp4", "download": None}]
    assert "Unduh video (12,3 MB)" in html
    assert "12.3 MB" in html_of("[Video](../assets/alur.mp4)", lang="en")


def test_captions_in_the_pages_language_come_first():
    tracks = Elements(html_of("[Video](../assets/alur.mp4)", lang="en")).of("track")
    assert [(t["srclang"], "default" in t) for t in tracks] == [("en", True), ("en", False)]


def test_a_recording_is_heard():
    (audio,) = Elements(html_of("[Suara](../assets/suara.mp3)")).of("audio")
    assert audio["src"] == "/media/5/suara.mp3"
    assert audio["preload"] == "none"


@pytest.mark.parametrize(
    ("written", "embed"),
    [
        (f"[Judul]({YOUTUBE}&t=4)", "https://www.youtube-nocookie.com/embed/abcdefghijk?"),
        ("<https://youtu.be/abcdefghijk>", "https://www.youtube-nocookie.com/embed/abcdefghijk?"),
        ("https://m.youtube.com/shorts/abcdefghijk", "https://www.youtube-nocookie.com/embed/ab"),
        ("https://vimeo.com/12345678", "https://player.vimeo.com/video/12345678?autoplay=1"),
        ("https://vimeo.com/12345678/abcdef12", "https://player.vimeo.com/video/12345678?h=abcdef"),
    ],
)
def test_a_video_of_another_site_is_a_link_until_it_is_pressed(written: str, embed: str):
    page = Elements(html_of(written))
    (link,) = page.of("a")
    assert str(link["href"]).startswith("https://")
    assert str(link["data-embed"]).startswith(embed)
    assert not {"iframe", "img", "video", "script"} & {tag for tag, _ in page.found}


@pytest.mark.parametrize(
    "source",
    [
        f"Lihat [ini]({YOUTUBE}) ya",
        f"[satu]({YOUTUBE}) [dua]({YOUTUBE})",
        "[x](https://youtube.com.evil.example/watch?v=abcdefghijk)",
        "[x](http://www.youtube.com/watch?v=abcdefghijk)",
        "[x](https://www.youtube.com/watch?v=terlalu-pendek-atau-panjang)",
        "[x](../assets/tiada.mp4)",
        "[x](../modules/alur.mp4)",
        "[x](../assets/buku.pdf)",
        f"`[x]({YOUTUBE})`",
        f"```\n[x]({YOUTUBE})\n```",
        f"    [x]({YOUTUBE})",
    ],
)
def test_anything_else_stays_what_it_was(source: str):
    assert "player" not in html_of(source)


@pytest.mark.parametrize(
    "source",
    [
        "Tonton:\n[Video](../assets/alur.mp4)\nLalu baca.",
        "> Tonton:\n> [Video](../assets/alur.mp4)\n> Lalu baca.",
        "- Tonton:\n  [Video](../assets/alur.mp4)\n- b",
        "> [!note]\n> [Video](../assets/alur.mp4)",
    ],
)
def test_a_player_is_never_inside_a_paragraph(source: str):
    html = html_of(source)
    before, _, after = html.partition("<figure")
    assert "</figure>" in after
    assert before.count("<p") == before.count("</p>")


@pytest.mark.parametrize("label", ["Transkrip", "Transcript"])
def test_a_transcript_below_can_be_unfolded(label: str):
    html = html_of(
        f"[Video](../assets/alur.mp4)\n\n> **{label}:** Halo *semua*.\n>\n> Dua.\n\nAkhir"
    )
    assert (
        f'<details class="transcript">\n<summary>{label}</summary>\n'
        "<p>Halo <em>semua</em>.</p>\n<p>Dua.</p>\n</details>\n<p>Akhir</p>"
    ) in html


def test_a_quote_elsewhere_is_no_transcript():
    assert "<details" not in html_of("Teks\n\n> **Transkrip:** Halo")


def test_a_title_cannot_break_out_of_its_player():
    html = html_of('["><script>alert(1)</script>](../assets/alur.mp4)')
    assert "<script" not in html
    assert Elements(html).of("video")[0]["aria-label"] == '"><script>alert(1)</script>'


def test_only_allowed_hosts_may_be_framed():
    assert frames(["youtube"]) == ["https://www.youtube-nocookie.com"]
    assert frames([]) == []


def test_a_player_knows_its_line():
    source = f"a\n\n[x](../assets/suara.mp3)\n\n[y]({YOUTUBE})\n\n> **Transkrip:** z"
    found = players_in(lines_of(source)[0], "modules/01.md")
    assert [(p.line, p.target, p.has_transcript) for p in found] == [
        (3, "assets/suara.mp3", False),
        (5, YOUTUBE, True),
    ]


def test_a_recording_without_words_is_told(tmp_path: Path):
    (tmp_path / "modules").mkdir()
    (tmp_path / "assets").mkdir()
    for name in ("bisu.mp3", "alur.mp4", "alur.id.vtt"):
        (tmp_path / "assets" / name).write_bytes(b"x")
    (tmp_path / "course.md").write_text("---\nid: x\ntitle: X\n---\n", "utf-8")
    (tmp_path / "modules" / "01-a.md").write_text(
        "---\nid: a\ntitle: A\n---\n\n[Bisu](../assets/bisu.mp3)\n\n[Alur](../assets/alur.mp4)\n\n"
        f"[Jauh]({YOUTUBE})\n\n> **Transkrip:** Halo.\n\n## Cek {{#q-cek}}\n\n[Dua]({YOUTUBE})\n\n"
        "> **Transkrip:** Halo.\n\n- (x) Ya\n- ( ) Tidak\n",
        "utf-8",
    )
    _, findings = read_course(tmp_path)
    assert [(f.path, f.line, f.code) for f in findings] == [("modules/01-a.md", 6, "W806")]
