"""Pictures: smaller copies, their size on the page, and files that are not what they seem."""

import io
import struct
import zlib

import pytest
from PIL import Image
from sqlalchemy import func, select

from app.db import db
from app.library import pictures, queries
from app.library.copies import TooLarge, Unreadable
from app.library.models import Picture
from app.library.pictures import copies_of
from app.library.runner import Renderer, RenderLimit
from app.studio import actions
from tests.factories.courses import LESSON, publish, write_course

SECRET = "nama juru foto"


def photo(width: int, height: int, *, kind: str = "JPEG", **more: object) -> bytes:
    """Something with enough in it not to shrink to nothing."""
    small = Image.effect_noise((64, 64), 90).convert("RGB")
    file = io.BytesIO()
    small.resize((width, height)).save(file, kind, **more)
    return file.getvalue()


def claimed(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says in its header how large it is."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"0" * 99)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def sizes(data: bytes) -> list[tuple[int, int]]:
    """Of the copies, as they really are."""
    found = copies_of(data, is_svg=False).files
    opened = [Image.open(io.BytesIO(file)) for _, file in found]
    assert all(picture.format == "WEBP" for picture in opened)
    assert [width for width, _ in found] == [picture.width for picture in opened]
    return [picture.size for picture in opened]


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (2400, 1200, [(800, 400), (1600, 800)]),
        (1000, 500, [(800, 400), (1000, 500)]),
        (300, 600, [(300, 600)]),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_copies_come_in_two_sizes_and_are_never_enlarged(width, height, expected, kind) -> None:
    assert sizes(photo(width, height, kind=kind)) == expected


def test_a_copy_that_is_no_lighter_is_left_out() -> None:
    assert sizes(photo(200, 100, quality=1)) == []


def test_a_turned_photo_is_upright_and_tells_nothing_of_its_camera() -> None:
    notes = Image.Exif()
    notes[0x0112], notes[0x010E] = 6, SECRET
    data = photo(1000, 500, exif=notes)
    assert SECRET.encode() in data
    copies = copies_of(data, is_svg=False)
    assert (copies.width, copies.height) == (500, 1000)
    assert sizes(data) == [(500, 1000)]
    assert not any(SECRET.encode() in file for _, file in copies.files)


def test_what_is_see_through_stays_so() -> None:
    picture = Image.effect_noise((64, 64), 90).convert("RGBA").resize((900, 300))
    picture.putalpha(7)
    file = io.BytesIO()
    picture.save(file, "PNG")
    (_, first), *_ = copies_of(file.getvalue(), is_svg=False).files
    assert Image.open(io.BytesIO(first)).getpixel((5, 5))[3] == 7


def test_an_animation_stays_as_it_is() -> None:
    frames = [Image.new("P", (90, 30), color) for color in range(3)]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    copies = copies_of(file.getvalue(), is_svg=False)
    assert (copies.width, copies.height, copies.files) == (90, 30, ())


@pytest.mark.parametrize(
    ("drawing", "size"),
    [
        (b"<svg viewBox='0 0 300 150'></svg>", (300, 150)),
        (b'<svg xmlns="x" viewBox="-1,0 30.6 9.6"/>', (31, 10)),
        (b'<svg width="20px" height="10" viewBox="0 0 300 150">', (20, 10)),
        (b'<svg width="100%" height="10">', (None, None)),
        (b"<svg>", (None, None)),
        (b"<svg viewBox='0 0 0 0'>", (None, None)),
    ],
)
def test_a_drawing_tells_its_size(drawing, size) -> None:
    copies = copies_of(drawing, is_svg=True)
    assert (copies.width, copies.height) == size


@pytest.mark.parametrize(
    "data", [b"", b"x", b"<svg>", photo(900, 300)[:500], photo(900, 300, kind="PNG")[:500]]
)
def test_a_broken_picture_is_unreadable(data) -> None:
    with pytest.raises(Unreadable):
        copies_of(data, is_svg=False)


def test_size_is_read_before_anything_is_decoded(monkeypatch) -> None:
    monkeypatch.setattr(pictures, "photograph", lambda *_: pytest.fail("decoded"))
    with pytest.raises(TooLarge):
        copies_of(claimed(50_000, 50_000), is_svg=False)


@pytest.mark.cold
def test_reading_a_picture_is_stopped_at_the_limit() -> None:
    with Renderer(0.0001) as renderer, pytest.raises(RenderLimit):
        renderer.picture(photo(3000, 3000, kind="PNG"), is_svg=False)


@pytest.fixture
def root(app, tmp_path):
    lesson = LESSON.format(ref="satu").replace("Isi bacaan", "![Alur](../assets/alur.png) Isi")
    folder = write_course(tmp_path / "gambar", {"modules/01-satu.md": lesson})
    (folder / "assets").mkdir()
    (folder / "assets" / "alur.png").write_bytes(photo(1200, 600, kind="PNG"))
    return folder


def test_a_page_shows_the_copies_and_everyone_signed_in_can_fetch_them(root, client, cast) -> None:
    publish(root)
    module = queries.find_module_by_path(queries.find_live("gambar").id, "modules/01-satu.md")
    html = module.parts[0]["html"]
    assert 'width="1200"' in html
    assert 'height="600"' in html
    addresses = [part.split()[0] for part in html.split('srcset="')[1].split('"')[0].split(", ")]
    client.sign_in(cast.ana)
    for address, width in zip(addresses, (800, 1200), strict=True):
        answer = client.get(address)
        assert answer.mimetype == "image/webp"
        assert Image.open(io.BytesIO(answer.data)).width == width
    assert client.get(html.split('src="')[1].split('"')[0]).mimetype == "image/png"


def test_a_picture_is_converted_once_and_a_new_one_renders_its_page_again(root) -> None:
    count = select(func.count()).select_from(Picture)
    before = db.session.scalar(count)
    publish(root)
    assert db.session.scalar(count) == before + 1
    (root / "modules" / "02-dua.md").write_text(LESSON.format(ref="dua"), "utf-8")
    prepared = actions.prepare(root, seconds=2)
    assert prepared.rendition.gallery.made == {}
    (root / "assets" / "alur.png").write_bytes(photo(1000, 500, kind="PNG"))
    publish(root)
    assert db.session.scalar(count) == before + 2
    module = queries.find_module_by_path(queries.find_live("gambar").id, "modules/01-satu.md")
    assert 'width="1000"' in module.parts[0]["html"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("rusak.png", b"x", "E508"), ("besar.png", claimed(9_000, 9_000), "E712")],
    ids=["broken", "too large"],
)
def test_a_picture_that_cannot_be_taken_is_named_and_nothing_goes_live(
    root, name, data, code
) -> None:
    (root / "assets" / name).write_bytes(data)
    (root / "assets" / "juga.svg").write_bytes(b"bukan gambar")
    outcome = publish(root)
    assert outcome.is_refused
    found = {(f.code, f.path) for f in outcome.findings if f.is_error}
    assert found == {(code, f"assets/{name}"), ("E508", "assets/juga.svg")}
    assert queries.find_live("gambar") is None
