"""A photo as it is kept: a JPEG of our own making, of which only the pixels were sent."""

import io
from pathlib import Path

from PIL import Image, ImageOps

from app.kit.errors import Invalid

FORMATS = ("JPEG", "PNG", "WEBP")
# More than any telephone takes unless it is told to.
MOST_PIXELS = 80_000_000
LONGEST_SIDE = 2_200
# A progressive JPEG is decoded once more with each scan; cameras and programs write about ten.
MOST_SCANS, SCAN = 200, b"\xff\xda"


def write_photo(data: bytes, target: Path) -> None:
    """Raises Invalid; whatever else Pillow raises speaks of a broken file."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before anything is decoded
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Invalid("evidence.photo-large", most=MOST_PIXELS // 1_000_000)
        # In other formats these bytes say nothing.
        if picture.format == "JPEG" and data.count(SCAN) > MOST_SCANS:
            raise Invalid("evidence.broken")
        _clean(picture).save(target, "JPEG", quality=82, optimize=True)


def _clean(picture: Image.Image) -> Image.Image:
    """Upright, on white; of place, time and camera nothing stays."""
    # A JPEG is decoded no larger than needed.
    picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    shown = picture if picture.mode in ("L", "RGB", "RGBA", "CMYK") else picture.convert("RGBA")
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    shown = ImageOps.exif_transpose(shown)
    paper = Image.new("RGB", shown.size, "white")
    if shown.mode == "RGBA":
        paper.paste(shown, mask=shown)
    else:
        paper.paste(shown.convert("RGB"))
    return paper
