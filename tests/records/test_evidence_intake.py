"""Files that prove a training: what is taken, what is refused, what is kept of it."""

import io
import random
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from app.kit.errors import Invalid
from app.records import evidence_intake
from app.records.evidence_intake import Kept, take_in
from tests.factories.papers import huge_png, pdf, pdf_with_pages, pdf_with_stream, photo

MEGABYTE = 1024**2
SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "evidence"


def take(store: Path, data: bytes, *scan: str) -> Kept:
    return take_in(data, store=store, scan=scan, most_bytes=10 * MEGABYTE)


def refusal(store: Path, data: bytes, *scan: str) -> str:
    """Its code; and nothing stays."""
    with pytest.raises(Invalid) as error:
        take(store, data, *scan)
    assert [path for path in store.rglob("*") if path.is_file()] == []
    return error.value.code


def stored(store: Path, kept: Kept) -> bytes:
    return (store / kept.file[:2] / kept.file).read_bytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_a_jpeg_of_our_own(store, form) -> None:
    kept = take(store, photo(form, size=(3000, 1500)))
    picture = Image.open(io.BytesIO(stored(store, kept)))
    assert (kept.media_type, kept.pages) == ("image/jpeg", 1)
    assert (picture.format, picture.size) == ("JPEG", (2200, 1100))
    assert kept.size == len(stored(store, kept))


def test_a_small_photo_is_not_enlarged(store) -> None:
    kept = take(store, photo(size=(40, 30)))
    assert Image.open(io.BytesIO(stored(store, kept))).size == (40, 30)


def test_a_turned_photo_stands_upright(store) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # shown turned by a quarter, clockwise
    kept = take(store, photo(size=(400, 200), exif=exif))
    picture = Image.open(io.BytesIO(stored(store, kept)))
    assert picture.size == (200, 400)
    red, green, _blue = picture.getpixel((190, 10))  # the upper left has come to the upper right
    assert red > 200
    assert green < 60
    assert min(picture.getpixel((10, 10))) > 200


def test_place_time_and_remarks_of_a_photo_are_gone(store) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera Ana"
    exif.get_ifd(0x8825)[1] = "S"
    kept = take(store, photo(size=(400, 200), exif=exif, comment=b"rahasia", dpi=(300, 300)))
    data = stored(store, kept)
    assert b"Exif" not in data
    assert b"Kamera Ana" not in data
    assert b"rahasia" not in data


def test_what_is_transparent_becomes_white(store) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    kept = take(store, file.getvalue())
    assert min(Image.open(io.BytesIO(stored(store, kept))).getpixel((5, 5))) > 250


def test_a_pdf_stays_as_it_was_and_has_pictures_of_its_pages(store) -> None:
    data = pdf_with_pages(12)
    kept = take(store, data)
    assert (kept.media_type, kept.pages, kept.size) == ("application/pdf", 12, len(data))
    assert stored(store, kept) == data
    pictures = sorted(path.name for path in store.rglob("*.jpg"))
    assert pictures == sorted(f"{kept.file}-{page}.jpg" for page in range(1, 11))
    first = Image.open(store / kept.file[:2] / f"{kept.file}-1.jpg")
    # 842 ÷ 595 × 1,400
    assert first.size == (1400, pytest.approx(1981, abs=1))


def test_a_pdf_that_opens_on_a_page_of_its_own_is_taken(store) -> None:
    assert take(store, pdf(catalog=b"/OpenAction [3 0 R /Fit]")).pages == 1


def test_links_and_signatures_are_taken(store) -> None:
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://x.id) >> >>"
    signature = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Ttd) /Rect [0 0 9 9] >>"
    data = pdf(
        catalog=b"/AcroForm << /Fields [5 0 R] /SigFlags 3 >>",
        page=b"/Annots [4 0 R 5 0 R]",
        more=[link, signature],
    )
    assert take(store, data).pages == 1


def test_how_a_signature_looks_stands_in_the_picture(store) -> None:
    drawn = b"1 0 0 rg 0 0 595 842 re f"
    head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length %d >>" % len(drawn)
    widget = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Ttd) /F 4 /Rect [0 0 595 842]"
    data = pdf(
        catalog=b"/AcroForm << /Fields [4 0 R] /SigFlags 3 >>",
        page=b"/Annots [4 0 R]",
        more=[widget + b" /AP << /N 5 0 R >> >>", head + b"\nstream\n" + drawn + b"\nendstream"],
    )
    kept = take(store, data)
    picture = Image.open(store / kept.file[:2] / f"{kept.file}-1.jpg")
    red, green, _blue = picture.getpixel((700, 900))
    assert (red > 200, green < 60) == (True, True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(catalog=b"/OpenAction " + SCRIPT), "evidence.pdf-active"),
        (
            pdf(catalog=b"/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", more=[SCRIPT]),
            "evidence.pdf-active",
        ),
        (
            pdf(
                page=b"/Annots [4 0 R]",
                more=[b"<< /Subtype /Link /Rect [0 0 9 9] /A " + SCRIPT + b" >>"],
            ),
            "evidence.pdf-active",
        ),
        (pdf(page=b"/AA << /O " + SCRIPT + b" >>"), "evidence.pdf-active"),
        (pdf(catalog=b"/OpenAction << /S /J#61vaScript /J#53 (x) >>"), "evidence.pdf-active"),
        (pdf(catalog=b"/OpenAction << /S 4 0 R >>", more=[b"/Launch"]), "evidence.pdf-active"),
        (pdf(catalog=b"/OpenAction << /S /Launch /F (x.exe) >>"), "evidence.pdf-active"),
        (pdf(more=[b"<< /S /SubmitForm /F (http://x.id) >>"]), "evidence.pdf-active"),
        (pdf(catalog=b"/AcroForm << /Fields [] /XFA [] >>"), "evidence.pdf-active"),
        (
            pdf(page=b"/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
            "evidence.pdf-active",
        ),
        (pdf(catalog=b"/Names << /EmbeddedFiles << /Names [] >> >>"), "evidence.pdf-files"),
        (
            pdf(page=b"/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] >>]"),
            "evidence.pdf-files",
        ),
        (pdf_with_stream(SCRIPT, catalog=b"/OpenAction 4 0 R"), "evidence.pdf-active"),
        # Readers differ on which of two kinds holds.
        (
            pdf_with_stream(b"<< /S /URI /S /Launch /F (x.exe) >>", catalog=b"/OpenAction 4 0 R"),
            "evidence.pdf-active",
        ),
        # Opening it would ask a foreign server for a file.
        (
            pdf(catalog=b"/OpenAction << /S /GoToR /F (\\\\x\\y.pdf) /D [0 /Fit] >>"),
            "evidence.pdf-active",
        ),
        (pdf(more=[b"<< /S /URI /URI (file:////x.id/y) >>"]), "evidence.pdf-active"),
        # To which no table leads: whoever mends the file may find it.
        (
            pdf().replace(b"startxref", b"9 0 obj\n" + SCRIPT + b"\nendobj\nstartxref"),
            "evidence.pdf-active",
        ),
        (pdf()[:-60], "evidence.broken"),
        (pdf()[:200], "evidence.broken"),
        (b"%PDF-1.7\n" + bytes(500) + b"%%EOF", "evidence.broken"),
        (pdf_with_pages(10_000), "evidence.pdf-long"),
        (huge_png(50_000), "evidence.photo-large"),
        (photo("PNG", size=(900, 900))[:300], "evidence.broken"),
        (photo("GIF"), "evidence.kind"),
        (b"", "evidence.kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "evidence.kind"),
        (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "evidence.heic"),
    ],
)
def test_what_may_do_harm_or_cannot_be_read_is_refused(store, data, code) -> None:
    assert refusal(store, data) == code


def test_a_large_picture_without_loss_is_no_broken_one(store) -> None:
    """Where every byte is as likely, FF DA stands about once in 65,536."""
    noise = Image.frombytes("RGB", (2300, 2200), random.Random(7).randbytes(2300 * 2200 * 3))
    file = io.BytesIO()
    noise.save(file, "PNG")
    assert file.getvalue().count(b"\xff\xda") > 200
    kept = take_in(file.getvalue(), store=store, scan=(), most_bytes=25 * MEGABYTE)
    assert kept.media_type == "image/jpeg"


def test_an_archive_is_no_pdf_whatever_it_is_called(store) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("sertifikat.pdf", "x")
    assert refusal(store, file.getvalue()) == "evidence.kind"


def test_a_pdf_that_is_an_archive_too_is_refused(store) -> None:
    file = io.BytesIO(pdf())
    file.seek(0, io.SEEK_END)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("x.exe", "x")
        archive.comment = b"%%EOF"
    assert file.getvalue().startswith(b"%PDF-")
    assert refusal(store, file.getvalue()) == "evidence.broken"


def test_of_a_picture_with_something_behind_it_only_the_picture_stays(store) -> None:
    kept = take(store, photo("JPEG") + b"<script>alert(1)</script>")
    assert b"<script>" not in stored(store, kept)


@pytest.mark.parametrize("password", ["", "rahasia"])
def test_an_encrypted_pdf_is_refused(store, password) -> None:
    writer, file = PdfWriter(PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt(password, "pemilik", algorithm="RC4-128")
    writer.write(file)
    assert refusal(store, file.getvalue()) == "evidence.pdf-locked"


def test_what_is_too_heavy_is_not_looked_at(store) -> None:
    with pytest.raises(Invalid) as error:
        take_in(photo(), store=store, scan=(), most_bytes=10)
    assert error.value.code == "evidence.heavy"


def test_a_file_that_hangs_is_refused(store, monkeypatch) -> None:
    monkeypatch.setattr(evidence_intake, "CHILD_SECONDS", 0.01)
    assert refusal(store, photo()) == "evidence.too-much"


def test_a_file_that_bursts_is_refused(store) -> None:
    """Two gigabytes of zeros in a stream that has to be unpacked to read what it holds."""
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(16 * MEGABYTE)) for _ in range(128)) + packer.flush()
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(packed)
    data = pdf_with_stream(b"<< >>", catalog=b"/OpenAction 4 0 R")
    start = data.index(b"5 0 obj")
    end = data.index(b"6 0 obj")
    bomb = b"5 0 obj\n" + stream + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    moved = start + len(bomb)
    data = data[:start] + bomb + data[end:]
    data = data.replace(end.to_bytes(4, "big"), moved.to_bytes(4, "big"))
    data = data.replace(b"startxref\n%d" % end, b"startxref\n%d" % moved)
    assert refusal(store, data) in ("evidence.too-much", "evidence.broken")


@pytest.mark.parametrize(("ends", "code"), [(1, "evidence.infected"), (2, "evidence.not-scanned")])
def test_the_scan_has_the_last_word(store, tmp_path, ends, code) -> None:
    script = tmp_path / "scan.py"
    script.write_text(f"import sys; sys.exit({ends} if open(sys.argv[1], 'rb').read(3) else 9)")
    assert refusal(store, photo(), sys.executable, str(script)) == code


def test_what_the_scan_finds_clean_is_taken(store, tmp_path) -> None:
    script = tmp_path / "scan.py"
    script.write_text("import sys; sys.exit(0 if open(sys.argv[1], 'rb').read(3) else 1)")
    assert take(store, photo(), sys.executable, str(script)).pages == 1


def test_without_the_scanner_nothing_is_taken(store) -> None:
    assert refusal(store, photo(), "/does/not/exist") == "evidence.not-scanned"


def test_a_scan_that_hangs_is_given_up(store, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(evidence_intake, "SCAN_SECONDS", 0.1)
    script = tmp_path / "scan.py"
    script.write_text("import time; time.sleep(60)")
    assert refusal(store, photo(), sys.executable, str(script)) == "evidence.not-scanned"


def test_the_settings_of_the_server_do_not_reach_the_child(store, monkeypatch, tmp_path) -> None:
    """Its secrets are not there to be read by what a file makes of a library's fault."""
    seen = {}
    run = evidence_intake.subprocess.run

    def watched(command, **options):
        seen.update(options)
        return run(command, **options)

    monkeypatch.setattr(evidence_intake.subprocess, "run", watched)
    take(store, photo())
    assert seen["env"] == {}
