"""A name is easily changed; how a file begins is not."""

import io
import zipfile

import pytest
from PIL import Image

from app.kit.file_types import is_what_it_says
from app.studio.intake import ASSETS


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (2, 2)).save(target, kind)
    return target.getvalue()


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("a.txt", "a")
    return target.getvalue()


TRUE = [
    (".png", picture("PNG")),
    (".jpg", picture("JPEG")),
    (".jpeg", picture("JPEG")),
    (".gif", picture("GIF")),
    (".webp", picture("WEBP")),
    (".pdf", picture("PDF")),
    (".zip", archive()),
    (".xlsx", archive()),
    (".mp4", b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00"),
    (".webm", b"\x1a\x45\xdf\xa3\x9fB\x86"),
    (".mp3", b"ID3\x04\x00"),
    (".ogg", b"OggS\x00\x02"),
    (".csv", b"nama;nilai\nAna;1\n"),
    (".csv", "nama".encode("utf-16")),
    (".svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
]


@pytest.mark.parametrize(("suffix", "data"), TRUE)
def test_a_file_is_what_its_name_says(suffix, data) -> None:
    assert is_what_it_says(suffix, data)


@pytest.mark.parametrize("suffix", [suffix for suffix in ASSETS if suffix != ".txt"])
def test_a_program_under_another_name_is_refused(suffix) -> None:
    assert not is_what_it_says(suffix, b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff")


@pytest.mark.parametrize("data", [b"", b"PK"])
def test_what_is_cut_off_is_refused(data) -> None:
    assert not is_what_it_says(".xlsx", data)
    assert not is_what_it_says(".webp", data)


def test_a_type_that_nobody_knows_is_refused() -> None:
    assert not is_what_it_says(".exe", b"MZ")
