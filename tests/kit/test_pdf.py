"""The paper holds every field, as text, whatever people are called."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import segno
from pypdf import PdfReader

from app.certificates import pdf
from app.kit.pdf import compile_pdf
from app.kit.qr import qr_svg

FACTS = {
    "number": "800.2/0007/BKPSDM/XI/2026",
    "name": "Ana Lestari",
    "nip": "199204112019032003",
    "birth_place": "Ambon",
    "birth_date": "1992-04-11",
    "rank": "Penata Muda (III/a)",
    "position": "Pengelola Layanan",
    "unit": "Dinas Kependudukan",
    "agency": "Pemerintah Kota Lembayung",
    "course": "Manajemen Proyek Dasar",
    "provider": "Lentera",
    "jp": "5.84",
    "started_on": "2026-11-01",
    "completed_on": "2026-11-22",
    "place": "Lembayung",
    "issued_on": "2026-11-22",
    "valid_until": "2028-11-22",
    "signatory_name": "Drs. Hasan Basri",
    "signatory_title": "Kepala BKPSDM",
    "modules": [{"title": "Memulai proyek", "minutes": 60, "jp": "1.33"}],
}
URL = "https://belajar.example/verify/ABCDEFGHJKLM"
HOSTILE = ['#include "/etc/passwd"', "\\ #panic()", "$x^2$ *tebal* _miring_", "✨ عربي", "A" * 300]


@pytest.fixture
def make(base_app):
    def made(**changes: object) -> bytes:
        with base_app.test_request_context():
            data = pdf.paper({**FACTS, **changes}, verify_url=URL)
        return compile_pdf(pdf.TEMPLATE, data)

    return made


def text_of(data: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split()
    )


def test_every_field_is_printed(make) -> None:
    text = text_of(make())
    for words in (
        "PEMERINTAH KOTA LEMBAYUNG",
        "SERTIFIKAT",
        "800.2/0007/BKPSDM/XI/2026",
        "Ana Lestari",
        "19920411 201903 2 003",
        "Ambon, 11 April 1992",
        "Penata Muda (III/a)",
        "Pengelola Layanan",
        "Dinas Kependudukan",
        "Manajemen Proyek Dasar",
        "1 November 2026",
        "Lembayung, 22 November 2026",
        "5,84",
        "Drs. Hasan Basri",
        "Kepala BKPSDM",
        "22 November 2028",
        "Memulai proyek",
        "1,33",
        URL,
    ):
        assert words in text, words


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_wrote_stays_text(make, name) -> None:
    data = make(name=name, course=name)
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 2
    if name.isascii() and len(name) < 100:
        assert " ".join(name.split()) in text_of(data)


@pytest.mark.parametrize(
    "name",
    [
        "Ana Lestari",
        "Ana 😀 中文 ꦗꦮ",  # signs that none of the fonts can draw
        "سلام עברית Ж Ω",  # other scripts, two of them from right to left
        "Ana\x00\ufeff\u202e\ue000\uffff\U0010fffd",  # what the standards forbid
    ],
)
def test_it_keeps_to_the_standards_for_archives_and_screen_readers(make, name) -> None:
    root = PdfReader(io.BytesIO(make(name=name))).trailer["/Root"]
    claims = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2<" in claims
    assert "<pdfaid:conformance>A<" in claims
    assert "<pdfuaid:part>1<" in claims
    assert root["/Lang"] == "id"


def test_forbidden_characters_are_left_out(make) -> None:
    assert "Ana Lestari" in text_of(make(name="A\u202en\ufeffa\nLes\x00tari"))


def test_a_name_of_eighty_signs_leaves_the_front_on_one_page(make) -> None:
    name = "Prof. Dr. Ir. Raden Ajeng Siti Nurhaliza Kusumaningrum Wijayakusuma, M.Sc., Ph.D"
    assert len(name) == 80
    reader = PdfReader(io.BytesIO(make(name=name, course=name * 2)))
    assert len(reader.pages) == 2
    assert name in reader.pages[0].extract_text()


def test_a_name_without_end_flows_on(make) -> None:
    assert len(PdfReader(io.BytesIO(make(name="Nama " * 1000))).pages) > 2


def test_many_modules_flow_to_further_pages(make) -> None:
    modules = [{"title": f"Modul {n}", "minutes": 45, "jp": "1"} for n in range(1, 61)]
    data = make(modules=modules)
    assert len(PdfReader(io.BytesIO(data)).pages) > 2
    text = text_of(data)
    assert "Modul 60" in text
    assert "2700" in text  # 60 × 45 minutes


def test_two_papers_at_once(make) -> None:
    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(lambda n: make(name=f"Orang {n}"), range(8)))
    assert [f"Orang {n}" in text_of(paper) for n, paper in enumerate(papers)] == [True] * 8


def test_the_qr_code_holds_the_address_and_a_quiet_zone() -> None:
    # 43 signs in byte mode at level M are one too many for version 3 (42), so version 4:
    # 17 + 4 × 4 = 33 modules, and a quiet zone of 4 on each side.
    assert len(URL) == 43
    drawn = dark_modules(qr_svg(URL))
    matrix = segno.make_qr(URL, error="m").matrix
    assert len(matrix) == 33
    assert drawn == {
        (x + 4, y + 4) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit
    }


def dark_modules(svg: str) -> set[tuple[int, int]]:
    """Places of the strokes: `M x y+½` sets the pen, `h n` draws n modules, `m dx dy` moves on."""
    dark, x, y = set(), 0.0, 0.0
    for command, first, second in re.findall(
        r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", svg.split(' d="')[1]
    ):
        if command == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(first))}
            x += int(first)
        else:
            start = (0.0, 0.0) if command == "M" else (x, y)
            x, y = start[0] + float(first), start[1] + float(second)
    return dark
