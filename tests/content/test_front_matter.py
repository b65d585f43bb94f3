"""The front matter takes what editors and word processors do, and names an author's mistake where
it was made."""

import pytest

from app.content.findings import Finding, Report
from app.content.front_matter import split
from app.content.messages import say


def read(yaml: str) -> tuple[dict[str, object] | None, list[Finding]]:
    """Values of the keys, and findings; the first line is number 2."""
    report = Report("x.md", [])
    found = split(f"---\n{yaml}\n---\nTeks.\n", report)
    values = {key: plain(node) for key, node in found[0].items()} if found else None
    return values, report.findings


def plain(node: object) -> object:
    value = getattr(node, "value")  # noqa: B009
    return [plain(item) for item in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("yaml", "values"),
    [
        ("title:\tSurat dinas", {"title": "Surat dinas"}),
        ("keywords:\n\t- surat\n\t- dinas", {"keywords": ["surat", "dinas"]}),
        ("title: “Surat: yang jelas”", {"title": "Surat: yang jelas"}),
        ("title: ‘Surat: yang jelas’", {"title": "Surat: yang jelas"}),
        ("title: „Surat: yang jelas“", {"title": "Surat: yang jelas"}),
        ("“title”: Surat", {"title": "Surat"}),
        ("keywords: [“surat”, “dinas”]", {"keywords": ["surat", "dinas"]}),
        ("keywords:\n  - “a: b”", {"keywords": ["a: b"]}),
        ("title: “Surat” dan nota", {"title": "“Surat” dan nota"}),
        ("title: “Surat”, “nota”", {"title": "“Surat”, “nota”"}),
        ("title: Jum’at", {"title": "Jum’at"}),
        ("title: Jum'at", {"title": "Jum'at"}),
        ("keywords: [a,\n  b]", {"keywords": ["a", "b"]}),
        ("jp: 1.10\nstatus: no\nwaktu: 20:00", {"jp": "1.10", "status": "no", "waktu": "20:00"}),
    ],
)
def test_what_an_editor_made_of_it_is_read(yaml: str, values: dict[str, object]):
    assert read(yaml) == (values, [])


def test_blank_lines_before_it_and_blanks_behind_the_rules_are_read():
    report = Report("x.md", [])
    found = split("\n  \n---  \nid: x\ntitle: y\n---\t\nTeks.\n", report)
    assert found is not None
    fields, body, first = found
    assert report.findings == []
    assert {key: (node.value, node.line) for key, node in fields.items()} == {
        "id": ("x", 4),
        "title": ("y", 5),
    }
    assert (body, first) == ("Teks.\n", 7)


@pytest.mark.parametrize(
    ("yaml", "line", "says"),
    [
        ('title: "Surat\nid: x', 2, "kutip"),
        ('title: "Surat\ndescription: "Dinas"\nid: x', 2, "kutip"),
        ("title: 'Jum'at'\nid: x", 2, "kutip"),
        ('title: "Surat" dinas', 2, "kutip"),
        ('title: "Surat”\nid: x', 2, "kutip"),
        ("title: Surat: dinas\nid: x", 2, "titik dua"),
        ("id: x\n\ntitle: Surat: dinas", 4, "titik dua"),
        ("keywords:\n  - a: b: c", 3, "titik dua"),
        ("id: x\ntitle Surat\nlang: id", 3, "tanpa titik dua"),
        ("id: x\ntitle", 3, "tanpa titik dua"),
        ("id: x\ntitle:Surat\nlang: id", 3, "satu spasi"),
        ("id: x\n  title: Surat\nlang: id", 3, "tidak sejajar"),
        ("  id: x\ntitle: Surat", 3, "tidak sejajar"),
        ("shuffle: [questions\nid: x", 2, "kurung"),
        ("title: [Draf] Surat\nid: x", 2, "kurung"),
        ("completion: {all: [a]\nid: x", 2, "kurung"),
        ("title: @surat", 2, "tanda yang bermakna khusus"),
        ("title: **Surat**", 2, "tanda yang bermakna khusus"),
        ("title: - surat", 2, "tanda yang bermakna khusus"),
        ("title: {{judul}}", 2, "kurung"),
        ("title: a\n...\nid: x", 2, "hanya boleh menutup"),
        ("description: |\n  satu: dua: tiga\ntitle: Surat: dinas", 4, "titik dua"),
    ],
)
def test_a_mistake_is_told_in_its_own_line_with_its_cause(yaml: str, line: int, says: str):
    values, findings = read(yaml)
    assert values is None
    (finding,) = findings
    assert (finding.line, finding.code) == (line, "E105")
    assert says in say(finding, "id")


@pytest.mark.parametrize("source", ["", "Teks.\n", "----\nid: x\n----\n", "—\nid: x\n—\n"])
def test_a_file_that_does_not_begin_with_it_is_told_so(source: str):
    report = Report("x.md", [])
    assert split(source, report) is None
    assert [finding.code for finding in report.findings] == ["E107"]
