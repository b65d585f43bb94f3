"""A Word document becomes a lesson."""

from app.content.exchange import Imported
from app.content.folder import read_course
from app.content.write import write_page
from tests.content.exchange.banks import FORMATS
from tests.content.exchange.office import document, paragraph, picture, table

BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>tebal</w:t></w:r>"
LINK = '<w:hyperlink r:id="l"><w:r><w:t>LKPP</w:t></w:r></w:hyperlink>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def lesson(data: bytes, name: str = "01 Pengadaan.docx") -> Imported:
    return FORMATS["docx"].read(data, name=name, lang="id")


def test_headings_tables_links_footnotes_and_pictures_are_kept(tmp_path):
    found = lesson(
        document(
            paragraph("Dasar pengadaan", "Title")
            + paragraph("Pembuka", "H1")
            + paragraph("Teks * ini ", inner=BOLD + LINK + NOTE)
            + paragraph("Rinci", "H2")
            + table(("A", "B"), ("1", "2|3"))
            + paragraph("Gambar: ", inner=picture("Alur kerja"))
        )
    )
    (page,) = found.pages
    assert (page.ref, page.kind, page.title) == ("pengadaan", "lesson", "Dasar pengadaan")
    assert page.parts[0].source == (
        "## Pembuka\n\n"
        "Teks \\* ini **tebal**[LKPP](https://lkpp.go.id/)[^1]\n\n"
        "### Rinci\n\n"
        "| A | B |\n| --- | --- |\n| 1 | 2\\|3 |\n\n"
        "Gambar: ![Alur kerja](../assets/01-pengadaan.png)\n\n"
        "[^1]: Perpres 16/2018"
    )
    assert not found.findings
    (tmp_path / "modules").mkdir()
    (tmp_path / "assets").mkdir()
    (tmp_path / "course.md").write_text("---\nid: k\ntitle: K\n---\n")
    (tmp_path / page.path).write_text(write_page(page))
    (tmp_path / "assets/01-pengadaan.png").write_bytes(found.assets["assets/01-pengadaan.png"])
    assert [f.code for f in read_course(tmp_path)[1] if f.is_error] == []


def test_the_only_highest_heading_at_the_top_is_the_title():
    found = lesson(document(paragraph("Pengadaan", "H1") + paragraph("A", "H2") + paragraph("b")))
    (page,) = found.pages
    assert (page.title, page.parts[0].source) == ("Pengadaan", "## A\n\nb")


def test_without_a_heading_the_file_names_the_lesson():
    (page,) = lesson(document(paragraph("Teks"))).pages
    assert (page.title, page.path) == ("Pengadaan", "modules/pengadaan.md")


def test_a_picture_without_words_is_told_and_not_given_any():
    found = lesson(document(paragraph("Gambar", inner=picture())))
    assert [(f.code, f.params["what"]) for f in found.findings] == [("W923", "@alt")]
    assert "![](" in found.pages[0].parts[0].source


def test_entities_bombs_and_other_files_are_refused():
    entity = '<!DOCTYPE w [<!ENTITY a "aaaa">]>'
    bomb = document(paragraph("a"), parts={"word/big.xml": b"<a>" + b" " * 50_000_000 + b"</a>"})
    for data, code in (
        (document(paragraph("a"), head=entity), "E906"),
        (bomb, "E908"),
        (b"PK\x03\x04 nothing", "E901"),
        (document(""), "E903"),
    ):
        assert [finding.code for finding in lesson(data).findings] == [code]
