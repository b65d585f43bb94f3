"""A picture's size, and its smaller WebP copies. Made in the child of `runner`: files of courses
are not to be trusted, and a small one can unfold to gigabytes."""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image, ImageOps

from app.library.copies import MOST_PIXELS, Copies, TooLarge, Unreadable

WIDTHS = (800, 1600)
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
COPIED = ("PNG", "JPEG")
LONGEST_PROFILE = 8 * 1024
SVG_TAG = re.compile(rb"<svg\b[^>]{0,4000}>")
NUMBER = rb"\s*(\d{1,4}(?:\.\d{1,6})?)"
WIDTH = re.compile(rb"\swidth\s*=\s*[\"']" + NUMBER + rb"(?:px)?[\"']")
HEIGHT = re.compile(rb"\sheight\s*=\s*[\"']" + NUMBER + rb"(?:px)?[\"']")
ORIGIN = rb"(?:\s*-?[\d.]{1,12}[\s,]+){2}"
VIEW_BOX = re.compile(rb"\sviewBox\s*=\s*[\"']" + ORIGIN + NUMBER + rb"[\s,]+" + NUMBER)


def copies_of(data: bytes, *, is_svg: bool) -> Copies:
    """Raises Unreadable and TooLarge; the size is known before anything is decoded."""
    if is_svg:
        return drawing(data)
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = None  # our own limit, which is lower, is checked below
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooLarge
            return photograph(picture, data)
    except TooLarge:
        raise
    except Exception as error:  # Pillow's readers fail in many ways
        raise Unreadable from error


def photograph(picture: Image.Image, data: bytes) -> Copies:
    turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    size = picture.size[::-1] if turned else picture.size
    known = Copies(*size)
    kind = picture.format
    if kind not in COPIED or getattr(picture, "is_animated", False):
        picture.load()
        return known
    if kind == "JPEG":
        scale = min(1.0, WIDTHS[-1] / size[0])
        picture.draft(None, (round(picture.width * scale), round(picture.height * scale)))
    return replace(known, files=tuple(smaller(upright(picture), size, data, kind == "PNG")))


def upright(picture: Image.Image) -> Image.Image:
    """As it is to be seen, in a form that WebP can hold; of what the camera noted nothing stays."""
    profile = picture.info.get("icc_profile", b"")
    has_colours = picture.mode in ("RGB", "RGBA", "P")
    shown = ImageOps.exif_transpose(picture)
    shown = shown.convert("RGBA" if shown.has_transparency_data else "RGB")
    keeps = has_colours and len(profile) <= LONGEST_PROFILE
    shown.info = {"icc_profile": profile} if keeps and profile else {}
    return shown


def smaller(
    picture: Image.Image, size: tuple[int, int], data: bytes, is_png: bool
) -> Iterator[tuple[int, bytes]]:
    """Never enlarged, and only what is lighter than the original."""
    for width in sorted({min(wide, size[0]) for wide in WIDTHS}):
        height = max(1, round(size[1] * width / size[0]))
        scaled = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        scaled.info = picture.info
        written = webp(scaled, lossless=False)
        if is_png:  # drawings and screenshots are often lighter and always clearer without loss
            written = min(webp(scaled, lossless=True), written, key=len)
        if len(written) < len(data):
            yield width, written


def webp(picture: Image.Image, *, lossless: bool) -> bytes:
    file = io.BytesIO()
    profile = picture.info.get("icc_profile", b"")
    picture.save(file, "WEBP", quality=80, method=4, lossless=lossless, icc_profile=profile)
    return file.getvalue()


def drawing(data: bytes) -> Copies:
    """The first tag of an SVG, read without an XML parser: width and height, else the view box."""
    if b"<svg" not in data:
        raise Unreadable
    tag = SVG_TAG.search(data[:16_384])
    if tag is None:
        return Copies()
    wide, high = WIDTH.search(tag.group()), HEIGHT.search(tag.group())
    box = VIEW_BOX.search(tag.group())
    if wide and high:
        sides = (wide.group(1), high.group(1))
    elif box:
        sides = (box.group(1), box.group(2))
    else:
        return Copies()
    width, height = (round(float(side)) for side in sides)
    return Copies(width, height) if width and height else Copies()
