"""The paper holds every field, as text, whatever people are called."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
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


def test_the_qr_code_holds_the_address() -> None:
    # 43 signs in byte mode at level M are one too many for version 3 (42), so version 4:
    # 17 + 4 × 4 = 33 modules, and a quiet zone of 4 on each side.
    assert len(URL) == 43
    assert 'width="41"' in qr_svg(URL)
