"""Rendered text is beautiful where the author is honest, and harmless where not."""

import re
from html.parser import HTMLParser

import pytest

from app.content.assets import AssetFacts
from app.content.render import RENDERER, parser, render, render_inline
from app.content.sanitise import sanitise

LINKS = {
    "modules/02-b.md": "/kursus/b",
    "assets/alur.png": "/berkas/1/alur.png",
    "assets/unduh.csv": "/berkas/1/unduh.csv",
}


def html_of(source: str, *, lang: str = "id", scope: str = "") -> str:
    return render(source, lang=lang, links=LINKS, base="modules/01-a.md", scope=scope).html


def inline(source: str) -> str:
    return render_inline(source, lang="id", links=LINKS, base="modules/01-a.md")


class Inspector(HTMLParser):
    """Tags and attributes as a browser would meet them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [(tag, name, value or "") for name, value in attrs]


ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<ScRiPt\n>alert(1)</sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<form action=x><input name=csrf_token><button>x</button></form>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=x><meta http-equiv=refresh content=0><base href=//evil>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x]( javascript&#58;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example/x)",
    "[x](/admin/delete)",
    "[x](../../../etc/passwd)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![x](https://evil.example/pixel.gif)",
    '![x" onerror="alert(1)](../assets/alur.png)',
    '[x](https://a.id "t\\" onclick=alert(1) ")',
    "x {: onclick=alert(1) style=color:red id=main class=modal }",
    'x\n{: onclick=alert(1) style=color:red id=main class="modal admonition" }',
    "## x {#main onclick=alert(1) .modal style=x}",
    "[x](https://a.id){target=_blank onclick=x style=y id=main .button data-confirm=x hx-get=/x}",
    "| a {: style=x onclick=y } |\n|---|\n| b |",
    "```python {.x #main onclick=alert(1) style=x}\nx\n```",
    "``` {.html onload=x}\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "> [!NOTE onclick=x]\n> x",
    "> [!modal]\n> x",
    "[^x]\n\n[^x]: <img src=x onerror=alert(1)>",
    '[^" onclick=x]\n\n[^" onclick=x]: a',
    '*[HTML]: " onmouseover=alert(1) x="\n\nHTML',
    "Istilah\n:   <script>alert(1)</script>",
    "- [x] <script>alert(1)</script>",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0001\x03 \x02amp\x03",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "{{ config }} {% import os %}",
]
TAGS = (
    "p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd div blockquote pre code span em strong del sub sup "
    "abbr a img table thead tbody tr th td details summary"
)
NAMES = (
    "href src alt title rel class id loading width height srcset sizes tabindex role aria-label "
    "start open lang dir"
)


@pytest.mark.parametrize("source", ATTACKS)
@pytest.mark.parametrize(
    "shape", ["{}", "Teks {} teks", "> {}", "- {}\n- b", "| {} | b |\n|---|---|\n| c | d |"]
)
def test_nothing_dangerous_survives(source: str, shape: str):
    for html in (html_of(shape.format(source)), inline(shape.format(source))):
        assert_harmless(html)


def assert_harmless(html: str) -> None:
    page = Inspector(html)
    assert page.tags <= set(TAGS.split()), html
    for tag, name, value in page.found:
        assert name in NAMES.split(), html
        if name in ("href", "src"):
            assert re.match(r"https?://|mailto:|tel:|#(h|q|fn|fnref)-|/(kursus|berkas)/", value), (
                html
            )
            assert name != "src" or value == "/berkas/1/alur.png", html
        if name == "id":
            assert re.fullmatch(r"(h|fn|fnref)-[a-z0-9-]+", value), html
        if name == "class":
            assert not {"modal", "button", "x"} & set(value.split()) or tag == "span", html


@pytest.mark.parametrize("source", ATTACKS)
def test_the_sanitiser_alone_would_hold(source: str):
    """Whatever the renderer lets through by mistake still meets the gate."""
    page = Inspector(sanitise(source))
    assert page.tags <= set(TAGS.split())
    assert {name for _, name, _ in page.found} <= set(NAMES.split())
    assert not any(
        ":" in v and not re.match("https?:|mailto:|tel:", v)
        for _, n, v in page.found
        if n in ("href", "src")
    )


@pytest.mark.parametrize(
    "html",
    [
        '<p style="position:fixed">x</p>',
        '<div class="modal">x</div>',
        '<div class="highlight modal">x</div>',
        '<h2 id="main">x</h2>',
        '<li id="h-x">x</li>',
        '<input class="task-list">',
        '<span class="ta-right-evil">x</span>',
        '<a href="https://a.id" target="_blank" rel="opener">x</a>',
        '<div role="dialog" tabindex="5">x</div>',
        '<td style="text-align:right" colspan="9">x</td>',
    ],
)
def test_the_sanitiser_drops_what_is_not_listed(html: str):
    found = {(name, value) for _, name, value in Inspector(sanitise(html)).found}
    assert found <= {("href", "https://a.id")}


def test_scripts_vanish_with_what_they_hold_and_other_tags_leave_their_text():
    assert html_of("a <script>alert(1)</script> b") == "<p>a  b</p>"
    assert html_of("a <b>tebal</b><br>c") == "<p>a tebal c</p>"
    assert html_of("<div>\n\nisi *miring*\n\n</div>") == "<p>isi <em>miring</em></p>"
    assert html_of("a <!-- catatan\nrahasia --> b").count("rahasia") == 0


def test_what_is_left_of_a_tag_is_text():
    assert html_of("<div\n\nTeks") == "<p>&lt;div</p>\n<p>Teks</p>"
    assert html_of("<div <p onclick=x>y") == "<p>&lt;div y</p>"
    assert html_of("<?php *x* ?>") == "<p>&lt;?php <em>x</em> ?&gt;</p>"


def test_code_is_shown_as_written():
    assert "<code>&lt;b&gt;</code>" in html_of("`<b>`")
    assert "&lt;b&gt;" in html_of("```text\n<b>\n```")
    assert "{{ x }}" in html_of("`{{ x }}`")


def test_links_are_looked_up_and_unknown_ones_lose_their_target():
    assert html_of("[b](02-b.md#dua)") == '<p><a href="/kursus/b#h-dua">b</a></p>'
    assert html_of("[u](../assets/unduh.csv)") == '<p><a href="/berkas/1/unduh.csv">u</a></p>'
    assert html_of("[x](tiada.md)") == "<p><a>x</a></p>"
    assert html_of("[x](#bagian)") == '<p><a href="#h-bagian">x</a></p>'
    assert html_of("[x](#q-cek)") == '<p><a href="#q-cek">x</a></p>'


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("[x](https://a.id/?b=1&c=2)", "https://a.id/?b=1&c=2"),
        ("<https://a.id>", "https://a.id"),
        ("[x](mailto:a@b.id)", "mailto:a@b.id"),
        ("<a@b.id>", "mailto:a@b.id"),
        ("[x](tel:+62215550100)", "tel:+62215550100"),
    ],
)
def test_external_links_stay_and_tell_nobody_where_they_were(source: str, target: str):
    found = Inspector(html_of(source)).found
    assert ("a", "href", target) in found
    assert ("a", "rel", "noopener noreferrer") in found


def test_pictures_load_late_and_foreign_ones_become_their_text():
    picture = Inspector(html_of("![Alur kerja](../assets/alur.png){width=300}")).found
    assert set(picture) == {
        ("img", "src", "/berkas/1/alur.png"),
        ("img", "alt", "Alur kerja"),
        ("img", "loading", "lazy"),
        ("img", "width", "300"),
    }
    assert html_of("a ![Alur](https://x.id/a.png) b") == "<p>a <span>Alur</span> b</p>"


FACTS = {
    "assets/alur.png": AssetFacts(
        1, 1200, 600, (("/berkas/2/a.webp", 800), ("/berkas/3/b.webp", 1200))
    )
}


def picture_of(source: str) -> dict[str, str]:
    html = render(source, lang="id", links=LINKS, base="modules/01-a.md", facts=FACTS).html
    return {name: value for tag, name, value in Inspector(html).found if tag == "img"}


def test_a_picture_keeps_its_room_and_comes_in_the_size_that_is_needed():
    picture = picture_of("![Alur](../assets/alur.png)")
    assert (picture["width"], picture["height"]) == ("1200", "600")
    assert picture["src"] == "/berkas/1/alur.png"
    assert picture["srcset"] == "/berkas/2/a.webp 800w, /berkas/3/b.webp 1200w"
    assert picture["sizes"] == "(max-width: 640px) 100vw, 640px"


def test_an_authors_width_stands_and_the_height_follows():
    picture = picture_of("![Alur](../assets/alur.png){width=300 height=900 srcset=/x sizes=y}")
    assert (picture["width"], picture["height"]) == ("300", "150")
    assert picture["sizes"] == "(max-width: 300px) 100vw, 300px"
    assert picture["srcset"].startswith("/berkas/2/")


def test_an_author_cannot_name_other_copies():
    written = "![Alur](../assets/alur.png){srcset=https://evil.example/x.png sizes=1px}"
    assert set(Inspector(html_of(written)).found) == {
        ("img", "src", "/berkas/1/alur.png"),
        ("img", "alt", "Alur"),
        ("img", "loading", "lazy"),
    }


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("halo\n{: lang=ar }", '<p dir="rtl" lang="ar">halo</p>'),
        ("*halo*{lang=he}", '<p><em dir="rtl" lang="he">halo</em></p>'),
        ("*hello*{lang=en}", '<p><em dir="ltr" lang="en">hello</em></p>'),
        ("halo\n{: lang=ms-Arab }", '<p dir="rtl" lang="ms-Arab">halo</p>'),
        ("halo\n{: lang=ar-Latn }", '<p dir="ltr" lang="ar-Latn">halo</p>'),
        ("> halo\n{: lang=fa }", '<blockquote dir="rtl" lang="fa">\n<p>halo</p>\n</blockquote>'),
        ("halo\n{: lang=x<y dir=rtl }", "<p>halo</p>"),
    ],
)
def test_a_language_brings_its_direction(source: str, html: str):
    assert html_of(source) == html


@pytest.mark.parametrize(("sign", "opened"), [("-", ""), ("+", ' open=""')])
def test_a_callout_can_be_unfolded(sign: str, opened: str):
    assert html_of(f"> [!tip]{sign}\n> Isi") == (
        f'<details class="tip"{opened}>\n<summary>Kiat</summary>\n<p>Isi</p>\n</details>'
    )


def test_definitions_abbreviations_and_code_in_a_list_are_there():
    assert "<dt>A</dt>\n<dd>b</dd>" in html_of("A\n:   b")
    assert '<abbr title="Aparatur">ASN</abbr>' in html_of("ASN\n\n*[ASN]: Aparatur")
    assert '<span class="k">return</span>' in html_of("- a\n\n    ```python\n    return 1\n    ```")


def test_headings_have_safe_unique_ids_and_an_outline():
    rendered = render(
        "# Satu\n\n## Dua & `tiga`\n\n## Dua & tiga\n\n### Empat {#saya}\n",
        lang="id",
        links={},
        base="x.md",
    )
    assert rendered.outline == (
        (2, "h-satu", "Satu"),
        (2, "h-dua-tiga", "Dua & tiga"),
        (2, "h-dua-tiga-2", "Dua & tiga"),
        (3, "h-saya", "Empat"),
    )
    assert '<h2 id="h-satu">Satu</h2>' in rendered.html
    assert "<h1" not in rendered.html


def test_tables_scroll_within_themselves_and_align_by_class():
    html = html_of("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n")
    found = Inspector(html).found
    assert ("div", "class", "table-scroll") in found
    assert ("div", "role", "group") in found
    assert ("div", "tabindex", "0") in found
    assert ("div", "aria-label", "Tabel") in found
    assert [value for tag, _, value in found if tag == "td"] == ["ta-left", "ta-center", "ta-right"]


@pytest.mark.parametrize(("lang", "title"), [("id", "Catatan"), ("en", "Note")])
def test_callouts_speak_the_files_language(lang: str, title: str):
    html = html_of("> [!NOTE]\n> Isi", lang=lang)
    assert '<div class="admonition note">' in html
    assert f'<p class="admonition-title">{title}</p>' in html
    assert "<p>Isi</p>" in html


def test_an_authors_own_callout_title_stays():
    assert '<p class="admonition-title">Senin pagi</p>' in html_of("> [!TIP] Senin pagi\n> Isi")


def test_footnotes_of_several_fragments_do_not_meet():
    first, second = html_of("a[^1]\n\n[^1]: x", scope="1"), html_of("a[^1]\n\n[^1]: x", scope="2")
    assert 'id="fn-1-1"' in first
    assert 'href="#fn-1-1"' in first
    assert 'href="#fnref-1-1"' in first
    ids = [{v for _, n, v in Inspector(html).found if n == "id"} for html in (first, second)]
    assert not ids[0] & ids[1]


def test_task_lists_have_no_form_elements():
    assert html_of("- [x] sudah\n- [ ] belum") == (
        '<ul>\n<li class="task-list-item">☑ sudah</li>\n'
        '<li class="task-list-item">☐ belum</li>\n</ul>'
    )


def test_code_is_highlighted_by_class_alone():
    html = html_of("```python\nreturn 1\n```")
    assert '<div class="highlight"><pre tabindex="0">' in html
    assert '<span class="k">return</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("2. Tahap kedua", "2. Tahap kedua"),
        ("- 5", "- 5"),
        ("# x", "# x"),
        ("> x", "&gt; x"),
        ("**a** `b`", "<strong>a</strong> <code>b</code>"),
        ("a \\-> b", "a -&gt; b"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("<script>x</script>", ""),
    ],
)
def test_inline_text_is_one_line_whatever_it_begins_with(source: str, html: str):
    assert inline(source) == html


def test_rendering_twice_gives_the_same():
    source = "# A\n\n[^1] [x](02-b.md)\n\n[^1]: y"
    assert html_of(source) == html_of(source)


def test_the_renderers_version_names_its_parts():
    assert all(name in RENDERER for name in ("markdown-", "bleach-", "nh3-", "policy-"))


LEAKY = (
    "*[SPBE]: Sistem\n\nSPBE[^1]\n\n[^1]: Catatan.\n\n[a]: https://contoh.go.id\n\n[a]\n\n"
    "# Judul\n\n```python\nx\n```\n\n$x$\n\n> [!note]\n> Isi"
)


@pytest.mark.parametrize("inline", [False, True])
def test_nothing_of_one_fragment_reaches_the_next(inline: bool) -> None:
    """The parser is used again: abbreviations, footnotes and link targets must not be."""
    after = "SPBE[^1] [a]" if inline else "SPBE[^1] [a]\n\n# Judul\n\n$y$ [^1]: b"
    say = render_inline if inline else render
    parser.cache_clear()
    fresh = say(after, lang="id", links={}, base="a.md")
    render(LEAKY, lang="id", links={}, base="a.md")
    render_inline(LEAKY, lang="id", links={}, base="a.md")
    assert say(after, lang="id", links={}, base="a.md") == fresh
    assert "Sistem" not in str(fresh)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("## Himpunan {a, b}", '<h2 id="h-himpunan-a-b">Himpunan {a, b}</h2>'),
        ("**A**{1,2} dan *b*{x}", "<p><strong>A</strong>{1,2} dan <em>b</em>{x}</p>"),
        ("Teks\n{: hilang semua}", "<p>Teks\n{: hilang semua}</p>"),
        ("## Judul {#dasar}", '<h2 id="h-dasar">Judul</h2>'),
        ("**A**{lang=en .x}", '<p><strong dir="ltr" lang="en">A</strong></p>'),
        ("Teks\n{: lang=ar}", '<p dir="rtl" lang="ar">Teks</p>'),
    ],
)
def test_braces_that_hold_no_attributes_are_text(source: str, html: str):
    assert html_of(source) == html


def test_a_cell_keeps_its_braces():
    assert "<td>c {y}</td>" in html_of("| a |\n|---|\n| c {y} |")


@pytest.mark.parametrize("source", ["##x", "#tagar", "#######", "##\u00a0x"])
def test_a_heading_needs_a_blank(source: str):
    assert html_of(source) == f"<p>{source.replace(chr(0xA0), '&nbsp;')}</p>"


def test_headings_may_be_closed_and_stand_right_under_a_paragraph():
    assert html_of("a\n## b ##\nc") == '<p>a</p>\n<h2 id="h-b">b</h2>\n<p>c</p>'
