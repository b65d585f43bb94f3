"""Small office files made by hand, for the tests of what reads them."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def archive(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return out.getvalue()


def paragraph(text: str, style: str = "", inner: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r>{inner}</w:p>"


def relation(name: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'


def document(body: str, *, head: str = "", parts: dict[str, bytes | str] | None = None) -> bytes:
    """A Word document; `body` is WordprocessingML, `head` stands before its root."""
    defaults = "".join(
        f'<Default Extension="{name}" ContentType="{kind}"/>'
        for name, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
        )
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{told}"/></w:style>'
        for name, told in (("Title", "Title"), ("H1", "heading 1"), ("H2", "heading 2"))
    )
    relations = relation("s", "styles", "styles.xml") + relation("p", "image", "media/a.png")
    relations += relation("f", "footnotes", "footnotes.xml")
    relations += relation("l", "hyperlink", "https://lkpp.go.id/", ' TargetMode="External"')
    main = relation("d", "officeDocument", "word/document.xml")
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{defaults}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{main}</Relationships>',
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
            ),
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            "word/footnotes.xml": (
                f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("Perpres 16/2018")}'
                "</w:footnote></w:footnotes>"
            ),
            "word/media/a.png": PNG,
            "word/document.xml": f"{head}<w:document {W} {R}><w:body>{body}</w:body></w:document>",
            **(parts or {}),
        }
    )


def picture(alt: str = "") -> str:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        f'<wp:docPr id="1" name="a" descr="{alt}"/><a:graphic xmlns:a="{drawing}/main">'
        f'<a:graphicData><pic:pic xmlns:pic="{drawing}/picture"><pic:blipFill>'
        '<a:blip r:embed="p"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def workbook(sheet: str) -> bytes:
    """An Excel file whose one sheet holds the given `<sheetData>`."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return archive(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/a.xml" ContentType="{kind}.worksheet+xml"/>'
                "</Types>"
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">'
                f"{relation('d', 'officeDocument', 'xl/workbook.xml')}</Relationships>"
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships">'
                f"{relation('a', 'worksheet', 'worksheets/a.xml')}</Relationships>"
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" {R}><sheets><sheet name="A" sheetId="1" r:id="a"/>'
                "</sheets></workbook>"
            ),
            "xl/worksheets/a.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
        }
    )


def row(number: int, *texts: str) -> str:
    cells = (f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{"".join(cells)}</row>'
