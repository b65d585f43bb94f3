"""A logo as it is kept: a PNG of our own making, so that nothing that was sent is ever served."""

import io

from PIL import Image, ImageOps

from app.kit.errors import Invalid
from app.settings.units import MEGABYTE

FORMATS = ("PNG", "JPEG")
MOST_FILE_BYTES = 2 * MEGABYTE
MOST_PIXELS, LONGEST_SIDE = 4_000_000, 8_000
# A progressive JPEG is decoded once more with each scan; cameras and programs write about ten.
MOST_SCANS, SCAN = 100, b"\xff\xda"
# Room in the header and on paper, in pixels.
WIDTH, HEIGHT = 480, 160
MOST_BYTES = 60 * 1024


def read_logo(data: bytes) -> bytes:
    """Raises Invalid. Takes long: no lock may be held meanwhile."""
    if len(data) > MOST_FILE_BYTES:
        raise Invalid("brand.logo-heavy")
    try:
        shown = _decoded(data)
    except Invalid:
        raise
    except Exception as error:  # Pillow's readers fail in many ways
        raise Invalid("brand.logo") from error
    shown.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    # Only pixels: what the file said besides stays behind.
    clean = Image.frombytes("RGBA", shown.size, shown.tobytes())
    written = _written(clean)
    return written if len(written) <= MOST_BYTES else _written(clean.quantize(128))


def _decoded(data: bytes) -> Image.Image:
    """Its size is known before anything is decoded."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
            raise Invalid("brand.logo-large")
        if picture.format == "JPEG" and data.count(SCAN) > MOST_SCANS:
            raise Invalid("brand.logo")
        return ImageOps.exif_transpose(picture).convert("RGBA")


def _written(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
